"""The comparison of the module in view, and the navigation from change to change through all modules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QToolButton, QWidget

from core.text.catalogue import _
from gui.models import change_positions
from gui.models.answers import finding_text
from gui.models.findings import around, module_title, waits
from gui.pages.review.hit_counter import HitCounter
from gui.state.loading import shown_rows
from gui.theme import icons
from gui.widgets.basics.elided import ElidedLabel
from gui.widgets.basics.parts import GAP, tool_button, vbox
from gui.widgets.diff.diff_actions import action_button
from gui.widgets.diff.diff_rows import find

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from core.diff.rows import Row
    from gui.state.session import Session
    from gui.state.settings import Settings

MARK = "•••"
"""The start of every masked value (core.redaction.redactor)."""


class ComparePane(QWidget):
    """The comparison with its commands and the present position.

    `finding_chosen` reports a changed row, `explain_wanted` and `answer_wanted` the finding of a row, and
    `module_wanted` the module in which navigation or search continues.
    """

    finding_chosen = Signal(str)
    explain_wanted = Signal(str)
    answer_wanted = Signal(str)
    module_wanted = Signal(str)
    edit_wanted = Signal(object)
    """The row whose value is to be edited manually."""
    zoomed = Signal()
    """The text size has changed."""
    answer_toggled = Signal(bool)
    """Whether reason and answer are shown; if hidden, the comparison uses their space."""

    def __init__(self, session: Session, settings: Settings) -> None:
        self._tools: QHBoxLayout | None = None
        super().__init__()
        from gui.widgets.diff.diff_view import DiffView

        self.session, self._settings = session, settings
        self._module: str | None = None
        self.tab_wanted: Callable[[], bool] = lambda: False
        self.diff = DiffView()
        self.diff.setObjectName("diffView")
        self._hits = HitCounter(self.diff, self._rows)
        self.setFocusProxy(self.diff)
        vbox(self._head(), (self.diff, 1), owner=self, gap=GAP // 2)
        self._set_up()

    def show_module(self, module: str) -> None:
        """Shows the present state of a module; the same module keeps its position."""
        migration = self.session.migration
        if migration is None:
            return
        same = module == self._module
        self._module = module
        name = module_title(module)
        self._name_sides()
        self.heading.setText(name)
        if not same:
            self._count_changes()
        self._show_rows(keep=same)

    def _head(self) -> QBoxLayout:
        self.heading = ElidedLabel("label")
        self.heading.setObjectName("compareHeading")
        self.place = ElidedLabel("muted")
        self.place.setObjectName("changePlace")
        self.secrets = tool_button("revealSecrets", "show", _("Show secrets"), _("Show passwords and keys"))
        self.secrets.setCheckable(True)
        self.secrets.toggled.connect(lambda _on: self._show_rows(keep=True))
        words, tools = QHBoxLayout(), QHBoxLayout()
        words.addWidget(self.heading, 1)
        words.addWidget(self.place)
        tools.addWidget(self.secrets)
        tools.addWidget(self.diff.make_toolbar())
        tools.addWidget(self._answer_switch())
        tools.addStretch()
        self._head_line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head_line.addLayout(words, 1)
        self._head_line.addLayout(tools)
        self._tools = tools
        return self._head_line

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the buttons a line of their own in a narrow pane."""
        super().resizeEvent(event)
        if self._tools is None:
            return
        needed = self._tools.sizeHint().width() + self.place.sizeHint().width() + 12 * GAP
        ways = QBoxLayout.Direction
        self._head_line.setDirection(ways.TopToBottom if event.size().width() < needed else ways.LeftToRight)

    def _answer_switch(self) -> QToolButton:
        self.answer = QAction(_("Reason and answer"), self)
        self.answer.setCheckable(True)
        self.answer.setShortcut(QKeySequence("F6"))
        self.answer.setToolTip(_("Show or hide reason and answer (F6)"))
        self.answer.triggered.connect(self.answer_toggled)
        icons.set_icon(self.answer, "panel")
        self.addAction(self.answer)
        return action_button(self.answer, "answerSwitch")

    def show_place(self, pointer: str) -> None:
        """Goes to the row of a position of the migrated manifest, or to that of its nearest container."""
        migration = self.session.migration
        if migration is None:
            return
        rows = self.diff.all_rows()
        places = [row.place or migration.plan.moved(row.pointer) for row in rows]
        around = [index for index, place in enumerate(places) if pointer == place or pointer.startswith(place + "/")]
        if around:
            self.diff.go_to(rows[max(around, key=lambda index: (len(places[index]), -index))])

    def show_finding(self, finding_id: str) -> None:
        """Marks the rows of a finding."""
        self.diff.select_findings([finding_id] if finding_id else [])

    def show_result(self, finding_id: str) -> None:
        """Shows what an answer changed: added and removed rows, or only the added ones if they are far apart."""
        rows = self.diff.rows()
        own = [index for index, row in enumerate(rows) if finding_id in row.findings]
        came = next((index for index in own if rows[index].kind in ("added", "changed")), None)
        if came is not None:
            last = came
            while last + 1 in own and rows[last + 1].kind == "added":
                last += 1
            self.diff.body.show_rows(min(own), came, last)

    def reveal(self) -> None:
        """Scrolls to the current row, once the space is distributed."""
        self.diff.body.go_to_row(self.diff.body.current_row())

    def _set_up(self) -> None:
        diff = self.diff
        diff.set_providers(self._reason, self.finding_of)
        diff.commands.wrap.setChecked(self._settings.number("wrap", 0) > 0)
        diff.scale.set_zoom(self._settings.number("zoom", 0))
        diff.row_selected.connect(self._on_row)
        diff.activated.connect(self.answer_wanted)
        diff.explain_requested.connect(self.explain_wanted)
        diff.edit_requested.connect(self.edit_wanted)
        diff.walk.ran_out.connect(self._walk_on)
        for pane in diff.body.panes:
            pane.tab_wanted = lambda: self.tab_wanted()
        diff.walk.moved.connect(self._on_change)
        diff.search.changed.connect(self._count_hits)
        diff.search.ran_out.connect(self._search_on)
        diff.scale.zoom_changed.connect(lambda points: self._settings.set_number("zoom", points))
        diff.scale.zoom_changed.connect(lambda _points: self.zoomed.emit())
        diff.context_changed.connect(lambda lines: self._settings.set_number("context", lines))
        diff.commands.raw.setChecked(self._settings.number("raw", 0) > 0)
        diff.commands.raw.toggled.connect(self._on_raw)
        diff.scale.wrap_changed.connect(lambda on: self._settings.set_number("wrap", float(on)))

    def zoom(self) -> float:
        """The chosen text size in points; 0 is the size of the application."""
        points = self._settings.number("zoom", 0)
        return 0 if points == QApplication.font().pointSizeF() else points

    def _context(self) -> int | None:
        """The number of unchanged lines around each change; None shows all lines."""
        from gui.widgets.diff.diff_fold import USUAL

        return max(0, int(self._settings.number("context", USUAL))) or None

    def _rows(self, module: str) -> tuple[Row, ...]:
        """The rows of a module, with secrets masked until the user asks to see them."""
        migration, raw = self.session.migration, self.diff.commands.raw.isChecked()
        assert migration is not None
        if not self.secrets.isChecked():
            return shown_rows(migration, module, self.session.redactor, raw)
        from core.diff.raw import raw_rows
        from core.diff.rows import rows

        return raw_rows(migration, module) if raw else rows(migration, module)

    def _on_raw(self, raw: bool) -> None:
        """Switches between the text of the file and values with decoded create options; keeps the position."""
        self._settings.set_number("raw", float(raw))
        if self.session.migration is not None and self._module is not None:
            self._name_sides()
            self._show_rows(keep=True)

    def _name_sides(self) -> None:
        if self.diff.commands.raw.isChecked():
            self.diff.set_headings(_("Before · the original file"), _("After · the migrated file"))
        else:
            from core.docker.written_for import source_of
            from core.targets.registry import target_of

            words, migration = target_of(self.session.device).words, self.session.migration
            source = "docker" if migration is None else source_of(migration.before, migration.device)
            self.diff.set_headings(_(words.before[source][0]), _(words.after[0]))
        self.diff.commands.edit.setEnabled(not self.diff.commands.raw.isChecked())

    def _show_rows(self, keep: bool) -> None:
        shown = self._rows(self._module or "")
        masked = any(MARK in side.text for row in shown for side in (row.left, row.right) if side is not None)
        self.secrets.setVisible(masked or self.secrets.isChecked())
        self.diff.set_rows(shown, keep_position=keep, context=self._context())
        if self.diff.search.text:
            self._count_hits(self.diff.search.text)

    def finding_of(self, row: Row) -> str:
        """The finding of a row: the one in view, else the first that needs the operator, else the first.

        A row without findings takes those of the part of the create options around it (a mount, a port, a variable).
        """
        migration = self.session.migration
        if migration is None or row.kind == "fold":
            return ""
        found = row.findings or around(migration, self._module or "", row.pointer)
        if self.session.selection.finding in found:
            return self.session.selection.finding
        urgent = (name for name in found if waits(migration, name))
        return next(urgent, found[0] if found else "")

    def finding_here(self) -> str:
        """The finding of the current row."""
        row = self.diff.current_row()
        return self.finding_of(row) if row is not None else ""

    def _on_row(self, _findings: Iterable[str], _pointer: str) -> None:
        found = self.finding_here()
        if found and found != self.session.selection.finding:
            self.finding_chosen.emit(found)

    def _reason(self, finding_id: str) -> str:
        """The tool tip and the screen reader text of a changed row: title and reason of the finding."""
        migration = self.session.migration
        return self.session.redactor.text(finding_text(migration.finding(finding_id))) if migration is not None else ""

    # From change to change

    def _names(self) -> list[str]:
        migration = self.session.migration
        return change_positions.names(migration) if migration is not None else []

    def _walk_on(self, direction: int) -> None:
        """Continues after the last change of a module with the first one of the next module, and backwards likewise."""
        migration, names = self.session.migration, self._names()
        place = names.index(self._module or "") if (self._module or "") in names else 0
        way = names[place + 1 :] if direction > 0 else names[:place][::-1]
        for name in way:
            if migration is not None and change_positions.has_changes(migration, name):
                self.module_wanted.emit(name)
                (self.diff.walk.first if direction > 0 else self.diff.walk.last)()
                return
        self.place.setText(_("No further change") if direction > 0 else _("No earlier change"))

    def _on_change(self, number: int, _here: int) -> None:
        """Shows the position, such as `Change 3 of 17`, counted through all modules."""
        if self.session.migration is not None:
            rows = self.diff.all_rows()
            self.place.setText(change_positions.place_text(self.session.migration, self._module or "", rows, number))

    def _count_changes(self) -> None:
        """Shows the number of changes of this module before the first one is visited."""
        if self.session.migration is not None:
            self.place.setText(change_positions.start_text(self.session.migration, self._module or ""))

    # Searching

    def _count_hits(self, _text: str) -> None:
        self._hits.start([name for name in self._names() if name != self._module])

    def _search_on(self, text: str, direction: int) -> None:
        """Continues the search in the next module that contains the text; after the last one in the first."""
        names = self._names()
        place = names.index(self._module or "")
        way = [*names[place + 1 :], *names[:place]]
        for name in way if direction > 0 else reversed(way):
            if find(self._rows(name), text, self.diff.search.exact):
                self.module_wanted.emit(name)
                self.diff.search.move(direction)
                return
