"""The Export page: where the files go, what they are, and what comes next.

It may import what all pages may: models, state, widgets, theme.
"""
