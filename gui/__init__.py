"""The window, with Qt; it imports core inside functions, so that it is painted before core is loaded.

Its layers from the top, each of which may import those below it: tour, app, pages, models, widgets and state, theme and
printing.
"""
