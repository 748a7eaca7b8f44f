"""The rule book in a separate window: every rule, every check, and where the sources disagree. Works offline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QSplitter, QWidget

from core.text.catalogue import _, plural
from gui.models.items_model import Item
from gui.pages.common.rows import ItemList
from gui.widgets.basics.dialog import Dialog
from gui.widgets.basics.entry import SearchEntry
from gui.widgets.basics.explanation import Prose, prose_style
from gui.widgets.basics.parts import GAP, copyable, label, splitter, vbox

if TYPE_CHECKING:
    from core.model.findings import Finding
    from core.rulebook.book import Page


class HelpWindow(Dialog):
    """Contents with a search field at the left, the page at the right. Escape closes the window."""

    def __init__(self, parent: QWidget | None = None, footer: str = "") -> None:
        super().__init__("helpWindow", _("Rule book"), parent)
        self._filled = ("", "")
        self.footer = copyable(footer)
        self.search = SearchEntry("helpSearch", _("Search the rule book"))
        self.contents = ItemList("helpContents", _("Pages"))
        self.text = _reader()
        self.setSizeGripEnabled(True)
        self.count = label(role="caption", wrap=False)
        self.lay_out((self._halves(), 1), self.footer, self.close_button("helpClose"))
        self.search.textChanged.connect(self._fill)
        self.contents.selectionModel().currentChanged.connect(self._show)
        self._fill()
        self.resize(980, 620)

    def show_page(self, name: str) -> None:
        """Opens the page of this rule or check, or the first page if it has none."""
        self.search.clear()
        if not self.contents.choose(name):
            self.contents.choose_first()

    def show_finding(self, finding: Finding) -> None:
        """Opens the page of a finding's rule or check with the facts of the finding, which the caller has masked."""
        from core.rulebook import book

        self._filled = (finding.rule, book.of_finding(finding))
        self.show_page(finding.rule)
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Colors the text again after a change of theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self.isVisible():
            self._show()

    def _halves(self) -> QSplitter:
        left = QWidget()
        vbox(self.search, (self.contents, 1), self.count, owner=left)
        return splitter(left, self.text, sizes=(320, 620))

    def _fill(self) -> None:
        from core.rulebook import book

        wanted = self.search.text().casefold().split()
        found = [page for page in book.pages() if all(word in book.plain(page.id) for word in wanted)]
        current = self.contents.current()
        self.contents.items.set_items(_items(found))
        self.count.setText(plural("{count} page", "{count} pages", len(found)))
        if current is None or not self.contents.choose(current.key):
            self.contents.choose_first()
        self._show()

    def _show(self) -> None:
        from core.rulebook import book

        item = self.contents.current()
        self.text.document().setDefaultStyleSheet(prose_style())
        rule, filled = self._filled
        page = "" if item is None else filled if item.key == rule else book.html(item.key)
        self.text.setHtml(page)


def _reader() -> Prose:
    text = Prose()
    text.setObjectName("helpText")
    text.setProperty("role", "prose")
    text.setOpenLinks(False)
    text.setAccessibleName(_("The page"))
    text.setTabChangesFocus(True)
    text.document().setDocumentMargin(GAP)
    return text


def _items(pages: Sequence[Page]) -> list[Item]:
    heads = {"rule": _("Rules"), "check": _("Checks"), "sources": ""}
    items: list[Item] = []
    kind = ""
    for page in pages:
        if page.kind != kind:
            kind = page.kind
            count = sum(other.kind == kind for other in pages)
            if heads[kind]:
                items.append(Item(f"group:{kind}", heads[kind], badge=str(count), group=True))
        items.append(Item(page.id, page.title, page.id if kind != "sources" else "", "info", "note"))
    return items
