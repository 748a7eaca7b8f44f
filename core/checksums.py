"""SHA256SUMS: what lets anybody see, a year later and without this program, that an export is as it was."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

NAME = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")


def sums(files: Mapping[str, bytes]) -> bytes:
    """One line a file, sorted by name, as `sha256sum -c` reads it."""
    lines = (f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items()))
    return "".join(lines).encode()


def listed(folder: Path) -> dict[str, str]:
    """The files of an export that lies in a folder, with their hashes; nothing where there is no list.

    Names that would lead out of the folder are left out. Raises OSError.
    """
    path = folder / NAME
    if not path.is_file():
        return {}
    found = (_LINE.fullmatch(line) for line in path.read_text(encoding="utf-8", errors="replace").splitlines())
    return {match[2]: match[1] for match in found if match is not None and _inside(match[2])}


def untouched(folder: Path, name: str, wanted: str) -> bool:
    """Whether a listed file is still as it was written."""
    path = folder / name
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == wanted


def _inside(name: str) -> bool:
    return not name.startswith(("/", "\\")) and ".." not in re.split(r"[/\\]", name) and ":" not in name
