"""The finding in view: why it is one, and the answer to it. It listens to the session and calls its verbs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from core.text.catalogue import _
from gui.models.answers import answer_state, form_hint, gpus_left, share_users
from gui.models.findings import HAND, look_of
from gui.widgets.answers.hand_edit_panel import HandEditPanel
from gui.widgets.basics.explanation import ExplanationPanel
from gui.widgets.basics.parts import GAP, label

if TYPE_CHECKING:
    from core.model.findings import Finding
    from gui.state.session import Session
    from gui.widgets.answers.editors import AnswerEditor


class AnswerPane(QSplitter):
    """Explanation at the left, answer at the right. `edit_wanted` carries the id of an edit by hand."""

    edit_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("answerPane")
        self.session = session
        self.editor: AnswerEditor | HandEditPanel | None = None
        self._finding: Finding | None = None
        self._halves: dict[str, Any] = {}
        self.explanation = ExplanationPanel()
        self._place = QVBoxLayout()
        self._hint = label(_("Choose a finding to answer it."), "muted")
        self.setChildrenCollapsible(False)
        self.setHandleWidth(GAP)
        self.setProperty("role", "gap")
        self.addWidget(_framed(self.explanation))
        self.addWidget(self._answer_side())
        self.setSizes([450, 470])

    def show_finding(self, finding_id: str) -> None:
        """Show a finding as it stands; nothing for the empty id."""
        migration = self.session.migration
        if migration is None or not finding_id:
            self._clear()
            return
        from core.report.build import masked
        from core.rulebook import sources
        from core.text import explanations

        finding = migration.finding(finding_id)
        shown = masked(finding, self.session.redactor)
        state = migration.resolution(finding_id)
        self.explanation.show_explanation(
            explanations.title(shown),
            explanations.explanation_html(shown),
            look_of(migration, finding_id),
            sources.sources(finding),
        )
        if finding.rule == HAND:
            self._make_panel(finding, shown, state)
        elif (
            self.editor is None
            or isinstance(self.editor, HandEditPanel)
            or self._finding != finding
            or self._shares != migration.device.shares
        ):
            self._make_editor(finding, shown)
        else:
            self.editor.set_answer_state(answer_state(migration, finding_id))
            self.editor.set_left(gpus_left(migration, finding))

    def focus_answer(self) -> None:
        """Take the keyboard to the answer."""
        if self.editor is not None:
            self.editor.focus_first()

    def focus_explanation(self) -> None:
        """Take the keyboard to the reason."""
        self.explanation.prose.setFocus()

    def _answer_side(self) -> QWidget:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        layout.setSpacing(GAP // 2)
        layout.addWidget(label(_("Your answer"), "label"))
        layout.addWidget(self._hint)
        layout.addLayout(self._place)
        layout.addStretch()
        area = QScrollArea()
        area.setObjectName("answerScroll")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(content)
        frame = QFrame()
        frame.setProperty("role", "card")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(area)
        self._area = area
        return frame

    def _make_editor(self, finding: Finding, shown: Finding) -> None:
        from gui.widgets.answers.editors import make_editor

        migration = self.session.migration
        assert migration is not None
        had_focus = self.editor is not None and self.editor.isAncestorOf(self.focusWidget() or self)
        same = self._finding is not None and self._finding.id == finding.id
        self._drop_editor()
        self._finding, self._shares = finding, migration.device.shares
        editor = make_editor(
            shown,
            answer_state(migration, finding.id),
            migration.device.shares,
            _others(share_users(migration), finding.module),
            gpus_left(migration, finding),
            form_hint(finding),
        )
        editor.setObjectName("answerEditor")
        editor.answered.connect(lambda answer: self.session.decide(finding.id, answer))
        editor.kept.connect(lambda note: self.session.keep(finding.id, note))
        editor.suggestion_accepted.connect(lambda: self.session.decide(finding.id, finding.default))
        editor.reset.connect(lambda: self.session.reset(finding.id))
        editor.accepted.connect(lambda reason, name: self.session.accept(finding.id, reason, name))
        half = self._halves.pop(finding.id, None)
        if editor.body is not None and half is not None and finding.id not in migration.answers:
            editor.body.take_half(half)
        if editor.body is not None:
            editor.body.more_wanted.connect(self._area.ensureWidgetVisible)
        self.editor = editor
        self._place.addWidget(editor)
        self._hint.hide()
        self._area.verticalScrollBar().setValue(0)
        if had_focus and same:
            editor.focus_first()

    def _make_panel(self, finding: Finding, shown: Finding, state: str) -> None:
        """An edit by hand has no question: it is edited again, or taken back."""
        from core.text.explanations import title

        self._drop_editor()
        self._finding = finding
        panel = HandEditPanel(title(shown), state == "edited")
        panel.setObjectName("handEdit")
        panel.again_wanted.connect(lambda: self.edit_wanted.emit(finding.id))
        panel.taken_back.connect(lambda: self.session.reset(finding.id))
        self.editor = panel
        self._place.addWidget(panel)
        self._hint.hide()

    def _clear(self) -> None:
        self._drop_editor()
        self.explanation.clear_explanation()
        self._hint.show()

    def _drop_editor(self) -> None:
        if self.editor is not None:
            self._keep_half()
            self._place.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
            self.editor = None
        self._finding = None

    def _keep_half(self) -> None:
        """An answer of which a part is missing is shown again with its question."""
        body = None if isinstance(self.editor, HandEditPanel | None) else self.editor.body
        half = body.half() if body is not None else None
        if self._finding is not None and half is not None:
            self._halves[self._finding.id] = half


def _framed(widget: QWidget) -> QWidget:
    frame = QFrame()
    frame.setProperty("role", "card")
    layout = QHBoxLayout(frame)
    layout.setContentsMargins(2 * GAP, GAP, 4, GAP // 2)
    layout.addWidget(widget)
    return frame


def _others(users: dict[str, list[str]], module: str) -> dict[str, list[str]]:
    """Who uses a share besides the module that is asked."""
    return {name: [user for user in found if user != module] for name, found in users.items()}
