"""A Migration told: report data, HTML, Markdown."""

from core.report.build import build

__all__ = ["build"]
