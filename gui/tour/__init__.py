"""The tour: the real wizard driven off-screen through all steps, with a picture of each page.

It may import everything of the window.
"""
