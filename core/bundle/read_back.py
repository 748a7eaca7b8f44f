"""Reading an export back from the disk before anyone hears that it is there: hashes, JSON, schemas."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from core.bundle.reopen import target_name
from core.manifest import schemas
from core.manifest.errors import ManifestError
from core.manifest.read import read, read_again
from core.migration.decisions_file import DecisionsError, load
from core.report import data
from core.text.catalogue import _


class Unreadable(OSError):
    """What was read back is not what was written, or not what it should be. Treated as a disk that refuses."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(0, f"{name}: {what}")


def same(folder: Path, files: Mapping[str, bytes]) -> None:
    """Every file has the bytes it should have, read from the disk itself where the system lets us. Raises OSError."""
    for name, content in files.items():
        if hashlib.sha256(from_disk(folder / name)).digest() != hashlib.sha256(content).digest():
            raise Unreadable(name, _("the written file does not match when it is read back"))


def sound(folder: Path, files: Mapping[str, bytes]) -> None:
    """Every file is what its name says: JSON, a report of the published schema, answers, a manifest. Raises OSError."""
    for name in files:
        content = (folder / name).read_bytes()
        if name == "report.json":
            _expect(name, data.fault(_json(name, content)))
        elif name == "decisions.json":
            _answers(name, content)
        elif name.startswith("rollback/") and name.endswith(".json"):
            _json(name, content)
        elif _is_original(name, files):
            _manifests(folder, name, files)


def _is_original(name: str, files: Mapping[str, bytes]) -> bool:
    """Whether this is the manifest that was migrated.

    Below original/ lies what was repaired, as it came; beside the manifest, the deployment of the target device.
    """
    path = PurePosixPath(name)
    others = [PurePosixPath(other) for other in files if other != name]
    beside = [target_name(other.name) for other in others if other.parent == path.parent]
    return path.parent.name == "original" and path.name not in beside


def _manifests(folder: Path, name: str, files: Mapping[str, bytes]) -> None:
    """Both manifests open, and the new one violates the schemas of IoT Edge nowhere the original did not."""
    source = PurePosixPath(name).name
    output = next((other for other in files if other.endswith(".gpu.json") and "/" not in other), name)
    try:
        before = read((folder / name).read_bytes(), source)
        after = read_again(before, (folder / output).read_bytes())
    except ManifestError as error:
        raise Unreadable(output, str(error)) from error
    found = schemas.caused(before, after)
    _expect(output, found[0].pointer if found else None)


def _answers(name: str, content: bytes) -> None:
    try:
        load(content, name)
    except DecisionsError as error:
        raise Unreadable(name, str(error)) from error


def _json(name: str, content: bytes) -> object:
    try:
        return json.loads(content)
    except ValueError as error:
        raise Unreadable(name, str(error)) from error


def _expect(name: str, fault: str | None) -> None:
    if fault is not None:
        raise Unreadable(name, _("it does not match its schema at {place}").format(place=fault))


def from_disk(path: Path) -> bytes:
    """The bytes of a file, not those the system still holds in memory; where it cannot be asked to, those."""
    with path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            with suppress(OSError):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return file.read()
