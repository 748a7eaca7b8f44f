"""The pages of all rules and checks, and their sources.

It may import rules, checks, text and model.
"""
