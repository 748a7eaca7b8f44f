"""Measures work in processor time, on which other programs have little influence."""

from __future__ import annotations

import gc
import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any


def note(benchmark: Any, what: str, value: float, wanted: float | None = None) -> None:
    """Adds a line to the table: a figure and its upper limit."""
    benchmark.extra_info[what] = [value, "" if wanted is None else f"≤ {wanted:g}"]


def seconds(work: Callable[[], Any], times: int = 7) -> float:
    """The processor seconds of some work: the shortest of several runs, without garbage collection."""
    runs = []
    was_on = gc.isenabled()
    for _ in range(times):
        gc.collect()
        gc.disable()
        start = time.process_time()
        work()
        runs.append(time.process_time() - start)
    if was_on:
        gc.enable()
    return min(runs)


def typical(benchmark: Any) -> float:
    """The median of a benchmark that is measured in processor time."""
    return float(median(benchmark.stats.stats.data))


def ratio(
    benchmark: Any,
    work: Callable[..., Any],
    base: Callable[[], Any],
    arguments: Callable[[], tuple[Any, ...]] = tuple,
    rounds: int = 15,
) -> float:
    """The processor time of some work divided by that of other work; the shortest run of each counts.

    They are done in turn, so that a busy machine slows both.
    """
    others: list[float] = []

    def before() -> tuple[tuple[Any, ...], dict[str, Any]]:
        given = arguments()
        others.append(seconds(base, 1))
        return given, {}

    benchmark.pedantic(work, setup=before, rounds=rounds)
    return round(float(benchmark.stats.stats.min) / min(others), 1)


def of_process(command: Sequence[str], cwd: Path, environment: Mapping[str, str]) -> tuple[float, bytes]:
    """The processor seconds of a process, and its output."""
    run = subprocess.Popen(command, cwd=cwd, env=environment, stdout=subprocess.PIPE)
    assert run.stdout is not None
    printed = run.stdout.read()
    _, status, used = os.wait4(run.pid, 0)
    run.returncode = os.waitstatus_to_exitcode(status)
    run.stdout.close()
    if run.returncode:
        raise subprocess.CalledProcessError(run.returncode, command)
    return used.ru_utime + used.ru_stime, printed
