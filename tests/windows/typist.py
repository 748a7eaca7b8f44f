"""Sends keys through the X server to the window of the installed program, like a person at a keyboard."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.windows.observer.sitecustomize import VARIABLE
from tests.windows.wine import Screen, Wine, wait_for

OBSERVER = Path(__file__).parent / "observer" / "sitecustomize.py"
KEYS = {"Alt": "alt", "Ctrl": "ctrl", "Shift": "shift", "Space": "space"}
"""What X calls a key, where it is not our name; a letter is its own name, in lower case."""


def let_observe(program: Path) -> None:
    """Makes the program import the observer; the embeddable Python otherwise imports only its own modules."""
    shutil.copy(OBSERVER, program / "app")
    (paths,) = (program / "python").glob("python*._pth")
    paths.write_bytes(paths.read_bytes() + b"import site\r\n")


class Typist:
    """A keyboard at a screen, with the state of the window as the observer reports it."""

    def __init__(self, screen: Screen, observed: Path) -> None:
        self._environment = os.environ | {"DISPLAY": screen.display}
        self._observed = observed

    def variables(self, wine: Wine) -> dict[str, str]:
        """The environment variables of the program."""
        return {VARIABLE: wine.name(self._observed)}

    def key(self, text: str) -> None:
        """Presses a key (`Alt+N`) and waits until the window has handled it and is idle."""
        names = text.split("+")
        before = self.see()["keys"]
        self._press("key", "+".join(KEYS.get(name, name.lower() if len(name) == 1 else name) for name in names))
        wait_for(lambda: self.see()["keys"] >= before + len(names), f"the key {text} to arrive: {self.see()}")
        self.settle()

    def keys(self, text: str) -> None:
        """Types a text into a field."""
        self._press("type", "--delay", "20", text)
        wait_for(lambda: self.see()["text"].endswith(text), f"{text} to be typed: {self.see()}")

    def tab_to(self, name: str, key: str = "Tab") -> None:
        """Presses Tab until the widget with this name has the focus."""
        for _press in range(80):
            if self.see()["focus"] == name:
                return
            self.key(key)
        raise AssertionError(f"Tab never came to {name}")

    def choose_look(self, mode: str) -> None:
        """Chooses a theme in the menu at the side."""
        self.tab_to("lookButton")
        self.key("Space")
        self.wait_for(lambda: bool(self.see()["menu"]))
        while self.see()["action"] != f"look_{mode}":
            self.key("Down")
        self.key("Return")

    def page(self) -> str:
        """The name of the current page."""
        return str(self.see()["page"])

    def questions(self) -> int:
        """The number of open questions."""
        return int(self.see()["questions"])

    def exported(self) -> bool:
        """Whether the export is finished."""
        return bool(self.see()["exported"])

    def wait_for(self, done: Callable[[], bool]) -> None:
        """Waits until a condition holds."""
        wait_for(done, f"the window: {self.see()}")

    def settle(self) -> None:
        """Waits until the window is idle at two observations from now on: the first may have begun before."""
        begun = self.see()["looks"]
        wait_for(lambda: self.see()["looks"] > begun + 1 and not self.see()["busy"], f"it to be idle: {self.see()}")

    def see(self) -> dict[str, Any]:
        """The last output of the observer; waits for the first."""
        wait_for(self._observed.is_file, "the window")
        return dict(json.loads(self._observed.read_text(encoding="utf-8")))

    def _press(self, *command: str) -> None:
        subprocess.run(["xdotool", *command], env=self._environment, check=True, capture_output=True, timeout=60)
