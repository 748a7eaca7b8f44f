"""The target device without its shares: model, GPUs, web proxy, and advanced settings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QToolButton, QWidget

from core.text.catalogue import _
from gui.pages.device.offers import ProxyOffer
from gui.theme import icons
from gui.widgets.answers.answer_body import Spin
from gui.widgets.basics.entry import Entry, combo, form
from gui.widgets.basics.parts import GAP, STRETCH, Card, label, vbox

if TYPE_CHECKING:
    from core.model.device import Device


class DeviceForm(QWidget):
    """`edited` after every finished edit. `presets` are (key, name, GPUs) of the models."""

    edited = Signal()

    def __init__(self, presets: Sequence[tuple[str, str, int]]) -> None:
        from core.docker.profiles import PROFILES

        super().__init__()
        self._gpus = {key: gpus for key, _name, gpus in presets}
        self.model = combo("deviceModel", [(key, name) for key, name, _gpus in presets])
        self.gpus = Spin("deviceGpus")
        self.gpus.setRange(0, 16)
        self.no_proxy = _radio("proxyNone", _("No pro&xy"))
        self.with_proxy = _radio("proxyUse", _("Proxy at this &URL"))
        self.proxy = Entry("proxyUrl", _("URL of the web proxy"), "http://proxy.example:8080")
        self.proxy_problem = label(role="error")
        self.proxy_problem.hide()
        self.profile = combo("agentProfile", [(name, name) for name in reversed([*PROFILES])])
        self.addresses = Spin("freeAddresses")
        self.addresses.setRange(-1, 999)
        self.addresses.setSpecialValueText(_("Unknown"))
        self._group = QButtonGroup(self)
        self._group.addButton(self.no_proxy)
        self._group.addButton(self.with_proxy)
        self.advanced = self._advanced_card()
        vbox(self._model_card(), self._proxy_card(), self.advanced, STRETCH, owner=self, gap=2 * GAP)
        self._connect()

    def set_device(self, device: Device) -> None:
        """Shows a device; a field that is being edited stays."""
        from core.targets.device_faults import gpus_problem
        from core.targets.registry import target_of

        target = target_of(device)
        self.gpus_hint.setText(" ".join(filter(None, (gpus_problem(device), _(target.words.gpus_hint)))))
        self.advanced.setVisible("profile" in target.device_fields)
        self.model.setCurrentIndex(max(0, self.model.findData(device.model)))
        self.gpus.setValue(device.gpus)
        self.profile.setCurrentIndex(max(0, self.profile.findData(device.profile)))
        self.addresses.setValue(-1 if device.addresses is None else device.addresses)
        if not self.proxy.hasFocus() and self.proxy_fault() is None:
            self.with_proxy.setChecked(bool(device.proxy))
            self.no_proxy.setChecked(not device.proxy)
            if device.proxy:
                self.proxy.setText(device.proxy)
            self.proxy.setEnabled(self.with_proxy.isChecked())

    def values(self) -> dict[str, object]:
        """The fields of a Device in this form; an invalid proxy counts as none."""
        proxy = self.proxy.text().strip() if self.with_proxy.isChecked() and self.proxy_fault() is None else None
        addresses = self.addresses.value()
        return {
            "model": self.model.currentData(),
            "gpus": self.gpus.value(),
            "proxy": proxy or None,
            "profile": self.profile.currentData(),
            "addresses": None if addresses < 0 else addresses,
        }

    def take_proxy(self, url: str) -> None:
        """Sets the proxy."""
        self.proxy.setText(url)
        self.with_proxy.setChecked(True)
        self._judge_proxy()
        self.edited.emit()

    def proxy_fault(self) -> str | None:
        """The problem of the proxy; None if there is none."""
        return proxy_problem(self.proxy.text()) if self.with_proxy.isChecked() else None

    def _model_card(self) -> QWidget:
        fields = form((_("&Model"), self.model), (_("&GPUs for modules"), self.gpus))
        self.gpus_hint = label(role="caption")
        fields.addRow("", self.gpus_hint)
        return Card(label(_("Device"), "heading"), fields)

    def _proxy_card(self) -> QWidget:
        self.proxy_offer = ProxyOffer()
        parts = (self.no_proxy, self.with_proxy, self.proxy, self.proxy_problem, self.proxy_offer)
        return Card(label(_("Web proxy of the site"), "heading"), *parts)

    def _advanced_card(self) -> QWidget:
        self.more = QToolButton()
        self.more.setObjectName("advancedButton")
        self.more.setText(_("Ad&vanced"))
        self.more.setCheckable(True)
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setProperty("role", "expander")
        icons.set_icon(self.more, "next")
        body = QWidget()
        form((_("Edge agent versi&on"), self.profile), (_("Free service addr&esses"), self.addresses), owner=body)
        body.hide()
        self.more.toggled.connect(body.setVisible)
        self.more.toggled.connect(lambda shown: icons.set_icon(self.more, "down" if shown else "next"))
        return Card((self.more, 0, Qt.AlignmentFlag.AlignLeft), body)

    def _connect(self) -> None:
        self.model.activated.connect(self._on_model)
        self.gpus.valueChanged.connect(lambda _value: self.edited.emit())
        self.profile.activated.connect(lambda _index: self.edited.emit())
        self.addresses.valueChanged.connect(lambda _value: self.edited.emit())
        self.with_proxy.toggled.connect(self._on_proxy_choice)
        self.proxy.textChanged.connect(self._judge_proxy)
        self.proxy.editingFinished.connect(self.edited)

    def _on_model(self) -> None:
        """Sets the number of GPUs of the new model."""
        self.gpus.setValue(self._gpus[self.model.currentData()])
        self.edited.emit()

    def _on_proxy_choice(self, use: bool) -> None:
        self.proxy.setEnabled(use)
        if use and not self.proxy.text():
            self.proxy.setFocus()
        self._judge_proxy()
        self.edited.emit()

    def _judge_proxy(self) -> None:
        fault = self.proxy_fault() if self.proxy.text() else None
        self.proxy.set_valid(fault is None)
        self.proxy_problem.setText(fault or "")
        self.proxy_problem.setVisible(fault is not None)
        self.proxy.setAccessibleDescription(fault or "")


def proxy_problem(text: str) -> str | None:
    """The problem of a typed proxy URL, also one that only the device refuses."""
    from core.targets import device_faults

    if not text.strip():
        return _("Type the URL of the proxy, or choose “No proxy”.")
    problem = device_faults.proxy_problem(text.strip())
    return None if problem is None else problem[1]


def _radio(name: str, text: str) -> QRadioButton:
    radio = QRadioButton(text)
    radio.setObjectName(name)
    return radio
