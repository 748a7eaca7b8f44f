"""The reason of a finding in prose with its sources, which users read before they decide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, Qt, QUrl
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QStackedLayout, QTextBrowser, QWidget

from core.text.catalogue import _
from gui.theme.plain_text import plain, whole
from gui.theme.style import load_fonts
from gui.theme.tokens import tokens
from gui.widgets.basics.chip import Chip
from gui.widgets.basics.empty_state import EmptyState
from gui.widgets.basics.parts import hbox, label, vbox

if TYPE_CHECKING:
    from core.rulebook.sources import SourceNote
    from core.text.states import Look


_SHORT_CODE = re.compile(r"(?<=<code>)[^<]{1,36}(?=</code>)")
"""The characters of a name or path that fit into one line of a narrow panel."""


class Prose(QTextBrowser):
    """A text browser that loads nothing: no picture, no style sheet, no page, neither from disk nor from elsewhere."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Returns nothing for every request."""
        return None


class Explanation(Prose):
    """Reason and sources of one finding."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._html, self._points = "", 0.0
        super().__init__(parent)
        self.setObjectName("explanationText")
        self.setProperty("role", "prose")
        self.setOpenLinks(False)
        self.setAccessibleName(_("Explanation"))
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.document().setIndentWidth(18)

    def show_explanation(self, html: str, sources: Sequence[SourceNote] = ()) -> None:
        """Shows a finding; `html` must be safe (`core.text.explanations.explanation_html` escapes its facts)."""
        changed = html + _sources_html(sources)
        if changed != self._html:
            self._html = changed
            self._render()

    def set_zoom(self, points: float) -> None:
        """Sets the text size in points; 0 is the size of the application."""
        if points != self._points:
            self._points = points
            self._render()

    def clear_explanation(self) -> None:
        """Clears the text, because no finding is selected."""
        self._html = ""
        self.clear()

    def changeEvent(self, event: QEvent) -> None:
        """Colors the text again after a change of theme; the scroll position stays."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self._html:
            place = self.verticalScrollBar().value()
            self._render()
            self.verticalScrollBar().setValue(place)

    def _render(self) -> None:
        self.document().setDefaultStyleSheet(prose_style(self._points))
        self.setHtml(_SHORT_CODE.sub(lambda found: whole(found[0]), self._html))

    def toPlainText(self) -> str:
        """The text as it is copied."""
        return plain(super().toPlainText())

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copies the text without the characters that keep paths together. The object is created by Qt."""
        data = super().createMimeDataFromSelection()
        html, text = plain(data.html()), plain(data.text())
        data.clear()
        data.setHtml(html)
        data.setText(text)
        return data


class TallExplanation(Explanation):
    """An explanation as high as its text: its container scrolls."""

    def __init__(self) -> None:
        self._rendering = False
        super().__init__()
        for set_policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            set_policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Passes keys for scrolling to the container; handles copying."""
        if event.matches(QKeySequence.StandardKey.Copy):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Passes the wheel to the container."""
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Adapts the height to another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _render(self) -> None:
        """Measures the document once it is complete, because its size changes many times before."""
        self._rendering = True
        super()._render()
        self._rendering = False
        self._fit()

    def _fit(self) -> None:
        if self._rendering:
            return
        height = ceil(self.document().size().height()) + 2 * self.frameWidth() + 2
        if self.minimumHeight() != height:
            self.setFixedHeight(height)


class ExplanationPanel(QWidget):
    """Title, status chip, prose and sources of one finding; an empty state while none is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.chip, self.prose = label(role="heading"), Chip(), Explanation()
        self._empty = EmptyState(
            "info", _("No finding chosen"), _("Choose a finding or a changed line to read the reason for the change.")
        )
        content = QWidget()
        vbox(hbox((self.title, 1), (self.chip, 0, Qt.AlignmentFlag.AlignTop)), (self.prose, 1), owner=content)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(content)

    def show_explanation(self, title: str, html: str, look: Look, sources: Sequence[SourceNote] = ()) -> None:
        """Shows a finding; `html` must be safe."""
        self.title.setText(title)
        self.chip.show_status(look.tone, look.word, look.icon)
        self.prose.show_explanation(html, sources)
        self._stack.setCurrentIndex(1)

    def clear_explanation(self) -> None:
        """Shows the empty state."""
        self.prose.clear_explanation()
        self._stack.setCurrentIndex(0)


def prose_style(points: float = 0) -> str:
    """The style of prose in the theme in force, with its size in points (0 is the size of the application)."""
    load_fonts()
    colors = tokens()
    texts = "body, p, li, td, th, h1, h2, h3" if points else "h1, h2, h3"
    size = f"{texts} {{ font-size: {f'{points:g}pt' if points else 'medium'}; }}"
    return size + (
        f"h1, h2, h3 {{ color: {colors.text}; margin-top: 16px; margin-bottom: 2px; }}"
        f"p, li, td, th {{ color: {colors.text}; }} p {{ margin-top: 4px; margin-bottom: 6px; }}"
        f"p, li {{ line-height: 125%; }} ul, ol {{ margin-top: 4px; -qt-list-indent: 1; }}"
        f"a {{ color: {colors.note}; }}"
        f"code, pre {{ font-family: 'DejaVu Sans Mono', monospace; background-color: {colors.raised}; }}"
        f".source {{ color: {colors.muted}; }} .reading {{ color: {colors.ask}; }}"
    )


def _sources_html(sources: Sequence[SourceNote]) -> str:
    """A list of documents and sections, each with our reading if the sources disagree."""
    if not sources:
        return ""
    items = []
    for source in sources:
        place = " · ".join(escape(part) for part in (source.document, source.section) if part)
        reading = ""
        if source.reading:
            reading_text = _("The sources disagree. Our reading: {text}").format(text=source.reading)
            reading = f'<br><span class="reading">{escape(reading_text)}</span>'
        items.append(f'<li class="source">{place}{reading}</li>')
    return f"<h2>{escape(_('Sources'))}</h2><ul>{''.join(items)}</ul>"
