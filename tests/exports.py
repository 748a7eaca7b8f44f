"""Files of exports, for tests and for the processes they start and kill: these import nothing else of the tests."""

from __future__ import annotations

from pathlib import Path

from core.bundle import checksums

EARLIER = {"a.json": b"old a", "kubernetes/gone.yaml": b"old"}
LATER = {"a.json": b"new a", "sub/b.json": b"new b", "c.html": b"new c"}


def listed(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files and the list of their hashes."""
    return {**files, checksums.NAME: checksums.sums(files)}


def tree(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


SETS = [
    listed({f"{name}/{number}.txt": name.encode() * 500 for number in range(6)} | {"both": name.encode()})
    for name in "ab"
]
