"""Runs a command in a process with a limit on its processor time, so that a hang ends in a failed test."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.paths import ROOT


class Ended(NamedTuple):
    """How a command ended: exit code (negative where stopped), output, processor seconds, most memory in bytes."""

    code: int
    out: str
    err: str
    seconds: float
    memory: int


def python(*arguments: str, limit: int = 10, cwd: Path = ROOT) -> Ended:
    """Run Python with arguments; it is stopped after `limit` seconds of processor time. Skips the test on Windows."""
    resource = pytest.importorskip("resource", reason="limits on processor time are those of POSIX")

    def restrict() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))

    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        run = subprocess.Popen([sys.executable, *arguments], cwd=cwd, stdout=out, stderr=err, preexec_fn=restrict)
        _, status, used = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
        reported = []
        for stream in (out, err):
            stream.seek(0)
            reported.append(stream.read().decode("utf-8", "replace"))
    return Ended(run.returncode, *reported, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def inspect(path: Path, limit: int = 10) -> Ended:
    """`edgeshift inspect` on a file."""
    return python("-m", "gui", "inspect", str(path), limit=limit)
