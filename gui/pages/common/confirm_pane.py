"""Confirmation on the device: paste its output, and see each expected line confirmed, open or wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from core.text.catalogue import _
from gui.models.text_table import TextRow, TextTable
from gui.pages.common.full_table import FullTable
from gui.pages.common.page import announce
from gui.state.confirming import Confirming
from gui.state.observations import LARGEST
from gui.widgets.basics.entry import Entry, form
from gui.widgets.basics.parts import GAP, STRETCH, Card, label, label_for, push_button, restyle, vbox
from gui.widgets.outputs.paste_box import PasteBox

if TYPE_CHECKING:
    from core.report.confirmation import Confirmation, Line
    from core.targets.base import Words
    from gui.pages.common.page import Context

_ICONS = {
    "confirmed": ("check", "ok"),
    "not yet": ("todo", "ask"),
    "wrong": ("block", "block"),
    "not seen": ("hide", "muted"),
}


class ConfirmPane(QWidget):
    """One export: `show_folder` says which. What comes in is added to what came before.

    `top` is the one next step with the result; a page may put it above everything else.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("confirmPane")
        self._context = context
        self.work = Confirming(context.session, self)
        self.next = label(role="heading", name="confirmNext")
        self.head = label(role="muted", name="confirmHead")
        self.box = PasteBox("confirmOutput", _("Output of the devices after the deployment"), LARGEST, keys=False)
        self.by = Entry("confirmBy", _("Confirmed by"))
        self.old = Entry("oldAddress", _("Address of the old device"))
        self.vm = Entry("vmAddress", _("Address of the VM"))
        self.lines = TextTable((_("Status"), _("What"), _("Expected"), _("Actual"), _("What to do")), self)
        self.table = FullTable("confirmLines", _("Expected lines"), self.lines)
        self.table.share_out(((110, 0), (120, 2), (90, 2), (90, 2), (160, 4)))
        self.addresses = TextTable((_("Module"), _("Protocol"), _("Old address"), _("New address")), self)
        self.network = FullTable("addressTable", _("Old and new addresses for the network team"), self.addresses)
        self.network.share_out(((120, 2), (90, 0), (140, 2), (140, 2)))
        self.copy = push_button("copyAddresses", _("Copy the addresses"), "copy")
        self.top = Card(self.next, self.head, tone="note", name="confirmTop")
        vbox(self.top, self._frame(), owner=self)
        self._connect()
        self._show(None)

    def show_folder(self, folder: Path) -> None:
        """Shows the export in this folder, with its confirmation if it has one."""
        if folder != self.work.folder:
            self.by.setText(self._context.session.about.engineer)
            self.box.show_problem("")
            self._fill_addresses(folder)
        words = self._words(folder)
        self._form.setRowVisible(self.vm, words.own_address)
        hint = _(
            "After the deployment, paste the output of these commands: {commands}. The twin of $edgeAgent gives "
            "more details."
        )
        self._hint.setText(hint.format(commands=words.outputs))
        self._show(self.work.begin(folder))

    def _words(self, folder: Path) -> Words:
        """The words of the runtime of the export, which may differ from that of the session."""
        from core.bundle.reopen import device_of
        from core.targets.registry import target_of

        return target_of(device_of(folder) or self._context.session.device).words

    def _frame(self) -> QWidget:
        caption = label_for(_("Confirm on the device"), self.box.edit, "heading")
        self._hint = label(role="muted")
        self._hint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._form = form(
            (_("Confirmed by"), self.by), (_("Address of the old device"), self.old), (_("Address of the VM"), self.vm)
        )
        self.team = label(_("For the network team; also in addresses.csv in the folder:"), "label")
        copy = (self.copy, 0, Qt.AlignmentFlag.AlignLeft)
        return Card(caption, self._hint, self.box, self._form, self.table, self.team, self.network, copy)

    def _fill_addresses(self, folder: Path) -> None:
        """Fills in the addresses of an earlier confirmation of the same folder."""
        from core.bundle.confirmation.kept import load
        from core.bundle.confirmation.result import known_addresses

        known = known_addresses(load(folder))
        self.old.setText(known.old_device)
        self.vm.setText(known.vm if self._words(folder).own_address else "")

    def _connect(self) -> None:
        self.box.given.connect(self._take)
        self.box.files_wanted.connect(self._choose)
        self.copy.clicked.connect(self._copy)
        self.old.editingFinished.connect(self._judge_addresses)
        self.vm.editingFinished.connect(self._judge_addresses)
        self.work.confirmed.connect(self._on_confirmed)
        self.work.failed.connect(self._on_failed)

    def _take(self, sources: list[tuple[str, bytes]]) -> None:
        if self._judge_addresses():
            given = (self.old.text().strip(), self.vm.text().strip())
            self.work.take(sources, self.by.text().strip(), given, self.box.paths)

    def _choose(self) -> None:
        dialogs, folder = self._context.dialogs, self._context.settings.folder("open")
        self.box.take_files(dialogs.open_outputs(self.window(), folder) or [])

    def _judge_addresses(self) -> bool:
        """Whether each address is valid or empty; names the fault of the first invalid one."""
        from core.bundle.confirmation.result import address

        problems = []
        for entry in (self.old, self.vm):
            text, problem = entry.text().strip(), ""
            try:
                address(text) if text else ""
            except ValueError as error:
                problem = str(error)
            entry.set_valid(not problem)
            entry.setAccessibleDescription(problem)
            problems += [problem] if problem else []
        self.box.show_problem("".join(problems[:1]))
        return not problems

    def _on_confirmed(self, confirmation: Confirmation) -> None:
        self._show(confirmation)
        announce(self, confirmation.next)
        self.box.edit.setFocus()
        area = _area(self.top)
        if area is not None:
            QTimer.singleShot(0, self, lambda: area.ensureWidgetVisible(self.top))

    def _on_failed(self, text: str) -> None:
        self.box.show_problem(text)
        self.box.edit.setFocus()

    def _copy(self) -> None:
        heads = ("module", "protocol", "old address", "new address")
        rows = [heads, *(row.cells for row in self.addresses.rows)]
        QApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))

    def _show(self, confirmation: Confirmation | None) -> None:
        """Shows the next step, then every line, beginning with those that are not confirmed."""
        from core.bundle.confirmation.pages import headline, lacking

        lines = () if confirmation is None else confirmation.lines
        addresses = () if confirmation is None else confirmation.addresses
        if confirmation is not None:
            earlier = _("The folder now contains another manifest. Deploy and confirm that manifest.")
            self.next.setText(earlier if confirmation.earlier else confirmation.next)
            self.head.setText("\n".join(filter(None, (headline(confirmation), lacking(confirmation)))))
            self.top.setProperty("tone", "ok" if confirmation.confirmed and not confirmation.earlier else "ask")
            restyle(self.top)
        self.lines.set_rows([_row(line) for line in sorted(lines, key=lambda line: line.state == "confirmed")])
        self.addresses.set_rows(
            [TextRow((each.module, each.protocol, each.old or "–", each.new or "–")) for each in addresses]
        )
        self.top.setVisible(confirmation is not None)
        self.table.setVisible(confirmation is not None)
        outside: tuple[QWidget, ...] = (self.team, self.network, self.copy)
        for part in outside:
            part.setVisible(bool(addresses))


def _row(line: Line) -> TextRow:
    from core.bundle.confirmation.pages import kinds, states

    what = " ".join(
        filter(None, (line.module, kinds()[line.kind], line.name if line.kind in ("claim", "extra") else ""))
    )
    todo = " ".join(filter(None, (line.meaning, line.todo)))
    icon, tone = _ICONS[line.state]
    return TextRow((states()[line.state], what or line.name, line.expected, line.seen or "–", todo), icon, tone)


def _area(widget: QWidget) -> QScrollArea | None:
    """The scroll area of a widget."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above


def stacked(*parts: QWidget) -> QWidget:
    """Parts, one below the other."""
    column = QWidget()
    vbox(*parts, STRETCH, owner=column, gap=2 * GAP)
    return column
