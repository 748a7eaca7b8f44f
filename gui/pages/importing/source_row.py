"""The runtime that the manifest was written for: recognized, shown with its evidence, and corrected here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.text.catalogue import _
from gui.theme.plain_text import tip
from gui.widgets.basics.entry import combo
from gui.widgets.basics.parts import GAP, hbox, label, label_for

if TYPE_CHECKING:
    from core.migration.migrate import Migration


class SourceRow(QWidget):
    """`chosen` with `docker` or `kubernetes` when the operator corrects it."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        options = (
            ("docker", _("Docker, as on the FPGA device")),
            ("kubernetes", _("Kubernetes, as on the GPU device")),
        )
        self.source = combo("sourceCombo", options)
        self.source.activated.connect(lambda _index: self.chosen.emit(self.source.currentData()))
        caption = label_for(_("&Written for"), self.source)
        self.evidence = label(role="caption", name="sourceEvidence")
        hbox(caption, self.source, (self.evidence, 1), owner=self, gap=GAP)

    def show_source(self, migration: Migration) -> None:
        """Shows the source in force and its evidence."""
        from core.docker.written_for import evidence, source_of

        before = migration.before
        source = source_of(before, migration.device)
        self.source.setCurrentIndex(self.source.findData(source))
        found = [migration.redactor.text(text) for _module, text in evidence(before, migration.device)]
        self.evidence.setToolTip(tip("\n".join(dict.fromkeys(found[:20]))))
        if before.written_for is not None:
            self.evidence.setText(_("Set by you."))
        elif source == "kubernetes":
            self.evidence.setText(_("Recognized by {evidence}.").format(evidence=", ".join(dict.fromkeys(found[:2]))))
        else:
            self.evidence.setText(_("It contains no settings for the Kubernetes of a GPU device."))
