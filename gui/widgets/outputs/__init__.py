"""The input for outputs of devices.

It may import what all widgets may: the theme and other widgets, never a session or a page.
"""
