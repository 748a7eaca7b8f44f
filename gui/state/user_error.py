"""An error in words for the operator; one type, so that every page shows errors alike."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from core.text.catalogue import _

if TYPE_CHECKING:
    from core.manifest.errors import ManifestError


_LARGEST_OUTPUT = 200_000
"""Bytes of a text in which the output of a command is looked for."""


class UserError(NamedTuple):
    """Title, text and remedy. `error` and `source` (the file's text) are given if a position is known."""

    title: str
    text: str
    remedy: str = ""
    error: ManifestError | None = None
    source: str = ""


def of_reading(error: Exception, name: str, data: bytes = b"") -> UserError | None:
    """The user error for an error while opening a file; None if it is a fault of EdgeShift."""
    from core.bundle.reopen import ExportedError
    from core.manifest.errors import ManifestError
    from core.migration.decisions_file import DecisionsError

    if isinstance(error, ManifestError):
        title = _("{name} cannot be opened").format(name=name)
        return _of_output(title, name, data) or UserError(title, error.found, error.remedy, error, text_of(data))
    if isinstance(error, DecisionsError):
        title = _("{name} is not a usable decisions file").format(name=name)
        return UserError(title, str(error), _("Open the manifest or another decisions file."))
    if isinstance(error, ExportedError):
        return UserError(_("{name} cannot be continued").format(name=name), str(error))
    if isinstance(error, OSError):
        return of_system(error, Path(name))
    return None


def _of_output(title: str, name: str, data: bytes) -> UserError | None:
    """The user error for output of a device, which belongs to another page; None for other content and large files."""
    from core.device_outputs.reading import read

    if b"apiVersion:" in data and b"status:" not in data:
        return None  # an object that someone wrote, not one that the cluster printed
    reading = read([(name, data)]) if 0 < len(data) <= _LARGEST_OUTPUT else None
    known = [output.command for output in reading.outputs if output.facts and output.command] if reading else []
    if not known:
        return None
    text = _("This is the output of {command}.").format(command=known[0])
    return UserError(title, text, _("Open the manifest first; then paste or drop this file on the Device page."))


def of_system(error: OSError, path: Path) -> UserError:
    """The user error for a file system error, without its number or a path that the operator already knows."""
    from core.text import system_errors

    title = _("{name} cannot be read").format(name=path.name)
    if isinstance(error, IsADirectoryError) or Path(str(error.filename or path)).is_dir():
        return UserError(title, _("It is a folder."), _("Open a file, or the folder of an export."))
    remedy = system_errors.advice(error, _("Check that the file exists and that you have permission to read it."))
    return UserError(title, system_errors.reason(error), remedy)


def of_saving(error: OSError) -> UserError:
    """The user error for answers that could not be saved after several attempts."""
    from core.text import system_errors

    remedy = _("Close other programs that may use the saved answers. EdgeShift tries again at the next answer.")
    if not isinstance(error, PermissionError):
        remedy = system_errors.advice(error, _("EdgeShift tries again at the next answer."))
    return UserError(_("Your answers could not be saved"), system_errors.reason(error), remedy)


def text_of(data: bytes) -> str:
    """The file's text as far as it can be shown; positions in it fit those of the error."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    return data.decode("utf-8", "replace")
