"""The command line: one file a command, all of it without Qt.

It may import everything of the engine.
"""
