"""Python imports this as it starts, where the test put it beside the installed program and told it to look for it.

It sets the tests' clock and the size of the window, and keeps in a file what the window shows. It presses nothing: the
keys come through the screen.
"""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent, QObject

VARIABLE = "EDGESHIFT_OBSERVED"
"""The file to write to."""
EVERY_MS = 50
SIZE = (1366, 768)
"""The screen of a laptop, as for the pictures of the guide."""


def noon() -> datetime:
    return datetime(2026, 1, 2, 12, tzinfo=UTC)


def start(target: Path) -> None:
    """Wait, beside the program, until it has a window."""
    while (widgets := sys.modules.get("PySide6.QtWidgets")) is None or not hasattr(widgets, "QApplication"):
        time.sleep(0.05)
    while (application := widgets.QApplication.instance()) is None:
        time.sleep(0.05)
    from PySide6.QtCore import QTimer

    QTimer.singleShot(0, application, lambda: observe(application, target))  # from here on in the window's thread


def observe(application: Any, target: Path) -> None:
    """Write down what is on show, twenty times a second."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtGui import QWindow

    class Keys(QObject):
        """Counts the keys that came from the screen."""

        count = 0

        def eventFilter(self, receiver: QObject, event: QEvent) -> bool:
            released = event.type() == QEvent.Type.KeyRelease and event.spontaneous()
            self.count += released and isinstance(receiver, QWindow)
            return False

    def look() -> None:
        for wizard in application.topLevelWidgets():
            if wizard.inherits("QWizard") and wizard.isVisible():
                if wizard.size().toTuple() != SIZE:
                    wizard.resize(*SIZE)
                timer.setProperty("looks", looks := (timer.property("looks") or 0) + 1)
                write(target, {"looks": looks, "keys": keys.count, **state(wizard)})

    keys, timer = Keys(application), QTimer(application)
    application.installEventFilter(keys)
    timer.timeout.connect(look)
    timer.start(EVERY_MS)


def state(wizard: Any) -> dict[str, object]:
    """What the robot of the tests would ask the window."""
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu, QRadioButton

    session, focus, popup = wizard.session, QApplication.focusWidget(), QApplication.activePopupWidget()
    pressed = any(button.isDown() for button in wizard.findChildren(QAbstractButton)) and popup is None
    action = popup.activeAction() if isinstance(popup, QMenu) else None
    radios = [
        radio
        for radio in wizard.findChildren(QRadioButton)
        if radio.isVisible() and radio.visibleRegion().boundingRect() == radio.rect()  # not scrolled away
    ]
    return {
        "busy": session.jobs.busy or wizard.chrome is None or not wizard.current().updatesEnabled() or pressed,
        "page": wizard.current().objectName(),
        "focus": focus.objectName() if focus is not None else "",
        "text": focus.text() if isinstance(focus, QLineEdit) else "",
        "menu": popup is not None,
        "action": action.objectName() if action is not None else "",
        "questions": len(session.migration.open) if session.migration is not None else 0,
        "exported": session.result is not None,
        "window": [*wizard.mapToGlobal(QPoint(0, 0)).toTuple(), *wizard.size().toTuple()],
        "radios": [[*radio.mapToGlobal(QPoint(0, 0)).toTuple(), radio.height()] for radio in radios],
    }


def write(target: Path, found: dict[str, object]) -> None:
    """In one step: the reader never sees half of it."""
    part = target.with_suffix(".part")
    part.write_text(json.dumps(found), encoding="utf-8")
    part.replace(target)


if VARIABLE in os.environ:
    import gui.state.decision_history

    gui.state.decision_history.now = noon
    Thread(target=start, args=(Path(os.environ[VARIABLE]),), daemon=True).start()
