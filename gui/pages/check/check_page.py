"""Step four: what is still open, what blocks the export, and what is left for hands."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from core.text.catalogue import _, plural
from gui.models.checks import object_views, picture_of
from gui.models.findings import state_counts, todo_items
from gui.pages.check.kubernetes_card import KubernetesCard
from gui.pages.check.objects_pane import ObjectsPane
from gui.pages.check.picture_pane import PicturePane
from gui.pages.check.risk_form import RiskForm
from gui.pages.common.columns import Columns
from gui.pages.common.page import Context, Missing, Page, Step
from gui.pages.common.rows import ItemList
from gui.theme import icons
from gui.widgets.basics.chip import Chip
from gui.widgets.basics.empty_state import EmptyState
from gui.widgets.basics.parts import GAP, card, label

if TYPE_CHECKING:
    from core.migration.migrate import Migration


class CheckPage(Page):
    """Lists with links at the left; the verdict, risks and leftovers at the right."""

    def __init__(self, context: Context) -> None:
        title = _("Check what is still open")
        subtitle = _("Everything here needs you before the export, or your hands after it.")
        super().__init__(Step.CHECK, "checkPage", title, subtitle, context)

    @cached_property
    def objects(self) -> ObjectsPane:
        """What Kubernetes will hold."""
        return ObjectsPane()

    @cached_property
    def picture(self) -> PicturePane:
        """Before and after, drawn."""
        return PicturePane(self.context)

    def pieces(self) -> tuple[Callable[[], object], ...]:
        """The two panes that are seen last take the longest."""
        return (lambda: self.objects, lambda: self.picture)

    def build(self) -> QWidget:
        """Two columns."""
        self.open = ItemList("openList", _("Needs you before the export"))
        self.hands = ItemList("handsList", _("By hand, after the export"))
        self.go = QPushButton(_("&Go to this finding"))
        self.go.setObjectName("goToButton")
        self.go.setAutoDefault(False)
        icons.set_icon(self.go, "link")
        self.clear = EmptyState(
            "done", _("Nothing is open"), _("Every question is answered and nothing blocks the export.")
        )
        self.risk = RiskForm()
        self.risk.name.setText(self.context.settings.text("operator"))
        left = QVBoxLayout()
        left.setSpacing(GAP)
        self._open_label = _caption(_("Needs &you before the export"), self.open)
        self._hands_label = _caption(_("By &hand, after the export"), self.hands)
        left.addWidget(self._open_label)
        left.addWidget(self.open, 3)
        left.addWidget(self.clear, 3)
        left.addWidget(self._hands_label)
        left.addWidget(self.hands, 2)
        foot = QHBoxLayout()
        foot.addWidget(self.go)
        foot.addStretch()
        left.addLayout(foot)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("checkTabs")
        self.tabs.setAccessibleName(_("Check"))
        self.tabs.addTab(Columns([(left, 3), (self._right(), 2)]), _("What is &open"))
        self.tabs.addTab(self.objects, _("Ob&jects on Kubernetes"))
        self.tabs.addTab(self.picture, _("Pict&ure"))
        self._connect()
        return self.tabs

    def refresh(self) -> None:
        """What is open now."""
        migration = self.session.migration
        if migration is None:
            return
        mask = self.session.redactor.text
        self.open.items.set_items(todo_items(migration, ("needs-you", "confirm"), mask))
        self.hands.items.set_items(todo_items(migration, ("manual",), mask))
        waiting, hands = bool(self.open.items.items()), bool(self.hands.items.items())
        for part in (self._open_label, self.open):
            part.setVisible(waiting)
        for part in (self._hands_label, self.hands):
            part.setVisible(hands)
        self.go.setVisible(waiting or hands)
        self._show_verdict()
        self._show_leftovers(migration)
        self.kubernetes.refresh()
        self._show_tab()
        if waiting and not self.open.currentIndex().isValid():
            self.open.choose_first()
        elif hands and not waiting and not self.hands.currentIndex().isValid():
            self.hands.choose_first()

    def missing(self) -> Missing | None:
        """Questions first, then risks."""
        migration = self.session.migration
        if migration is None:
            return Missing(_("Open a manifest first."), lambda: self.jump_wanted.emit(Step.IMPORT))
        questions = self.session.questions()
        if questions:
            text = plural("{count} question is still open.", "{count} questions are still open.", questions)
            return Missing(f"{text} {_('Choose one and go to it.')}", self._focus_open)
        verdict = self.session.judge()
        if verdict is not None and verdict.stops:
            self._show_verdict()
            text = _("Something blocks the export: fix it, or accept the risk with a reason and a name.")
            return Missing(text, self.risk.focus_first)
        return None

    def leave(self) -> None:
        """Mask what was shown."""
        self.objects.hide_values()

    def first_focus(self) -> QWidget | None:
        """What is open, if anything is."""
        return next((part for part in (self.open, self.hands) if part.isVisibleTo(self)), None)

    def _right(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(GAP)
        frame = card()
        layout = frame.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(label(_("How it stands"), "heading"))
        self.chips = [Chip() for _place in range(5)]
        for chip in self.chips:
            layout.addWidget(chip)
        right.addWidget(frame)
        self.kubernetes = KubernetesCard(self.session)
        right.addWidget(self.kubernetes, 1)
        right.addWidget(self.risk)
        self.leftovers = card(tone="ask")
        self.leftovers.setObjectName("leftovers")
        inner = self.leftovers.layout()
        assert isinstance(inner, QVBoxLayout)
        inner.addWidget(label(_("Answers that were not used"), "heading"))
        self._left_text = label()
        inner.addWidget(self._left_text)
        right.addWidget(self.leftovers)
        return right

    def _show_verdict(self) -> None:
        """How many of each; blocks of checks count as soon as they are known."""
        from core.diff.change_positions import count

        migration = self.session.migration
        if migration is None:
            return
        blocks, questions = len(self.session.blocking()), self.session.questions()
        self.risk.show_count(blocks)
        states = state_counts(migration, None)
        confirm, hands = states["confirm"], states["manual"]
        self.clear.setVisible(not blocks and not migration.open and not confirm)
        changes = count(migration)
        shown = (
            ("ask", "question", plural("{count} question open", "{count} questions open", questions), questions),
            ("block", "block", plural("{count} blocks the export", "{count} block the export", blocks), blocks),
            ("ask", "warning", plural("{count} to confirm", "{count} to confirm", confirm), confirm),
            ("manual", "manual", plural("{count} manual step", "{count} manual steps", hands), hands),
            (
                "ok",
                "done",
                plural("{count} change made", "{count} changes made", changes),
                changes or not (blocks or questions),
            ),
        )
        for chip, (tone, icon, text, there) in zip(self.chips, shown, strict=True):
            chip.show_status(tone, text, icon)
            chip.setVisible(bool(there))

    def _show_leftovers(self, migration: Migration) -> None:
        """Stale and invalid answers are named, never dropped in silence."""
        moved, gone = (
            _("{finding}: it was given for another finding or other facts"),
            _("{finding}: the place of this edit by hand is gone, or holds something else"),
        )
        parts = [
            (gone if migration.resolutions.get(item) == "stale" else moved).format(finding=item)
            for item in migration.stale
        ]
        parts += migration.problems
        self._left_text.setText("\n".join(self.session.redactor.text(part) for part in parts))
        self.leftovers.setVisible(bool(parts))

    def _connect(self) -> None:
        for items in (self.open, self.hands):
            items.activated.connect(lambda _index, items=items: self._go(items))
            items.clicked.connect(lambda _index, items=items: self._leave_other(items))
        self.go.clicked.connect(
            lambda: self._go(self.hands if self.hands.hasFocus() or not self.open.current() else self.open)
        )
        self.objects.values_wanted.connect(self._show_tab)
        self.risk.accepted.connect(self._accept)
        self.kubernetes.place_wanted.connect(self._go_to_place)
        self.kubernetes.fix_wanted.connect(self._go_to_finding)
        self.objects.place_wanted.connect(self._go_to_place)
        self.session.judged.connect(self._show_verdict)
        self.tabs.currentChanged.connect(lambda _tab: self._show_tab())

    def _leave_other(self, chosen: ItemList) -> None:
        other = self.hands if chosen is self.open else self.open
        other.clearSelection()
        other.setCurrentIndex(other.items.index_of(""))

    def _go(self, items: ItemList) -> None:
        item = items.current() or self.hands.current()
        if item is not None:
            self.session.select(item.module, item.key)
            self.jump_wanted.emit(Step.REVIEW)

    def _go_to_place(self, module: str, pointer: str) -> None:
        """To a place of the result; `module` is its name there."""
        migration = self.session.migration
        if migration is not None:
            self.session.select(migration.original_names.get(module, ""), "", pointer)
            self.jump_wanted.emit(Step.REVIEW)

    def _go_to_finding(self, finding_id: str) -> None:
        migration = self.session.migration
        if migration is not None:
            self.session.select(migration.finding(finding_id).module, finding_id)
            self.jump_wanted.emit(Step.REVIEW)

    def _show_tab(self) -> None:
        """What the tab in front shows is worked out aside, and only for the tab in front."""
        migration = self.session.migration
        if migration is None:
            return
        redactor, tab = self.session.redactor, self.tabs.currentWidget()
        if tab is self.objects:
            work = partial(object_views, migration, redactor, self.objects.values.isChecked())
            self.session.jobs.run("objects", work, lambda found: self.objects.show_views(*found), _raise, aside=True)
        elif tab is self.picture:
            drawn = partial(picture_of, migration, redactor)
            self.session.jobs.run("picture", drawn, self.picture.show_picture, _raise, aside=True)

    def _accept(self, reason: str, name: str) -> None:
        self.context.settings.set_text("operator", name)
        self.session.accept_risk(reason, name)

    def _focus_open(self) -> None:
        self.open.setFocus()
        self.open.choose_first()


def _raise(error: Exception) -> None:
    raise error


def _caption(text: str, widget: QWidget) -> QLabel:
    caption = label(text, "label", wrap=False)
    caption.setBuddy(widget)
    return caption
