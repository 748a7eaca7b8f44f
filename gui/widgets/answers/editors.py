"""The editor of a finding: created from its question, updated with its present state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.text.catalogue import _
from gui.theme.plain_text import breakable
from gui.widgets.answers.answer_body import AnswerBody, OptionTexts
from gui.widgets.answers.keep_bar import KeepBar
from gui.widgets.answers.risk_editor import RiskBody
from gui.widgets.answers.share_editor import ShareBody, asks_for_share
from gui.widgets.answers.value_editors import ChoiceBody, NumberBody, TextBody
from gui.widgets.basics.parts import GAP, label

if TYPE_CHECKING:
    from core.model.device import Share
    from core.model.findings import Finding
    from core.model.questions import Option, Question


@dataclass(frozen=True, slots=True)
class AnswerState:
    """The state of a finding: `Migration.state`, the answer in force, who gave it, and the note for a kept original."""

    state: str = "open"
    answer: Any = None
    by: str = "default"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an editor shows beside the question: shares of the device, users of each, and the remaining amount.

    `hint` is the form of a typed answer in words.
    """

    shares: Sequence[Share] = ()
    users: Mapping[str, Sequence[str]] | None = None
    left: str = ""
    texts: OptionTexts | None = None
    hint: str = ""


class AnswerEditor(QWidget):
    """The answer to one finding. Every request is a signal; only `set_answer_state` changes what is shown."""

    answered = Signal(object)
    kept = Signal(str)
    reset = Signal()
    accepted = Signal(str, str)
    suggestion_accepted = Signal()

    def __init__(self, finding: Finding, answer_state: AnswerState, around: Surroundings = Surroundings()) -> None:
        super().__init__()
        self.finding = finding
        self.body = _body(finding, around)
        self.risk = RiskBody() if finding.verdict == "block" and finding.question is None else None
        self.keep = KeepBar() if finding.verdict in ("auto", "ask") or finding.question is not None else None
        self.message = label(role="muted")
        self.suggestion = label(role="caption")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        for part in (self.message, self.body, self.suggestion, self.risk, self.keep):
            if part is not None:
                layout.addWidget(part)
        self._connect()
        self.set_answer_state(answer_state)
        self.set_left(around.left)

    def set_answer_state(self, answer_state: AnswerState) -> None:
        """Shows the present state of the finding without a signal; text that is being typed stays."""
        kept, idle = answer_state.state == "kept", answer_state.state == "idle"
        if self.body is not None:
            self.body.set_value(None if kept else answer_state.answer)
            self.body.setEnabled(not kept and not idle)
        if self.keep is not None:
            own = answer_state.by != "default" and answer_state.state == "applied"
            acceptable = answer_state.by == "default" and answer_state.state == "applied"
            other = self.finding.default is not None and answer_state.answer != self.finding.default
            self.keep.show_state(kept, answer_state.note, own, other, acceptable)
            self.keep.setEnabled(not idle)
        if self.risk is not None:
            self.risk.show_state(answer_state.state == "accepted", answer_state.note, answer_state.by)
        message = _explained(self.finding, answer_state)
        self.message.setText(message)
        self.message.setVisible(bool(message))
        suggestion = _suggestion(self.finding) if answer_state.by == "default" and not kept else ""
        self.suggestion.setText(breakable(suggestion))
        self.suggestion.setVisible(bool(suggestion))

    def set_left(self, text: str) -> None:
        """Sets the remaining amount in words; only numbers show it."""
        if isinstance(self.body, NumberBody):
            self.body.set_left(text)

    def focus_first(self) -> bool:
        """Sets the focus to the answer; False if there is none."""
        there: QWidget | None = None
        if self.body is not None and self.body.isEnabled():
            there = self.body.focus_widget()
        elif self.risk is not None:
            there = self.risk.focus_widget()
        elif self.keep is not None and self.keep.isEnabled():
            there = self.keep.keep if self.keep.keep.isVisibleTo(self.keep) else self.keep.suggested
        if there is not None:
            there.setFocus()
        return there is not None

    def _connect(self) -> None:
        if self.body is not None:
            self.body.changed.connect(self.answered)
        if self.keep is not None:
            self.keep.kept.connect(self.kept)
            self.keep.accepted.connect(self.suggestion_accepted)
            self.keep.reset.connect(self.reset)
        if self.risk is not None:
            self.risk.accepted.connect(self.accepted)
            self.risk.reset.connect(self.reset)


def _body(finding: Finding, around: Surroundings) -> AnswerBody | None:
    """Creates the part for the kind of question; None without a question."""
    question: Question | None = finding.question
    if question is None:
        return None
    name = _("Answer")
    if question.kind == "number":
        return NumberBody(question, name)
    if question.kind == "text":
        return TextBody(question, name, around.hint)
    texts = around.texts or (lambda option: _core_texts(finding, option))
    if asks_for_share(question):
        return ShareBody(question, texts, around.shares, around.users or {})
    return ChoiceBody(question, texts, around.hint)


def _core_texts(finding: Finding, option: Option) -> tuple[str, str]:
    from core.text import explanations

    return explanations.option_title(finding, option), explanations.option_consequence(finding, option)


def _explained(finding: Finding, answer_state: AnswerState) -> str:
    """A sentence for a finding without an editor, or one that cannot be edited now."""
    if answer_state.state == "idle":
        return _("No decision is required, because another finding that this depends on changes nothing.")
    if finding.question is None and answer_state.state != "kept":
        return {
            "auto": _("EdgeShift makes this change automatically."),
            "manual": _("This is a manual step; the report lists it."),
            "note": _("For information only."),
        }.get(str(finding.verdict), "")
    return ""


def _suggestion(finding: Finding) -> str:
    """The reason for the default."""
    from core.text import explanations

    reason = explanations.default_reason(finding)
    return _("Suggested because {reason}").format(reason=reason) if reason else ""
