"""The Import page: opening a manifest, a summary of it, and earlier sessions.

It may import what all pages may: models, state, widgets, theme.
"""
