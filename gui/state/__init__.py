"""The observable state of the window: session, decision history, saved sessions, settings, work in the background.

It may import core, printing and theme, and knows no widget and no page.
"""
