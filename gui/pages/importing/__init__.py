"""The Import page: opening a manifest, what was found in it, and going on with an earlier session.

It may import what all pages may: models, state, widgets, theme.
"""
