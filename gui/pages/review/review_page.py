"""Step three, where the operator lives: modules, before and after side by side, findings, reasons, answers."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from core.text.catalogue import _, plural
from gui.models import change_positions, hand_edit
from gui.models.findings import module_items, next_waiting, state_of, waiting
from gui.pages.common.page import Context, Missing, Page, Step
from gui.pages.common.rows import ItemList
from gui.pages.review.answer_pane import AnswerPane
from gui.pages.review.compare_pane import ComparePane
from gui.pages.review.findings_pane import FindingsPane
from gui.pages.review.layout import SplitView, captioned
from gui.state.session import Selection
from gui.widgets.basics.parts import GAP, label

if TYPE_CHECKING:
    from core.diff.rows import Row
    from core.manifest.manifest import Manifest
    from core.model.findings import Finding


class ReviewPage(Page):
    """Modules and their findings at the left; the comparison, and below it the reason and the answer."""

    def __init__(self, context: Context) -> None:
        title = _("Review every module")
        subtitle = _("Before and after, with the reason for each change. Answer what needs you.")
        super().__init__(Step.REVIEW, "reviewPage", title, subtitle, context)
        self._following = False
        self._begun: Manifest | None = None
        self._answered: tuple[str, object, object] = ("", None, None)

    @cached_property
    def split(self) -> SplitView:
        """Where everything has its place."""
        self.ensure_framed()
        layout = SplitView(self.context.settings)
        self.area.setWidget(layout.whole)
        return layout

    @cached_property
    def modules(self) -> ItemList:
        """The modules of the manifest."""
        names = ItemList("moduleList", _("Modules"))
        self.split.lists.insertWidget(0, captioned(_("Modules"), names))
        return names

    @cached_property
    def findings(self) -> FindingsPane:
        """The findings of the module in view."""
        pane = FindingsPane()
        self.split.lists.insertWidget(1, pane)
        return pane

    @cached_property
    def compare(self) -> ComparePane:
        """Before and after."""
        pane = ComparePane(self.session, self.context.settings)
        self.split.texts.insertWidget(0, pane)
        return pane

    @cached_property
    def answer(self) -> AnswerPane:
        """The reason and the answer."""
        pane = AnswerPane(self.session)
        self.split.texts.insertWidget(1, pane)
        return pane

    def pieces(self) -> tuple[Callable[[], object], ...]:
        """Each goes to its place when it is made."""
        return tuple(partial(getattr, self, name) for name in ("split", "compare", "modules", "findings", "answer"))

    def build(self) -> QWidget:
        """What was not made yet, and how the room is shared out."""
        for piece in self.pieces():
            piece()
        self.split.share_out(self.answer)
        self._connect()
        self._show_answer(self.context.settings.number("answer", 1) > 0)
        return self.split.whole

    def _head(self) -> QVBoxLayout:
        """Title and subtitle on one line: every line of the comparison counts."""
        title = label(self._title, "title", wrap=False)
        title.setObjectName("pageTitle")
        line = QHBoxLayout()
        line.setSpacing(2 * GAP)
        line.addWidget(title, 0, Qt.AlignmentFlag.AlignBottom)
        self._subtitle_label = label(self._subtitle, "muted")
        line.addWidget(self._subtitle_label, 1, Qt.AlignmentFlag.AlignBottom)
        head = QVBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addLayout(line)
        return head

    def refresh(self) -> None:
        """Lists, comparison and answer follow the migration; what was chosen stays chosen."""
        migration = self.session.migration
        if migration is None:
            return
        self._following = True
        self.modules.items.set_items(module_items(migration))
        if migration.before is not self._begun:
            self._begun = migration.before
            if self.session.selection == Selection():
                self._start()
            QTimer.singleShot(0, self.compare.reveal)
        before = self._answered
        self._follow_selection()
        self.findings.set_waiting(len(waiting(migration, ("needs-you",))), len(waiting(migration, ("confirm",))))
        self._following = False
        if before[0] == self._answered[0] and before != self._answered:
            self.compare.show_result(self._answered[0])

    def reflow(self, narrow: bool) -> None:
        """In a narrow page everything stands above each other, and the page scrolls."""
        super().reflow(narrow)
        self.split.set_narrow(narrow)
        self.compare.set_narrow(narrow)
        self.compare.setMinimumHeight(260 if narrow else 220)
        self._subtitle_label.setVisible(not narrow)

    def missing(self) -> Missing | None:
        """Every question needs an answer; risks are accepted on the next page."""
        migration = self.session.migration
        if migration is None:
            return Missing(_("Open a manifest first."), lambda: self.jump_wanted.emit(Step.IMPORT))
        open_questions = set(migration.open) - set(self.session.blocking())
        first = next((finding for finding in waiting(migration) if finding.id in open_questions), None)
        if first is None:
            return None
        count = self.session.questions()
        text = plural("{count} question still needs your answer.", "{count} questions still need your answer.", count)
        return Missing(f"{text} {_('This is the first one.')}", lambda: self.go_to(first.id))

    def first_focus(self) -> QWidget | None:
        """The findings, where the work is; the comparison where somebody asked for a place in it."""
        return self.compare.diff if self.session.selection.place else self.findings.list

    def finding_in_view(self) -> Finding | None:
        """The finding that is chosen."""
        migration, name = self.session.migration, self.session.selection.finding
        return migration.finding(name) if migration is not None and name in migration.resolutions else None

    def leave(self) -> None:
        """Keep how the room was shared out; hide what was revealed."""
        self.compare.hide_secrets()
        self.split.keep()

    def go_to(self, finding_id: str) -> None:
        """Show a finding and take the keyboard to its answer."""
        migration = self.session.migration
        assert migration is not None
        self._show_answer(True)
        self.findings.show_all()
        self.session.select(migration.finding(finding_id).module, finding_id)
        self.answer.focus_answer()

    def next_question(self) -> None:
        """The finding in view if it waits and the keyboard is elsewhere, else the next that waits, round and round."""
        migration = self.session.migration
        if migration is None:
            return
        current, here = self.session.selection.finding, QApplication.focusWidget()
        answering = here is not None and self.answer.isAncestorOf(here)
        stays = not answering and any(finding.id == current for finding in waiting(migration))
        following = migration.finding(current) if stays else next_waiting(migration, current)
        if following is not None:
            self.go_to(following.id)

    def _connect(self) -> None:
        self.modules.selectionModel().currentChanged.connect(self._on_module)
        self.findings.chosen.connect(self._on_finding)
        self.findings.answer_wanted.connect(self._focus_answer)
        self.findings.filtered.connect(self._fill_findings)
        self.findings.next_wanted.connect(self.next_question)
        self.findings.several_wanted.connect(self._answer_several)
        self.compare.finding_chosen.connect(self._on_row)
        self.compare.explain_wanted.connect(self._explain)
        self.compare.answer_wanted.connect(self.go_to)
        self.compare.answer_toggled.connect(self._show_answer)
        self.compare.edit_wanted.connect(self._edit_row)
        self.answer.edit_wanted.connect(self._edit_again)
        self.compare.module_wanted.connect(lambda name: self.session.select(name))
        self.session.selection_changed.connect(self._on_selection)

    def _start(self) -> None:
        """Begin where the operator is needed, else at the first change."""
        migration = self.session.migration
        assert migration is not None
        wanted = next_waiting(migration)
        names = [item.module for item in self.modules.items.items()]
        first = next((name for name in names if change_positions.has_changes(migration, name)), names[0])
        self.session.select(wanted.module if wanted else first, wanted.id if wanted else "")
        if wanted is None:
            QTimer.singleShot(0, self.compare.diff.first_change)

    def _on_module(self) -> None:
        item = self.modules.current()
        if item is not None and not self._following and item.module != self.session.selection.module:
            self.session.select(item.module, self._first_finding(item.module))

    def _first_finding(self, module: str) -> str:
        migration = self.session.migration
        assert migration is not None
        found = migration.of_module(module)
        urgent = (finding.id for finding in found if state_of(migration, finding) in ("needs-you", "confirm"))
        return next(urgent, found[0].id if found else "")

    def _on_finding(self, finding_id: str) -> None:
        if not self._following:
            self.session.select(self.session.selection.module, finding_id)

    def _answer_several(self) -> None:
        """Ask which findings to answer at once; the one in view tells the rule."""
        from gui.pages.review.bulk_dialog import BulkDialog

        migration, chosen = self.session.migration, self.session.selection.finding
        if migration is None:
            return
        finding = next((item for item in migration.findings if item.id == chosen), None)
        dialog = BulkDialog(migration, finding, self.session.redactor.text, self)
        dialog.chosen.connect(lambda bulk: self.session.decide_many(bulk.answers, bulk.note))
        dialog.open()

    def _edit_row(self, row: Row) -> None:
        assert self.session.migration is not None
        self._edit(hand_edit.spot_of(self.session.migration, row))

    def _edit_again(self, name: str) -> None:
        assert self.session.migration is not None
        self._edit(hand_edit.spot_of_edit(self.session.migration, name))

    def _edit(self, spot: hand_edit.Spot | None) -> None:
        from gui.pages.review.edit_dialog import open_editor

        if spot is None:
            self.compare.place.setText(_("What stood around this is gone: there is nothing to edit."))
        else:
            open_editor(self.session, spot, self)

    def _focus_answer(self) -> None:
        self._show_answer(True)
        self.answer.focus_answer()

    def _show_answer(self, shown: bool) -> None:
        """Reason and answer, or the whole height for the comparison."""
        self.answer.setVisible(shown)
        self.compare.mark_answer(shown)
        self.context.settings.set_number("answer", float(shown))

    def _on_row(self, finding_id: str) -> None:
        self._on_finding(finding_id)

    def _explain(self, finding_id: str) -> None:
        self._on_finding(finding_id)
        self._show_answer(True)
        self.answer.focus_explanation()

    def _on_selection(self) -> None:
        if self.isVisible() and not self._following:
            self._following = True
            self._follow_selection()
            self._following = False

    def _follow_selection(self) -> None:
        selection = self.session.selection
        self.modules.choose(f"module:{selection.module}")
        self.compare.show_module(selection.module)
        self._fill_findings()
        migration = self.session.migration
        known = migration is not None and any(item.id == selection.finding for item in migration.explained)
        self.answer.show_finding(selection.finding if known else "")
        self.compare.show_finding(selection.finding if known else "")
        if selection.place:
            self.compare.show_place(selection.place)
        self._answered = self._answer_in_view()

    def _answer_in_view(self) -> tuple[str, object, object]:
        """The finding in view with what became of it, to notice that it was answered."""
        migration, name = self.session.migration, self.session.selection.finding
        if migration is None or name not in migration.resolutions:
            return name, None, None
        return name, migration.status(name), migration.answers.get(name)

    def _fill_findings(self) -> None:
        migration = self.session.migration
        if migration is not None:
            was, self._following = self._following, True
            selection, mask = self.session.selection, self.session.redactor.text
            self.findings.show_findings(migration, selection.module, selection.finding, mask)
            self._following = was
