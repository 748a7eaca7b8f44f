"""Start-up: from the start of the process to the first painted page, against a bare QWizard in the same style sheet."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from gui.theme import style
from tests.bench.measure import note, of_process
from tests.paths import ROOT

pytestmark = [pytest.mark.gui, pytest.mark.benchmark(timer=time.process_time)]

ROUNDS = 9

WATCH = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and self.ready():
            os.write(1, Path("/proc/self/status").read_bytes())
            os._exit(0)
        return False
painted = Painted()
painted.ready = lambda: True
"""
"""Ends the process when a page is painted. Only that page is watched: a filter for all events costs time of its own."""

BARE = (
    WATCH
    + """
from PySide6.QtCore import QResource
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWizard, QWizardPage
app = QApplication(sys.argv[:1])
QResource.registerResource(sys.argv[1])
app.setStyleSheet(Path(sys.argv[2]).read_text(encoding="utf-8"))
wizard, first = QWizard(), QWizardPage()
QVBoxLayout(first).addWidget(QLabel("bare"))
wizard.addPage(first)
first.installEventFilter(painted)
wizard.show()
app.exec()
"""
)

OURS = (
    "import gc; gc.disable()"  # as `gui.__main__` does
    + WATCH
    + """
from gui.app.start import application, make_wizard
from gui.state.user_directories import UserDirectories
app = application()
wizard = make_wizard(UserDirectories.below(Path(sys.argv[1])), mode="dark")
wizard.import_page.installEventFilter(painted)
wizard.show()
"""
)

FURNISHED = """
painted.ready = lambda: wizard.chrome is not None
wizard.side.installEventFilter(painted)
"""

RUN = "app.exec()"


def start(code: str, folder: Path, *arguments: str) -> tuple[float, float]:
    """Processor seconds and peak megabytes of one process that ends when its page is painted.

    Compiled code is kept, as when installed.
    """
    environment = os.environ | {"PYTHONPYCACHEPREFIX": str(folder / "compiled"), "PYTHONDONTWRITEBYTECODE": ""}
    seconds, printed = of_process([sys.executable, "-c", code, *arguments], ROOT, environment)
    peak = next(line for line in printed.decode().splitlines() if line.startswith("VmHWM"))
    return seconds, int(peak.split()[1]) / 1024


@pytest.fixture
def sheet(qapp: QApplication, tmp_path: Path) -> Path:
    """Our style sheet as a file, for the bare wizard."""
    style.apply(qapp, "dark")
    path = tmp_path / "sheet.qss"
    path.write_text(qapp.styleSheet(), encoding="utf-8")
    return path


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is read from /proc")
@pytest.mark.parametrize("until", ["the first page is painted", "the whole window is painted"])
def test_start(tmp_path: Path, sheet: Path, benchmark: Any, until: str) -> None:
    """Runs both in turn, so that load on the machine affects both; the fastest run of each counts."""
    pictures = str(ROOT / "resources" / "theme" / "dark.rcc")
    code = OURS + RUN if until.startswith("the first") else OURS + FURNISHED + RUN
    bare: list[tuple[float, float]] = []
    ours: list[tuple[float, float]] = []
    home = str(tmp_path / "home")
    start(code, tmp_path, home)
    start(BARE, tmp_path, pictures, str(sheet))

    def bare_first() -> None:
        bare.append(start(BARE, tmp_path, pictures, str(sheet)))

    benchmark.pedantic(lambda: ours.append(start(code, tmp_path, home)), setup=bare_first, rounds=ROUNDS)
    floor = min(seconds for seconds, _size in bare)
    wanted = 1.15 if until.startswith("the first") else 1.4
    note(benchmark, "time, ratio to a bare QWizard", round(min(seconds for seconds, _ in ours) / floor, 2), wanted)
    memory = min(size for _seconds, size in ours) / min(size for _seconds, size in bare)
    note(benchmark, "memory, ratio to a bare QWizard", round(memory, 2), 1.5)
    note(benchmark, "bare QWizard, ms", round(floor * 1000))
