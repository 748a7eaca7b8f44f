"""What several pages share: the base of a page, rows of lists, columns that fold, filters, tables.

It may import what all pages may: models, state, widgets, theme.
"""
