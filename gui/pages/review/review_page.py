"""Step three: modules before and after side by side, with findings, reasons and answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from core.text.catalogue import _, plural
from gui.models import change_positions
from gui.models.findings import next_waiting, waiting, waits
from gui.pages.common.page import Context, Missing, Page, Step
from gui.pages.review.answer_pane import AnswerPane
from gui.pages.review.compare_pane import ComparePane
from gui.pages.review.layout import Space
from gui.pages.review.outline_pane import OutlinePane
from gui.state.session import Selection
from gui.widgets.basics.one_bar import OneBar

if TYPE_CHECKING:
    from core.diff.rows import Row
    from core.manifest.manifest import Manifest
    from core.model.findings import Finding


class ReviewPage(Page):
    """The outline at the left, the comparison, and reason and answer beside or below it."""

    def __init__(self, context: Context) -> None:
        subtitle = _("Compare before and after, read the reason for each change, and answer the questions.")
        super().__init__(Step.REVIEW, "reviewPage", _("Review every module"), subtitle, context)
        self._following = False
        self._begun: Manifest | None = None
        self._answered: tuple[str, object, object] = ("", None, None)

    def build(self) -> Iterator[None]:
        """The three parts, and how they share the space."""
        self.space = Space(self.context.settings)
        self.area.setWidget(self.space.root)
        yield
        self.outline = OutlinePane(_("Review"))
        self.space.put("outline", self.outline)
        yield
        self.compare = ComparePane(self.session, self.context.settings)
        self.space.put("compare", self.compare)
        yield
        self.answer = AnswerPane(self.session)
        self.space.put("answer", self.answer)
        yield
        self.space.answer_wanted = self.context.settings.number("answer", 1) > 0
        self.space.begin([*self.compare.diff.commands.everywhere, self.compare.answer, self.outline.several])
        self._bar = OneBar((self.answer.area, self.outline.view), self)
        self._connect()
        self._mark_answer()
        self.answer.set_zoom(self.compare.zoom())

    def _head(self) -> QVBoxLayout:
        """Returns no header, because the title is above the outline and every line of the comparison counts."""
        return QVBoxLayout()

    def refresh(self) -> None:
        """Updates outline, comparison and answer to the migration; keeps the selection."""
        migration = self.session.migration
        if migration is None:
            return
        self._following = True
        if migration.before is not self._begun:
            self._begun = migration.before
            QTimer.singleShot(0, self, self._show_first)
            self.setUpdatesEnabled(False)
            if self.session.selection == Selection():
                self._start()
            self.space.set_lines(migration.before.source.text.count("\n") + 1)
            self._fill_outline()
            self._following = False
            return
        before = self._answered
        self._fill_outline()
        self._follow_selection()
        if before[0] == self._answered[0] and before != self._answered:
            self.compare.show_result(self._answered[0])

    def _show_first(self) -> None:
        """Shows comparison and answer of a new manifest after its outline, then paints them: each takes a frame."""
        self._follow_selection()
        QTimer.singleShot(0, self, self.compare.reveal)
        QTimer.singleShot(0, self, lambda: self.setUpdatesEnabled(True))

    def missing(self) -> Missing | None:
        """The first open question; risks are accepted on the next page."""
        migration = self.session.migration
        if migration is None:
            return self.no_manifest()
        open_questions = self.session.open_questions()
        first = next((finding for finding in waiting(migration) if finding.id in open_questions), None)
        if first is None:
            return None
        needed = len(waiting(migration, ("needs-you",)))
        text = plural("{count} finding needs you.", "{count} findings need you.", needed)
        return Missing(f"{text} {_('This is the first one.')}", lambda: self.go_to(first.id))

    def first_focus(self) -> QWidget | None:
        """The comparison at the first question or change; Tab leads to the answer."""
        return self.compare.diff

    def finding_in_view(self) -> Finding | None:
        """The selected finding."""
        migration, name = self.session.migration, self.session.selection.finding
        return migration.finding(name) if migration is not None and name in migration.resolutions else None

    def leave(self) -> None:
        """Saves the layout and hides revealed secrets."""
        self.compare.secrets.setChecked(False)
        self.space.keep()

    def go_to(self, finding_id: str) -> None:
        """Shows a finding and sets the focus to its answer."""
        self._show(finding_id)
        self._focus_answer()

    def next_question(self) -> None:
        """Goes to the next open finding, after the last to the first; to the one in view if the focus is elsewhere."""
        migration = self.session.migration
        if migration is None:
            return
        current, here = self.session.selection.finding, QApplication.focusWidget()
        there = here is not None and (self.answer.isAncestorOf(here) or self.compare.isAncestorOf(here))
        stays = not there and waits(migration, current)
        following = migration.finding(current) if stays else next_waiting(migration, current)
        if following is not None:
            if self.space.form != "tabs":
                self.space.show_part("answer")
            self._show(following.id)
            self._look()
            self._mark_answer()

    def _connect(self) -> None:
        self.outline.chosen.connect(lambda module, name: self.session.select(module, name))
        self.outline.answer_wanted.connect(self._focus_answer)
        self.outline.filtered.connect(self._fill_outline)
        self.outline.next_wanted.connect(self.next_question)
        self.outline.several_wanted.connect(self._answer_several)
        self.compare.finding_chosen.connect(self._on_row)
        self.compare.explain_wanted.connect(self._explain)
        self.compare.answer_wanted.connect(self.go_to)
        self.compare.answer_toggled.connect(self._toggle_answer)
        self.compare.edit_wanted.connect(self._edit)
        self.compare.zoomed.connect(lambda: self.answer.set_zoom(self.compare.zoom()))
        self.compare.module_wanted.connect(lambda name: self.session.select(name))
        self.compare.tab_wanted = self._tab_to_answer
        for action in (self.compare.diff.commands.next, self.compare.diff.commands.previous):
            action.triggered.connect(self._look)
        self.answer.edit_wanted.connect(self._edit)
        self.answer.finding_wanted.connect(self.go_to)
        self.space.chosen.connect(lambda _part: self._mark_answer())
        self.session.selection_changed.connect(self._on_selection)

    def _start(self) -> None:
        """Selects the first finding that needs the operator, else the first change."""
        migration = self.session.migration
        assert migration is not None
        wanted = next_waiting(migration)
        names = change_positions.names(migration)
        first = next((name for name in names if change_positions.has_changes(migration, name)), names[0])
        self.session.select(wanted.module if wanted else first, wanted.id if wanted else "")
        if wanted is None:
            QTimer.singleShot(0, self.compare.diff.walk.first)

    def _on_row(self, finding_id: str) -> None:
        if not self._following:
            self.session.select(self.session.selection.module, finding_id)

    def _answer_several(self) -> None:
        """Opens the dialog for several answers, with the rule of the finding in view."""
        from gui.pages.review.bulk_dialog import BulkDialog

        migration = self.session.migration
        if migration is None:
            return
        dialog = BulkDialog(migration, self.finding_in_view(), self.session.redactor.text, self)
        dialog.chosen.connect(lambda bulk: self.session.decide_many(bulk.answers, bulk.note))
        dialog.open()

    def _edit(self, at: Row | str) -> None:
        """Edits the value of a row, or an existing edit by its id."""
        from gui.pages.review.edit_dialog import edit_at

        if not edit_at(self.session, at, self):
            self.compare.place.setText(_("The surrounding value no longer exists, so there is nothing to edit."))

    # The finding in view

    def _show(self, finding_id: str) -> None:
        migration = self.session.migration
        assert migration is not None
        if not self.outline.shows(finding_id):
            self.outline.show_all()
        self.session.select(migration.finding(finding_id).module, finding_id)

    def _look(self) -> None:
        """Sets the focus to the comparison."""
        if self.space.form == "tabs":
            self.space.show_part("compare")
        if not self.compare.diff.isAncestorOf(QApplication.focusWidget() or self):
            self.compare.diff.setFocus()

    def _focus_answer(self) -> None:
        self.space.show_part("answer")
        self._mark_answer()
        self.answer.focus_answer()

    def _tab_to_answer(self) -> bool:
        """Lets Tab lead from the comparison to the answer if that is visible."""
        if self.space.form != "tabs" and self.space.answer_shown():
            self.answer.focus_answer()
            return True
        return False

    def _toggle_answer(self, shown: bool) -> None:
        if shown:
            self.space.show_part("answer")
        else:
            self.space.hide_answer()
            self._look()
        self._mark_answer()

    def _mark_answer(self) -> None:
        shown = self.space.answer_shown()
        self.compare.answer.setChecked(shown)
        if self.space.form != "tabs":
            self.context.settings.set_number("answer", float(shown))

    def _explain(self, finding_id: str) -> None:
        self._on_row(finding_id)
        self.space.show_part("answer")
        self._mark_answer()
        self.answer.focus_explanation()

    def _on_selection(self) -> None:
        if self.isVisible() and not self._following:
            self._follow_selection()

    def _follow_selection(self) -> None:
        migration, selection = self.session.migration, self.session.selection
        if migration is None:
            return
        self._following = True
        self.compare.show_module(selection.module)
        if selection.place:
            self.compare.show_place(selection.place)
            selection = selection._replace(finding=selection.finding or self.compare.finding_here())
            self.session.select(*selection)
        known = selection.finding in migration.resolutions
        self.outline.choose(migration, selection)
        if known:
            self.answer.show_finding(selection.finding)
        else:
            self.answer.show_module(selection.module)
        if not selection.place:  # otherwise the position was chosen by a row and stays
            self.compare.show_finding(selection.finding if known else "")
        self._answered = self._answer_in_view()
        self._following = False

    def _answer_in_view(self) -> tuple[str, object, object]:
        """The selected finding with its resolution, for noticing that it was answered."""
        migration, name = self.session.migration, self.session.selection.finding
        if migration is None or name not in migration.resolutions:
            return name, None, None
        return name, migration.status(name), migration.answers.get(name)

    def _fill_outline(self) -> None:
        if self.session.migration is not None:
            self.outline.show_outline(self.session.migration, self.session.selection, self.session.redactor.text)
