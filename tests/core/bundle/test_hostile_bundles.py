"""Exported folders with hostile files in them: `compare` and `confirm` answer at once, with a clear error."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.cli.main import main
from tests import limited
from tests.paths import SAMPLE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits on processor time are those of POSIX")
SECONDS = 2.0
ALLOWED = 64_000_000
PODS = "NAME READY STATUS RESTARTS AGE\nheartbeat-7d4b9c-x 2/2 Running 0 3d\n"
Make = Callable[[Path], object]


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(40_000_000_000)


SPECIAL: dict[str, Make] = {
    "a pipe": os.mkfifo,
    "a link to a device": lambda path: path.symlink_to("/dev/zero"),
    "40 GB": sparse,
    "a folder": lambda path: path.mkdir(),
    "a link to itself": lambda path: path.symlink_to(path),
    "nothing": lambda path: None,
}
FILES = ("decisions.json", "report.json", "report.md", "SHA256SUMS", "confirmation.json", "original/fpga-site.json")


def changed(name: str, members: Callable[[], dict[str, Any]]) -> Make:
    """A file of the export with other members."""

    def make(path: Path) -> None:
        path.write_text(json.dumps({**json.loads((path.parent / f".{name}").read_bytes()), **members()}))

    return make


DECISIONS: dict[str, Callable[[], dict[str, Any]]] = {
    "half a million wrong answers": lambda: {"items": [1] * 500_000},
    "as many answers as are too many": lambda: {"items": [{"finding": f"a/{n}"} for n in range(99_000)]},
    "answers with unknown keys": lambda: {"items": [{f"k{n}": 1 for n in range(50)} for _ in range(9_000)]},
    "unknown keys": lambda: {f"k{n}": 1 for n in range(200_000)},
    "as many shares as may be": lambda: {"device": {"shares": [{"name": f"share{n}"} for n in range(1_000)]}},
    "as many wrong shares as may be": lambda: {"device": {"shares": [{"name": f"A_{n}"} for n in range(1_000)]}},
    "too many shares": lambda: {"device": {"shares": [{"name": f"share{n}"} for n in range(60_000)]}},
    "a long proxy": lambda: {"device": {"proxy": "http://" + "a:" * 2_000_000}},
    "a long hash": lambda: {"input_sha256": "x" * 4_000_000},
}
REPORT: dict[str, Callable[[], dict[str, Any]]] = {
    "unknown keys": lambda: {f"k{n}": 1 for n in range(200_000)},
    "a million wrong changes": lambda: {"changes": [1] * 1_000_000},
    "changes with unknown keys": lambda: {"changes": [{"k": 1}] * 300_000},
    "an output elsewhere": lambda: {"output": {"name": "../../../../../../dev/zero", "sha256": "0" * 64, "bytes": 1}},
    "an output with a zero byte": lambda: {"output": {"name": "a\0b", "sha256": "0" * 64, "bytes": 1}},
}
CASES: dict[str, tuple[str, Make]] = {
    **{f"{name} is {kind}": (name, make) for name in FILES for kind, make in SPECIAL.items()},
    **{
        f"decisions.json: {kind}": ("decisions.json", changed("decisions.json", members))
        for kind, members in DECISIONS.items()
    },
    **{f"report.json: {kind}": ("report.json", changed("report.json", members)) for kind, members in REPORT.items()},
}
SMOKE = ("SHA256SUMS is 40 GB", "decisions.json: half a million wrong answers")


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("hostile") / "out"
    decisions = SAMPLE.with_suffix(".decisions.json")
    assert main(["convert", str(SAMPLE), "--decisions", str(decisions), "--defaults", "--out", str(out)]) == 0
    return out


def answered(exported: Path, case: str) -> None:
    """Both commands end in time with an exit code of theirs, and write nothing outside the folder."""
    name, make = CASES[case]
    path = exported / name
    shutil.move(path, path.parent / f".{path.name}") if path.exists() else None
    pods = exported.parent / "pods.txt"
    pods.write_text(PODS)
    try:
        make(path)
        for command in (["compare", exported, exported], ["confirm", exported, pods]):
            ended = limited.python("-m", "gui", *map(str, command))
            assert ended.code in (0, 1, 2), (command, ended.err[-2000:])
            assert "internal error" not in ended.err and len(ended.err) < 5_000
            assert limited.in_time(ended, SECONDS) and ended.memory < 50_000_000 + 2 * ALLOWED
    finally:
        for there in (path, exported / "confirmation.json"):
            if there.is_dir() and not there.is_symlink():
                there.rmdir()
            else:
                there.unlink(missing_ok=True)
        kept = path.parent / f".{path.name}"
        shutil.move(kept, path) if kept.exists() else None


@pytest.mark.parametrize("case", SMOKE)
def test_a_hostile_file_in_an_export_is_answered_at_once(exported: Path, case: str) -> None:
    answered(exported, case)


@pytest.mark.long
@pytest.mark.parametrize("case", CASES)
def test_every_hostile_file_in_an_export_is_answered_at_once(exported: Path, case: str) -> None:
    answered(exported, case)
