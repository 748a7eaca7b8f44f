"""The real program on a real X server, by what a mouse and a keyboard send: nothing of Qt is asked to help."""

from __future__ import annotations

import hashlib
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

from tests.paths import ROOT

pytestmark = [
    pytest.mark.gui,
    pytest.mark.skipif(not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool"),
]


TELLING = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QLineEdit
import json
from gui.app.start import application, run
app = application()
def tell():
    window = next((widget for widget in app.topLevelWidgets() if widget.objectName() == "wizard"), None)
    if window is None or window.chrome is None:
        return
    migration = window.session.migration
    found = {"page": window.current().objectName(), "open": len(migration.open) if migration else -1}
    found["focus"] = app.focusWidget().objectName() if app.focusWidget() else ""
    for button in (*window.findChildren(QAbstractButton), *window.findChildren(QLineEdit)):
        if button.isVisible() and button.isEnabled() and button.objectName():
            point = button.mapToGlobal(button.rect().center())
            found[button.objectName()] = [point.x(), point.y()]
    os.write(1, json.dumps(found).encode() + b"\\n")
timer = QTimer(interval=100)
timer.timeout.connect(tell)
timer.start()
sys.exit(run(Path(sys.argv[1])))
"""
"""The program as it is, telling what an operator sees: where buttons, fields and the keyboard are, what is open."""


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

    def look(self) -> dict[str, Any]:
        """What is in view now; lines told earlier are old."""
        assert self.program.stdout is not None
        begin = time.monotonic()
        while True:
            line = self.program.stdout.readline()
            assert line, "the program ended"
            if time.monotonic() - begin > 0.15:
                found: dict[str, Any] = json.loads(line)
                return found

    def wait_for_page(self, page: str) -> None:
        for _look in range(100):
            if self.look()["page"] == page:
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

    def wait_for_open(self, count: int) -> None:
        for _look in range(100):
            if self.look()["open"] <= count:
                return
        raise AssertionError(f"more than {count} questions stay open")

    def answer(self, option: str) -> None:
        """Choose an option; at its left edge, where its mark is."""
        found = self.look()
        if option in found:
            self.tool("mousemove", *map(str, found[option]), "click", "1")

    def tab_to(self, name: str) -> None:
        for _press in range(80):
            if self.look()["focus"] == name:
                return
            self.keys("Tab")
        raise AssertionError(f"Tab never comes to {name}")

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
    with os.fdopen(read) as result:
        display = f":{result.readline().strip()}"
    desktop = Desk(tmp_path / "home", sample, display)
    try:
        desktop.tool("search", "--sync", "--onlyvisible", "--name", "EdgeShift", "windowfocus")
        yield desktop
    finally:
        desktop.program.kill()
        desktop.program.communicate()
        server.terminate()
        server.wait()


def test_by_keyboard(desk: Desk, tmp_path: Path) -> None:
    desk.wait_for_page("importPage")
    desk.keys("alt+n")
    desk.wait_for_page("devicePage")
    desk.keys("alt+g", "Up")
    desk.tab_to("addShareButton")
    for name in ("models", "camera-in", "camera-out"):
        desk.keys("alt+a")
        desk.tool("type", "--delay", "30", name)
        desk.keys("Return")
    desk.keys("alt+n")
    desk.wait_for_page("reviewPage")
    for still_open in range(desk.look()["open"] - 1, -1, -1):
        desk.keys("F8", "Tab", "space")
        desk.wait_for_open(still_open)
    for page in ("checkPage", "exportPage"):
        desk.keys("alt+n")
        desk.wait_for_page(page)
    desk.keys("alt+f", "ctrl+a")
    desk.tool("type", "--delay", "30", str(tmp_path / "out"))
    desk.keys("alt+x")
    _is_whole(desk, tmp_path / "out")
    desk.keys("ctrl+q")
    assert desk.program.wait(30) == 0
    assert desk.kept()["device"]["gpus"] == 2


@pytest.mark.long
def test_by_mouse(desk: Desk, sample: Path) -> None:
    desk.click("nextButton")
    desk.wait_for_page("devicePage")
    desk.click("suggestSharesButton")
    desk.click("nextButton")
    desk.wait_for_page("reviewPage")
    for still_open in range(desk.look()["open"] - 1, -1, -1):
        desk.click("nextQuestion")
        for option in ("place0", "option0"):
            desk.answer(option)
        desk.wait_for_open(still_open)
    for page in ("checkPage", "exportPage"):
        desk.click("nextButton")
        desk.wait_for_page(page)
    desk.click("finishButton")
    _is_whole(desk, sample.with_name(f"{sample.stem}-gpu"))
    desk.click("closeButton")
    assert desk.program.wait(30) == 0
    assert desk.kept()["device"]["shares"]


def _is_whole(desk: Desk, folder: Path) -> None:
    """The bundle is there, and every file has the hash that is written beside it."""
    sums = folder / "SHA256SUMS"
    for _look in range(300):
        if sums.is_file():
            break
        desk.look()
    lines = [line.split(maxsplit=1) for line in sums.read_text(encoding="utf-8").splitlines()]
    assert len(lines) > 10
    for digest, name in lines:
        assert hashlib.sha256((folder / name.lstrip("*")).read_bytes()).hexdigest() == digest
