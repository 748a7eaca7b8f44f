"""The Check page: what is still open, the Kubernetes objects and the picture of the result.

It may import what all pages may: models, state, widgets, theme.
"""
