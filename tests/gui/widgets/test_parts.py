"""Explanation, steps, errors, chips and empty states."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from core.manifest.errors import ManifestError
from core.model.findings import Verdict
from core.model.states import Detail, State, Status
from core.text.states import LOOKS, look
from gui.theme import style
from gui.theme.plain_text import breakable, plain
from gui.widgets.basics.chip import TONES, Chip
from gui.widgets.basics.empty_state import EmptyState
from gui.widgets.basics.entry import Entry
from gui.widgets.basics.error_box import ErrorBox, snippet
from gui.widgets.basics.explanation import ExplanationPanel
from gui.widgets.basics.parts import Card, label, tool_button
from gui.widgets.steps.step_list import Step, StepList
from tests.gui.widgets.helpers import listen

Show = Callable[[QWidget], QWidget]
OPEN = look(Status(State.NEEDS_YOU, Detail.QUESTION))
STEPS = [Step("Import", "done"), Step("Review", "attention", "3 answers needed"), Step("Export")]


@dataclass(frozen=True)
class Source:
    """A source as core gives it."""

    document: str
    section: str
    reading: str = ""


# Explanation


def test_explanation_shows_prose_status_and_sources(shown: Show) -> None:
    panel = ExplanationPanel()
    shown(panel)
    assert not panel.prose.isVisible()
    sources = [Source("Guide <1>", "3.2"), Source("Notes", "", "We follow the English text & nothing else.")]
    panel.show_explanation("A <b>bind</b>", "<h2>What we found</h2><p>A bind.</p>", OPEN, sources)
    text = panel.prose.toPlainText()
    assert "What we found" in text
    assert "Guide <1> · 3.2" in text
    assert "We follow the English text & nothing else." in text
    assert panel.title.text() == "A <b>bind</b>"
    assert panel.title.textFormat() is Qt.TextFormat.PlainText
    assert panel.chip.text() == "Needs you"
    panel.clear_explanation()
    assert not panel.prose.isVisible()


def test_explanation_loads_nothing_and_opens_nothing(shown: Show) -> None:
    panel = ExplanationPanel()
    shown(panel)
    panel.show_explanation(
        "t", '<p><img src="https://example.com/x.png"><a href="rule:other">other</a></p>', look(Status(State.ADVICE))
    )
    for kind in (QTextDocument.ResourceType.ImageResource, QTextDocument.ResourceType.HtmlResource):
        assert panel.prose.loadResource(kind.value, QUrl("file:///etc/hostname")) is None
    assert not panel.prose.openLinks()
    assert "other" in panel.prose.toPlainText()


def test_explanation_keeps_its_reading_place(shown: Show, qapp: QApplication) -> None:
    panel = ExplanationPanel()
    panel.resize(300, 200)
    shown(panel)
    html = "".join(f"<p>Line {number}</p>" for number in range(60))
    panel.show_explanation("t", html, look(Status(State.CHANGED, Detail.APPLIED)))
    panel.prose.verticalScrollBar().setValue(120)
    panel.show_explanation("t", html, look(Status(State.CHANGED, Detail.KEPT)))
    assert panel.prose.verticalScrollBar().value() == 120
    style.apply(qapp, "light")
    assert panel.prose.verticalScrollBar().value() == 120
    assert panel.chip.text() == "No change"


# Steps


def test_steps_say_what_they_are(shown: Show) -> None:
    steps = StepList()
    shown(steps)
    steps.set_steps(STEPS)
    steps.set_current(1)
    spoken = [steps.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert spoken == [
        "Step 1 of 3: Import, done",
        "Step 2 of 3: Review, current step, needs you, 3 answers needed",
        "Step 3 of 3: Export, not done yet",
    ]
    steps.set_steps(STEPS[:2])
    assert steps.count() == 2
    assert steps.current_step() == 1


def test_steps_are_chosen_by_mouse_and_keyboard(shown: Show) -> None:
    steps = StepList()
    steps.set_steps(STEPS)
    steps.set_current(0)
    shown(steps)
    heard = listen(steps.step_chosen)
    QTest.mouseClick(steps.viewport(), Qt.MouseButton.LeftButton, pos=steps.visualItemRect(steps.item(2)).center())
    heard.assert_called_once_with(2)
    steps.setFocus()
    steps.setCurrentRow(0)
    QTest.keyClick(steps, Qt.Key.Key_Down)
    assert heard.call_count == 1
    QTest.keyClick(steps, Qt.Key.Key_Return)
    assert heard.call_args.args == (1,)
    assert steps.current_step() == 0


def test_enter_on_a_step_does_not_press_next(shown: Show) -> None:
    dialog = QDialog()
    layout = QVBoxLayout(dialog)
    steps, button = StepList(), QPushButton("Next")
    button.setDefault(True)
    layout.addWidget(steps)
    layout.addWidget(button)
    steps.set_steps(STEPS)
    shown(dialog)
    pressed = listen(button.clicked)
    steps.setFocus()
    QTest.keyClick(steps, Qt.Key.Key_Enter)
    assert not pressed.called


def test_the_current_step_is_painted_apart(shown: Show) -> None:
    steps = StepList()
    steps.resize(240, 300)
    steps.set_steps(STEPS)
    steps.set_current(0)
    shown(steps)
    before = steps.grab().toImage()
    steps.set_current(2)
    assert steps.grab().toImage() != before


# Errors


def test_an_error_says_where_what_and_the_remedy(shown: Show) -> None:
    box = ErrorBox()
    shown(box)
    text = '{\n  "a": 1\n  "b": 2\n}\n'
    error = ManifestError(
        "found a string", expected="a comma", remedy="put a comma", file="m.json", line=3, column=3, pointer="/b"
    )
    box.show_error(error, text)
    shown_text = box.snippet.toPlainText()
    assert '3    "b": 2' in shown_text
    assert shown_text.split("\n")[3] == "     ▲"
    assert box.snippet.extraSelections()
    spoken = box.accessibleDescription()
    for part in ("m.json", "line 3, column 3", "/b", "Found a string", "a comma", "Put a comma"):
        assert part in spoken
    box.clear()
    assert not box.isVisible()


def test_an_error_without_a_place_shows_no_lines(shown: Show) -> None:
    box = ErrorBox()
    shown(box)
    box.show_text("Cannot write", "The disk is full", "Free some room")
    assert box.isVisible()
    assert not box.snippet.isVisible()
    box.show_error(ManifestError("no such file"), "")
    assert not box.snippet.isVisible()


@pytest.mark.parametrize(("line", "column"), [(1, 1), (1, 900), (2, 1), (3, 0)])
def test_a_snippet_is_short_and_points_at_the_column(line: int, column: int) -> None:
    text = "x" * 899 + "!" + "\nsecond\nthird"
    shown, marked = snippet(text, line, column)
    lines = shown.split("\n")
    assert all(len(part) <= 110 for part in lines)
    if column:
        place = lines[marked + 1].index("▲")
        assert lines[marked][place] == text.split("\n")[line - 1][column - 1]


def test_a_snippet_of_nothing_is_nothing() -> None:
    assert snippet("", 1, 1) == ("", 0)
    assert snippet("a", 9, 1) == ("", 0)


# Small ones


def test_every_state_has_a_tone_of_the_chips() -> None:
    assert {found.tone for found in LOOKS.values()} <= {*TONES}


def test_a_chip_changes_its_word_and_tint(shown: Show) -> None:
    chip = Chip("ok", "Applied", "done")
    shown(chip)
    before = chip.grab().toImage()
    chip.show_status("block", "Blocks", "block")
    assert chip.text() == chip.accessibleName() == "Blocks"
    assert chip.grab().toImage() != before


def test_building_parts_flashes_no_window(qapp: QApplication) -> None:
    from gui.widgets.diff.diff_view import DiffView
    from tests.gui.widgets.helpers import choice, editor, places

    built = [EmptyState("sample", "Nothing"), Chip("ok", "x", "done"), ErrorBox(), ExplanationPanel()]
    built += [StepList(), DiffView(), editor(Verdict.ASK, choice(other=True)), editor(Verdict.ASK, places(True))]
    built += [editor(Verdict.AUTO), editor(Verdict.BLOCK)]
    assert [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()] == []
    for widget in built:
        widget.deleteLater()


def test_labels_never_take_text_for_markup() -> None:
    assert label("<b>x</b>").textFormat() is Qt.TextFormat.PlainText


def test_a_card_and_a_button_of_icon_only(shown: Show) -> None:
    frame, button = Card(tone="ask"), tool_button("go", "next", "Go on")
    frame.rows.addWidget(button)
    shown(frame)
    assert button.accessibleName() == "Go on"
    assert frame.property("tone") == "ask"
    entry = Entry("x")
    entry.set_valid(False)
    assert entry.property("valid") == "false"


def test_labels_show_plain_text_and_empty_states_are_centred(shown: Show) -> None:
    text = label("<b>as it is</b>")
    assert text.textFormat() is Qt.TextFormat.PlainText
    empty = shown(EmptyState("import", "Nothing"))
    assert empty.findChildren(QLabel)[1].alignment() == Qt.AlignmentFlag.AlignHCenter


PATH = "/home/hcsshares/models"


def test_a_short_path_stays_in_one_line_of_the_explanation_and_is_copied_as_it_is(shown: Show) -> None:
    panel = ExplanationPanel()
    panel.show_explanation("T", f"<p>{'word ' * 12}<code>{PATH}</code> {'word ' * 12}</p>", OPEN)
    shown(panel)
    for width in range(300, 700, 20):  # at some of them a line would end within the path
        panel.resize(width, 400)
        block = panel.prose.document().begin()
        lines = [block.layout().lineAt(at) for at in range(block.layout().lineCount())]
        cut = [plain(block.text()[line.textStart() : line.textStart() + line.textLength()]) for line in lines]
        assert any(PATH in part for part in cut), (width, cut)
    panel.prose.selectAll()
    copied = panel.prose.createMimeDataFromSelection()
    assert PATH in copied.text() and PATH in copied.html() and PATH in panel.prose.toPlainText()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Share at /app/models", "Share at /\ufeffapp/\ufeffmodels"),
        (
            "a name-without-an-end-that-is-too-long",
            "a name-\u200bwithout-\u200ban-\u200bend-\u200bthat-\u200bis-\u200btoo-\u200blong",
        ),
        ("short words", "short words"),
    ],
)
def test_a_long_word_may_break_and_a_short_path_may_not(text: str, wanted: str) -> None:
    assert breakable(text) == wanted
    assert plain(wanted) == text


def test_a_line_with_a_path_is_as_high_as_others(shown: Show) -> None:
    panel = ExplanationPanel()
    panel.show_explanation("T", f"<p>a <code>{PATH}</code></p><p>a <code>name</code></p>", OPEN)
    shown(panel)
    first = panel.prose.document().begin()
    assert first.layout().lineAt(0).height() == first.next().layout().lineAt(0).height()
