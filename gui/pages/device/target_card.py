"""The present deployment of the GPU device as second input. Its modules are kept or removed in Review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from core.text.catalogue import _, plural
from gui.widgets.basics.parts import label, push_button
from gui.widgets.outputs.paste_box import PasteBox
from gui.widgets.outputs.paste_card import PasteCard

if TYPE_CHECKING:
    from core.manifest.manifest import Manifest
    from core.model.decisions import TargetFile


class TargetCard(PasteCard):
    """`removed`: the deployment is to be removed."""

    removed = Signal()

    def __init__(self, limit: int) -> None:
        super().__init__(
            PasteBox("targetDeployment", _("Deployment of the GPU device"), limit, keys=False, printed=False)
        )
        self.state = label(role="label", name="targetState")
        self.more = label(role="muted")
        for part in (self.state, self.more):
            part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.remove = push_button("removeTarget", _("Remove t&he deployment"), "delete")
        text = _("The output of az iot edge export-modules for the GPU device, or the twin of its $edgeAgent. In "
                 "Review you keep or remove the modules that run there, and its images answer questions.")  # fmt: skip
        self.lay_out(_("Deploymen&t of the GPU device"), text, (self.state, self.more, self.box), self.remove)
        self.remove.clicked.connect(self.removed)

    def show_target(self, target: Manifest | None, wanted: TargetFile | None, replaces: bool) -> None:
        """Shows the deployment, or the one for which the answers were given and which is missing."""
        self.remove.setVisible(target is not None or wanted is not None)
        self.box.setVisible(target is None)
        if target is not None:
            count = plural("{count} module", "{count} modules", len(target.modules))
            self.state.setText(_("{name}: {modules}").format(name=target.source.name, modules=count))
            names = ", ".join(module.name for module in target.modules)
            shape = (
                ""
                if replaces
                else _("This type of manifest replaces no modules on the device, so there are no questions.")
            )
            self.more.setText("\n".join(filter(None, (names, shape))))
        elif wanted is not None:
            text = _("The answers were given with the deployment {name}. Open it again, or remove it.")
            self.state.setText(text.format(name=wanted.name))
            self.more.setText("")
        for part in (self.state, self.more):
            part.setVisible(bool(part.text()) and (target is not None or wanted is not None))
