"""One dialog for many answers at once, with a preview of them; a single undo reverts them all."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from core.text.catalogue import _, plural
from gui.models import bulk
from gui.models.answers import value_words
from gui.pages.common.rows import ItemList
from gui.widgets.answers.answer_body import OptionRow
from gui.widgets.basics.dialog import Dialog
from gui.widgets.basics.entry import Entry
from gui.widgets.basics.parts import GAP, label, vbox

if TYPE_CHECKING:
    from core.migration.migrate import Migration
    from core.model.findings import Finding
    from gui.models.findings import Mask


class BulkDialog(Dialog):
    """Offers groups of findings to answer; `chosen` carries the Bulk after the button with their number is pressed."""

    chosen = Signal(object)

    def __init__(self, migration: Migration, finding: Finding | None, mask: Mask, parent: QWidget) -> None:
        super().__init__("bulkDialog", _("Answer several findings at once"), parent)
        self.resize(620, 560)
        self._migration, self._finding, self._mask = migration, finding, mask
        self._ways: list[Callable[[], bulk.Bulk]] = []
        self._group = QButtonGroup(self)
        self._rows = vbox(gap=-1)
        hint = _("Reason for keeping the original (shown in the report)")
        self.note = Entry("bulkNote", _("Why the original is kept"), hint)
        self.list = ItemList("bulkList", _("What will be answered"))
        self.message = label(role="caption")
        self._lay_out()
        self._offer()
        self._group.buttonClicked.connect(self._show)
        self.note.textChanged.connect(self._show)
        self._group.buttons()[0].setChecked(True)
        self._show()

    def _lay_out(self) -> None:
        buttons, self.apply = self.ok_and_cancel("bulkApply", self._accept)
        self.lay_out(
            label(_("Answer several findings at once"), "heading"),
            self._rows,
            self.note,
            label(_("What will be answered"), "label"),
            (self.list, 1),
            self.message,
            buttons,
            sides=3 * GAP,
        )

    def _offer(self) -> None:
        """Offers the safe suggestions, and those of the rule in view if it has more than one finding to answer."""
        migration, finding = self._migration, self._finding
        message = _("All suggestions without an answer, except those that give up files or ports of the old device.")
        self._add("bulkSafe", _("Accept every safe suggestion"), message, lambda: bulk.safe(migration))
        if finding is None or len(bulk.of_rule(migration, finding.rule)) < 2:
            return
        rule = finding.rule
        where = _("Every finding of the rule {rule}, in all modules.").format(rule=rule)
        if bulk.accepted(migration, rule).answers:
            self._add(
                "bulkRule", _("Accept the suggestions of this rule"), where, lambda: bulk.accepted(migration, rule)
            )
        if finding.question is not None and finding.id in migration.answers:
            words = self._mask(value_words(finding, migration.answers[finding.id]))
            text = _("Give all findings of this rule this answer: {answer}").format(answer=words)
            self._add("bulkAlike", text, where, lambda: bulk.alike(migration, finding))
        self._add(
            "bulkKeep",
            _("Keep the original for this rule"),
            where,
            lambda: bulk.kept(migration, rule, self.note.text().strip()),
        )

    def _add(self, name: str, title: str, message: str, way: Callable[[], bulk.Bulk]) -> None:
        row = OptionRow(name, title, message, self._group)
        self._group.setId(row.radio, len(self._ways))
        self._ways.append(way)
        self._rows.addWidget(row)

    def _bulk(self) -> bulk.Bulk:
        return self._ways[max(0, self._group.checkedId())]()

    def _show(self) -> None:
        """Shows the answers that the selected option would give."""
        result = self._bulk()
        marked = self._group.checkedButton()
        keeping = marked is not None and marked.objectName() == "bulkKeep"
        self.note.setVisible(keeping)
        self.list.items.set_items(bulk.preview(self._migration, result, self._mask))
        count = len(result.answers)
        self.apply.setText(plural("Answer {count} finding", "Answer {count} findings", count))
        self.apply.setEnabled(count > 0 and (not keeping or bool(result.note)))
        if not count:
            self.message.setText(_("No finding can be answered this way."))
        else:
            self.message.setText(_("One undo (Ctrl+Z) reverts all of these answers."))

    def _accept(self) -> None:
        self.chosen.emit(self._bulk())
        self.accept()
