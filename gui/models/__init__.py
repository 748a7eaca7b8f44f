"""Qt models over a Migration, which hold what plain functions compute.

They may import core, state and widgets.
"""
