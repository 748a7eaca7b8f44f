"""The observable state of the window: session, decision history, saved sessions, settings, work in the background.

It may import core and printing, and knows no widget and no page.
"""
