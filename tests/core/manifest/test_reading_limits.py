"""The limit on the size of a file holds before it is read: no file fills the memory or keeps the program waiting."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from core.manifest.errors import ManifestError
from core.manifest.file import MAX_BYTES, read_file
from tests import limited
from tests.sampling import sampled

posix = pytest.mark.skipif(sys.platform == "win32", reason="pipes with names are those of POSIX")


def endless(tmp_path: Path, kind: str) -> Path:
    """A file that has no end, or none that anybody wants to wait for."""
    path = tmp_path / f"{kind}.json"
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "zero":
        path.symlink_to("/dev/zero")
    else:
        path.touch()
        os.truncate(path, 40_000_000_000)
    return path


@posix
@pytest.mark.parametrize("kind", ["fifo", "zero", "sparse"])
@pytest.mark.parametrize(
    "command",
    sampled(
        [
            "inspect {}",
            "inspect {} --json",
            "inspect --device {} {sample}",
            "convert {sample} --out {out} --decisions {}",
            "verify {}",
            "device {}",
        ],
        every=6,
    ),
)
def test_an_endless_file_is_refused_at_once(tmp_path: Path, kind: str, command: str) -> None:
    path, sample = endless(tmp_path, kind), limited.ROOT / "tests" / "hostile" / "hang-redos_us.json"
    words = [word.format(path, sample=sample, out=tmp_path / "out") for word in command.split()]
    ended = limited.python("-m", "gui", *words, limit=5)
    assert ended.code == 2
    assert "40,000,000,000 bytes" in ended.err if kind == "sparse" else "not a regular file" in ended.err
    assert limited.in_time(ended, 2)


def test_a_file_at_the_limit_is_read(tmp_path: Path) -> None:
    path = tmp_path / "site.json"
    path.write_bytes(b"x" * MAX_BYTES)
    assert len(read_file(path)) == MAX_BYTES
    path.write_bytes(b"x" * (MAX_BYTES + 1))
    with pytest.raises(ManifestError, match="5,000,001 bytes"):
        read_file(path)
