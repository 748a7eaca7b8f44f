"""SHA256SUMS: what lets anybody see, a year later and without this program, that an export is as it was."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

NAME = "SHA256SUMS"
_LINE = re.compile(r"(\\?)([0-9a-f]{64}) [ *](.+)")
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_ESCAPED = re.compile(r"\\([\\nr])")


def sums(files: Mapping[str, bytes]) -> bytes:
    """One line a file, sorted by name, as `sha256sum -c` reads it; a backslash in front tells of an escaped name."""
    return "".join(_line(name, data) for name, data in sorted(files.items())).encode("utf-8", "surrogateescape")


def _line(name: str, data: bytes) -> str:
    written = "".join(_ESCAPES.get(char, char) for char in name)
    return f"{'' if written == name else chr(92)}{hashlib.sha256(data).hexdigest()}  {written}\n"


def _name(escaped: str, written: str) -> str:
    return _ESCAPED.sub(lambda match: {"n": "\n", "r": "\r"}.get(match[1], match[1]), written) if escaped else written


def listed(folder: Path) -> dict[str, str]:
    """The files of an export that lies in a folder, with their hashes; nothing where there is no list.

    Names that would lead out of the folder are left out. Raises OSError.
    """
    path = folder / NAME
    if not path.is_file():
        return {}
    text = path.read_bytes().decode("utf-8", "surrogateescape")
    found = (_LINE.fullmatch(line) for line in text.split("\n"))
    named = ((_name(match[1], match[3]), match[2]) for match in found if match is not None)
    return {name: wanted for name, wanted in named if _inside(name)}


def untouched(folder: Path, name: str, wanted: str) -> bool:
    """Whether a listed file is still as it was written."""
    path = folder / name
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == wanted


def _inside(name: str) -> bool:
    return not name.startswith(("/", "\\")) and ".." not in re.split(r"[/\\]", name) and ":" not in name
