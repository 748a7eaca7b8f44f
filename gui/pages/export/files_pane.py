"""The files of the export: their number, the purpose of each, and buttons for preview and comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QTreeView, QWidget

from core.text.catalogue import _, plural
from gui.models.files_tree import SIZE, FilesTree
from gui.pages.export.earlier_export import EarlierExport
from gui.widgets.basics.parts import hbox, label, push_button, vbox

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gui.pages.common.page import Context

LEAST = 110
"""The minimum height of the list in logical pixels; a small window scrolls instead."""


class FilesPane(QWidget):
    """`preview_wanted` requests the report."""

    preview_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.model = FilesTree(self)
        self.tree = _tree(self.model)
        self.earlier = EarlierExport(context)
        self.message = label(_("Preparing the files …"), "label", wrap=False)
        look = push_button("previewButton", _("Pre&view report…"), "show")
        look.clicked.connect(self.preview_wanted)
        vbox(hbox((self.message, 1), self.earlier, look), (self.tree, 1), owner=self)

    def show_files(self, files: Mapping[str, bytes]) -> None:
        """Shows these files; expanded folders and the selection stay where they are equal."""
        if self.model.set_files(files):
            self.message.setText(plural("{count} file will be written", "{count} files will be written", len(files)))


def _tree(model: FilesTree) -> QTreeView:
    tree = QTreeView()
    tree.setObjectName("filesTree")
    tree.setAccessibleName(_("Files that will be written"))
    tree.setProperty("role", "calm")
    tree.setModel(model)
    tree.setUniformRowHeights(True)
    tree.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
    tree.setMinimumHeight(LEAST)
    header = tree.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(SIZE - 1, QHeaderView.ResizeMode.Stretch)
    return tree
