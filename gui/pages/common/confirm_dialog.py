"""The confirmation of an export that was opened later, in a window of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from core.text.catalogue import _
from gui.pages.common.confirm_pane import ConfirmPane
from gui.widgets.basics.dialog import Dialog
from gui.widgets.basics.parts import label, scroll_area

if TYPE_CHECKING:
    from gui.pages.common.page import Context


def confirm_export(parent: QWidget, context: Context, folder: Path) -> QDialog:
    """Opens the dialog for the export in this folder."""
    dialog = Dialog("confirmDialog", _("Confirm on the device"), parent.window())
    pane = ConfirmPane(context)
    area = scroll_area("confirmScroll", pane)
    dialog.lay_out(label(str(folder), "muted"), (area, 1), dialog.close_button("confirmClose"))
    dialog.resize(min(980, parent.window().width() - 40), min(640, parent.window().height() - 40))
    pane.show_folder(folder)
    dialog.open()
    pane.box.edit.setFocus()
    return dialog
