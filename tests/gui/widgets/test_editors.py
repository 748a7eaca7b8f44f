"""Answer editors: the right one for the question, quiet when fed, clear when answered, usable by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from core.model.findings import Verdict
from core.model.questions import Number, Question, Text
from gui.widgets.answers.editors import AnswerEditor, AnswerState, Surroundings
from gui.widgets.answers.value_editors import ChoiceBody, NumberBody, TextBody
from tests.gui.widgets.helpers import child, choice, editor, finding, listen, places

# Choice


def test_choice_shows_consequences_and_answers(shown: Callable[[QWidget], QWidget]) -> None:
    opened = editor(Verdict.ASK, choice())
    shown(opened)
    heard = listen(opened.answered)
    body = opened.body
    assert isinstance(body, ChoiceBody)
    assert body.options[0].consequence.text() == "UDP is gone"
    assert body.options[0].radio.accessibleDescription() == "UDP is gone"
    assert not any(row.radio.isChecked() for row in body.options)
    body.options[1].radio.click()
    heard.assert_called_once_with("udp")
    QTest.mouseClick(body.options[2].title, Qt.MouseButton.LeftButton)
    assert heard.call_args.args == (True,)


def test_choice_is_fed_quietly_and_knows_true_from_one(shown: Callable[[QWidget], QWidget]) -> None:
    opened = editor(Verdict.ASK, choice())
    shown(opened)
    heard = listen(opened.answered)
    opened.set_answer_state(AnswerState("applied", True))
    assert isinstance(opened.body, ChoiceBody)
    assert [row.radio.isChecked() for row in opened.body.options] == [False, False, True]
    opened.set_answer_state(AnswerState("open", None))
    assert not any(row.radio.isChecked() for row in opened.body.options)
    opened.set_answer_state(AnswerState("applied", 1))
    assert not any(row.radio.isChecked() for row in opened.body.options)
    assert not heard.called


def test_choice_takes_another_value_judged_while_typing(shown: Callable[[QWidget], QWidget]) -> None:
    opened = editor(Verdict.ASK, choice(other=True))
    shown(opened)
    heard = listen(opened.answered)
    body = opened.body
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


def test_number_counts_within_its_range_and_shows_what_is_left(shown: Callable[[QWidget], QWidget]) -> None:
    opened = editor(Verdict.ASK, Number(low=0, high=2, default=1), AnswerState("applied", 1))
    shown(opened)
    heard = listen(opened.answered)
    body = opened.body
    assert isinstance(body, NumberBody)
    assert body.left.text() == "1 of 2 GPUs still free"
    assert (body.spin.minimum(), body.spin.maximum(), body.spin.value()) == (0, 2, 1)
    QTest.keyClick(body.spin, Qt.Key.Key_Up)
    heard.assert_called_once_with(2)
    QTest.keyClick(body.spin, Qt.Key.Key_Up)
    heard.assert_called_once()
    opened.set_left("")
    assert not body.left.isVisible()


def test_number_without_an_answer_shows_none(shown: Callable[[QWidget], QWidget]) -> None:
    opened = editor(Verdict.ASK, Number(low=0, high=2))
    shown(opened)
    heard = listen(opened.answered)
    assert isinstance(opened.body, NumberBody)
    assert not opened.body.spin.text().strip()
    QTest.keyClick(opened.body.spin, Qt.Key.Key_Up)
    heard.assert_called_once_with(0)
    assert opened.body.spin.minimum() == 0 and opened.body.spin.text() == "0"
    opened.body.set_value(None)
    assert not opened.body.spin.text().strip()
    opened.body.set_value(0)
    assert opened.body.spin.text() == "0", "the lowest number is not shown as none"


def test_text_is_judged_and_not_disturbed_while_it_is_typed(shown: Callable[[QWidget], QWidget]) -> None:
    opened = editor(Verdict.ASK, Text(pattern="[a-z-]+"), AnswerState("applied", "host"))
    shown(opened)
    heard = listen(opened.answered)
    assert isinstance(opened.body, TextBody)
    entry = opened.body.field.entry
    assert entry.text() == "host"
    entry.setFocus()
    QTest.keyClicks(entry, "-NAME")
    assert opened.body.field.message.isVisible()
    opened.set_answer_state(AnswerState("applied", "host"))
    assert entry.text() == "host-NAME"
    for _ in range(4):
        QTest.keyClick(entry, Qt.Key.Key_Backspace)
    QTest.keyClicks(entry, "b")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    heard.assert_called_once_with("host-b")


# What every editor has


@pytest.mark.parametrize("question", [None, choice(), Number(low=0, high=1, default=0), Text(default="x"), places()])
def test_keeping_the_original_asks_for_a_note(question: Question | None, shown: Callable[[QWidget], QWidget]) -> None:
    opened = editor(Verdict.AUTO if question is None else Verdict.ASK, question)
    shown(opened)
    heard = listen(opened.kept)
    keep = child(opened, QPushButton, "keepButton")
    note = child(opened, QLineEdit, "keepNoteEdit")
    keep.click()  # type: ignore[attr-defined]
    assert note.isVisible()
    assert note.hasFocus()
    QTest.keyClicks(note, "still needed")
    QTest.keyClick(note, Qt.Key.Key_Return)
    heard.assert_called_once_with("still needed")


def test_keeping_can_be_thought_better_of(shown: Callable[[QWidget], QWidget]) -> None:
    opened = editor(Verdict.AUTO)
    shown(opened)
    heard = listen(opened.kept)
    child(opened, QPushButton, "keepButton").click()  # type: ignore[attr-defined]
    child(opened, QPushButton, "keepCancel").click()  # type: ignore[attr-defined]
    assert not child(opened, QLineEdit, "keepNoteEdit").isVisible()
    assert child(opened, QPushButton, "keepButton").isVisible()
    assert not heard.called


def test_a_kept_finding_can_be_changed_after_all(shown: Callable[[QWidget], QWidget]) -> None:
    opened = editor(Verdict.ASK, Number(low=0, high=2, default=1), AnswerState("kept", None, "operator", "lab"))
    shown(opened)
    heard = listen(opened.reset)
    assert opened.body is not None
    assert not opened.body.isEnabled()
    back = child(opened, QPushButton, "resetButton")
    assert back.isVisible()
    back.click()  # type: ignore[attr-defined]
    heard.assert_called_once_with()
    opened.set_answer_state(AnswerState("applied", 1))
    assert opened.body.isEnabled()
    assert not back.isVisible()


def test_an_own_answer_can_be_taken_back(shown: Callable[[QWidget], QWidget]) -> None:
    opened = editor(Verdict.ASK, Number(low=0, high=2, default=1), AnswerState("applied", 2, "operator"))
    shown(opened)
    assert child(opened, QPushButton, "resetButton").isVisible()
    opened.set_answer_state(AnswerState("applied", 1, "default"))
    assert not child(opened, QPushButton, "resetButton").isVisible()


def test_accepting_a_risk_wants_name_and_reason(shown: Callable[[QWidget], QWidget]) -> None:
    opened = editor(Verdict.BLOCK)
    shown(opened)
    heard, back = listen(opened.accepted), listen(opened.reset)
    accept = child(opened, QPushButton, "riskAccept")
    name, reason = child(opened, QLineEdit, "riskNameEdit"), child(opened, QLineEdit, "riskReasonEdit")
    assert not accept.isEnabled()
    QTest.keyClicks(name, "Ada")
    QTest.keyClicks(reason, "  ")
    assert not accept.isEnabled()
    QTest.keyClicks(reason, "lab device")
    accept.click()  # type: ignore[attr-defined]
    heard.assert_called_once_with("lab device", "Ada")
    opened.set_answer_state(AnswerState("accepted", True, "Ada", "lab device"))
    assert not accept.isVisible()
    child(opened, QPushButton, "riskTakeBack").click()  # type: ignore[attr-defined]
    back.assert_called_once_with()


@pytest.mark.parametrize("verdict", [Verdict.MANUAL, Verdict.NOTE])
def test_what_asks_nothing_says_so(verdict: Verdict, shown: Callable[[QWidget], QWidget]) -> None:
    opened = editor(verdict, None, AnswerState(verdict.value))
    shown(opened)
    assert opened.message.text()
    assert opened.keep is None
    assert opened.body is None


def test_an_idle_finding_cannot_be_answered(shown: Callable[[QWidget], QWidget]) -> None:
    opened = editor(Verdict.ASK, choice(), AnswerState("idle"))
    shown(opened)
    assert opened.body is not None
    assert not opened.body.isEnabled()
    assert opened.message.isVisible()


@pytest.mark.parametrize("question", [choice(other=True), Number(low=0, high=1), Text(), places()])
def test_enter_in_an_editor_does_not_press_the_default_button(
    question: Question, shown: Callable[[QWidget], QWidget]
) -> None:
    dialog = QDialog()
    layout = QVBoxLayout(dialog)
    opened = editor(Verdict.ASK, question)
    button = QPushButton("Next")
    button.setDefault(True)
    layout.addWidget(opened)
    layout.addWidget(button)
    shown(dialog)
    pressed = listen(button.clicked)
    opened.keep.keep.click()  # type: ignore[union-attr]
    for widget in [
        *opened.findChildren(QLineEdit),
        *([opened.body.spin] if isinstance(opened.body, NumberBody) else []),
    ]:
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_Return)
    assert not pressed.called


def test_jumping_to_a_question_puts_the_keyboard_there(shown: Callable[[QWidget], QWidget]) -> None:
    for question, kind in ((choice(), QAbstractButton), (Text(), QLineEdit), (places(), QAbstractButton)):
        opened = editor(Verdict.ASK, question)
        shown(opened)
        opened.focus_first()
        assert isinstance(opened.focusWidget(), kind)
    opened = editor(Verdict.AUTO)
    shown(opened)
    opened.focus_first()
    assert opened.focusWidget() is opened.keep.keep  # type: ignore[union-attr]


@pytest.mark.parametrize("question", [choice(other=True), Number(low=0, high=1), Text(), places(read_only=True)])
def test_everything_to_fill_in_has_a_name(question: Question, shown: Callable[[QWidget], QWidget]) -> None:
    opened = editor(Verdict.ASK, question)
    shown(opened)
    for kind in (QAbstractButton, QLineEdit):
        for widget in opened.findChildren(kind):
            if widget.isVisible() and widget.objectName() != "qt_spinbox_lineedit":
                assert widget.objectName(), widget
                assert widget.accessibleName() or getattr(widget, "text", str)(), widget


def test_made_from_a_finding_of_a_rule(shown: Callable[[QWidget], QWidget]) -> None:
    number = finding(Verdict.ASK, Number(low=0, high=2, default=1))
    opened = AnswerEditor(number, AnswerState("applied", 1), Surroundings(left="2 left"))
    shown(opened)
    assert isinstance(opened.body, NumberBody)
    assert opened.body.left.text() == "2 left"


def test_the_form_is_reported_before_and_while_typing(shown: Callable[[QWidget], QWidget]) -> None:
    question = Text(pattern=r"[a-z]+")
    opened = AnswerEditor(finding(Verdict.ASK, question), AnswerState(), Surroundings(hint="lower-case letters"))
    shown(opened)
    assert isinstance(opened.body, TextBody)
    assert any(part.text() == "lower-case letters" and part.isVisible() for part in opened.findChildren(QLabel))
    QTest.keyClicks(opened.body.field.entry, "A")
    assert opened.body.field.message.text() == "lower-case letters"
    assert opened.body.field.entry.accessibleDescription() == "lower-case letters"
