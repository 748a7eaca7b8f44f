"""The side-by-side view of one module.

It knows no session and no page.
"""
