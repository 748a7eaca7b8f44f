"""Start-up: from the start of the process to the first painted page, against a bare QWizard in the same style sheet."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from gui import theme

pytestmark = pytest.mark.gui

ROOT = Path(__file__).parents[2]
ROUNDS = 15

UNTIL_PAINTED = """
class Painted(QObject):
    seen = False
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched is page:
            self.seen = True
        return False
painted = Painted()
app.installEventFilter(painted)
wizard.show()
page = wizard.currentPage()
while not painted.seen:
    app.processEvents()
os._exit(0)
"""

BARE = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QResource
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWizard, QWizardPage
app = QApplication(sys.argv[:1])
QResource.registerResource(sys.argv[1])
app.setStyleSheet(Path(sys.argv[2]).read_text(encoding="utf-8"))
wizard, first = QWizard(), QWizardPage()
QVBoxLayout(first).addWidget(QLabel("bare"))
wizard.addPage(first)
"""

OURS = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
from gui.app import application, make_wizard
from gui.places import Places
app = application()
wizard = make_wizard(Places.below(Path(sys.argv[1])), mode="dark")
"""


def start(code: str, folder: Path, *arguments: str) -> float:
    """Seconds of one process that ends as soon as its page is painted. Compiled code is kept, as when installed."""
    environment = os.environ | {"PYTHONPYCACHEPREFIX": str(folder / "compiled"), "PYTHONDONTWRITEBYTECODE": ""}
    command = [sys.executable, "-c", code + UNTIL_PAINTED, *arguments]
    begin = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=60)
    return time.perf_counter() - begin


def test_start_to_first_paint(qapp: QApplication, tmp_path: Path, benchmark: Any) -> None:
    """At most 1.25 times a bare wizard. Both are run in turn, so that a busy moment of the machine hits both."""
    theme.apply(qapp, "dark")
    sheet = tmp_path / "sheet.qss"
    sheet.write_text(qapp.styleSheet(), encoding="utf-8")
    pictures = str(ROOT / "resources" / "theme" / "dark.rcc")
    bare: list[float] = []
    home = str(tmp_path / "home")
    start(OURS, tmp_path, home)

    def bare_first() -> None:
        bare.append(start(BARE, tmp_path, pictures, str(sheet)))

    bare_first()
    benchmark.pedantic(lambda: start(OURS, tmp_path, home), setup=bare_first, rounds=ROUNDS)
    floor = min(bare[1:])
    benchmark.extra_info["ratio to a bare QWizard"] = round(benchmark.stats["min"] / floor, 2)
    benchmark.extra_info["bare QWizard, ms"] = round(floor * 1000)
