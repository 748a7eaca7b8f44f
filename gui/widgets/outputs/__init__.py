"""A box for what devices print.

It may import what all widgets may: the theme and other widgets, never a session or a page.
"""
