"""Reads an export with its report, for comparison with another."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.bundle.reopen import ExportedError, from_folder
from core.manifest.file import read_file
from core.migration.decisions_file import DecisionsError, read_own
from core.model.decisions import Decisions
from core.report.earlier import upgraded
from core.report.model import Report
from core.text.catalogue import _

_LARGEST = 16_000_000
"""The maximum size of a report in bytes; that of the largest manifest has 5 million."""


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
    file = read_own(read_file(path, _LARGEST, manifest=False), path.name)
    try:
        return file.read_as(Report, _("it may be from another version of EdgeShift"), upgraded(file.value))
    except DecisionsError as error:
        raise ExportedError("\n".join((str(error), _("Export again to replace it.")))) from None
