"""The offer to repair a text that is almost JSON into a new file; the original does not change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from core.text.catalogue import _
from gui.widgets.basics.parts import push_button, vbox

if TYPE_CHECKING:
    from gui.state.user_error import UserError

_LONGEST_LINE = 1_000
"""The visible characters of a line."""
_LINES_OF_A_KEY = 100
"""The lines before the shown ones in which a key may begin."""


class RepairOffer(QWidget):
    """The start and the end of the repaired text, and a button: `wanted(text, name of the file)`."""

    wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._repaired = ("", "")
        self.preview = QPlainTextEdit()
        self.preview.setObjectName("repairPreview")
        self.preview.setAccessibleName(_("The repaired text that would be saved"))
        self.preview.setReadOnly(True)
        self.preview.setMaximumHeight(190)
        self.button = push_button("repairButton")
        self.button.clicked.connect(lambda: self.wanted.emit(*self._repaired))
        vbox(self.preview, (self.button, 0, Qt.AlignmentFlag.AlignLeft), owner=self)
        self.hide()

    def offer(self, user_error: UserError) -> None:
        """Shows the possible repair; nothing without one."""
        from core.manifest.repair import propose

        proposal = propose(user_error.source) if user_error.source else None
        self.setVisible(proposal is not None)
        if proposal is not None:
            self.button.setText(_("Save a &repaired copy: {what}…").format(what=proposal.what))
            name = Path(user_error.error.file if user_error.error is not None else "").stem or "deployment"
            self.preview.setPlainText(_around(proposal.text, proposal.line))
            self._repaired = (proposal.text, f"{name}-fixed.json")


def _around(text: str, line: int, lines: int = 4) -> str:
    """The effect of a repair with masked secrets: the lines around this one, or for 0 the first and the last."""
    from core.redaction.redactor import Redactor

    all_lines = [line[:_LONGEST_LINE] for line in text.splitlines()]
    redactor = Redactor()
    if line:
        first, last = max(0, line - lines), line + lines - 1
        redactor.text("\n".join(all_lines[max(0, first - _LINES_OF_A_KEY) : last]))
        part = [f"{number}: {redactor.text(text)}" for number, text in enumerate(all_lines[first:last], first + 1)]
        return "\n".join(["…", *part, "…"])
    shown = all_lines if len(all_lines) <= 2 * lines else [*all_lines[:lines], "…", *all_lines[-lines:]]
    redactor.text("\n".join(all_lines[-_LINES_OF_A_KEY:]))
    return "\n".join(map(redactor.text, shown))
