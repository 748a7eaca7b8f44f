"""The small parts that every page uses: chips, explanations, error boxes, empty states.

They know no session and no page.
"""
