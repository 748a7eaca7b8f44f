"""Editors for answers: choice, number, text, share, risk, edit by the operator.

They know no session and no page.
"""
