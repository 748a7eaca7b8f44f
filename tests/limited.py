"""Runs a command in a process with a limit on its processor time, so that a hang ends in a failed test."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.paths import ROOT


class Ended(NamedTuple):
    """How a command ended: exit code (negative where it was stopped), what it printed, processor seconds it took."""

    code: int
    out: str
    err: str
    seconds: float


def python(*arguments: str, limit: int = 10, cwd: Path = ROOT) -> Ended:
    """Run Python with arguments; it is stopped after `limit` seconds of processor time."""

    def restrict() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(
        [sys.executable, *arguments], cwd=cwd, capture_output=True, check=False, preexec_fn=restrict, timeout=60 * limit
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Ended(run.returncode, run.stdout.decode("utf-8", "replace"), run.stderr.decode("utf-8", "replace"), spent)


def inspect(path: Path, limit: int = 10) -> Ended:
    """`edgeshift inspect` on a file."""
    return python("-m", "gui", "inspect", str(path), limit=limit)
