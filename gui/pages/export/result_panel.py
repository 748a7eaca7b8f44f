"""After the export: where the files are, how to open them, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.text.catalogue import _, plural
from gui.theme import icons
from gui.widgets.basics.parts import GAP, card, label

if TYPE_CHECKING:
    from gui.state.session import Exported


class ResultPanel(QWidget):
    """A card that says it worked, and the next steps."""

    folder_wanted = Signal()
    report_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("resultPanel")
        self._heading = label(role="title")
        self._heading.setObjectName("resultHeading")
        self._where = label(role="muted")
        self._where.setObjectName("resultFolder")
        self._where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.folder = _button("openFolderButton", "folder", _("Open f&older"))
        self.report = _button("openReportButton", "report", _("Open &report"))
        self.folder.clicked.connect(self.folder_wanted)
        self.report.clicked.connect(self.report_wanted)
        done = card(tone="ok")
        inner = done.layout()
        assert isinstance(inner, QVBoxLayout)
        inner.addWidget(self._heading)
        inner.addWidget(self._where)
        row = QHBoxLayout()
        row.addWidget(self.folder)
        row.addWidget(self.report)
        row.addStretch()
        inner.addLayout(row)
        steps = card()
        self._steps = steps.layout()
        assert isinstance(self._steps, QVBoxLayout)
        self._steps.addWidget(label(_("Next steps"), "heading"))
        self._lines = [label() for _place in range(6)]
        for line in self._lines:
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._steps.addWidget(line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GAP)
        layout.addWidget(done)
        layout.addWidget(steps)
        layout.addStretch()

    def show_result(self, result: Exported, accepted: int) -> None:
        """Tell what was written, how many risks somebody accepted, and what comes next."""
        self._heading.setText(plural("{count} file written", "{count} files written", len(result.files)))
        risks = plural("{count} risk is accepted by name.", "{count} risks are accepted by name.", accepted)
        risks = f"{risks} {_('The target may refuse this manifest: read the head of the report first.')}"
        self._where.setText("\n".join([str(result.folder), *([risks] if accepted else [])]))
        manifest = next((name for name in result.files if name.endswith(".gpu.json")), "")
        steps = [
            _("Read report.html; keep it with the change record. Take runsheet.html to the device: it has every step, "
              "in order, with its command."),
            _("Do what the report lists under “What is left to do”."),
            _("Make sure the shares exist on the GPU device, mounted for edge compute."),
            _("Keep what runs now: az iot edge export-modules --hub-name HUB --device-id GPU-DEVICE "
              "> gpu-device.before.json"),
            _("Deploy {file}: az iot edge set-modules --hub-name HUB --device-id GPU-DEVICE --content {file}").format(
                file=manifest),
            _("Watch the modules start: iotedge list in the device's PowerShell interface. "
              "“backoff” with ContainerCreating means an image is still being pulled."),
        ]  # fmt: skip
        for number, (line, text) in enumerate(zip(self._lines, steps, strict=True), 1):
            line.setText(f"{number}.  {text}")


def _button(name: str, icon: str, text: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAutoDefault(False)
    icons.set_icon(button, icon)
    return button
