"""The window, with Qt. It imports core inside functions only, so that it is painted before core is loaded.

Layers from the top: tour, app, pages, models, widgets and state, theme and printing.
"""
