"""An error with what is needed to fix it: the place, what was found, what was expected, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFontMetrics, QTextCursor, QTextFormat
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QTextEdit

from core.text.catalogue import _
from gui.theme import icons, style
from gui.theme.tokens import tokens
from gui.widgets.basics.parts import GAP, STRETCH, Card, fill, hbox, label

if TYPE_CHECKING:
    from core.manifest.errors import ManifestError

CONTEXT = 3
WIDTH = 100


class ErrorBox(Card):
    """Hidden without an error; focusable for keyboard and screen reader."""

    def __init__(self) -> None:
        self.snippet = _snippet_view()  # first, because the calls below already send events
        super().__init__(tone="block", name="errorBox")
        self._icon = QLabel()
        icons.picture(self._icon, "block", "block", 20)
        self._title = label(role="heading")
        self._place = label(role="caption")
        self._text = label()
        self._remedy = label(role="label")
        self._marked = 0
        head = hbox((self._icon, 0, Qt.AlignmentFlag.AlignTop), (self._title, 1))
        fill(self.rows, head, self._place, self._text, self.snippet, self._remedy, STRETCH)
        for part in (self._text, self._remedy, self._place):
            part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    def show_error(self, error: ManifestError, text: str = "", title: str = "") -> None:
        """Shows an error with its place; `text` is the text of the file, of which the lines around it are shown."""
        found = error.found[:1].upper() + error.found[1:]
        facts = [found, *([_("Expected: {text}").format(text=error.expected)] if error.expected else [])]
        self._show(title or _("This file cannot be used"), _place(error), "\n".join(facts), error.remedy)
        self._show_snippet(text, error.line, error.column)

    def show_text(self, title: str, text: str, remedy: str = "") -> None:
        """Shows an error without a place."""
        self._show(title, "", text, remedy)
        self.snippet.hide()

    def clear(self) -> None:
        """Hides the box."""
        self.hide()

    def _show(self, title: str, place: str, text: str, remedy: str) -> None:
        for part, value in ((self._title, title), (self._place, place), (self._text, text)):
            part.setText(value)
            part.setVisible(bool(value))
        remedy = remedy[:1].upper() + remedy[1:]
        self._remedy.setText(_("What to do: {text}").format(text=remedy) if remedy else "")
        self._remedy.setVisible(bool(remedy))
        self.setAccessibleName(title)
        self.setAccessibleDescription("\n".join(part for part in (place, text, remedy) if part))
        self.show()

    def _show_snippet(self, text: str, line: int, column: int) -> None:
        shown, marked = snippet(text, line, column)
        self.snippet.setVisible(bool(shown))
        if not shown:
            return
        self.snippet.setPlainText(shown)
        self._set_font()
        height = QFontMetrics(style.mono_font()).lineSpacing() * (shown.count("\n") + 1) + 2 * GAP + 4
        self.snippet.setFixedHeight(height)
        self._marked = marked
        self._mark()

    def changeEvent(self, event: QEvent) -> None:
        """Applies the colors of another theme; a style sheet replaces the font of a widget when it polishes late."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and not self.snippet.isHidden():
            self._set_font()
            self._mark()

    def _set_font(self) -> None:
        """Sets the font of the document, which no style sheet replaces."""
        self.snippet.document().setDefaultFont(style.mono_font())

    def _mark(self) -> None:
        selection = QTextEdit.ExtraSelection()
        selection.cursor = QTextCursor(self.snippet.document().findBlockByNumber(self._marked))
        selection.format.setBackground(QColor(tokens().block_soft))
        selection.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
        self.snippet.setExtraSelections([selection])


def snippet(text: str, line: int, column: int) -> tuple[str, int]:
    """The lines around a place with numbers and an arrow below the column, and the index of the marked line.

    Line and column count from 1. A very long line is cut to the part around the column.
    """
    lines = text.split("\n")
    if not text or not 1 <= line <= len(lines):
        return "", 0
    first, last = max(1, line - CONTEXT), min(len(lines), line + CONTEXT)
    start = max(0, column - 1 - WIDTH // 2) if len(lines[line - 1]) > WIDTH else 0
    digits = len(str(last))
    shown = []
    for number in range(first, last + 1):
        part = lines[number - 1].rstrip("\r").replace("\t", " ")
        shown.append(f"{number:>{digits}}  {part[start : start + WIDTH]}")
        if number == line and column:
            shown.append(" " * (digits + 2 + column - 1 - start) + "▲")
    return "\n".join(shown), line - first


def _place(error: ManifestError) -> str:
    parts = [error.file] if error.file else []
    if error.line:
        parts.append(_("line {line}, column {column}").format(line=error.line, column=error.column))
    if error.pointer:
        parts.append(error.pointer)
    return " · ".join(parts)


def _snippet_view() -> QPlainTextEdit:
    view = QPlainTextEdit()
    view.setObjectName("errorSnippet")
    view.setProperty("role", "code")
    view.setReadOnly(True)
    view.setTabChangesFocus(True)
    view.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setAccessibleName(_("The lines around the error"))
    return view
