"""The open work in one list by module, with the reason beside it and a button that leads to the place."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from core.text.catalogue import _
from gui.models.todo import Entry, Todo, todo
from gui.pages.common.rows import ItemList
from gui.widgets.basics.empty_state import EmptyState
from gui.widgets.basics.explanation import ExplanationPanel
from gui.widgets.basics.parts import GAP, STRETCH, Card, hbox, label, push_button, vbox

if TYPE_CHECKING:
    from core.migration.migrate import Migration
    from gui.state.session import Session


class TodoPane(QWidget):
    """`goal_wanted(Goal)` asks for the place of an entry, `risk_wanted` to accept what blocks.

    `counted(number)` says how many entries there are.
    """

    goal_wanted = Signal(object)
    risk_wanted = Signal()
    counted = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._todo = Todo()
        self.list = ItemList("todoList", _("Tasks by module"))
        self.explanation = ExplanationPanel()
        self.go = push_button("goToButton", _("&Go to"), "link")
        self.go.setAccessibleName(_("Go to the place of this entry on the Review page"))
        self.risk = push_button("riskButton", _("&Accept risks…"), "accept")
        self.take_back = push_button("takeBackButton", _("&Undo acceptance"), "reset")
        self.take_back.setAccessibleName(_("Undo the acceptance of this risk"))
        self.clear = EmptyState(
            "done", _("Nothing to do"), _("Every question is answered, and no manual steps remain.")
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self._parts())
        self.stack.addWidget(self.clear)
        self._left_text, title = label(), label(_("Answers that were not used"), "label")
        self.leftovers = Card(title, self._left_text, tone="ask", name="leftovers")
        vbox(self.leftovers, (self.stack, 1), owner=self, margins=(0, GAP, 0, 0))
        self.list.activated.connect(lambda _index: self._go())
        self.list.selectionModel().currentChanged.connect(self._explain)
        self.go.clicked.connect(self._go)
        self.risk.clicked.connect(self.risk_wanted)
        self.take_back.clicked.connect(self._take_back)

    def refresh(self) -> None:
        """Shows all open work, computed in the background if the checks have not run."""
        migration = self._session.migration
        if migration is None:
            return
        self._show_leftovers(migration)
        found = partial(todo, migration, self._session.redactor.text)
        self._session.jobs.run("todo", found, self._show, background=self._session.verdict is None)

    def set_narrow(self, narrow: bool) -> None:
        """Shows the reason beside the list if there is space for both."""
        self._why.setVisible(not narrow)

    def focus_first(self) -> None:
        """Moves the keyboard focus to the most urgent entry."""
        self.list.choose(self._todo.first())
        self.list.setFocus()

    def focus_risk(self) -> None:
        """Moves the keyboard focus to the button that accepts the risks."""
        self.focus_first()
        self.risk.setFocus()

    def _parts(self) -> QWidget:
        self._why = Card(self.explanation, name="todoWhy")
        parts = QFrame()
        parts.setProperty("role", "plain")
        vbox(
            (hbox((self.list, 5), (self._why, 6), gap=2 * GAP), 1),
            hbox(self.go, self.risk, self.take_back, STRETCH),
            owner=parts,
        )
        return parts

    def _show(self, found: Todo) -> None:
        self._todo = found
        self.list.items.set_items(found.items)
        self.stack.setCurrentIndex(0 if found.items else 1)
        self.risk.setVisible(bool(self._session.blocking()))
        if self.list.current() is None:
            self.list.choose(found.first())
        self._explain()
        self.counted.emit(len(found.entries))
        self._session.judged.emit()

    def current(self) -> Entry | None:
        """The entry with the keyboard focus."""
        item = self.list.current()
        return None if item is None else self._todo.entries.get(item.key)

    def _explain(self) -> None:
        """Shows the reason for the entry with the keyboard focus."""
        entry = self.current()
        self.go.setEnabled(entry is not None)
        self.take_back.setVisible(entry is not None and entry.status.detail == "accepted")
        if entry is None:
            self.explanation.clear_explanation()
            return
        from core.report.build import masked
        from core.rulebook import sources
        from core.text import explanations
        from core.text.states import look

        shown = masked(entry.found, self._session.redactor)
        title, html = explanations.title(shown), explanations.explanation_html(shown)
        first = self._accepted_by(entry) or entry.remedy
        if first:
            html = f"<p><b>{escape(first)}</b></p>{html}"
        self.explanation.show_explanation(title, html, look(entry.status), sources.sources(entry.found))

    def _show_leftovers(self, migration: Migration) -> None:
        """Names stale and invalid answers, which are never dropped silently."""
        moved, gone = (
            _("{finding}: given for another finding or other facts"),
            _("{finding}: the place of this edit no longer exists or has another value"),
        )
        stale = {item for item in migration.stale if migration.resolutions.get(item) == "stale"}
        parts = [(gone if item in stale else moved).format(finding=item) for item in migration.stale]
        parts += migration.problems
        self._left_text.setText("\n".join(self._session.redactor.text(part) for part in parts))
        self.leftovers.setVisible(bool(parts))

    def _accepted_by(self, entry: Entry) -> str:
        """Who accepted a risk, and why; empty for anything else."""
        item = self._session.decisions.by_finding().get(entry.key) if entry.status.detail == "accepted" else None
        if item is None:
            return ""
        text = _("Accepted by {name}: {reason}").format(name=item.by, reason=item.note)
        return self._session.redactor.text(text)

    def _take_back(self) -> None:
        entry = self.current()
        if entry is not None:
            self._session.reset(entry.key)
            self.list.setFocus()

    def _go(self) -> None:
        entry = self.current()
        if entry is not None:
            self.goal_wanted.emit(entry.goal)
