"""One total of several runs: `.ci/run` ends on it, and it must count what pytest counted."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

RUN = Path(__file__).parents[1] / ".ci" / "run"
PROGRAM = RUN.with_name("total.awk")
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


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash, and no CI either")
@pytest.mark.parametrize("broken", ["", "test", "test-long", "test-windows"])
def test_every_target_runs_and_the_total_comes_last(tmp_path: Path, broken: str) -> None:
    """A stand-in for make prints what pytest prints, and fails for one target."""
    make = tmp_path / "make"
    make.write_text(
        f'#!/bin/sh\n[ "$2" = "{broken}" ] || exec echo "== 2 passed in 1.00s =="\n'
        'echo "== 1 failed, 1 passed in 1.00s =="\necho "make: *** [x] Error 1"\nexit 2\n'
    )
    make.chmod(0o755)
    environment = os.environ | {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(["bash", str(RUN)], env=environment, capture_output=True, text=True, check=False)
    count = len(re.findall(r'^TARGETS="(.*)"$', RUN.read_text(encoding="utf-8"), re.MULTILINE)[0].split())
    failed = f"1 failed, {2 * count - 1} passed" if broken else f"{2 * count} passed"
    assert done.stdout.splitlines()[-1] == f"==== {failed} in {count}.00s ===="
    assert (done.returncode != 0) == bool(broken)
    assert "***" not in done.stdout
