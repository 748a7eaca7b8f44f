"""The input of a command, files and exported folders, and the error for input that cannot be used."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from core.bundle.exported import Exported, read_export
from core.bundle.reopen import ExportedError
from core.device_outputs import limits
from core.manifest.file import MAX_BYTES, read_file
from core.text import system_errors
from core.text.catalogue import _


class Failure(Exception):
    """An error that ends a command with exit code 2 and this message on stderr."""


def read_bytes(path: Path, limit: int = MAX_BYTES, *, manifest: bool = True) -> bytes:
    """Reads a file. Raises Failure if it cannot be read, ManifestError if it is too large or no file."""
    try:
        return read_file(path, limit, manifest=manifest)
    except (OSError, ValueError) as error:
        sentence = _("{path} cannot be read: {reason}. {remedy}")
        remedy = _remedy(path)
        if isinstance(error, OSError) and not path.is_dir():
            remedy = system_errors.advice(error, remedy)
        reason = _("it is a directory") if path.is_dir() else system_errors.reason(error)
        raise Failure(sentence.format(path=path, reason=reason, remedy=remedy)) from error


def read_outputs(paths: Iterable[Path]) -> list[tuple[str, bytes]]:
    """Files with output of devices, by name. Raises as `read_bytes`, for too many characters or lines, too."""
    return [(path.name, limits.check(read_bytes(path, limits.LARGEST, manifest=False), path.name)) for path in paths]


def _remedy(path: Path) -> str:
    if path.is_dir():
        return _("Specify the file, not its folder.")
    if not path.exists():
        return _("Check the name and the current folder.")
    return _("Check its permissions, or copy it to this computer first.")


def export_at(path: Path) -> Exported:
    """Reads the export in a folder. Raises Failure."""
    try:
        return read_export(path)
    except ExportedError as error:
        raise Failure(str(error)) from error
    except OSError as error:
        message = _("{path} cannot be read: {reason}. Specify an exported folder.")
        raise Failure(message.format(path=error.filename or path, reason=error.strerror or error)) from error
