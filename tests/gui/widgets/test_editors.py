"""Answer editors: the right one for the question, quiet when fed, clear when answered, usable by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from core.model.findings import Verdict
from core.model.questions import Number, Question, Text
from gui.widgets.answers.editors import AnswerState, make_editor
from gui.widgets.answers.value_editors import ChoiceBody, NumberBody, TextBody
from tests.gui.widgets.helpers import child, choice, editor, finding, listen, places

# Choice


def test_choice_shows_consequences_and_answers(shown: Callable[[QWidget], QWidget]) -> None:
    made = editor(Verdict.ASK, choice())
    shown(made)
    heard = listen(made.answered)
    body = made.body
    assert isinstance(body, ChoiceBody)
    assert body.options[0].consequence.text() == "UDP is gone"
    assert body.options[0].radio.accessibleDescription() == "UDP is gone"
    assert not any(row.radio.isChecked() for row in body.options)
    body.options[1].radio.click()
    heard.assert_called_once_with("udp")
    QTest.mouseClick(body.options[2].title, Qt.MouseButton.LeftButton)
    assert heard.call_args.args == (True,)


def test_choice_is_fed_quietly_and_knows_true_from_one(shown: Callable[[QWidget], QWidget]) -> None:
    made = editor(Verdict.ASK, choice())
    shown(made)
    heard = listen(made.answered)
    made.set_answer_state(AnswerState("applied", True))
    assert isinstance(made.body, ChoiceBody)
    assert [row.radio.isChecked() for row in made.body.options] == [False, False, True]
    made.set_answer_state(AnswerState("open", None))
    assert not any(row.radio.isChecked() for row in made.body.options)
    made.set_answer_state(AnswerState("applied", 1))
    assert not any(row.radio.isChecked() for row in made.body.options)
    assert not heard.called


def test_choice_takes_another_value_judged_while_typing(shown: Callable[[QWidget], QWidget]) -> None:
    made = editor(Verdict.ASK, choice(other=True))
    shown(made)
    heard = listen(made.answered)
    body = made.body
    assert isinstance(body, ChoiceBody)
    assert body.other is not None
    entry = body.other.entry
    entry.setFocus()
    QTest.keyClicks(entry, "ab")
    assert body.options[-1].radio.isChecked()
    assert body.other.message.isVisible()
    assert entry.property("valid") == "false"
    assert entry.accessibleDescription()
    QTest.keyClick(entry, Qt.Key.Key_Return)
    assert not heard.called
    QTest.keyClicks(entry, "c")
    assert not body.other.message.isVisible()
    QTest.keyClick(entry, Qt.Key.Key_Return)
    heard.assert_called_once_with("abc")


# Numbers and texts


def test_number_counts_within_its_range_and_tells_what_is_left(shown: Callable[[QWidget], QWidget]) -> None:
    made = editor(Verdict.ASK, Number(low=0, high=2, default=1), AnswerState("applied", 1))
    shown(made)
    heard = listen(made.answered)
    body = made.body
    assert isinstance(body, NumberBody)
    assert body.left.text() == "1 of 2 GPUs still free"
    assert (body.spin.minimum(), body.spin.maximum(), body.spin.value()) == (0, 2, 1)
    QTest.keyClick(body.spin, Qt.Key.Key_Up)
    heard.assert_called_once_with(2)
    QTest.keyClick(body.spin, Qt.Key.Key_Up)
    heard.assert_called_once()
    made.set_left("")
    assert not body.left.isVisible()


def test_number_without_an_answer_shows_none(shown: Callable[[QWidget], QWidget]) -> None:
    made = editor(Verdict.ASK, Number(low=0, high=2))
    shown(made)
    heard = listen(made.answered)
    assert isinstance(made.body, NumberBody)
    assert not made.body.spin.text().strip()
    QTest.keyClick(made.body.spin, Qt.Key.Key_Up)
    heard.assert_called_once_with(0)
    assert made.body.spin.minimum() == 0


def test_text_is_judged_and_not_disturbed_while_it_is_typed(shown: Callable[[QWidget], QWidget]) -> None:
    made = editor(Verdict.ASK, Text(pattern="[a-z-]+"), AnswerState("applied", "host"))
    shown(made)
    heard = listen(made.answered)
    assert isinstance(made.body, TextBody)
    entry = made.body.field.entry
    assert entry.text() == "host"
    entry.setFocus()
    QTest.keyClicks(entry, "-NAME")
    assert made.body.field.message.isVisible()
    made.set_answer_state(AnswerState("applied", "host"))
    assert entry.text() == "host-NAME"
    for _ in range(4):
        QTest.keyClick(entry, Qt.Key.Key_Backspace)
    QTest.keyClicks(entry, "b")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    heard.assert_called_once_with("host-b")


# What every editor has


@pytest.mark.parametrize("question", [None, choice(), Number(low=0, high=1, default=0), Text(default="x"), places()])
def test_keeping_the_original_asks_for_a_note(question: Question | None, shown: Callable[[QWidget], QWidget]) -> None:
    made = editor(Verdict.AUTO if question is None else Verdict.ASK, question)
    shown(made)
    heard = listen(made.kept)
    keep = child(made, QPushButton, "keepButton")
    note = child(made, QLineEdit, "keepNoteEdit")
    keep.click()  # type: ignore[attr-defined]
    assert note.isVisible()
    assert note.hasFocus()
    QTest.keyClicks(note, "still needed")
    QTest.keyClick(note, Qt.Key.Key_Return)
    heard.assert_called_once_with("still needed")


def test_keeping_can_be_thought_better_of(shown: Callable[[QWidget], QWidget]) -> None:
    made = editor(Verdict.AUTO)
    shown(made)
    heard = listen(made.kept)
    child(made, QPushButton, "keepButton").click()  # type: ignore[attr-defined]
    child(made, QPushButton, "keepCancel").click()  # type: ignore[attr-defined]
    assert not child(made, QLineEdit, "keepNoteEdit").isVisible()
    assert child(made, QPushButton, "keepButton").isVisible()
    assert not heard.called


def test_a_kept_finding_can_be_changed_after_all(shown: Callable[[QWidget], QWidget]) -> None:
    made = editor(Verdict.ASK, Number(low=0, high=2, default=1), AnswerState("kept", None, "operator", "lab"))
    shown(made)
    heard = listen(made.reset)
    assert made.body is not None
    assert not made.body.isEnabled()
    back = child(made, QPushButton, "resetButton")
    assert back.isVisible()
    back.click()  # type: ignore[attr-defined]
    heard.assert_called_once_with()
    made.set_answer_state(AnswerState("applied", 1))
    assert made.body.isEnabled()
    assert not back.isVisible()


def test_an_own_answer_can_be_taken_back(shown: Callable[[QWidget], QWidget]) -> None:
    made = editor(Verdict.ASK, Number(low=0, high=2, default=1), AnswerState("applied", 2, "operator"))
    shown(made)
    assert child(made, QPushButton, "resetButton").isVisible()
    made.set_answer_state(AnswerState("applied", 1, "default"))
    assert not child(made, QPushButton, "resetButton").isVisible()


def test_accepting_a_risk_wants_name_and_reason(shown: Callable[[QWidget], QWidget]) -> None:
    made = editor(Verdict.BLOCK)
    shown(made)
    heard, back = listen(made.accepted), listen(made.reset)
    accept = child(made, QPushButton, "riskAccept")
    name, reason = child(made, QLineEdit, "riskNameEdit"), child(made, QLineEdit, "riskReasonEdit")
    assert not accept.isEnabled()
    QTest.keyClicks(name, "Ada")
    QTest.keyClicks(reason, "  ")
    assert not accept.isEnabled()
    QTest.keyClicks(reason, "lab device")
    accept.click()  # type: ignore[attr-defined]
    heard.assert_called_once_with("lab device", "Ada")
    made.set_answer_state(AnswerState("accepted", True, "Ada", "lab device"))
    assert not accept.isVisible()
    child(made, QPushButton, "riskTakeBack").click()  # type: ignore[attr-defined]
    back.assert_called_once_with()


@pytest.mark.parametrize("verdict", [Verdict.MANUAL, Verdict.NOTE])
def test_what_asks_nothing_says_so(verdict: Verdict, shown: Callable[[QWidget], QWidget]) -> None:
    made = editor(verdict, None, AnswerState(verdict.value))
    shown(made)
    assert made.message.text()
    assert made.keep is None
    assert made.body is None


def test_an_idle_finding_cannot_be_answered(shown: Callable[[QWidget], QWidget]) -> None:
    made = editor(Verdict.ASK, choice(), AnswerState("idle"))
    shown(made)
    assert made.body is not None
    assert not made.body.isEnabled()
    assert made.message.isVisible()


@pytest.mark.parametrize("question", [choice(other=True), Number(low=0, high=1), Text(), places()])
def test_enter_in_an_editor_does_not_press_the_default_button(
    question: Question, shown: Callable[[QWidget], QWidget]
) -> None:
    dialog = QDialog()
    layout = QVBoxLayout(dialog)
    made = editor(Verdict.ASK, question)
    button = QPushButton("Next")
    button.setDefault(True)
    layout.addWidget(made)
    layout.addWidget(button)
    shown(dialog)
    pressed = listen(button.clicked)
    made.keep.keep.click()  # type: ignore[union-attr]
    for widget in [*made.findChildren(QLineEdit), *([made.body.spin] if isinstance(made.body, NumberBody) else [])]:
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_Return)
    assert not pressed.called


def test_jumping_to_a_question_puts_the_keyboard_there(shown: Callable[[QWidget], QWidget]) -> None:
    for question, kind in ((choice(), QAbstractButton), (Text(), QLineEdit), (places(), QAbstractButton)):
        made = editor(Verdict.ASK, question)
        shown(made)
        made.focus_first()
        assert isinstance(made.focusWidget(), kind)
    made = editor(Verdict.AUTO)
    shown(made)
    made.focus_first()
    assert made.focusWidget() is made.keep.keep  # type: ignore[union-attr]


@pytest.mark.parametrize("question", [choice(other=True), Number(low=0, high=1), Text(), places(read_only=True)])
def test_everything_to_fill_in_has_a_name(question: Question, shown: Callable[[QWidget], QWidget]) -> None:
    made = editor(Verdict.ASK, question)
    shown(made)
    for kind in (QAbstractButton, QLineEdit):
        for widget in made.findChildren(kind):
            if widget.isVisible() and widget.objectName() != "qt_spinbox_lineedit":
                assert widget.objectName(), widget
                assert widget.accessibleName() or getattr(widget, "text", str)(), widget


def test_made_from_a_finding_of_a_rule(shown: Callable[[QWidget], QWidget]) -> None:
    made = make_editor(finding(Verdict.ASK, Number(low=0, high=2, default=1)), AnswerState("applied", 1), left="2 left")
    shown(made)
    assert isinstance(made.body, NumberBody)
    assert made.body.left.text() == "2 left"


def test_the_form_is_told_before_and_while_typing(shown: Callable[[QWidget], QWidget]) -> None:
    question = Text(pattern=r"[a-z]+")
    made = make_editor(finding(Verdict.ASK, question), AnswerState(), hint="lower-case letters")
    shown(made)
    assert isinstance(made.body, TextBody)
    assert any(part.text() == "lower-case letters" and part.isVisible() for part in made.findChildren(QLabel))
    QTest.keyClicks(made.body.field.entry, "A")
    assert made.body.field.message.text() == "lower-case letters"
    assert made.body.field.entry.accessibleDescription() == "lower-case letters"
