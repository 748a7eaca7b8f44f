"""Suggestions that need one click: the previous device, the proxy and the shares of the manifest."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from core.text.catalogue import _
from gui.widgets.basics.parts import GAP, STRETCH, Card, fill, hbox, label, push_button, vbox

_MOST = 12
"""The number of shares with a button each; for more there is one button for all."""


class FormerCard(Card):
    """Another manifest with a device was open before: its device can be kept or reset."""

    kept = Signal()
    refused = Signal()

    def __init__(self) -> None:
        super().__init__(tone="note", name="formerDevice")
        self._text = label(role="label")
        self._about = label(role="muted")
        self.keep = push_button("keepDevice", _("Keep this devi&ce"))
        self.afresh = push_button("startAfresh", _("&Start afresh"))
        self.keep.clicked.connect(self.kept)
        self.afresh.clicked.connect(self.refused)
        fill(self.rows, self._text, self._about, hbox(self.keep, self.afresh, STRETCH))
        self.hide()

    def offer(self, name: str, about: str) -> None:
        """Offers the device of this manifest; nothing for an empty name."""
        self._text.setText(_("Keep the device settings of {name}?").format(name=name))
        self._about.setText(about)
        self.setVisible(bool(name))


class ProxyOffer(QWidget):
    """The manifest specifies a proxy, which may also apply to the new site."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._text = label(role="muted", name="proxyOffer")
        self.use = push_button("useProxy", _("&Yes, use it"))
        self.use.clicked.connect(self.wanted)
        vbox(self._text, (self.use, 0, Qt.AlignmentFlag.AlignLeft), owner=self, gap=GAP // 2)
        self.hide()

    def offer(self, url: str) -> None:
        """Offers this masked address; nothing for an empty one."""
        self._text.setText(_("The manifest uses the proxy {url}. Use it at the new site?").format(url=url))
        self.use.setAccessibleDescription(self._text.text())
        self.setVisible(bool(url))


class ShareOffer(QWidget):
    """The shares that the manifest uses and the device does not have: each of them, or all at once."""

    wanted = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.names: tuple[str, ...] = ()
        self._text = label(_("The manifest uses these shares. Add the shares that the GPU device has:"), "muted")
        self._rows = vbox(gap=GAP // 2)
        self.all = push_button("suggestSharesButton", icon="share")
        self.all.clicked.connect(lambda: self.wanted.emit(list(self.names)))
        vbox(self._text, self._rows, (self.all, 0, Qt.AlignmentFlag.AlignLeft), owner=self, gap=GAP // 2)
        self.hide()

    def offer(self, names: Sequence[str]) -> None:
        """Offers these names."""
        self.setVisible(bool(names))
        if tuple(names) == self.names:
            return
        self.names = tuple(names)
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        few = 1 < len(names) <= _MOST
        for number, name in enumerate(names if few else (), 1):
            self._rows.addWidget(self._one(number, name), 0, Qt.AlignmentFlag.AlignLeft)
        self.all.setText(
            _("Add share “{name}”").format(name=_cut(names[0])) if len(names) == 1 else _("A&dd all of them")
        )
        if not few and len(names) > 1:
            self.all.setText(_("A&dd all {count} of them").format(count=len(names)))

    def _one(self, number: int, name: str) -> QPushButton:
        button = push_button(f"offerShare{number}", _("Add {name}").format(name=_cut(name)), "add")
        button.setAccessibleName(_("Add share “{name}”").format(name=name))
        button.clicked.connect(lambda: self.wanted.emit([name]))
        return button


def _cut(name: str) -> str:
    """A name for a button, shortened and with `&` escaped."""
    return (name if len(name) <= 40 else f"{name[:18]}…{name[-18:]}").replace("&", "&&")
