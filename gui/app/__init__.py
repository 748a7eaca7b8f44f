"""The window as a whole: start, wizard, what is around the pages, commands, help, the net for faults.

It may import everything of the window but the tour.
"""
