"""Reading an export again: to go on with that migration, or to compare it with another."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from core.decisions import faults, load, parse
from core.model import Decisions
from core.report.model import Report
from core.words import _

MARK = "decisions.json"
"""The file by which a folder is known as an export."""


class ExportedError(ValueError):
    """A folder that is no export, or a damaged one; the message says which file, what is wrong, and what to do."""


@dataclass(frozen=True, slots=True)
class Exported:
    """An export: the original as it was, the answers given, and the report. `folder` is where it lies."""

    folder: Path
    name: str
    original: bytes
    decisions: Decisions
    report: Report


def is_export(path: Path) -> bool:
    """Whether a path is the folder of an export."""
    return (path / MARK).is_file() and (path / "original").is_dir()


def read_export(path: Path) -> Exported:
    """The export in a folder; a file of it will do, too.

    Raises ExportedError, DecisionsError for damaged decisions, OSError where the disk refuses.
    """
    folder = path if path.is_dir() else path.parent
    if not is_export(folder):
        text = _(
            "{folder} is no export of EdgeShift: {mark} or original/ is missing. Choose the folder that was exported."
        )
        raise ExportedError(text.format(folder=folder.name, mark=MARK))
    files = sorted(file for file in (folder / "original").iterdir() if file.is_file())
    if len(files) != 1:
        text = _("{folder}/original holds {count} files instead of one. Open the manifest itself.")
        raise ExportedError(text.format(folder=folder.name, count=len(files)))
    decisions = load((folder / MARK).read_bytes(), MARK)
    original = files[0].read_bytes()
    if decisions.input_sha256 not in ("", hashlib.sha256(original).hexdigest()):
        text = _(
            "original/{name} is not the file these answers were given for: it was changed. Restore it, or open it."
        )
        raise ExportedError(text.format(name=files[0].name))
    return Exported(folder, files[0].name, original, decisions, _report(folder / "report.json"))


def _report(path: Path) -> Report:
    try:
        return Report.model_validate(parse(path.read_bytes(), path.name))
    except ValidationError as error:
        text = _("{name} cannot be read; it may be of another version. Export again to get a new one.")
        raise ExportedError("\n".join([text.format(name=path.name), *faults(error)])) from None
