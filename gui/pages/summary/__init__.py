"""The Summary page: every decision and every change in one list.

It may import what all pages may: models, state, widgets, theme.
"""
