"""Step two: the device the modules go to. Findings and suggestions depend on it, so it comes before the review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from core.text.catalogue import _
from gui.pages.common.columns import Columns
from gui.pages.common.page import Context, Missing, Page, Step
from gui.pages.device.device_form import DeviceForm
from gui.pages.device.share_rows import ShareRows
from gui.theme import icons
from gui.widgets.basics.parts import GAP, card, label

if TYPE_CHECKING:
    from core.manifest.manifest import Manifest
    from core.model.device import Device


class DevicePage(Page):
    """Model, GPUs, proxy at the left; shares at the right."""

    def __init__(self, context: Context) -> None:
        title = _("Describe the GPU device")
        subtitle = _("What it has decides what is suggested. You can come back and change it at any time.")
        super().__init__(Step.DEVICE, "devicePage", title, subtitle, context)
        self._showing = False

    def build(self) -> QWidget:
        """Two columns."""
        from core.model.device_models import presets
        from core.targets.share_names import share_name_problem

        self.form = DeviceForm([(preset.key, preset.name, preset.gpus) for preset in presets()])
        self.shares = ShareRows(share_name_problem)
        content = Columns([(self.form, 2), (self._shares_card(), 3)])
        self.form.edited.connect(self._apply)
        self.shares.edited.connect(self._apply)
        return content

    def refresh(self) -> None:
        """The device as it stands."""
        self._showing = True
        device = self.session.device
        self.form.set_device(device)
        if not self.shares.first_problem():
            self.shares.set_shares(device.shares)
        self._offer_names(device)
        self._showing = False

    def missing(self) -> Missing | None:
        """Names that cannot be, a proxy that cannot be; and a manifest, of course."""
        if self.session.migration is None:
            return Missing(_("Open a manifest first."), lambda: self.jump_wanted.emit(Step.IMPORT))
        problem = self.shares.first_problem()
        if problem is not None:
            text, entry = problem
            return Missing(_("A share cannot have this name. {reason}").format(reason=text), entry.setFocus)
        fault = self.form.proxy_fault()
        if fault is not None:
            return Missing(_("The web proxy: {reason}").format(reason=fault), self.form.proxy.setFocus)
        return None

    def leave(self) -> None:
        """What was typed last counts, too."""
        self._apply()

    def first_focus(self) -> QWidget | None:
        """The model."""
        return self.form.model

    def _shares_card(self) -> QWidget:
        frame = card()
        frame.setObjectName("sharesCard")
        layout = frame.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(label(_("Shares for edge compute"), "heading"))
        message = _("The shares you made on the GPU device, mounted for edge compute. Modules reach them by name.")
        layout.addWidget(label(message, "muted"))
        layout.addSpacing(GAP // 2)
        layout.addWidget(self.shares)
        self.suggested = QPushButton()
        self.suggested.setObjectName("suggestSharesButton")
        self.suggested.setAutoDefault(False)
        icons.set_icon(self.suggested, "share")
        self.suggested.clicked.connect(self._add_suggested)
        layout.addWidget(self.suggested, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch()
        return frame

    def _apply(self) -> None:
        if self._showing or self.session.migration is None:
            return
        old = self.session.device
        self.session.set_device(old.model_copy(update={**self.form.values(), "shares": self.shares.shares()}))

    def _offer_names(self, device: Device) -> None:
        """Shares the modules use today: recreating them under the same names needs the fewest changes."""
        migration = self.session.migration
        names = shares_used(migration.before) if migration is not None else ()
        self._names = [name for name in names if name not in device.share_names()]
        self.suggested.setVisible(bool(self._names))
        text = _("Add the shares this manifest uses to&day: {names}").format(names=", ".join(self._names))
        self.suggested.setText(text)

    def _add_suggested(self) -> None:
        self.shares.add_names(self._names)


def shares_used(manifest: Manifest) -> tuple[str, ...]:
    """Names of the shares whose mount points stand in the binds, in document order."""
    from core.docker.storage import binds

    found = (bind.share for module in manifest.modules for bind in binds(module))
    return tuple(dict.fromkeys(name for name in found if name))
