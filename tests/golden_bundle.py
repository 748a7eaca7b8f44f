"""The golden bundle as one text: what an export and its confirmation write, file by file, as they are on disk.

A line `-- <part>/<name> --` begins a file; `wanted` is the export, `confirmed` what a confirmation adds. A file that
does not end with a line break is followed by the line that `diff` writes there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from tests.golden_page import GOLDEN

FILE = GOLDEN / "bundle" / "exported.txt"
GIVEN = GOLDEN / "bundle" / "given"
_HEAD = re.compile(rb"^-- (.+) --\n", re.MULTILINE)
_OPEN_END = b"\n\\ No newline at end of file\n"


def tree(folder: Path) -> dict[str, bytes]:
    """The files of a folder by their path in it."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def golden(part: str) -> dict[str, bytes]:
    """The files of a part by their path in it."""
    _, *pieces = _HEAD.split(FILE.read_bytes())
    files = {name.decode(): data for name, data in zip(pieces[::2], pieces[1::2], strict=True)}
    start = f"{part}/"
    return {name.removeprefix(start): _closed(data) for name, data in files.items() if name.startswith(start)}


def _closed(data: bytes) -> bytes:
    return data.removesuffix(_OPEN_END) if data.endswith(_OPEN_END) else data


def write(part: str, files: Mapping[str, bytes]) -> None:
    """Replaces the files of a part."""
    parts = {name: files if name == part else golden(name) for name in ("wanted", "confirmed")}
    every = {f"{name}/{path}": data for name, found in parts.items() for path, data in sorted(found.items())}
    assert not any(_HEAD.search(data) for data in every.values()), "a line looks like the beginning of a file"
    FILE.write_bytes(b"".join(b"-- %s --\n" % name.encode() + _ended(data) for name, data in every.items()))


def _ended(data: bytes) -> bytes:
    return data if data.endswith(b"\n") or not data else data + _OPEN_END


def unpack(part: str, folder: Path) -> Path:
    """Writes the files of a part into a folder, which it returns."""
    for name, data in golden(part).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder
