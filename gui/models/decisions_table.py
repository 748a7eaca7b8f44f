"""Every finding of a migration with its decision and its changes as one table."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from core.model.remembered import remembered
from core.text.catalogue import _, plural
from gui.models.answers import answer_words, decision_in_force
from gui.models.findings import by_module, look_of, module_title, state_of
from gui.models.items_model import ITEM
from gui.models.sessions_table import local_time
from gui.models.text_table import HeadedTable
from gui.theme.plain_text import tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.migration.ledger import Entry
    from core.migration.migrate import Migration
    from core.model.base import Json
    from core.model.findings import Finding
    from core.redaction.redactor import Redactor

_Index = QModelIndex | QPersistentModelIndex
LONGEST, MOST = 300, 6
"""Characters of a value and changes of a finding shown in a cell; the rest is in the report."""

DECISION = 2
"""The column of the decision; its tool tip is the time of the answer."""
SIGNS = {"added": "+", "removed": "−", "changed": "~"}


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a finding with its decision and its changes, one a line.

    `decision` has the time of the answer in its second line, `decided` is the same in ISO 8601, empty where no one
    answered; `state` is what filters it (`gui.models.findings.filters`).
    """

    finding: str
    module: str
    title: str
    decision: str
    changes: str
    icon: str
    tone: str
    state: str
    decided: str = ""

    def texts(self) -> tuple[str, ...]:
        """The cells in order."""
        return (self.module, self.title, self.decision, self.changes)


@remembered
def decision_lines(migration: Migration, redactor: Redactor) -> tuple[Line, ...]:
    """All findings in module order, with what became of their places; secrets masked."""
    entries: dict[str, list[Entry]] = {}
    for entry in migration.ledger:
        if entry.kind != "kept":
            entries.setdefault(entry.finding, []).append(entry)
    return tuple(
        _line(migration, finding, entries.get(finding.id, []), redactor)
        for module in ("", *(module.name for module in migration.before.modules))
        for finding in by_module(migration).get(module, ())
    )


def _line(migration: Migration, finding: Finding, entries: Sequence[Entry], redactor: Redactor) -> Line:
    from core.text.explanations import title

    look = look_of(migration, finding.id)
    given = decision_in_force(migration, finding.id)
    decided = (given.when or "") if given is not None else ""
    decision = redactor.text(answer_words(migration, finding))
    return Line(
        finding=finding.id,
        module=module_title(finding.module),
        title=redactor.text(title(finding)),
        decision=f"{decision}\n{local_time(decided)}" if decided else decision,
        changes=_changes(entries, redactor),
        icon=look.icon,
        tone=look.tone,
        state=state_of(migration, finding),
        decided=decided,
    )


def _changes(entries: Sequence[Entry], redactor: Redactor) -> str:
    shown = [_change(entry, redactor) for entry in entries[:MOST]]
    if len(entries) > MOST:
        shown.append(plural("… and {count} more change", "… and {count} more changes", len(entries) - MOST))
    return "\n".join(shown) or "–"


def _change(entry: Entry, redactor: Redactor) -> str:
    """`± container › key: value` on one line, masked and shortened; of a change both values."""
    from core.redaction import change
    from core.report.edits import name_of

    added = entry.kind == "added"
    pointer = entry.after_pointer if added else entry.pointer
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[-2:]]
    before, after = change.values(redactor, pointer, entry.before, entry.after, name_of(pointer))
    key = " › ".join(step for step in steps if not step.isdecimal() and step != "-")
    text = _value(after if added else before)
    if entry.kind == "changed":
        text = f"{text} → {_value(after)}"
    return f"{SIGNS[entry.kind]} {key}: {text}"


def _value(value: Json) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


class DecisionsTable(HeadedTable[Line]):
    """Lines as rows. The ITEM role gives the finding id of a row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((_("Module"), _("Finding"), _("Decision"), _("Changes")), parent)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts, the state's icon in the second column, the finding id."""
        if not index.isValid():
            return None
        line = self.rows[index.row()]
        text = line.texts()[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return (
                line.decided if index.column() == DECISION and line.decided else tip(text) if len(text) > 20 else None
            )
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 1 and line.icon:
            from gui.theme import icons

            return icons.pixmap(line.icon, line.tone, 16)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        return line.finding if role == ITEM else None
