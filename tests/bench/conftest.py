"""Ratios: times of one machine say little, so every benchmark is told against a floor measured beside it."""

from __future__ import annotations

from typing import Any

import pytest


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Print what the benchmarks put into `extra_info`, one ratio a line, below pytest-benchmark's own table."""
    session = getattr(config, "_benchmarksession", None)
    lines = [
        (str(bench.name), str(name), value)
        for bench in getattr(session, "benchmarks", [])
        for name, value in bench.extra_info.items()
    ]
    if not lines:
        return
    wide, name_wide = max(len(test) for test, _, _ in lines), max(len(name) for _, name, _ in lines)
    terminalreporter.section("ratios")
    for test, name, value in lines:
        terminalreporter.write_line(f"{test:<{wide}}  {name:<{name_wide}}  {value:>8}")
