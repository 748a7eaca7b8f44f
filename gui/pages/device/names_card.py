"""The names for commands: the IoT hub and the IoT Edge device on the GPU device. Both are optional."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal

from core.text.catalogue import _
from gui.widgets.basics.entry import Entry, form
from gui.widgets.basics.parts import Card, label


class NamesCard(Card):
    """`edited` after each changed name. The keys are fields of `core.model.decisions.About`."""

    edited = Signal()

    def __init__(self) -> None:
        hub, device = Entry("hubName", hint="HUB"), Entry("edgeDeviceName", hint="GPU-DEVICE")
        self.entries = {"hub": hub, "edge_device": device}
        text = _("Optional. The run sheet uses these names in its commands, or placeholders if they are empty.")
        super().__init__(
            label(_("Names for the commands"), "heading"),
            form((_("IoT hub"), hub), (_("IoT Edge device (GPU)"), device)),
            label(text, "caption"),
        )
        for entry in self.entries.values():
            entry.editingFinished.connect(self.edited)

    def set_values(self, values: Mapping[str, str]) -> None:
        """Sets the values; a line that is being edited stays."""
        for key, entry in self.entries.items():
            if not entry.hasFocus():
                entry.setText(values[key])

    def values(self) -> dict[str, str]:
        """The present values."""
        return {key: entry.text().strip() for key, entry in self.entries.items()}
