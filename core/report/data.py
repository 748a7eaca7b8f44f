"""report.json: the report for programs, the same bytes for the same migration."""

from __future__ import annotations

from typing import Any

from core.decisions import json_bytes
from core.report.model import Report


def render(report: Report) -> bytes:
    """UTF-8 JSON with a final newline, keys in the order of the model."""
    return json_bytes(report.model_dump(mode="json"))


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of report.json, as it is published in resources/schemas."""
    made = Report.model_json_schema(mode="serialization")
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:edgeshift:report:1"}
    return {**head, **made}
