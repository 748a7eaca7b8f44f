"""The real program on a real X server, by what a mouse and a keyboard send: nothing of Qt is asked to help."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = [
    pytest.mark.gui,
    pytest.mark.skipif(not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool"),
]

ROOT = Path(__file__).parents[2]

TELLING = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton
import json
from gui.app import Wishes, application, run
app = application()
def tell():
    window = next((widget for widget in app.topLevelWidgets() if widget.objectName() == "wizard"), None)
    if window is None or window.frame is None:
        return
    found = {"page": window.current().objectName()}
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and button.isEnabled() and button.objectName():
            point = button.mapToGlobal(button.rect().center())
            found[button.objectName()] = [point.x(), point.y()]
    os.write(1, json.dumps(found).encode() + b"\\n")
timer = QTimer(interval=100)
timer.timeout.connect(tell)
timer.start()
sys.exit(run(Wishes(Path(sys.argv[1]))))
"""
"""The program as it is, telling where its buttons are: what an operator sees."""


class Desk:
    """A screen, a mouse, a keyboard and the program, in a home of its own."""

    def __init__(self, home: Path, manifest: Path, display: str) -> None:
        folders = {name: str(home / name.lower()) for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
        self.environment = os.environ | folders | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "HOME": str(home)}
        self.sessions = home / "xdg_state_home" / "edgeshift" / "sessions"
        command = [sys.executable, "-c", TELLING, str(manifest)]
        self.program = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE)

    def tool(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self.environment, check=True, timeout=60, stdout=subprocess.DEVNULL)

    def look(self) -> dict[str, list[int]]:
        """The buttons in view now; lines told earlier are old."""
        assert self.program.stdout is not None
        begin = time.monotonic()
        while True:
            line = self.program.stdout.readline()
            assert line, "the program ended"
            if time.monotonic() - begin > 0.15:
                found: dict[str, list[int]] = json.loads(line)
                return found

    def wait_for_page(self, page: str) -> None:
        for _look in range(100):
            if self.look()["page"] == page:  # type: ignore[comparison-overlap]
                return
        raise AssertionError(f"never came to {page}")

    def click(self, button: str) -> None:
        for _look in range(100):
            found = self.look()
            if button in found:
                self.tool("mousemove", *map(str, found[button]), "click", "1")
                return
        raise AssertionError(f"{button} is not to be seen")

    def keys(self, *keys: str) -> None:
        self.tool("key", "--delay", "60", *keys)

    def kept(self) -> dict[str, Any]:
        """The decisions that were saved."""
        found: dict[str, Any] = json.loads(next(self.sessions.glob("*.decisions.json")).read_bytes())
        return found


@pytest.fixture
def desk(tmp_path: Path, sample: Path) -> Iterator[Desk]:
    """The program with the sample open, the keyboard in its window."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as told:
        display = f":{told.readline().strip()}"
    made = Desk(tmp_path / "home", sample, display)
    try:
        made.tool("search", "--sync", "--onlyvisible", "--name", "EdgeShift", "windowfocus")
        yield made
    finally:
        made.program.kill()
        made.program.communicate()
        server.terminate()
        server.wait()


def test_by_keyboard(desk: Desk) -> None:
    desk.wait_for_page("importPage")
    desk.keys("alt+n")
    desk.wait_for_page("devicePage")
    desk.keys("alt+g", "Up", "alt+n")
    desk.wait_for_page("reviewPage")
    desk.keys("F8")
    desk.keys("ctrl+4")
    desk.wait_for_page("checkPage")
    desk.keys("ctrl+q")
    assert desk.program.wait(30) == 0
    assert desk.kept()["device"]["gpus"] == 2


def test_by_mouse(desk: Desk) -> None:
    desk.click("nextButton")
    desk.wait_for_page("devicePage")
    desk.click("suggestSharesButton")
    desk.click("nextButton")
    desk.wait_for_page("reviewPage")
    desk.click("nextQuestion")
    for option in ("place0", "option0"):
        found = desk.look()
        if option in found:
            desk.tool("mousemove", *map(str, (found[option][0] - 1, found[option][1])), "click", "1")
    desk.click("backButton")
    desk.wait_for_page("devicePage")
    desk.click("closeButton")
    assert desk.program.wait(30) == 0
    assert desk.kept()["device"]["shares"]
