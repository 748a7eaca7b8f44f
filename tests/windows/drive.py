"""Goes the whole way by keyboard in the Python that runs this: the installed one on Windows, any on Linux.

    python drive.py HOME OUT [LOOK]

With LOOK it stops in front of the first question, in both themes: it writes where the radio buttons are on the
screen to LOOK/<theme>.json and goes on when LOOK/<theme>.seen is there.
"""

from __future__ import annotations

import faulthandler
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2]))  # the program's own packages come first
sys.path.sort(key=lambda entry: Path(entry or ".").resolve() == Path(__file__).resolve().parent)  # it has a core.py

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QRadioButton

from tests.keyboard import go_the_whole_way
from tests.robot import Robot


def noon() -> datetime:
    return datetime(2026, 1, 2, 12, tzinfo=UTC)


def show(robot: Robot, look: Path) -> None:
    for theme in ("dark", "light"):
        robot.wizard.side.theme_chosen.emit(theme)
        robot.settle()
        buttons = [
            button
            for button in robot.wizard.findChildren(QRadioButton)
            if button.isVisible() and button.visibleRegion().boundingRect() == button.rect()  # not scrolled away
        ]
        places = [button.mapToGlobal(QPoint(0, 0)) for button in buttons]
        boxes = [[place.x(), place.y(), button.height()] for place, button in zip(places, buttons, strict=True)]
        part = look / f"{theme}.part"
        part.write_text(json.dumps(boxes), encoding="utf-8")
        part.rename(look / f"{theme}.json")
        robot.wait_for((look / f"{theme}.seen").exists)


def main(home: Path, out: Path, look: Path | None) -> None:
    robot = Robot(home, noon)
    robot.session.engineer = "Äsa Ōki"
    go_the_whole_way(robot, "Alt+S", out, lambda: show(robot, look) if look is not None else None)
    robot.wizard.close()


if __name__ == "__main__":
    faulthandler.enable()
    paths = [Path(argument) for argument in sys.argv[1:]]
    main(paths[0], paths[1], paths[2] if len(paths) > 2 else None)
