"""The window as a whole: start, wizard, window chrome, commands, help, handling of faults.

It may import everything of the window but the tour.
"""
