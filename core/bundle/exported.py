"""Reads an export with its report, for comparison with another."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from core.bundle.reopen import ExportedError, from_folder
from core.manifest.file import read_file
from core.migration import file_faults
from core.migration.decisions_file import parse
from core.model.decisions import Decisions
from core.report.earlier import upgraded
from core.report.model import Report
from core.text.catalogue import _

_LARGEST = 64_000_000
"""The maximum size of a report in bytes; that of the largest manifest has a few million."""


@dataclass(frozen=True, slots=True)
class Exported:
    """An export: the original, the answers and the report. `folder` is its location."""

    folder: Path
    name: str
    original: bytes
    decisions: Decisions
    report: Report


def read_export(path: Path) -> Exported:
    """Reads the export in a folder, which can also be given by one of its files.

    Raises ExportedError, DecisionsError for damaged decisions, ManifestError for a file beyond the limits,
    OSError where the disk refuses.
    """
    found = from_folder(path)
    report = _report(found.folder / "report.json")
    return Exported(found.folder, found.name, found.original, found.decisions, report)


def _report(path: Path) -> Report:
    try:
        return Report.model_validate(upgraded(parse(read_file(path, _LARGEST), path.name)))
    except ValidationError as error:
        text = _("{name} cannot be read. It may be from another version of EdgeShift. Export again to replace it.")
        raise ExportedError("\n".join([text.format(name=path.name), *file_faults.lines(error, Report)])) from None
