"""Step four: the verdict, the open work, every decision, and the resulting Kubernetes objects."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QTabWidget, QWidget

from core.text.catalogue import _
from gui.models.objects import object_views
from gui.pages.check.decisions_pane import DecisionsPane
from gui.pages.check.objects_pane import ObjectsPane
from gui.pages.check.picture_pane import PicturePane
from gui.pages.check.todo_pane import TodoPane
from gui.pages.common.page import Context, Missing, Page, Step
from gui.pages.common.risk_dialog import ask_to_accept
from gui.pages.common.verdict_line import VerdictLine

if TYPE_CHECKING:
    from core.model.findings import Finding
    from gui.models.todo import Goal

Pane = TypeVar("Pane", bound=QWidget)


class CheckPage(Page):
    """Four tabs below the verdict; only the current tab is computed."""

    def __init__(self, context: Context) -> None:
        title = _("Check before export")
        subtitle = _("Remaining tasks, all decisions, and what the device will run.")
        super().__init__(Step.CHECK, "checkPage", title, subtitle, context)

    def head_line(self) -> QWidget:
        """The verdict."""
        self.verdict = VerdictLine(self.session)
        return self.verdict

    def build(self) -> Iterator[None]:
        """The tabs, each with its pane."""
        self.tabs = QTabWidget()
        self.tabs.setObjectName("checkTabs")
        self.tabs.setAccessibleName(_("Check"))
        self.area.setWidget(self.tabs)
        yield
        self.todo = self._put(TodoPane(self.session), _("To &do"))
        yield
        self.decisions = self._put(DecisionsPane(self.session), _("De&cisions"))
        yield
        self.objects = self._put(ObjectsPane(), _("&Kubernetes objects"))
        yield
        self.picture = self._put(PicturePane(self.context), _("Pict&ure"))
        yield
        self.todo.goal_wanted.connect(self._go_to_goal)
        self.todo.risk_wanted.connect(self._accept_risks)
        self.todo.counted.connect(self._show_count)
        self.decisions.finding_wanted.connect(self._go_to_finding)
        self.objects.values_wanted.connect(self._show_tab)
        self.objects.place_wanted.connect(self._go_to_place)
        self.tabs.currentChanged.connect(lambda _tab: self._show_tab())

    def _put(self, pane: Pane, text: str) -> Pane:
        self.tabs.addTab(pane, text)
        return pane

    def refresh(self) -> None:
        """The verdict, the list, and the tab in front."""
        if self.session.migration is None:
            return
        from core.targets.registry import target_of

        words = target_of(self.session.device).words
        self.tabs.setTabText(self.tabs.indexOf(self.objects), _(words.objects))
        self.objects.set_headings(_(words.tree), _(words.bodies))
        self.todo.refresh()
        self.verdict.refresh()
        self._show_tab()

    def reflow(self, narrow: bool) -> None:
        """Shows only the list if the page is narrow."""
        super().reflow(narrow)
        self.todo.set_narrow(narrow)

    def missing(self) -> Missing | None:
        """What stops the export; a result that is not computed yet is checked on the next page."""
        if self.session.migration is None:
            return self.no_manifest()
        known = self.session.verdict
        if self.session.open_questions():
            return Missing(_("Answer the open questions first. Choose a question and go to it."), self._focus_first)
        if known is not None and known.blocking:
            text = _("A finding blocks the export. Correct it, or accept the risk with a reason and a name.")
            return Missing(text, self._focus_risk)
        return None

    def finding_in_view(self) -> Finding | None:
        """The finding of the current entry of the list."""
        entry = self.todo.current() if self.tabs.currentWidget() is self.todo else None
        return None if entry is None else entry.found

    def leave(self) -> None:
        """Masks the values that were shown."""
        self.objects.hide_values()

    def first_focus(self) -> QWidget | None:
        """The current tab, or its list."""
        return self.todo.list if self.tabs.currentWidget() is self.todo else self.tabs.tabBar()

    def _accept_risks(self) -> None:
        entry = self.todo.current()
        ask_to_accept(self.context, self.window(), "" if entry is None else entry.key)

    def _show_count(self, count: int) -> None:
        text = _("To &do ({count})").format(count=count) if count else _("To &do")
        self.tabs.setTabText(self.tabs.indexOf(self.todo), text)

    def _go_to_goal(self, goal: Goal) -> None:
        if goal.finding:
            self._go_to_finding(goal.finding)
        else:
            self._jump(goal.module, "", goal.pointer)

    def _go_to_place(self, module: str, pointer: str) -> None:
        """Shows a place of the result; `module` is its name there."""
        migration = self.session.migration
        if migration is not None:
            self._jump(migration.original_names.get(module, ""), "", pointer)

    def _go_to_finding(self, finding_id: str) -> None:
        migration = self.session.migration
        if migration is not None:
            self._jump(migration.finding(finding_id).module, finding_id)

    def _jump(self, module: str, finding: str, pointer: str = "") -> None:
        self.session.select(module, finding, pointer)
        self.jump_wanted.emit(Step.REVIEW)

    def _show_tab(self) -> None:
        """Computes the content of the current tab in the background."""
        migration, session = self.session.migration, self.session
        if migration is None:
            return
        tab = self.tabs.currentWidget()
        if tab is self.decisions:
            self.decisions.refresh()
        elif tab is self.objects:
            shown = partial(object_views, migration, session.redactor, self.objects.values.isChecked())
            session.jobs.run("objects", shown, lambda found: self.objects.show_views(*found), background=True)
        elif tab is self.picture:
            from core.report.picture import picture

            drawn = partial(picture, migration, session.redactor)
            session.jobs.run("picture", drawn, self.picture.show_picture, background=True)

    def _focus_first(self) -> None:
        self.tabs.setCurrentWidget(self.todo)
        self.todo.focus_first()

    def _focus_risk(self) -> None:
        self.tabs.setCurrentWidget(self.todo)
        self.todo.focus_risk()
