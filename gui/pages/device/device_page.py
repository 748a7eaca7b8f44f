"""Step two: the target device. Findings and suggestions depend on it, so it comes before the review."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QWidget

from core.text.catalogue import _, plural
from gui.pages.common.columns import Columns
from gui.pages.common.page import Context, Missing, Page, Step
from gui.pages.device.device_form import DeviceForm
from gui.pages.device.names_card import NamesCard
from gui.pages.device.offers import FormerCard, ShareOffer
from gui.pages.device.outputs_card import OutputsCard
from gui.pages.device.pasted import OUTPUTS, TARGET, Pasted
from gui.pages.device.runtime_card import RuntimeCard
from gui.pages.device.share_rows import ShareRows
from gui.pages.device.target_card import TargetCard
from gui.widgets.basics.parts import GAP, STRETCH, Card, fill, label, vbox

if TYPE_CHECKING:
    from core.migration.migrate import Migration
    from core.model.device import Device

WIDE = 1120
"""The page width in logical pixels from which there are two columns."""


class DevicePage(Page):
    """Model, GPUs and proxy at the left; shares, outputs and the deployment of the device at the right."""

    def __init__(self, context: Context) -> None:
        title = _("Describe the GPU device")
        subtitle = _("Suggestions depend on these settings. You can change them at any time.")
        super().__init__(Step.DEVICE, "devicePage", title, subtitle, context)
        self._showing = False
        self.pasted = Pasted(self.session, self)

    def build(self) -> Iterator[None]:
        """The cards: above two columns, at the left, at the right."""
        from core.manifest.file import MAX_BYTES
        from core.migration.observed import runtime_for
        from core.model.device_models import presets, sizes_for
        from core.targets.share_names import share_name_problem

        left, right, content = vbox(gap=2 * GAP), vbox(gap=2 * GAP), QWidget()
        self.area.setWidget(content)
        yield
        self.former = FormerCard()
        vbox(self.former, (Columns([(left, 2), (right, 3)]), 1), owner=content)
        yield
        self.runtime = RuntimeCard(runtime_for, sizes_for)
        left.addWidget(self.runtime)
        yield
        self.form = DeviceForm([(preset.key, preset.name, preset.gpus) for preset in presets()])
        self.form.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        left.addWidget(self.form)
        yield
        self.names = NamesCard()
        fill(left, self.names, STRETCH)
        yield
        self.shares = ShareRows(share_name_problem)
        right.addWidget(self._shares_card(self.shares))
        yield
        self.outputs = OutputsCard()
        right.addWidget(self.outputs)
        yield
        self.target = TargetCard(MAX_BYTES)
        fill(right, self.target, STRETCH)
        yield
        self._connect()

    def refresh(self) -> None:
        """Shows the device of the session and the suggestions for it."""
        from core.docker.written_for import source_of
        from core.targets.registry import target_of

        self._showing = True
        device, about = self.session.device, self.session.about
        words = target_of(device).words
        self.shares_title.setText(_(words.shares))
        self.shares_hint.setText(_(words.shares_hint))
        migration = self.session.migration
        source = "docker" if migration is None else source_of(migration.before, device)
        self.outputs.show_examples(_(words.examples[source]))
        self.runtime.set_device(device)
        self.form.set_device(device)
        self.names.set_values(dict(about))
        if not self.shares.first_problem():
            self.shares.set_shares(device.shares)
        if migration is not None:
            self._offer(migration, device)
            self.pasted.show(self.outputs, self.target)
        self._showing = False

    def missing(self) -> Missing | None:
        """What is missing: valid names, a valid proxy, a manifest."""
        if self.session.migration is None:
            return self.no_manifest()
        problem = self.shares.first_problem()
        if problem is not None:
            text, entry = problem
            return Missing(_("This share name is not valid. {reason}").format(reason=text), entry.setFocus)
        fault = self.form.proxy_fault()
        if fault is not None:
            return Missing(_("The web proxy: {reason}").format(reason=fault), self.form.proxy.setFocus)
        if self.pasted.reading:
            return Missing(_("The output of the device is still being read."), self.outputs.box.edit.setFocus)
        if self.session.wanted_target is not None:
            return Missing(self.target.state.text(), self.target.box.edit.setFocus)
        return None

    def reflow(self, narrow: bool) -> None:
        """Chooses two columns only if shares and tables have enough space beside the model."""
        super().reflow(self.width() < WIDE)

    def leave(self) -> None:
        """Applies the last edit and removes rows without a name."""
        self._apply()
        self._apply_names()
        if self._built:
            self.shares.drop_empty()

    def first_focus(self) -> QWidget | None:
        """The offer if there is one, else the model."""
        return self.form.model if self.former.isHidden() else self.former.keep

    def _shares_card(self, shares: ShareRows) -> QWidget:
        self.shares_title, self.shares_hint = label(role="heading"), label(role="muted")
        self.suggested = ShareOffer()
        frame = Card(self.shares_title, self.shares_hint, shares, self.suggested, name="sharesCard")
        frame.rows.insertSpacing(2, GAP // 2)
        return frame

    def _connect(self) -> None:
        self.runtime.edited.connect(self._apply)
        self.form.edited.connect(self._apply)
        self.shares.edited.connect(self._apply)
        self.names.edited.connect(self._apply_names)
        self.suggested.wanted.connect(self.shares.add_names)
        self.former.kept.connect(self.session.take_former)
        self.former.refused.connect(self._refuse_former)
        self.form.proxy_offer.wanted.connect(self._take_proxy)
        self.outputs.box.given.connect(lambda sources: self.pasted.take(sources, self.outputs.box))
        self.outputs.box.cancelled.connect(lambda: self.pasted.leave(OUTPUTS))
        self.target.box.cancelled.connect(lambda: self.pasted.leave(TARGET))
        self.outputs.box.files_wanted.connect(lambda: self.outputs.box.take_files(self._files()))
        self.outputs.forget_wanted.connect(self.pasted.forget)
        self.target.box.given.connect(lambda sources: self.pasted.take_target(sources, self.target.box))
        self.target.box.files_wanted.connect(lambda: self.target.box.take_files(self._files()[:1]))
        self.target.removed.connect(self._remove_target)
        self.pasted.changed.connect(self.refresh)

    def _files(self) -> Sequence[Path]:
        chosen = self.context.dialogs.open_outputs(self.window(), self.context.settings.folder("open"))
        return chosen or []

    def _apply(self) -> None:
        if self._showing or self.session.migration is None:
            return
        old = self.session.device
        fields = {**self.runtime.values(), **self.form.values(), "shares": self.shares.shares()}
        device = _fitting(old.model_copy(update=fields))
        self.pasted.typed(device, old)
        self.session.set_device(device)

    def _apply_names(self) -> None:
        if self._showing or self.session.migration is None or not self._built:
            return
        self.session.set_about(self.session.about.model_copy(update=self.names.values()))

    def _take_proxy(self) -> None:
        if self._proxies:
            self.form.take_proxy(self._proxies[0])

    def _refuse_former(self) -> None:
        self.session.former = None
        self.refresh()
        self.form.model.setFocus()

    def _remove_target(self) -> None:
        self.session.set_target(None)
        self.refresh()
        self.target.box.edit.setFocus()

    def _offer(self, migration: Migration, device: Device) -> None:
        """Offers the previous device, and the shares and the proxy of the manifest that the device does not have."""
        from core.docker.proxy import repaired
        from core.migration.observed import proxies_used, shares_used

        former = self.session.former
        shown = former is not None and former.device != device
        self.former.offer(former.name if shown and former is not None else "", _about(former.device) if former else "")
        known = {name.casefold() for name in device.share_names()}
        self.suggested.offer([name for name in shares_used(migration.before) if name.casefold() not in known])
        self._proxies = [repaired(url) for url in proxies_used(migration.before)]
        same = not self._proxies or device.proxy == self._proxies[0]
        self.form.proxy_offer.offer("" if same else self.session.redactor.text(self._proxies[0]))


def _fitting(device: Device) -> Device:
    """The device without a VM size that its model does not support."""
    from core.model.device_models import sizes_for

    return device if device.vm_size in ("", *sizes_for(device.model)) else device.model_copy(update={"vm_size": ""})


def _about(device: Device) -> str:
    """A device in one line, for the offer to keep it."""
    from core.model.device_models import preset

    model = preset(device.model)
    gpus = plural("{count} GPU", "{count} GPUs", device.gpus)
    shares = ", ".join(device.share_names())
    parts = (model.name if model is not None else device.model, gpus, _("shares {names}").format(names=shares))
    return " · ".join(parts if shares else parts[:2])
