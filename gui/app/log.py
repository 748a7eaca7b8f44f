"""The log for fault reports: what the window did, in one rotating file of the state folder.

It contains counts, the names of pages and rules, and messages with secrets masked: no answer, no value, no module.
"""

from __future__ import annotations

import logging
import sys
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSysInfo, qVersion

if TYPE_CHECKING:
    from gui.app.wizard import Wizard
    from gui.state.records import Exported
    from gui.state.session import Session
    from gui.state.user_error import UserError

NAME = "edgeshift.log"
BYTES = 256 * 1024
"""The size at which the file is renamed to `edgeshift.log.1` and a new one is started; an older one is dropped."""

logger = logging.getLogger("edgeshift")


def path_for(session: Session) -> Path:
    """The path of the log of this window; the file may not exist yet."""
    return session.store.folder.parent / NAME


class _File(RotatingFileHandler):
    """A log that cannot be written, or renamed because a second window has it open, must not stop the work."""

    def __init__(self, path: Path, session: Session) -> None:
        super().__init__(path, maxBytes=BYTES, backupCount=1, encoding="utf-8", delay=True)
        self._session = session
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))

    def format(self, record: logging.LogRecord) -> str:
        """The line, with everything masked that the manifest holds as a secret or that has the shape of one."""
        from core.redaction.redactor import Redactor

        redactor = self._session.redactor if self._session.migration is not None else Redactor()
        return redactor.text(super().format(record))

    def doRollover(self) -> None:
        """Windows refuses to rename or replace a file that is open elsewhere: the log grows until that is closed."""
        with suppress(OSError):
            super().doRollover()

    def handleError(self, record: logging.LogRecord) -> None:
        """Leaves the line out, because a fault of the log must not stop the work."""


class Log(QObject):
    """Logs a window and its session from now on, until `stop`."""

    def __init__(self, wizard: Wizard) -> None:
        super().__init__(wizard)
        self._wizard, self._session = wizard, wizard.session
        path = path_for(wizard.session)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
        self._file = _File(path, wizard.session)
        logger.setLevel(logging.INFO)
        logger.addHandler(self._file)
        self._connect()
        logger.info("started: %s", versions())

    def stop(self) -> None:
        """Closes the file; a line that is logged later is not written."""
        logger.removeHandler(self._file)
        self._file.close()

    def _connect(self) -> None:
        session = self._session
        self._wizard.currentIdChanged.connect(self._page)
        session.opened.connect(self._opened)
        session.changed.connect(self._changed)
        session.exported.connect(self._exported)
        for signal in (session.failed, session.save_failed, session.export_failed):
            signal.connect(self._failed)

    def _page(self) -> None:
        page = self._wizard.currentPage()
        logger.info("page: %s", page.objectName()) if page is not None else logger.info("closed")

    def _opened(self) -> None:
        migration = self._session.migration
        if migration is not None:
            size, modules = len(migration.before.source.data), len(migration.before.modules)
            logger.info("opened: %d bytes, %d modules, %d findings", size, modules, len(migration.findings))

    def _changed(self) -> None:
        migration = self._session.migration
        if migration is not None:
            rules = [item.finding.partition("/")[0] for item in migration.decisions.items]
            logger.info(
                "%d answers, the last one for %s; %d open", len(rules), rules[-1] if rules else "-", len(migration.open)
            )

    def _exported(self, result: Exported) -> None:
        logger.info("exported: %d files", len(result.files))

    def _failed(self, user_error: UserError) -> None:
        logger.warning("%s", user_error.title)
        if user_error.error is not None:
            logger.warning("at line %d, column %d", user_error.error.line, user_error.error.column)


def versions() -> str:
    """The versions on which a fault may depend: EdgeShift, Python, Qt, the system."""
    from core import __version__

    system = f"{QSysInfo.prettyProductName()} {QSysInfo.currentCpuArchitecture()}"
    return f"EdgeShift {__version__}, Python {sys.version.split()[0]}, Qt {qVersion()}, {system}"
