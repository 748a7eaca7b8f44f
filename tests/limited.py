"""Runs a command in a process with a limit on its processor time, so that a hang ends in a failed test."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from tests.paths import ROOT, SAMPLE

_START = """
import json, os, resource, sys
out, limit, *command = sys.argv[1:]
child = os.fork()
if not child:
    resource.setrlimit(resource.RLIMIT_CPU, (int(limit), int(limit) + 1))
    os.execv(command[0], command)
_, status, used = os.wait4(child, 0)
os.write(int(out), json.dumps([status, used.ru_utime + used.ru_stime, used.ru_maxrss]).encode())
"""
"""Starts the command from a small process, because the peak memory of a process includes that of its parent."""


class Ended(NamedTuple):
    """How a command ended: exit code (negative if stopped), output, processor seconds, peak memory in bytes."""

    code: int
    out: str
    err: str
    seconds: float
    memory: int


def python(*arguments: str, limit: int = 10, cwd: Path = ROOT) -> Ended:
    """Runs Python with arguments and stops it after `limit` seconds of processor time. POSIX only."""
    result, into = os.pipe()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        command = [sys.executable, "-S", "-c", _START, str(into), str(limit), sys.executable, *arguments]
        with subprocess.Popen(command, cwd=cwd, stdout=out, stderr=err, pass_fds=(into,)):
            os.close(into)
            with os.fdopen(result, "rb") as stream:
                status, seconds, memory = json.loads(stream.read())
        reported = []
        for written in (out, err):
            written.seek(0)
            reported.append(written.read().decode("utf-8", "replace"))
    return Ended(os.waitstatus_to_exitcode(status), *reported, seconds, memory * 1024)


def inspect(path: Path, limit: int = 10) -> Ended:
    """Runs `edgeshift inspect` on a file."""
    return python("-m", "gui", "inspect", str(path), limit=limit)


START = 0.65
"""Processor seconds of `edgeshift inspect` on the sample where nothing else runs, and somewhat more."""


def in_time(ended: Ended, seconds: float) -> bool:
    """Whether a command took less time; the limit grows where other programs slow the processor down."""
    return ended.seconds < seconds or ended.seconds < seconds * inspect(SAMPLE).seconds / START
