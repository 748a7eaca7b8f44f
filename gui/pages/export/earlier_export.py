"""An earlier export in the chosen folder, and the differences between it and this one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from core.text.catalogue import _
from gui.pages.common.confirm_dialog import confirm_export
from gui.widgets.basics.dialog import Dialog
from gui.widgets.basics.parts import GAP, STRETCH, hbox, label, push_button

if TYPE_CHECKING:
    from gui.pages.common.page import Context


class EarlierExport(QWidget):
    """A line with a button; hidden if the folder contains no export."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._session = context, context.session
        self._folder = Path()
        self.compare = push_button("compareButton", _("Co&mpare with the earlier export…"), "review")
        self.compare.clicked.connect(self._compare)
        self.confirm = push_button("confirmButton", _("Confirm on the device…"), "verify")
        self.confirm.clicked.connect(lambda: confirm_export(self, self._context, self._folder))
        hbox(self.compare, self.confirm, STRETCH, owner=self, gap=GAP)
        self.hide()

    def show_for(self, folder: Path | None) -> None:
        """Offers a comparison with the export in this folder; None if there is none."""
        self._folder = folder or Path()
        self.setVisible(folder is not None)

    def _compare(self) -> None:
        session, folder = self._session, self._folder

        def work() -> str:
            from core.bundle.compare import differences, rendered
            from core.bundle.exported import read_export
            from core.report.model import Report

            new = Report.model_validate(json.loads(session.files()["report.json"]))
            return rendered(tuple(differences(read_export(folder).report, new)))

        def failed(error: Exception) -> None:
            from core.manifest.errors import ManifestError

            if not isinstance(error, OSError | ValueError | ManifestError):
                raise error
            self._show(str(error))

        session.jobs.run("compare", work, self._show, failed, background=True)

    def _show(self, text: str) -> None:
        dialog = Dialog("compareDialog", _("Differences from the earlier export"), self.window())
        body = QPlainTextEdit(text)
        body.setObjectName("compareText")
        body.setReadOnly(True)
        body.setTabChangesFocus(True)
        body.setAccessibleName(dialog.windowTitle())
        head = label(_("Earlier export → now. Secrets are masked."), "muted")
        dialog.lay_out(head, (body, 1), dialog.close_button("compareClose"))
        dialog.resize(760, 520)
        dialog.open()
