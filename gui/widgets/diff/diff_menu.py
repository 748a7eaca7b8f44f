"""The context menu of a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QApplication, QMenu, QWidget

from core.text.catalogue import _
from gui.theme import icons
from gui.widgets.diff.diff_blocks import SideName
from gui.widgets.diff.diff_rows import value_text

if TYPE_CHECKING:
    from core.diff.rows import Row


@dataclass(frozen=True, slots=True)
class Spot:
    """A row with its context: all rows of the module (no folds), the index, and the side under the mouse."""

    rows: Sequence[Row]
    index: int
    side: SideName
    selected: str
    """The selected text; empty without a selection."""


class ForFinding(NamedTuple):
    """The actions for the finding of a row."""

    explain: Callable[[str], None]
    answer: Callable[[str], None]


def make_menu(
    spot: Spot,
    finding: str,
    act: ForFinding,
    edit: Callable[[], None] | None,
    parent: QWidget,
) -> QMenu:
    """The menu of a row with its finding (or none); `edit` is None if nothing can be edited."""
    menu = QMenu(parent)
    menu.setObjectName("rowMenu")
    row = spot.rows[spot.index]
    value = value_text(spot.rows, spot.index, spot.side)
    if spot.selected:
        _copy(menu, "copySelection", _("Copy"), spot.selected)
    if value is not None:
        _copy(menu, "copyValue", _("Copy the value"), value)
    _copy(menu, "copyPointer", _("Copy the JSON Pointer"), row.pointer)
    if row.kind != "same":
        _copy(menu, "copyBoth", _("Copy before and after"), both(spot))
    if edit is not None:
        menu.addSeparator()
        change = menu.addAction(_("Edit manually… (F2)"))
        change.setObjectName("editRow")
        icons.set_icon(change, "edit")
        change.triggered.connect(lambda: edit())
    if finding:
        menu.addSeparator()
        reason = menu.addAction(_("Explain this change (F1)"))
        reason.setObjectName("explainRow")
        icons.set_icon(reason, "help")
        reason.triggered.connect(lambda: act.explain(finding))
        there = menu.addAction(_("Go to the answer (Enter)"))
        there.setObjectName("answerRow")
        icons.set_icon(there, "edit")
        there.triggered.connect(lambda: act.answer(finding))
    return menu


def both(spot: Spot) -> str:
    """Before and after as one text, for a message to a colleague."""
    nothing = _("(nothing)")
    before, after = (value_text(spot.rows, spot.index, side) for side in ("left", "right"))
    parts = [
        spot.rows[spot.index].pointer,
        _("Before: {text}").format(text=nothing if before is None else before),
        _("After: {text}").format(text=nothing if after is None else after),
    ]
    return "\n".join(parts)


def _copy(menu: QMenu, name: str, title: str, text: str) -> None:
    action = menu.addAction(title)
    action.setObjectName(name)
    icons.set_icon(action, "copy")
    action.triggered.connect(lambda: QApplication.clipboard().setText(text))
