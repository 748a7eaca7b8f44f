"""Opens the help for a key: the shortcuts sheet, or the rule book at the rule in view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.text.catalogue import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from core.model.findings import Finding
    from gui.state.session import Session


def open_sheet(owner: QWidget, session: Session) -> None:
    """Shows every command with its keys."""
    from gui.app.shortcuts import ShortcutSheet

    ShortcutSheet(owner, log_line(session)).open()


def open_book(owner: QWidget, session: Session, finding: Finding | None = None) -> None:
    """Shows the rule book, at the page of a finding with its facts, or at its first page."""
    from core.report.build import masked
    from gui.pages.help.help_window import HelpWindow

    window = HelpWindow(owner, log_line(session))
    if finding is None:
        window.show_page("")
    else:
        window.show_finding(masked(finding, session.redactor))
    window.show()


def log_line(session: Session) -> str:
    """The path of the log, shown in the help for fault reports."""
    from gui.app.log import path_for

    return _("Attach this log to a bug report. It contains no secrets: {path}").format(path=path_for(session))
