"""The pages of all rules and checks, and the sources they rest on.

It may import rules, checks, text and model.
"""
