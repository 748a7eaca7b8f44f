"""A window that is killed at any moment loses at most its last second, and never what it keeps.

Time is counted in the child's own ticks, so that a busy machine slows the answers as much as the saving.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.model import rule_ids
from gui.state.store import BROKEN, Store
from tests.paths import ROOT
from tests.robot import Robot

pytestmark = [
    pytest.mark.gui,
    pytest.mark.skipif(sys.platform == "win32", reason="a process that is ended there is not killed the same way"),
]

SAMPLE = ROOT / "resources" / "samples" / "fpga-site.json"
FINDING = f"{rule_ids.TCP_AND_UDP}/cameraIngest/ports"
KILLS, TOGETHER = 50, 5
TICK_MS = 20
SECOND = 1000 // TICK_MS

ANSWERS = f"""
import os, sys
from itertools import count
from pathlib import Path
from PySide6.QtCore import QTimer
from gui.app.start import application, make_wizard
from gui.state.user_directories import UserDirectories
app = application()
wizard = make_wizard(UserDirectories.below(Path(sys.argv[1])))
wizard.show()
wizard.open_path(Path(sys.argv[2]))
numbers = count(1)
def answer():
    number = next(numbers)
    wizard.session.keep("{FINDING}", f"note {{number}}")
    os.write(1, f"{{number}}\\n".encode())
timer = QTimer(interval={TICK_MS})
timer.timeout.connect(answer)
timer.start()
app.exec()
"""


def _start(home: Path, manifest: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", ANSWERS, str(home), str(manifest)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)


def _kill_at(process: subprocess.Popen[bytes], after: float, answers: int = 1) -> int:
    """Let it give so many answers, then wait and kill it. The number of the last answer it gave."""
    assert process.stdout is not None
    first = b"".join(process.stdout.readline() for _answer in range(answers))
    assert first, "the window did not come up"
    time.sleep(after)
    process.kill()
    given = process.stdout.read()
    process.wait()
    process.stdout.close()
    return int((first + given).split(b"\n")[-2])


def _kept(home: Path) -> int:
    """The number of the newest answer that is on disk; 0 for none. Nothing may be broken."""
    store = Store(home / "state" / "sessions")
    notes = store.notes()
    assert store.broken() == []
    assert not list(store.folder.glob(f"*{BROKEN}"))
    if not notes:
        return 0
    decisions = store.load(notes[0])
    assert decisions is not None
    return int(decisions.by_finding()[FINDING].note.split()[1])


@pytest.mark.long
@pytest.mark.parametrize("batch", range(KILLS // TOGETHER))
def test_killed_at_a_random_time(tmp_path: Path, batch: int) -> None:
    dice = random.Random(batch)
    homes = [tmp_path / str(number) for number in range(TOGETHER)]
    windows = [_start(home, SAMPLE) for home in homes]
    given = [_kill_at(window, dice.uniform(0, 0.9)) for window in windows]  # all end before anything is compared
    assert max(last - _kept(home) for last, home in zip(given, homes, strict=True)) <= SECOND


def test_what_was_kept_is_offered_by_the_next_window(tmp_path: Path, qapp: object) -> None:
    home = tmp_path / "robot"
    window = _start(home, SAMPLE)
    _kill_at(window, 0, answers=2 * SECOND)
    kept = _kept(home)
    assert kept
    robot = Robot(home)
    robot.wait_for(lambda: robot.focus().objectName() == "sessionsTable")
    robot.key("Return")
    robot.wait_for(lambda: bool(robot.session.decisions.items) if robot.session.migration else False)
    assert robot.session.decisions.by_finding()[FINDING].note == f"note {kept}"
    robot.close()
    robot.wizard.deleteLater()
