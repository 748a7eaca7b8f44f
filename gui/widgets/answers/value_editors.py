"""Editors for a number with the remaining amount, a text with its form, and a choice with its consequences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QButtonGroup, QWidget

from core.text.catalogue import _
from gui.widgets.answers.answer_body import AnswerBody, CheckedEntry, OptionRow, OptionTexts, Spin, mark, matches
from gui.widgets.basics.parts import STRETCH, hbox, label

if TYPE_CHECKING:
    from core.model.questions import Choice, Number, Text


class NumberBody(AnswerBody):
    """A spin box from low to high; one step below low means no answer yet."""

    def __init__(self, question: Number, name: str) -> None:
        super().__init__()
        self._low, self._high = question.low, question.high
        self.spin = Spin("numberEdit")
        self.spin.setAccessibleName(name)
        self._allow_none(True)
        self.spin.setMinimumWidth(self.spin.fontMetrics().averageCharWidth() * 14)
        self.range = label(_("{low} to {high}").format(low=question.low, high=question.high), "caption", wrap=False)
        self.left = label(role="caption")
        line = hbox(self.spin, self.range, STRETCH)
        self.rows.addLayout(line)
        self.rows.addWidget(self.left)
        self.set_left("")
        self.spin.valueChanged.connect(self._explain)

    def set_value(self, value: Any) -> None:
        """Sets a number, or None for no answer yet."""
        known = isinstance(value, int) and not isinstance(value, bool)
        self.spin.blockSignals(True)
        self._allow_none(not known)
        self.spin.setValue(value if known else self._low - 1)
        self.spin.blockSignals(False)

    def set_left(self, text: str) -> None:
        """Sets the remaining amount in words (`1 of 2 GPUs still free`)."""
        self.left.setText(text)
        self.left.setVisible(bool(text))
        self.spin.setAccessibleDescription(text)

    def focus_widget(self) -> QWidget:
        """The spin box."""
        return self.spin

    def _allow_none(self, allowed: bool) -> None:
        """Sets whether there may be no number; Qt shows the special text for the lowest value."""
        self.spin.setSpecialValueText(" " if allowed else "")
        self.spin.setRange(self._low - allowed, self._high)

    def _explain(self, value: int) -> None:
        if value >= self._low:
            self._allow_none(False)
            self.changed.emit(value)


class TextBody(AnswerBody):
    """One line of text, validated while it is typed."""

    def __init__(self, question: Text, name: str, hint: str = "") -> None:
        super().__init__()
        self.field = CheckedEntry("textEdit", matches(question.pattern), name, hint)
        self.rows.addWidget(_form(hint))
        self.rows.addWidget(self.field)
        self.field.entered.connect(self.changed)

    def set_value(self, value: Any) -> None:
        """Sets a text, or None for no answer yet."""
        self.field.set_text(value if isinstance(value, str) else "")

    def focus_widget(self) -> QWidget:
        """The line edit."""
        return self.field.entry


class ChoiceBody(AnswerBody):
    """Radio buttons with their consequences; the last one, if allowed, with a line edit for another value."""

    def __init__(self, question: Choice, texts: OptionTexts, hint: str = "") -> None:
        super().__init__()
        self._values = [option.value for option in question.options]
        self._group = QButtonGroup(self)
        self.options: list[OptionRow] = []
        for index, option in enumerate(question.options):
            self._add(OptionRow(f"option{index}", *texts(option), self._group))
        self.other: CheckedEntry | None = None
        if question.other_allowed:
            row = OptionRow("optionOther", _("Other value"), hint, self._group)
            fits = matches(question.other_pattern or ".+")
            self.other = CheckedEntry("otherEdit", fits, _("Other value"), hint)
            row.add_below(self.other)
            self._add(row)
            self.other.entry.textEdited.connect(lambda: row.radio.setChecked(True))
            self.other.entered.connect(self.changed)
        self._group.buttonClicked.connect(self._explain)

    def set_value(self, value: Any) -> None:
        """Marks the option with this value; another value is shown in the line edit; None marks nothing."""
        index = next((i for i, known in enumerate(self._values) if same(known, value)), -1)
        if index < 0 and self.other is not None and isinstance(value, str):
            self.other.set_text(value)
            index = len(self._values)
        mark(self._group, dict(enumerate(self.options)), index)

    def focus_widget(self) -> QWidget:
        """The marked option, or the first."""
        return self._group.checkedButton() or self.options[0].radio

    def _add(self, row: OptionRow) -> None:
        self.options.append(row)
        self.rows.addWidget(row)

    def _explain(self) -> None:
        index = next(i for i, row in enumerate(self.options) if row.radio.isChecked())
        if index < len(self._values):
            self.changed.emit(self._values[index])
        elif self.other is not None:
            self.other.entry.setFocus()
            if self.other.entry.text() and self.other.valid():
                self.changed.emit(self.other.entry.text())


def _form(hint: str) -> QWidget:
    """The required form above the line edit."""
    message = label(hint, "caption")
    if not hint:
        message.hide()
    return message


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are equal: true is not 1."""
    return type(one) is type(other) and bool(one == other)
