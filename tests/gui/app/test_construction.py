"""No event can reach a widget that is half made.

Windows sends a resize event out of `setWizardStyle`, other systems style and font events out of other calls. So
here every call that a constructor makes on its own widget is followed by all of them.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QDialog, QWidget
from pytestqt.qtbot import QtBot

import gui
from gui.app.shortcuts import ShortcutSheet
from gui.app.start import make_wizard
from gui.pages.help.help_window import HelpWindow
from gui.state.dialogs import Dialogs
from gui.state.user_directories import UserDirectories
from gui.widgets.answers.keep_bar import KeepBar

HANDLERS = ("event", "resizeEvent", "showEvent", "hideEvent", "changeEvent", "moveEvent", "eventFilter")
CHANGES = (QEvent.Type.StyleChange, QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.LanguageChange)


def own_handlers(kind: type) -> bool:
    """Whether a class of ours, or a base of ours, handles such events."""
    ours = [base for base in kind.__mro__ if base.__module__.startswith("gui")]
    return any(name in vars(base) for base in ours for name in HANDLERS)


class Meddler:
    """A profiler that delivers events to a widget after each call of Qt that its constructor makes on it.

    `met` holds the classes whose constructors ended, with the events at their end.
    """

    def __init__(self) -> None:
        self.met: set[type] = set()
        self._busy = False

    def __call__(self, frame: FrameType, what: str, call: object) -> None:
        """Called by Python around every call."""
        if self._busy or what not in ("c_return", "return"):
            return
        if what == "return":
            widget = frame.f_locals.get("self") if frame.f_code.co_name == "__init__" else None
        else:
            widget = getattr(call, "__self__", None) if getattr(call, "__name__", "") != "__init__" else None
        if isinstance(widget, QWidget) and own_handlers(type(widget)) and being_made(widget, frame):
            if what == "return" and frame.f_code is type(widget).__init__.__code__:
                self.met.add(type(widget))
            self._busy = True
            meddle(widget)
            self._busy = False


def being_made(widget: QWidget, frame: FrameType | None) -> bool:
    """Whether a constructor of this widget is running, in this frame or in one that called it."""
    while frame is not None:
        if frame.f_code.co_name == "__init__" and frame.f_locals.get("self") is widget:
            return True
        frame = frame.f_back
    return False


def meddle(widget: QWidget) -> None:
    """Everything a system may send before a widget is seen."""
    for size in (QSize(400, 300), QSize(1400, 900)):
        inner = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
        QCoreApplication.sendEvent(inner, QResizeEvent(size, QSize(1, 1)))
    for change in CHANGES:
        QCoreApplication.sendEvent(widget, QEvent(change))
    QCoreApplication.sendEvent(widget, QShowEvent())
    QCoreApplication.sendEvent(widget, QHideEvent())


@contextmanager
def meddling() -> Iterator[Meddler]:
    meddler = Meddler()
    sys.setprofile(meddler)
    try:
        yield meddler
    finally:
        sys.setprofile(None)


def handling_widgets() -> set[type]:
    """All widget classes of the window that handle such events and are made: the last of their line."""
    for module in pkgutil.walk_packages(gui.__path__, "gui."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found: set[type] = set()
    waiting: list[type] = [QWidget]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith("gui") and own_handlers(kind) and not kind.__subclasses__():
            found.add(kind)
    return found


def test_events_during_construction_find_nothing_missing(qtbot: QtBot, tmp_path: Path) -> None:
    """pytest-qt makes an exception in a handler a failure."""
    nothing = Dialogs(lambda *_: None, lambda *_: None, lambda *_: None, lambda _: True)
    with meddling() as meddler:
        wizard = make_wizard(UserDirectories.below(tmp_path), nothing)
        qtbot.addWidget(wizard)
        wizard.import_page.ensure_built()
        wizard.add_chrome()
        wizard.complete()
        for page in wizard.all_pages():
            page.ensure_built()
        dialogs: list[QDialog] = [HelpWindow(wizard), ShortcutSheet(wizard)]
        qtbot.addWidget(KeepBar())  # made with an answer
    for dialog in dialogs:
        dialog.close()
    assert handling_widgets() <= meddler.met
