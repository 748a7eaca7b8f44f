"""Reads files within a limit, so that a wrong file causes a clear error and neither fills the memory nor blocks."""

from __future__ import annotations

import stat
from pathlib import Path

from core.manifest import foreign
from core.manifest.errors import ManifestError
from core.text.catalogue import N_, _

MAX_BYTES = 5_000_000
"""The largest manifest that is read; IoT Hub itself takes 32 KB a twin."""
_RIGHT_FILE = N_("check that this is the right file")


def read_file(path: Path, limit: int = MAX_BYTES, *, manifest: bool = True) -> bytes:
    """Reads the bytes of an ordinary file after its size was checked. `manifest` says what the errors are about.

    Raises ManifestError for a pipe or a device, which may never end, and for more than `limit` bytes; OSError.
    """
    found = path.stat()
    if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
        raise ManifestError(
            _("this is a pipe or a device, not a regular file"),
            file=path.name,
            expected=_("a regular file"),
            remedy=_("save the text to a file, and open that file"),
        )
    with path.open("rb") as file:
        data = file.read(limit + 1 if found.st_size <= limit else foreign.HEAD)
    if max(len(data), found.st_size) > limit:  # it may have grown meanwhile, or its system gives no size
        raise refused(data[: foreign.HEAD], max(len(data), found.st_size), path.name, limit, manifest=manifest)
    return data


def refused(head: bytes, size: int, name: str, limit: int = MAX_BYTES, *, manifest: bool = True) -> ManifestError:
    """The error for a file over the limit of bytes; it says what the file is if its first bytes reveal that."""
    other = foreign.of_bytes(head)
    return too_large(size, name, limit, manifest=manifest) if other is None else other_kind(other, name, manifest)


def other_kind(found: str, name: str, manifest: bool = True) -> ManifestError:
    """The error for a file that is recognized as something else."""
    if not manifest:
        return ManifestError(found, file=name, expected=_("a text file"), remedy=_(_RIGHT_FILE))
    return ManifestError(
        found,
        file=name,
        expected=_("a deployment manifest in JSON"),
        remedy=_("open the deployment manifest, for example the output of az iot edge export-modules"),
    )


def too_large(size: int, name: str, limit: int = MAX_BYTES, *, manifest: bool = True) -> ManifestError:
    """The error for a file of more bytes than are read."""
    most = (
        _("at most {limit:,} bytes (IoT Hub accepts 32 KB for each twin)") if manifest else _("at most {limit:,} bytes")
    )
    return ManifestError(
        _("the file has {size:,} bytes").format(size=size),
        file=name,
        expected=most.format(limit=limit),
        remedy=_("export the manifest of one device only") if manifest else _(_RIGHT_FILE),
    )
