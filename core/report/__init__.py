"""The report, built from a migration and written as pages; jinja2 is imported only when they are needed.

It may import diff, rulebook, migration and what is below them.
"""

from core.report.build import build

__all__ = ["build"]
