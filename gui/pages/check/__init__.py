"""The Check page: the verdict, what is to do, the decisions, the Kubernetes objects and the picture of the result.

It may import what all pages may: models, state, widgets, theme.
"""
