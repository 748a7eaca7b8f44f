"""report.json: the report for programs, the same bytes for the same migration."""

from __future__ import annotations

from core.decisions import json_bytes
from core.report.model import Report


def render(report: Report) -> bytes:
    """UTF-8 JSON with a final newline, keys in the order of the model."""
    return json_bytes(report.model_dump(mode="json"))
