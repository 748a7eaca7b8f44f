"""The Review page: modules before and after side by side, with the reason of each change and the answer.

It may import what all pages may: models, state, widgets, theme.
"""
