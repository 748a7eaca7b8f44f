"""The outputs of devices: a box for them, the facts with their origin, and contradictions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel

from core.text.catalogue import _, plural
from gui.models.sessions_table import local_time
from gui.models.text_table import TextRow, TextTable
from gui.pages.common.full_table import FullTable
from gui.state.observations import LARGEST
from gui.widgets.basics.parts import label, push_button
from gui.widgets.outputs.paste_box import PasteBox
from gui.widgets.outputs.paste_card import PasteCard

if TYPE_CHECKING:
    from core.model.device import Device
    from gui.state.observations import Dated, Observations

_SHOWN = 4
"""The number of lines that are listed as not understood; further ones are counted."""


class OutputsCard(PasteCard):
    """`forget_wanted`: the outputs are to be removed."""

    forget_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(PasteBox("deviceOutput", _("Device output"), LARGEST))
        self.facts = TextTable((_("Fact"), _("Value"), _("Origin")), self)
        self.table = FullTable("factsTable", _("Facts from the output"), self.facts)
        self.table.share_out(((120, 1), (140, 3), (180, 2)))
        self.against = _lines("contradictions", "warning")
        self.unread = _lines("unreadLines", "muted")
        self.forget = push_button("forgetFacts", _("Clea&r the facts"), "delete")
        parts = (self.box, self.against, self.table, self.unread)
        self.lay_out(_("&Paste or drop device output"), "", parts, self.forget)
        self.forget.clicked.connect(self.forget_wanted)

    def show_examples(self, commands: str) -> None:
        """Shows commands whose output can be pasted."""
        text = _("For example {commands}. Values that you type override these facts. The output is not saved.")
        self.hint.setText(text.format(commands=commands))

    def show_observations(self, seen: Observations, device: Device, contradictions: Sequence[str]) -> None:
        """Shows the facts that were read; only the box if there are none."""
        rows = [_row(dated, device) for dated in seen.facts] if seen else []
        self.facts.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.forget.setVisible(bool(seen))
        self.against.setText("\n".join(contradictions))
        self.against.setVisible(bool(contradictions))
        self._show_unread(seen)

    def _show_unread(self, seen: Observations) -> None:
        lines = seen.document["unread"] if seen else []
        nothing = bool(seen) and not seen.reading.outputs
        head = _("No known output was found.") if nothing else ""
        if lines:
            count = plural("{count} line was not recognized:", "{count} lines were not recognized:", len(lines))
            shown = [
                f"{line['file']}, {_('line {number}').format(number=line['line'])}: {line['text']}" for line in lines
            ]
            more = ["…"] if len(lines) > _SHOWN else []
            head = "\n".join([*filter(None, (head,)), count, *(text[:160] for text in shown[:_SHOWN]), *more])
        self.unread.setText(head)
        self.unread.setVisible(bool(head))


def _row(dated: Dated, device: Device) -> TextRow:
    """A fact; if the operator typed another value, that one is in force and is shown, too."""
    fact = dated.fact
    field = fact.field if fact.field in ("gpus", "proxy") else ""
    typed = getattr(device, field) if field else None
    other = (
        _("entered and used: {value}").format(value=typed)
        if typed not in (None, "") and str(typed) != fact.text
        else ""
    )
    text = "\n".join(filter(None, (fact.text, other)))
    place = f"{fact.source}, {_('line {number}').format(number=fact.line)}" if fact.line else fact.source
    origin = "\n".join((fact.command, f"{place}, {local_time(dated.when)}"))
    return TextRow((fact.title, text, origin), "check" if fact.field else "info", "ok" if fact.field else "muted")


def _lines(name: str, role: str) -> QLabel:
    line = label(role=role, name=name)
    line.hide()
    return line
