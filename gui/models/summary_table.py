"""Every decision and change of a migration as one table."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.text.catalogue import _
from gui.models.answers import answer_words, decision_in_force
from gui.models.findings import by_module, look_of, module_title, state_of
from gui.models.items_model import ITEM
from gui.models.sessions_table import local_time
from gui.theme.plain_text import tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.migration.ledger import Entry
    from core.migration.migrate import Migration
    from core.model.base import Json
    from core.model.findings import Finding
    from core.redaction.redactor import Redactor

_Index = QModelIndex | QPersistentModelIndex
LONGEST = 300
"""Characters of a value shown in a cell; the rest is in the report."""

WHEN = 3
"""The column that tells when an answer was given."""
SIGNS = {"added": "+", "removed": "−", "changed": "~", "kept": "="}


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a finding with its decision and its first change, or a further change of the same finding.

    `when` the answer was given as people here write it, `moment` the same in ISO 8601, both empty where nobody gave
    one; `state` is what filters it (STATES).
    """

    finding: str
    module: str
    title: str
    decision: str
    when: str
    sign: str
    before: str
    after: str
    icon: str
    tone: str
    state: str
    moment: str = ""

    def texts(self) -> tuple[str, ...]:
        """The cells in order."""
        return (self.module, self.title, self.decision, self.when, self.sign, self.before, self.after)


def summary_lines(migration: Migration, redactor: Redactor) -> tuple[Line, ...]:
    """All findings in module order, with what became of their places; secrets masked."""
    from core.text.explanations import title

    entries: dict[str, list[Entry]] = {}
    for entry in migration.ledger:
        entries.setdefault(entry.finding, []).append(entry)
    lines: list[Line] = []
    for module in ("", *(module.name for module in migration.before.modules)):
        for finding in by_module(migration).get(module, ()):
            text = redactor.text(title(finding))
            lines += _lines(migration, finding, text, entries.get(finding.id, []), redactor)
    return tuple(lines)


def _lines(
    migration: Migration, finding: Finding, title: str, entries: Sequence[Entry], redactor: Redactor
) -> list[Line]:
    look = look_of(migration, finding.id)
    state, given = state_of(migration, finding), decision_in_force(migration, finding.id)
    moment = (given.when or "") if given is not None else ""
    when = local_time(moment) if moment else ""
    decision, module = redactor.text(answer_words(migration, finding)), module_title(finding.module)
    shown = [entry for entry in entries if entry.kind != "kept"]
    if not shown:
        return [Line(finding.id, module, title, decision, when, "", "", "", look.icon, look.tone, state, moment)]
    return [
        Line(
            finding.id,
            module if place == 0 else "",
            title if place == 0 else "",
            decision if place == 0 else "",
            when if place == 0 else "",
            SIGNS[entry.kind],
            _value(entry.before, entry.pointer, redactor) if entry.kind != "added" else "",
            _value(entry.after, entry.after_pointer, redactor) if entry.kind != "removed" else "",
            look.icon if place == 0 else "",
            look.tone,
            state,
            moment,
        )
        for place, entry in enumerate(shown)
    ]


def _value(value: Json, pointer: str, redactor: Redactor) -> str:
    """`container › key: value` on one line, masked and shortened."""
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[-2:]]
    text = json.dumps(redactor.value(value, steps[-1]), ensure_ascii=False)
    text = f"{' › '.join(step for step in steps if not step.isdecimal() and step != '-')}: {text}"
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


class SummaryTable(QAbstractTableModel):
    """Lines as rows. The ITEM role gives the finding id of a row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()
        self._heads = (_("Module"), _("Finding"), _("Decision"), _("Answered"), "", _("Before"), _("After"))

    def set_lines(self, lines: Sequence[Line]) -> bool:
        """Show these; False for the same lines again, which are no news."""
        if tuple(lines) == self._lines:
            return False
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()
        return True

    def lines(self) -> tuple[Line, ...]:
        """What is shown."""
        return self._lines

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """One row a line."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """As many as headings."""
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts, the state's icon in the second column, the finding id."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        text = line.texts()[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.moment if index.column() == WHEN else tip(text) if len(text) > 20 else None
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 1 and line.icon:
            from gui.theme import icons

            return icons.pixmap(line.icon, line.tone, 16)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return line.finding if role == ITEM else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Column names."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._heads):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None
