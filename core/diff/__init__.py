"""The comparison: aligned rows, lines and characters before and after, and the positions of the changes.

It may import the migration and what is below it.
"""
