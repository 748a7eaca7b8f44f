"""The bundle: what an export writes to a folder, and how it is read back, reopened and compared.

It may import everything of the engine but the command line.
"""
