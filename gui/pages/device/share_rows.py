"""The shares of the target device, one line each: name, protocol, kind. Names are validated while typing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QWidget

from core.text.catalogue import _
from gui.widgets.basics.entry import Entry, combo
from gui.widgets.basics.parts import GAP, label, push_button, restyle, tool_button, vbox

if TYPE_CHECKING:
    from core.model.device import Share

Judge = Callable[[str], tuple[str, str] | None]
"""Returns the problem of a name (`error` or `warning`, a sentence); None if there is none."""


@dataclass(slots=True)
class _Row:
    name: Entry
    protocol: QComboBox
    kind: QComboBox
    remove: QWidget
    problem: QLabel
    labels: tuple[QLabel, QLabel]
    mounted: bool | None = None

    def widgets(self) -> tuple[QWidget, ...]:
        return (self.name, self.protocol, self.kind, self.remove, self.problem, *self.labels)


class ShareRows(QWidget):
    """`edited` after every finished edit. Lines with an invalid or empty name are not shares."""

    edited = Signal()

    def __init__(self, judge: Judge) -> None:
        super().__init__()
        self._judge = judge
        self._rows: list[_Row] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(GAP // 2)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnMinimumWidth(1, 90)
        self._grid.setColumnMinimumWidth(2, 200)
        self._heads = [label(text, "caption", False) for text in (_("Name"), _("Protocol"), _("Stored in"))]
        for column, head in enumerate(self._heads):
            self._grid.addWidget(head, 0, column)
        self.none = label(
            _("No shares yet. Modules that store data need at least one share."), "muted", name="noShares"
        )
        self.add = push_button("addShareButton", _("&Add a share"), "add")
        self.add.clicked.connect(self.add_empty)
        vbox(self._grid, self.none, (self.add, 0, Qt.AlignmentFlag.AlignLeft), owner=self)
        self._number()

    def set_shares(self, shares: Sequence[Share]) -> None:
        """Shows these shares. Equal lines, and a line that is being edited, stay."""
        if self.shares() == tuple(shares):
            return
        for row in self._rows:
            self._drop(row)
        self._rows = []
        for share in shares:
            row = self._append()
            row.name.setText(share.name)
            row.protocol.setCurrentIndex(max(0, row.protocol.findData(share.protocol)))
            row.kind.setCurrentIndex(max(0, row.kind.findData(share.kind or "")))
            row.mounted = share.mounted
        self._number()

    def shares(self) -> tuple[Share, ...]:
        """The shares of all lines with a valid name."""
        from core.model.device import Share

        return tuple(
            Share(
                name=row.name.text().strip(),
                protocol=row.protocol.currentData(),
                kind=row.kind.currentData() or None,
                mounted=row.mounted,
            )
            for row in self._rows
            if row.name.text().strip() and not self._refused(row)
        )

    def add_names(self, names: Sequence[str]) -> None:
        """Adds lines for these names."""
        for name in names:
            self._append().name.setText(name)
        self._number()
        self.edited.emit()

    def add_empty(self) -> None:
        """Focuses the empty line if there is one, else a new line."""
        row = next((row for row in self._rows if not row.name.text().strip()), None) or self._append()
        self._number()
        row.name.setFocus()

    def drop_empty(self) -> None:
        """Removes lines without a name."""
        empty = [row for row in self._rows if not row.name.text().strip()]
        self._rows = [row for row in self._rows if row not in empty]
        for row in empty:
            self._drop(row)
        if empty:
            self._number()

    def first_problem(self) -> tuple[str, Entry] | None:
        """The first invalid line: its problem and its entry. Empty lines do not count."""
        for row in self._rows:
            problem = self._refused(row)
            if problem:
                return problem, row.name
        return None

    def _refused(self, row: _Row) -> str:
        """The problem of a line; warnings do not count."""
        problem = self._problem(row)
        return problem[1] if problem is not None and problem[0] == "error" else ""

    def _problem(self, row: _Row) -> tuple[str, str] | None:
        name = row.name.text().strip()
        if not name:
            return None
        others = [other.name.text().strip().casefold() for other in self._rows if other is not row]
        if name.casefold() in others[: self._rows.index(row)]:
            return "error", _("A share with this name already exists.")
        return self._judge(name)

    def _append(self) -> _Row:
        remove = tool_button("shareRemove", "delete", _("Remove this share"))
        row = _Row(
            Entry("shareName", hint=_("Name of the share on the GPU device")),
            combo("", (("smb", "SMB"), ("nfs", "NFS"))),
            combo("", (("", _("Unknown")), ("cloud", _("in the cloud")), ("local", _("on the device")))),
            remove,
            label(role="error"),
            (label(wrap=False, parent=self), label(wrap=False, parent=self)),
        )
        row.name.setMaxLength(80)
        row.problem.hide()
        self._rows.append(row)
        row.name.textChanged.connect(lambda: self._judged(row))
        row.name.editingFinished.connect(self.edited)
        row.name.returnPressed.connect(self.edited)
        for box in (row.protocol, row.kind):
            box.activated.connect(lambda _index: self.edited.emit())
        remove.clicked.connect(lambda: self._remove(row))
        return row

    def _judged(self, row: _Row) -> None:
        kind, text = self._problem(row) or ("", "")
        row.name.set_valid(kind != "error")
        row.problem.setText(text)
        row.problem.setProperty("role", "error" if kind == "error" else "warning")
        restyle(row.problem)
        row.problem.setVisible(bool(text))
        row.name.setAccessibleDescription(text)

    def _remove(self, row: _Row) -> None:
        place = self._rows.index(row)
        self._rows.remove(row)
        self._drop(row)
        self._number()
        near = self._rows[min(place, len(self._rows) - 1)].name if self._rows else self.add
        near.setFocus()
        self.edited.emit()

    def _drop(self, row: _Row) -> None:
        for widget in row.widgets():
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def _number(self) -> None:
        """Arranges the lines, names them for screen readers, and sets the tab order."""
        for place, row in enumerate(self._rows):
            at = 1 + 2 * place
            for column, widget in enumerate((row.name, row.protocol, row.kind, row.remove)):
                self._grid.addWidget(widget, at, column)
            self._grid.addWidget(row.problem, at + 1, 0, 1, 4)
            _name_row(row, place + 1)
        for head in self._heads:
            head.setVisible(bool(self._rows))
        self.none.setVisible(not self._rows)
        chain = [widget for row in self._rows for widget in (row.name, row.protocol, row.kind, row.remove)]
        for first, second in pairwise([*chain, self.add]):
            QWidget.setTabOrder(first, second)


def _name_row(row: _Row, number: int) -> None:
    row.name.setObjectName(f"shareName{number}")
    row.name.setAccessibleName(_("Name of share {number}").format(number=number))
    words = (_("Protocol of share {number}"), _("Storage of share {number}"))
    for box, buddy, word, name in zip(
        (row.protocol, row.kind), row.labels, words, ("shareProtocol", "shareKind"), strict=True
    ):
        box.setObjectName(f"{name}{number}")
        box.setAccessibleName(word.format(number=number))
        buddy.setText(word.format(number=number))
        buddy.setBuddy(box)
        buddy.hide()
    row.remove.setObjectName(f"shareRemove{number}")
    row.remove.setAccessibleName(_("Remove share {number}").format(number=number))
