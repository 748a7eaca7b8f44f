"""The list of steps at the side of the window.

It knows no session and no page.
"""
