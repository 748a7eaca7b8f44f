"""The shortcuts sheet: every command with its keys, on one page."""

from __future__ import annotations

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialogButtonBox, QGridLayout, QWidget

from core.text.catalogue import _
from gui.app.actions import commands
from gui.widgets.basics.dialog import Dialog
from gui.widgets.basics.parts import GAP, copyable, label, vbox


class ShortcutSheet(Dialog):
    """Shows the commands in a window of its own that is not modal; Escape closes it."""

    def __init__(self, parent: QWidget | None = None, footer: str = "") -> None:
        super().__init__("shortcutSheet", _("Shortcuts"), parent)
        grid = QGridLayout()
        grid.setHorizontalSpacing(4 * GAP)
        grid.setVerticalSpacing(GAP // 2)
        row, group = 0, ""
        for command in commands():
            if command.group != group:
                group = command.group
                grid.setRowMinimumHeight(row, 2 * GAP if row else 0)
                grid.addWidget(label(group, "heading", False), row + 1, 0, 1, 2)
                row += 2
            grid.addWidget(label(command.text, "", False), row, 0)
            grid.addWidget(label("   ".join(command.keys), "label", False), row, 1)
            row += 1
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        buttons.rejected.connect(self.reject)
        vbox(grid, copyable(footer), buttons, owner=self, gap=2 * GAP, margins=(3 * GAP, 2 * GAP, 3 * GAP, 2 * GAP))
