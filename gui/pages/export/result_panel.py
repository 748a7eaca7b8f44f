"""The result of an export: where the files are, how to open them, and the next steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from core.text.catalogue import _, plural
from gui.widgets.basics.command_line import CommandLine
from gui.widgets.basics.parts import GAP, STRETCH, Card, hbox, label, push_button, vbox

if TYPE_CHECKING:
    from core.model.decisions import About
    from core.targets.base import Words
    from gui.state.records import Exported

REPORT, RUN_SHEET = "report.html", "runsheet.html"


class ResultPanel(QWidget):
    """A card that reports success, and the next steps with their commands.

    `file_wanted(name)` requests a file of the export; the empty name is its folder.
    """

    file_wanted = Signal(str)
    preview_wanted = Signal()
    again_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("resultPanel")
        self._heading = label(role="title", name="resultHeading")
        self._where = label(role="muted", name="resultFolder")
        self._where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.report = push_button("openReportButton", _("Open &report"), "report")
        self.report.clicked.connect(lambda: self.file_wanted.emit(REPORT))
        sheet = push_button("openRunSheetButton", _("Open run s&heet"), "check")
        sheet.clicked.connect(lambda: self.file_wanted.emit(RUN_SHEET))
        preview = push_button("previewReportButton", _("Pre&view report…"), "show")
        preview.clicked.connect(self.preview_wanted)
        self.folder = push_button("openFolderButton", _("Open f&older"), "folder")
        self.folder.clicked.connect(lambda: self.file_wanted.emit(""))
        self.again = push_button("exportAgainButton", _("Export a&gain…"), "export")
        self.again.clicked.connect(self.again_wanted)
        vbox(
            self._done((self.report, sheet, preview, self.folder, self.again)),
            self._next_steps(),
            STRETCH,
            owner=self,
            gap=2 * GAP,
        )

    def show_result(self, result: Exported, accepted: int, about: About, words: Words) -> None:
        """Shows the number of files and accepted risks, and the next steps with the known names."""
        from core.bundle.rollback import GPU_DEVICE, HUB, OLD_DEVICE, name_or

        hub, target = name_or(about.hub, HUB), name_or(about.edge_device, GPU_DEVICE)
        names = f"--hub-name {hub} --device-id {target}"
        saved = f"--hub-name {hub} --device-id {target if words.saved == 'gpu-device' else OLD_DEVICE}"
        self._save.setText(_(words.save))
        self.keep.set_command(f"az iot edge export-modules {saved} > {words.saved}.before.json")
        self._heading.setText(plural("{count} file written", "{count} files written", len(result.files)))
        risks = plural("{count} risk is accepted by name.", "{count} risks are accepted by name.", accepted)
        risks = f"{risks} {_('The target may refuse this manifest. Read the beginning of the report first.')}"
        self._where.setText("\n".join([str(result.folder), *([risks] if accepted else [])]))
        manifest = next((name for name in result.files if name.endswith(".gpu.json")), "")
        self._watch.setText(_(words.watch))
        self.watch.set_command(words.outputs.split(",")[0])
        self._deploy.setText(_("Deploy {file}:").format(file=manifest))
        content = f'"{manifest}"' if " " in manifest else manifest
        self.deploy.set_command(f"az iot edge set-modules {names} --content {content}")

    def _done(self, buttons: tuple[QPushButton, ...]) -> QFrame:
        return Card(self._heading, self._where, hbox(*buttons, STRETCH), tone="ok")

    def _next_steps(self) -> QFrame:
        self.keep = CommandLine("keepCommand", _("Command that saves the current deployment"))
        self.deploy = CommandLine("deployCommand", _("Command that deploys the migrated manifest"))
        self.watch = CommandLine("watchCommand", _("Command that lists the modules"))
        self._save, self._deploy, self._watch = label(), label(), label()
        steps: tuple[tuple[QLabel, CommandLine | None], ...] = (
            (label(_("Read the report and file it with the change record. The run sheet lists every step on the "
                     "device, in order, with its command.")), None),
            (label(_("Do the manual steps and the tasks outside the file, as the report lists them.")), None),
            (self._save, self.keep),
            (self._deploy, self.deploy),
            (self._watch, self.watch),
            (label(_("Test the modules, then do the cutover as the run sheet describes. Until then, the old modules "
                     "also run, and input that both read is processed twice.")), None),
        )  # fmt: skip
        return Card(label(_("Next steps"), "heading"), *(_step(number, *step) for number, step in enumerate(steps, 1)))


def _step(number: int, text: QLabel, command: CommandLine | None) -> QHBoxLayout:
    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    head = label(f"{number}.", "label", wrap=False)
    parts = (text,) if command is None else (text, command)
    return hbox((head, 0, Qt.AlignmentFlag.AlignTop), (vbox(*parts, gap=GAP // 2), 1), gap=GAP)
