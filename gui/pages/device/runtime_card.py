"""The first question about the device: its runtime. The software version corrects the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from core.text.catalogue import _
from gui.widgets.basics.entry import Entry, combo, form
from gui.widgets.basics.parts import Card, fill, label

if TYPE_CHECKING:
    from core.model.device import Device, Platform

    RuntimeFor = Callable[[str], Platform | None]


EXAMPLES = ("2210", "2301")
"""A software version with Kubernetes, and one with a Linux VM."""
MARK = 28
"""The left edge of the text of a radio button, in pixels."""


class RuntimeCard(Card):
    """`edited` after every answer. `runtime_for` is the runtime of a software version, `sizes` those of a model."""

    edited = Signal()

    def __init__(self, runtime_for: RuntimeFor, sizes: Callable[[str], Sequence[str]]) -> None:
        super().__init__()
        self._runtime_for, self._sizes = runtime_for, sizes
        self.kubernetes = QRadioButton(_("IoT Edge on &Kubernetes (managed service)"))
        self.kubernetes.setObjectName("runtimeKubernetes")
        self.vm = QRadioButton(_("IoT Edge on a L&inux VM (supported)"))
        self.vm.setObjectName("runtimeVm")
        self._group = QButtonGroup(self)
        self._group.addButton(self.kubernetes)
        self._group.addButton(self.vm)
        self.version = Entry("softwareVersion", _("Software version of the device"))
        self.vm_size = combo("vmSize", (), _("Size of the VM"))
        self.sentence = label(role="caption", name="runtimeSentence")
        self.sentence.hide()
        self._form = form((_("Device soft&ware"), self.version), (_("VM si&ze"), self.vm_size))
        fill(
            self.rows,
            label(_("Which runtime will the GPU device use?"), "heading"),
            self.kubernetes,
            _beside_mark(_("Device software before 2301. Microsoft ended support on March 31, 2024.")),
            self.vm,
            _beside_mark(_("Device software 2301 and later.")),
            self._form,
            self.sentence,
        )
        self.kubernetes.toggled.connect(lambda _on: self._changed())
        self.vm_size.activated.connect(lambda _index: self.edited.emit())
        self.version.textChanged.connect(self._judge)

    def set_device(self, device: Device) -> None:
        """Shows the runtime of a device, and the VM sizes that its model supports."""
        self.kubernetes.setChecked(device.platform == "kubernetes")
        self.vm.setChecked(device.platform == "linux-vm")
        self.vm_size.clear()
        self.vm_size.addItem(_("Not decided yet"), "")
        for name in self._sizes(device.model):
            self.vm_size.addItem(name, name)
        self.vm_size.setCurrentIndex(max(0, self.vm_size.findData(device.vm_size)))
        self._follow_runtime()

    def values(self) -> dict[str, object]:
        """The fields of a Device in this card."""
        vm = self.vm.isChecked()
        return {
            "platform": "linux-vm" if vm else "kubernetes",
            "vm_size": (self.vm_size.currentData() or "") if vm else "",
        }

    def _changed(self) -> None:
        self._follow_runtime()
        self.edited.emit()

    def _follow_runtime(self) -> None:
        """Asks for the VM size only for a VM, and shows a version of this runtime as example."""
        vm = self.vm.isChecked()
        self._form.setRowVisible(self.vm_size, vm)
        self.version.setPlaceholderText(_("For example {version}").format(version=EXAMPLES[vm]))

    def _judge(self, text: str) -> None:
        """Applies the typed version to the runtime and shows that."""
        runtime = self._runtime_for(text)
        sentences = {
            "linux-vm": _(
                "From software 2301 on, the device runs IoT Edge only on a Linux VM, so this runtime is selected."
            ),
            "kubernetes": _(
                "Before software 2301, the device runs IoT Edge on Kubernetes, so this runtime is selected."
            ),
        }
        self.sentence.setText(sentences[runtime] if runtime is not None else "")
        self.sentence.setVisible(runtime is not None)
        if runtime is not None:
            (self.vm if runtime == "linux-vm" else self.kubernetes).setChecked(True)


def _beside_mark(text: str) -> QWidget:
    """A caption below the text of a radio button."""
    caption = label(text, "caption")
    caption.setContentsMargins(MARK, 0, 0, 0)
    return caption
