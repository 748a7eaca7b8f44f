"""Editors for answers: choice, number, text, share, risk, manual edit.

They know no session and no page.
"""
