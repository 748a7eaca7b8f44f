"""The small parts every page needs: chips, explanations, error boxes, empty states.

They know no session and no page.
"""
