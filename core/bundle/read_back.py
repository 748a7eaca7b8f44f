"""Reads an export back from the disk before it is reported as written: hashes, JSON, schemas."""

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
    """The content read back is wrong; treated like an error of the disk."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(0, f"{name}: {what}")


def same(folder: Path, files: Mapping[str, bytes]) -> None:
    """Compares every file with its bytes, read from the disk itself if the system allows it. Raises OSError."""
    for name, content in files.items():
        if hashlib.sha256(from_disk(folder / name)).digest() != hashlib.sha256(content).digest():
            raise Unreadable(name, _("the written file does not match when it is read back"))


def sound(folder: Path, files: Mapping[str, bytes]) -> None:
    """Checks that every file has its format: JSON, report, answers, manifest. Raises OSError."""
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
    """Checks that both manifests open, and that the new one violates no schema where the original did not."""
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
    """The bytes of a file from the disk, or from the cache of the system where that cannot be avoided."""
    with path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            with suppress(OSError):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return file.read()
