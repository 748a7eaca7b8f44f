"""The share picker: places for data, access, new names."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from core.model.findings import Verdict
from gui.widgets.answers.editors import AnswerState
from gui.widgets.answers.share_editor import ShareBody
from gui.widgets.basics.chip import Chip
from tests.gui.widgets.helpers import PLACES, editor, listen, places


def test_share_picker_shows_protocol_kind_and_users(shown: Callable[[QWidget], QWidget]) -> None:
    widget = editor(Verdict.ASK, places())
    shown(widget)
    heard = listen(widget.answered)
    assert isinstance(widget.body, ShareBody)
    row = widget.body.places["share:data"]
    assert [chip.text() for chip in row.findChildren(Chip)] == ["NFS", "Cloud"]
    assert "recorder" in row.radio.accessibleDescription()
    widget.body.places["share:models"].radio.click()
    heard.assert_called_once_with("share:models")
    widget.body.places["drop"].radio.click()
    assert heard.call_args.args == ("drop",)
    widget.body.places["bind:/etc/x"].radio.click()
    assert heard.call_args.args == ("bind:/etc/x",)


def test_share_picker_asks_for_the_access_of_a_read_only_bind(shown: Callable[[QWidget], QWidget]) -> None:
    widget = editor(Verdict.ASK, places(read_only=True))
    shown(widget)
    heard = listen(widget.answered)
    body = widget.body
    assert isinstance(body, ShareBody)
    assert list(body.places) == [*PLACES, "drop", "share:*"]
    assert body.access[" ro"].radio.isChecked() and not body.access[""].radio.isChecked(), "as the bind has it"
    body.places["share:data"].radio.click()
    heard.assert_called_once_with("share:data ro")
    body.access[""].radio.click()
    assert heard.call_args.args == ("share:data",)
    body.places["drop"].radio.click()
    assert heard.call_args.args == ("drop",)
    assert not body.access[""].isEnabled()
    widget.set_answer_state(AnswerState("applied", "bind:/etc/x ro", "operator"))
    assert body.places["bind:/etc/x"].radio.isChecked()
    assert body.access[" ro"].radio.isChecked()


def test_half_an_answer_stays_and_says_what_is_missing(shown: Callable[[QWidget], QWidget]) -> None:
    widget = editor(Verdict.ASK, places(read_only=True))
    shown(widget)
    heard = listen(widget.answered)
    body = widget.body
    assert isinstance(body, ShareBody)
    missing = body.findChild(QLabel, "answerMissing")
    assert isinstance(missing, QLabel) and missing.isHidden()
    body.access[""].radio.click()
    assert not heard.called and missing.isVisible() and "where" in missing.text()
    widget.set_answer_state(AnswerState("open"))
    assert body.access[""].radio.isChecked(), "a repaint does not take it away"
    other = editor(Verdict.ASK, places(read_only=True))
    shown(other)
    assert isinstance(other.body, ShareBody)
    other.body.take_half(body.half())
    assert other.body.access[""].radio.isChecked() and other.body.half() == body.half()
    body.places["share:data"].radio.click()
    heard.assert_called_once_with("share:data")
    assert missing.isHidden() and body.half() is None
    widget.set_answer_state(AnswerState("open"))
    assert not body.places["share:data"].radio.isChecked(), "undone"


def test_share_picker_takes_a_new_name_and_judges_it(shown: Callable[[QWidget], QWidget]) -> None:
    widget = editor(Verdict.ASK, places())
    shown(widget)
    heard = listen(widget.answered)
    body = widget.body
    assert isinstance(body, ShareBody)
    assert body.new is not None
    body.places["share:*"].radio.click()
    assert body.new.entry.hasFocus()
    assert not heard.called
    QTest.keyClicks(body.new.entry, "Bad_Name")
    assert body.new.message.isVisible()
    body.new.entry.clear()
    QTest.keyClicks(body.new.entry, "archive")
    QTest.keyClick(body.new.entry, Qt.Key.Key_Return)
    heard.assert_called_once_with("share:archive")
    body.new.entry.clear()
    QTest.keyClicks(body.new.entry, "bind:/var/lib/x")
    QTest.keyClick(body.new.entry, Qt.Key.Key_Return)
    assert heard.call_args.args == ("bind:/var/lib/x",)
    widget.set_answer_state(AnswerState("applied", "share:elsewhere", "operator"))
    assert body.places["share:*"].radio.isChecked()


def test_naming_rules_of_the_device_hold_while_typing(shown: Callable[[QWidget], QWidget]) -> None:
    widget = editor(Verdict.ASK, places())
    shown(widget)
    heard = listen(widget.answered)
    body = widget.body
    assert isinstance(body, ShareBody) and body.new is not None
    body.places["share:*"].radio.click()
    QTest.keyClicks(body.new.entry, "in")
    assert "3 to 63" in body.new.message.text()
    QTest.keyClick(body.new.entry, Qt.Key.Key_Return)
    assert not heard.called, "the device would refuse it"
    QTest.keyClicks(body.new.entry, "coming")
    assert not body.new.message.isVisible()
    QTest.keyClick(body.new.entry, Qt.Key.Key_Home)
    QTest.keyClicks(body.new.entry, "2")
    assert "leading digit" in body.new.message.text() and body.new.message.property("role") == "caption"
    QTest.keyClick(body.new.entry, Qt.Key.Key_Return)
    heard.assert_called_once_with("share:2incoming")
