"""The report as PDF: laid out, paginated and painted by Qt.

It may import Qt and the catalogue only.
"""
