"""SHA256SUMS, with which anyone can verify an export later without this program."""

from __future__ import annotations

import hashlib
import re
import stat
from collections.abc import Mapping
from pathlib import Path

from core.manifest.file import MAX_BYTES

NAME = "SHA256SUMS"
LARGEST = 64_000_000
"""The maximum size of a file of an export in bytes; the largest of the largest manifest has 5 million."""
_JUNCTION = 0xA0000003
"""IO_REPARSE_TAG_MOUNT_POINT: https://learn.microsoft.com/windows/win32/fileio/reparse-point-tags."""
_LINE = re.compile(r"(\\?)([0-9a-f]{64}) [ *](.+)")
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_ESCAPED = re.compile(r"\\([\\nr])")


def sums(files: Mapping[str, bytes]) -> bytes:
    """One line for each file, sorted by name, in the format of `sha256sum -c`; a backslash marks an escaped name."""
    return listing({}, files)


def listing(known: Mapping[str, str], files: Mapping[str, bytes]) -> bytes:
    """Like `sums`, with the hashes of other files that are known already."""
    hashes = {**known, **{name: hashlib.sha256(data).hexdigest() for name, data in files.items()}}
    return "".join(_line(name, value) for name, value in sorted(hashes.items())).encode("utf-8", "surrogateescape")


def _line(name: str, value: str) -> str:
    written = "".join(_ESCAPES.get(char, char) for char in name)
    return f"{'' if written == name else chr(92)}{value}  {written}\n"


def _name(escaped: str, written: str) -> str:
    return _ESCAPED.sub(lambda match: {"n": "\n", "r": "\r"}.get(match[1], match[1]), written) if escaped else written


def listed(folder: Path) -> dict[str, str]:
    """The listed files of an exported folder with their hashes; empty without a list.

    Names that would lead out of the folder are left out. A list that is a link, or is larger than any of ours, is none.
    Raises OSError.
    """
    path = folder / NAME
    if not path.is_file() or is_link(path) or path.stat().st_size > MAX_BYTES:
        return {}
    with path.open("rb") as file:
        text = file.read(MAX_BYTES).decode("utf-8", "surrogateescape")
    found = (_LINE.fullmatch(line) for line in text.split("\n"))
    named = ((_name(match[1], match[3]), match[2]) for match in found if match is not None)
    return {name: wanted for name, wanted in named if _inside(name)}


def untouched(folder: Path, name: str, wanted: str) -> bool:
    """Whether a listed file has the listed content and is in the folder itself, not behind a link.

    A file that is larger than any of ours is not read.
    """
    path = folder / name
    if link_in(folder, name) is not None or not path.is_file() or path.stat().st_size > LARGEST:
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == wanted


def link_in(folder: Path, name: str) -> Path | None:
    """The first link on the path from a folder to a file in it, including the file; None without one."""
    places = [folder / part for part in reversed((Path(name), *Path(name).parents)) if part != Path()]
    return next((place for place in places if is_link(place)), None)


def is_link(path: Path) -> bool:
    """Whether a path is a symbolic link or, on Windows, a junction; False if it does not exist. Raises OSError."""
    try:
        found = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == _JUNCTION


def _inside(name: str) -> bool:
    return not name.startswith(("/", "\\")) and ".." not in re.split(r"[/\\]", name) and ":" not in name
