"""The preview of the report: the pages of the PDF as one text."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from core.text.catalogue import _
from gui.widgets.basics.dialog import Dialog
from gui.widgets.basics.explanation import Prose
from gui.widgets.basics.parts import GAP

if TYPE_CHECKING:
    from gui.state.session import Session

WIDTH, HEIGHT = 900, 680
TEXT_WIDTH = 760
"""The width of the text in logical pixels, which is that of a page."""


class PreviewDialog(Dialog):
    """White in both themes, like the printed page. Escape closes it."""

    def __init__(self, html: str, parent: QWidget | None = None) -> None:
        super().__init__("previewDialog", _("Report"), parent)
        from gui.printing.pdf import load_fonts
        from gui.printing.pictures import with_pictures

        load_fonts()
        self.text = Prose()
        self.text.setObjectName("previewText")
        self.text.setProperty("role", "paper")
        self.text.setAccessibleName(_("Report"))
        self.text.setOpenLinks(False)
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        document = self.text.document()
        document.setDocumentMargin(3 * GAP)
        self.text.setHtml(with_pictures(html, document, TEXT_WIDTH, 10 * TEXT_WIDTH))
        self.lay_out((self.text, 1), self.close_button("previewClose"))
        self.resize(WIDTH, HEIGHT)


def preview(session: Session, window: QWidget) -> None:
    """Opens the report of the present migration over a window; it is rendered in the background."""
    from core.bundle.export import report_for_screen

    migration = session.migration
    if migration is None:
        return
    page = partial(report_for_screen, migration, session.strict)
    session.jobs.run("preview", page, lambda html: PreviewDialog(html, window).open(), background=True)
