"""The rule book in a window of its own.

It may import what all pages may: models, state, widgets, theme.
"""
