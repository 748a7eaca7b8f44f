"""The Export page: the destination, the files, and the next steps.

It may import what all pages may: models, state, widgets, theme.
"""
