"""Prepares what the next click needs while the operator still looks at the first page.

Modules are imported and tables read in the background; then the pages are made one at a time, between events. An
earlier click only finds less prepared.
"""

from __future__ import annotations

import importlib
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from gui.theme import icons

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gui.app.wizard import Wizard

MODULES = (
    "core.migration.migrate",
    "core.manifest.read",
    "core.diff.rows",
    "core.text.pages",
    "markdown_it",
    "core.redaction.redactor",
    "core.migration.verify",
    "core.report.build",
    "core.bundle.export",
    "gui.widgets.diff.diff_view",
    "gui.widgets.answers.editors",
)  # fmt: skip
PAUSE_MS = 15
"""The pause between two pieces of work, so that the actions of the operator come first."""


class Preloader(QObject):
    """Runs once for a window and emits `done` when everything is prepared."""

    done = Signal()
    _read = Signal()

    def __init__(self, wizard: Wizard) -> None:
        super().__init__(wizard)
        self._wizard = wizard
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._step)
        self._read.connect(self._make_pages, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Starts with the part that needs no window."""
        Thread(target=self._in_background, name="preload", daemon=True).start()

    def _in_background(self) -> None:
        for name in MODULES:
            importlib.import_module(name)
        from gui.app.steps import page_types

        page_types()
        from core.rulebook import sources
        from core.rules import RULES
        from core.text import catalogue, pages

        for rule in RULES:
            sources.rule_sources(rule.id)
            pages.page(rule.id, catalogue.language())
        with suppress(RuntimeError):  # the window was closed meanwhile
            self._read.emit()

    def _make_pages(self) -> None:
        self._pieces = self._make()
        self._timer.start()

    def _make(self) -> Iterator[None]:
        self._wizard.complete()
        yield from icons.ahead()
        for page in self._wizard.all_pages():
            for _part in page.parts:  # not `yield from`: a page goes on with its iterator when this one is gone
                yield
        _found = self._wizard.import_page.found  # what the first file will need

    def _step(self) -> None:
        if next(self._pieces, self) is self:
            self.done.emit()
        else:
            self._timer.start()
