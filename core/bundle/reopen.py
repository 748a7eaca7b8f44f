"""Opens an export again to continue its migration, with the original and the answers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from core.bundle import checksums
from core.manifest.errors import ManifestError
from core.manifest.file import read_file
from core.migration.decisions_file import DecisionsError, load
from core.model.decisions import Decisions
from core.model.device import Device
from core.text.catalogue import _

MARK = "decisions.json"
"""The file that marks a folder as an export."""
ORIGINAL = "original"
TARGET = "target.json"
"""The name of the target device's deployment in original/."""


class ExportedError(ValueError):
    """The folder is no export, or is damaged; the message names the file, the fault and the remedy."""


@dataclass(frozen=True, slots=True)
class Reopened:
    """A migration to continue: `name` and `original` are the manifest, `folder` is the export.

    `target` is the deployment of the target device, where the export has one.
    """

    folder: Path
    name: str
    original: bytes
    decisions: Decisions
    target: bytes | None = None

    @property
    def path(self) -> Path:
        """The path of the manifest, which can be opened like any other."""
        return self.folder / ORIGINAL / self.name


def is_export(path: Path) -> bool:
    """Whether a path is the folder of an export."""
    return (path / MARK).is_file() and (path / ORIGINAL).is_dir()


def device_of(folder: Path) -> Device | None:
    """The device of an export; None if its decisions cannot be read. Never raises."""
    try:
        return load(read_file(folder / MARK, manifest=False), MARK).device
    except (OSError, DecisionsError, ManifestError):
        return None


def export_around(path: Path | None) -> Path | None:
    """The folder of the export whose original a file is; None if it is in none."""
    folder = path.parent if path is not None else None
    inside = folder is not None and folder.name == ORIGINAL and is_export(folder.parent)
    return folder.parent if folder is not None and inside else None


def from_folder(path: Path) -> Reopened:
    """Reads the migration in the folder of an export, which can also be given by one of its files.

    Raises ExportedError, DecisionsError for damaged decisions, ManifestError for a file beyond the limits,
    OSError where the disk refuses.
    """
    folder = path.parent if path.is_file() else path
    if not folder.exists():
        raise ExportedError(_("{folder} does not exist. Choose an exported folder.").format(folder=folder))
    if not is_export(folder):
        text = _("{folder} is not an export of EdgeShift: {mark} or original/ is missing. Choose an exported folder.")
        raise ExportedError(text.format(folder=folder.name or folder, mark=MARK))
    names = _names(folder)
    if not names:
        raise _count_error(folder, 0)
    decisions = load(read_file(folder / MARK, manifest=False), MARK)
    original, target = _originals(folder, decisions)
    data = read_file(original)
    wanted = decisions.input_sha256 or checksums.listed(folder).get(f"{ORIGINAL}/{original.name}", "")
    if wanted not in ("", hashlib.sha256(data).hexdigest()):
        text = _(
            "original/{name} was changed after these answers were given. Restore the file, or open it as a new "
            "manifest."
        )
        raise ExportedError(text.format(name=original.name))
    return Reopened(folder, original.name, data, decisions, target)


def target_name(source: str) -> str:
    """The name of the target's deployment in original/, beside an original of this name."""
    return TARGET if source.lower() != TARGET else f"gpu-device.{TARGET}"


def _originals(folder: Path, decisions: Decisions) -> tuple[Path, bytes | None]:
    """The original, and the deployment of the target device if the decisions name one. Raises ExportedError."""
    if decisions.target is None:
        return _original(folder), None
    names = _names(folder)
    for name in names:
        beside = target_name(name)
        if set(names) == {name, beside}:
            data = read_file(folder / ORIGINAL / beside)
            if hashlib.sha256(data).hexdigest() == decisions.target.sha256:
                return folder / ORIGINAL / name, data
    text = _(
        "original/ does not contain the manifest and the deployment of the GPU device for which these "
        "answers were given."
    )
    raise ExportedError(text)


def _original(folder: Path) -> Path:
    """The one file in original/. Raises ExportedError."""
    names = _names(folder)
    if len(names) != 1:
        raise _count_error(folder, len(names))
    return folder / ORIGINAL / names[0]


def _names(folder: Path) -> list[str]:
    """The files in original/, without those that the system adds (`.DS_Store`)."""
    return sorted(file.name for file in (folder / ORIGINAL).iterdir() if file.is_file() and not _is_leftover(file.name))


def _count_error(folder: Path, count: int) -> ExportedError:
    text = _("{folder}/original contains {count} files instead of one. Open the manifest instead.")
    return ExportedError(text.format(folder=folder.name, count=count))


def _is_leftover(name: str) -> bool:
    return name.startswith("._") or name.lower() in (".ds_store", "thumbs.db", "desktop.ini")
