"""The Device page: the target device with its shares.

It may import what all pages may: models, state, widgets, theme.
"""
