"""Migration to Report, and Report with its parts to pages. Pages import jinja2 only when they are drawn.

It may import diff, rulebook, migration and what is below them.
"""

from core.report.build import build

__all__ = ["build"]
