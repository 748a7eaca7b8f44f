"""One total of several runs: `.ci/run` ends on it, and it must count what pytest counted."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parents[1] / ".ci" / "total.awk"
FAST = "===== 2 failed, 6127 passed, 1 skipped, 30 deselected, 3 errors in 300.00s (0:05:00) ====="
LONG = "================= 10 passed, 1 warning in 1.50s ================="
HEADLINE = "=========================== short test summary info ============================"
NOTHING = "==================== 6157 deselected in 4.10s ===================="

pytestmark = pytest.mark.skipif(shutil.which("awk") is None, reason="there is no awk, and no CI either")


def total(*lines: str, status: int = 0) -> str:
    command = ["awk", "-v", f"status={status}", "-f", str(PROGRAM)]
    return subprocess.run(command, input="\n".join(lines) + "\n", capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize(
    ("lines", "status", "expected"),
    [
        ((FAST, HEADLINE, LONG), 1, "==== 2 failed, 6137 passed, 1 skipped, 3 errors in 301.50s ===="),
        ((LONG, LONG), 0, "==== 20 passed in 3.00s ===="),
        ((LONG, "make: something broke"), 1, "==== 10 passed, 1 error in 1.50s ===="),
        ((NOTHING,), 1, "==== 1 error in 4.10s ===="),
        ((), 0, "==== no tests ran in 0.00s ===="),
    ],
)
def test_everything_is_counted(lines: tuple[str, ...], status: int, expected: str) -> None:
    assert total(*lines, status=status).splitlines() == [expected]
