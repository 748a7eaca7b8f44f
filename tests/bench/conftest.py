"""Ratios: times depend on the machine, so every benchmark is compared with a baseline that is measured with it.

Nothing here fails for being slow: the table says what was measured, and what is wanted.
"""

from __future__ import annotations

from typing import Any

import pytest


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Prints the figures that the benchmarks recorded, one per line, below the table of pytest-benchmark."""
    session = getattr(config, "_benchmarksession", None)
    lines = [
        (str(bench.name), str(name), *(value if isinstance(value, list) else (value, "")))
        for bench in getattr(session, "benchmarks", [])
        for name, value in bench.extra_info.items()
    ]
    if not lines:
        return
    wide, name_wide = max(len(line[0]) for line in lines), max(len(line[1]) for line in lines)
    terminalreporter.section("figures")
    terminalreporter.write_line(f"{'benchmark':<{wide}}  {'what':<{name_wide}}  {'is':>8}  {'wanted':>8}")
    for test, name, value, wanted in lines:
        terminalreporter.write_line(f"{test:<{wide}}  {name:<{name_wide}}  {value:>8}  {wanted:>8}")
