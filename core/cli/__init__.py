"""The command line, with one file for each command and without Qt.

It may import everything of the engine.
"""
