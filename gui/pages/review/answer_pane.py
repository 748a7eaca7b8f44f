"""The finding in view: its title, the answer, and the reason. Answers call the verbs of the session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from core.text.catalogue import _
from gui.models.answers import answer_state, form_hint, gpus_left, share_users
from gui.models.findings import MANUAL_EDIT, look_of
from gui.pages.review.module_summary import ModuleSummary
from gui.theme.plain_text import breakable, tip
from gui.widgets.answers.manual_edit_panel import ManualEditPanel
from gui.widgets.basics.chip import Chip
from gui.widgets.basics.explanation import TallExplanation
from gui.widgets.basics.parts import GAP, STRETCH, hbox, label, scroll_area, vbox

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from core.model.findings import Finding
    from gui.state.session import Session
    from gui.widgets.answers.editors import AnswerEditor
    from gui.widgets.answers.keep_bar import KeepBar

SIDE_BY_SIDE = 90
"""The width in average characters from which the reason is shown beside the answer, not below it."""


class AnswerPane(QFrame):
    """Answer and reason in one scroll area; for a module, a summary of its findings.

    `edit_wanted` carries the id of a manual edit, `finding_wanted` that of a finding to show.
    """

    edit_wanted = Signal(str)
    finding_wanted = Signal(str)
    _keep: KeepBar | None = None  # set before `super().__init__()`, which already sends events

    def __init__(self, session: Session) -> None:
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)  # `super().__init__()` sends events
        super().__init__()
        self.setObjectName("answerPane")
        self.setProperty("role", "card")
        self.session = session
        self.editor: AnswerEditor | ManualEditPanel | None = None
        self._finding: Finding | None = None
        self._halves: dict[str, Any] = {}
        self.title, self.chip, self.explanation = label(role="heading"), Chip(), TallExplanation()
        self.title.setObjectName("findingTitle")
        self.area, self._place = scroll_area("answerScroll"), vbox(gap=-1)
        self.summary = ModuleSummary()
        self.summary.finding_wanted.connect(self.finding_wanted)
        self._top = self._head()
        vbox(self._top, (self._body(), 1), owner=self, gap=GAP // 2, margins=(2 * GAP, GAP, 4, 4))
        self._clear()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow_focus)

    def show_finding(self, finding_id: str) -> None:
        """Shows the present state of a finding; shows nothing for the empty id."""
        migration = self.session.migration
        if migration is None or not finding_id:
            self._clear()
            return
        from core.migration.given_up import explained_html
        from core.report.build import masked
        from core.rulebook import sources
        from core.text import explanations

        finding, look = migration.finding(finding_id), look_of(migration, finding_id)
        shown = masked(finding, self.session.redactor)
        self._set_title(explanations.title(shown))
        self.chip.show_status(look.tone, look.word, look.icon)
        self.explanation.show_explanation(explained_html(migration, shown), sources.sources(finding))
        self._show_parts(True)
        if finding.rule == MANUAL_EDIT:
            self._make_panel(finding, shown, migration.resolution(finding_id) == "edited")
        elif (
            self.editor is None
            or isinstance(self.editor, ManualEditPanel)
            or self._finding != finding
            or self._shares != migration.device.shares
        ):
            self._make_editor(finding, shown)
        else:
            self.editor.set_answer_state(answer_state(migration, finding_id))
            self.editor.set_left(gpus_left(migration, finding))
            self._follow_focus(None, QApplication.focusWidget())

    def show_module(self, name: str) -> None:
        """Shows the summary of a module and a button for its first finding."""
        self._clear()
        migration = self.session.migration
        if migration is not None and (title := self.summary.show_module(migration, name)):
            self._set_title(title)

    def _set_title(self, title: str) -> None:
        self.title.setText(breakable(title))
        self.title.setToolTip(tip(title))

    def focus_answer(self) -> None:
        """Sets the focus to the answer, or to the reason if there is nothing to answer."""
        if self.editor is None:
            first = self.summary.first
            (first if first.isVisible() else self.explanation).setFocus()
        elif not self.editor.focus_first():
            self.focus_explanation()

    def focus_explanation(self) -> None:
        """Sets the focus to the reason."""
        self.explanation.setFocus()

    def set_zoom(self, points: float) -> None:
        """Sets the text size of reason and answer in points; 0 is the size of the application."""
        self.explanation.set_zoom(points)
        sizes = f"* {{ font-size: {points:g}pt; }} *[role=caption] {{ font-size: {0.9 * points:g}pt; }}"
        self._answers.setStyleSheet(sizes if points else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts reason and answer side by side if the width allows it."""
        super().resizeEvent(event)
        wide = event.size().width() >= SIDE_BY_SIDE * self.fontMetrics().averageCharWidth()
        ways = QBoxLayout.Direction
        self._sides.setDirection(ways.LeftToRight if wide else ways.TopToBottom)
        self._place_confirm()

    def _place_confirm(self) -> None:
        """Puts Confirm into the header, where it stays in view; if the header is narrow, to the other actions."""
        if self._keep is not None and self._sides.direction() is QBoxLayout.Direction.LeftToRight:
            self._top.insertWidget(1, self._keep.accept, 0, Qt.AlignmentFlag.AlignVCenter)
        elif self._keep is not None:
            self._keep.take_accept()

    def _head(self) -> QHBoxLayout:
        return hbox((self.title, 1), (self.chip, 0, Qt.AlignmentFlag.AlignVCenter), margins=(0, 0, GAP, 0))

    def _body(self) -> QScrollArea:
        self._answers = QWidget()
        vbox(self._place, STRETCH, owner=self._answers, gap=GAP // 2)
        reason = vbox(self.explanation, STRETCH, gap=-1)
        content = QWidget()
        self._sides.setSpacing(3 * GAP)
        self._sides.addWidget(self._answers, 1)
        self._sides.addLayout(reason, 1)
        vbox(self.summary, (self._sides, 1), owner=content, gap=-1, margins=(0, 0, GAP, GAP))
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(content)
        return self.area

    def _make_editor(self, finding: Finding, shown: Finding) -> None:
        from gui.widgets.answers.editors import AnswerEditor, Surroundings

        migration = self.session.migration
        assert migration is not None
        same = self._finding is not None and self._finding.id == finding.id
        had_focus = self._has_focus()
        self._drop_editor()
        self._finding, self._shares = finding, migration.device.shares
        around = Surroundings(
            migration.device.shares,
            share_users(migration, finding.module),
            gpus_left(migration, finding),
            hint=form_hint(finding),
        )
        editor = AnswerEditor(shown, answer_state(migration, finding.id), around)
        editor.setObjectName("answerEditor")
        editor.answered.connect(lambda answer: self.session.decide(finding.id, answer))
        editor.kept.connect(lambda note: self.session.keep(finding.id, note))
        editor.suggestion_accepted.connect(lambda: self.session.decide(finding.id, finding.default))
        editor.suggestion_accepted.connect(self.focus_answer)  # Qt would move the focus on, because the button is gone
        editor.reset.connect(lambda: self.session.reset(finding.id))
        editor.accepted.connect(lambda reason, name: self.session.accept(finding.id, reason, name))
        half = self._halves.pop(finding.id, None)
        if editor.body is not None:
            if half is not None and finding.id not in migration.answers:
                editor.body.take_half(half)
            editor.body.more_wanted.connect(self._reveal_missing)
        self.editor, self._keep = editor, editor.keep
        self._place.addWidget(editor)
        self._place_confirm()
        self._arrive(had_focus, same)

    def _make_panel(self, finding: Finding, shown: Finding, in_force: bool) -> None:
        """Shows a manual edit, which has no question: it can be edited again or removed."""
        from core.text.explanations import title

        same = self._finding is not None and self._finding.id == finding.id
        had_focus = self._has_focus()
        self._drop_editor()
        self._finding = finding
        panel = ManualEditPanel(title(shown), in_force)
        panel.setObjectName("manualEdit")
        panel.again_wanted.connect(lambda: self.edit_wanted.emit(finding.id))
        panel.taken_back.connect(lambda: self.session.reset(finding.id))
        self.editor = panel
        self._place.addWidget(panel)
        self._arrive(had_focus, same)

    def _arrive(self, had_focus: bool, same: bool) -> None:
        """Keeps the focus in the answer if it was there, and shows another finding from its top."""
        if had_focus:
            self.focus_answer()
        if not same:
            self.area.verticalScrollBar().setValue(0)

    def _has_focus(self) -> bool:
        here, accept = QApplication.focusWidget(), None if self._keep is None else self._keep.accept
        return self.editor is not None and here is not None and (here is accept or self.editor.isAncestorOf(here))

    def _clear(self) -> None:
        if self._has_focus():
            self.focus_explanation()
        self._drop_editor()
        self.explanation.clear_explanation()
        self.title.setText(_("No finding chosen"))
        self.summary.show_nothing()
        self._show_parts(False)

    def _show_parts(self, shown: bool) -> None:
        self.summary.setVisible(not shown)
        self.chip.setVisible(shown)

    def _drop_editor(self) -> None:
        if self.editor is not None:
            self._keep_half()
            self._place.removeWidget(self.editor)
            if self._keep is not None:
                self._keep.take_accept()
            self.editor.hide()
            self.editor.deleteLater()
            self.editor = self._keep = None
        self._finding = None

    def _keep_half(self) -> None:
        """Stores an incomplete answer, which is shown again with its question."""
        body = None if isinstance(self.editor, ManualEditPanel | None) else self.editor.body
        half = body.half() if body is not None else None
        if self._finding is not None and half is not None:
            self._halves[self._finding.id] = half

    # The chosen option stays in view

    def _follow_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.area.isAncestorOf(new):
            row = new.parentWidget()
            self._reveal_later(row if isinstance(new, QRadioButton) and row is not None else new)

    def _reveal_missing(self, part: QWidget) -> None:
        """Scrolls to the missing part of an answer, as far as the chosen option stays in view."""
        self._reveal_later(part)
        self._follow_focus(None, QApplication.focusWidget())

    def _reveal_later(self, part: QWidget) -> None:
        """Scrolls as soon as the layout has positions; a part higher than the area is shown from its top."""
        QTimer.singleShot(0, part, lambda: self._reveal(part))

    def _reveal(self, part: QWidget) -> None:
        content = self.area.widget()
        if content is None or not content.isAncestorOf(part) or not part.isVisible():
            return
        top = part.mapTo(content, part.rect().topLeft()).y()
        if part.height() >= self.area.viewport().height():
            self.area.verticalScrollBar().setValue(top)
        else:
            self.area.ensureWidgetVisible(part, 0, GAP)
