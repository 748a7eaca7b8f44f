"""A process that had the window ends with 0, whatever is on the clipboard."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.paths import ROOT
from tests.sampling import sampled

pytestmark = pytest.mark.gui

COPIES = """
from pathlib import Path
import tempfile
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication
from tests.robot import Robot
robot = Robot(Path(tempfile.mkdtemp(dir={home!r})))
robot.sample()
robot.go(2)
pane = robot.wizard.review_page.compare.diff.body.left
pane.setFocus()
pane.selectAll()
{step}
robot.close()
print(len(QApplication.clipboard().text()))
"""
COPY = "pane.copy()"
NOTHING = "pass"
FOREIGN = "data = QMimeData(); data.setText('made in Python'); QApplication.clipboard().setMimeData(data); del data"


@pytest.mark.parametrize(
    "step",
    sampled([COPY, FOREIGN, NOTHING], every=3),
    ids=["copied from the comparison", "made in Python", "never used"],
)
def test_the_process_ends_cleanly(tmp_path: object, step: str) -> None:
    code = COPIES.format(home=str(tmp_path), step=step)
    environment = os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr[-500:]
    assert "Traceback" not in done.stderr
    assert (int(done.stdout) > 10) is (step != NOTHING)
