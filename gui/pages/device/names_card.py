"""The names for commands: the IoT hub and the IoT Edge device on the GPU device. Both are optional."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from core.text.catalogue import _
from gui.widgets.basics.entry import Entry
from gui.widgets.basics.parts import GAP, card, label

FIELDS = ("hub", "edge_device")
"""Fields of `core.model.decisions.About`."""


class NamesCard(QWidget):
    """`edited` after each changed name."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.entries = {"hub": Entry("hubName"), "edge_device": Entry("edgeDeviceName")}
        self.entries["hub"].setPlaceholderText("HUB")
        self.entries["edge_device"].setPlaceholderText("GPU-DEVICE")
        frame = card()
        inner = frame.layout()
        assert isinstance(inner, QVBoxLayout)
        inner.addWidget(label(_("Names for the commands"), "heading"))
        form = QFormLayout()
        form.setHorizontalSpacing(2 * GAP)
        form.setVerticalSpacing(GAP)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for key, text in (("hub", _("IoT hub")), ("edge_device", _("IoT Edge device (GPU)"))):
            caption = label(text, wrap=False)
            caption.setBuddy(self.entries[key])
            form.addRow(caption, self.entries[key])
            self.entries[key].editingFinished.connect(self.edited)
        inner.addLayout(form)
        inner.addWidget(
            label(
                _("Optional. The run sheet uses these names in its commands, or placeholders if they are empty."),
                "caption",
            )
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)

    def set_values(self, hub: str, edge_device: str) -> None:
        """Sets the values; a line that is being edited stays."""
        for key, value in zip(FIELDS, (hub, edge_device), strict=True):
            if not self.entries[key].hasFocus():
                self.entries[key].setText(value)

    def values(self) -> dict[str, str]:
        """The present values."""
        return {key: entry.text().strip() for key, entry in self.entries.items()}
