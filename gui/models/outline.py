"""The outline of Review: every module with its findings by area and a branch for advice. Does not use Qt.

A finding keeps its place while it is answered: neither its state nor a filter moves it or takes it away.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from core.text.catalogue import _, plural
from gui.models.findings import (
    ADVICE,
    Mask,
    area_name,
    areas,
    below_module,
    by_module,
    finding_item,
    module_items,
    state_of,
    waits,
)
from gui.models.findings import (
    groups as group_names,
)
from gui.models.items_model import Item
from gui.models.outline_model import Branch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.manifest.manifest import Manifest
    from core.migration.migrate import Migration
    from core.model.findings import Finding

UNFOLD = 200
"""The number of findings up to which a filtered outline is unfolded."""


class Filter(NamedTuple):
    """Findings of one state (of `filters`), and those whose title, subject or rule holds a text; empty for all."""

    state: str = ""
    text: str = ""


class Outline:
    """Items for `OutlineModel`, of one migration after the other."""

    def __init__(self) -> None:
        self.filter = Filter()
        self._migration: Migration | None = None
        self._mask: Mask = str
        self._begun: Manifest | None = None
        self._places: dict[str, str] = {}
        self._left: set[str] = set()
        self._out: set[str] = set()
        self._titles: dict[int, tuple[Finding, str]] = {}

    def show(self, migration: Migration, mask: Mask, wanted: Filter) -> None:
        """Shows this migration. Findings that a filter left stay visible, whatever their new state."""
        new = migration.before is not self._begun
        if new:
            self._begun = migration.before
            self._places.clear()
        if new or wanted != self.filter:
            self._left.clear()
        if migration is not self._migration or wanted != self.filter:
            self._out.clear()
        if new or len(self._titles) > 4 * len(migration.explained):
            self._titles.clear()
        self._migration, self._mask, self.filter = migration, mask, wanted

    def modules(self) -> tuple[Item, ...]:
        """The modules; with a filter only those with a matching finding."""
        if self._migration is None:
            return ()
        items = module_items(self._migration)
        if self.filter == Filter():
            return items
        return tuple(item for item in items if any(True for _finding in self._shown(item.module)))

    def below(self, module: Item) -> tuple[Branch, ...]:
        """The findings of a module under headings, in an order that no answer changes; advice is last and folded."""
        migration = self._migration
        if migration is None:
            return ()
        by_rule = areas()
        groups: dict[str, list[Branch]] = {area: [] for area in group_names()}
        open_: Counter[str] = Counter()
        for finding in self._shown(module.module):
            area = self._place(finding, by_rule.get(finding.rule, "runtime"))
            groups[area].append(Branch(self._item(finding)))
            open_[area] += waits(migration, finding.id)
        return tuple(_branches(module.module, groups, open_))

    def shows(self, finding_id: str) -> bool:
        """Whether the filter shows a finding."""
        if self._migration is None or self.filter == Filter():
            return True
        finding = self._migration.finding(finding_id)
        return any(shown.id == finding_id for shown in self._shown(finding.module))

    def few(self) -> bool:
        """Whether the filter leaves few enough findings to unfold all of them."""
        if self.filter == Filter():
            return False
        there = (finding for item in self.modules() for finding in self._shown(item.module))
        return sum(1 for _finding in islice(there, UNFOLD + 1)) <= UNFOLD

    def _shown(self, module: str) -> Iterator[Finding]:
        assert self._migration is not None
        there = by_module(self._migration).get(module, ())
        if self.filter == Filter():
            yield from there
            return
        for finding in there:
            if finding.id in self._out:
                continue
            if finding.id in self._left or self._fits(finding):
                self._left.add(finding.id)
                yield finding
            else:
                self._out.add(finding.id)

    def _fits(self, finding: Finding) -> bool:
        assert self._migration is not None
        state, text = self.filter
        if state and state_of(self._migration, finding) != state:
            return False
        wanted = text.casefold().strip()
        return not wanted or wanted in f"{self._title(finding)} {finding.subject} {finding.rule}".casefold()

    def _place(self, finding: Finding, area: str) -> str:
        """The heading of a finding, which stays the first one unless advice became a question."""
        assert self._migration is not None
        advice = state_of(self._migration, finding) == ADVICE
        known = self._places.setdefault(finding.id, ADVICE if advice else area)
        if known == ADVICE and waits(self._migration, finding.id):
            known = self._places[finding.id] = area
        return known

    def _item(self, finding: Finding) -> Item:
        """A finding as a row; the module is named above it already.

        What can be answered shows its state in words, before and after, so that the rows below stay where they are.
        """
        assert self._migration is not None
        item = finding_item(self._migration, finding, below_module(self._title(finding), finding.module))
        answerable = finding.question is not None or finding.verdict == "block"
        return item if answerable else replace(item, caption="", badge=item.caption)

    def _title(self, finding: Finding) -> str:
        """The masked title; the same object if no answer changed the finding."""
        from core.text.explanations import title

        known = self._titles.get(id(finding))
        if known is None or known[0] is not finding:
            known = self._titles[id(finding)] = finding, self._mask(title(finding))
        return known[1]


def _branches(module: str, groups: dict[str, list[Branch]], open_: Counter[str]) -> Iterator[Branch]:
    for area, found in groups.items():
        if not found:
            continue
        if area == ADVICE:
            title = _("Advice ({count})").format(count=len(found))
            yield Branch(Item(f"advice:{module}", title, "", "info", "note", module), tuple(found))
            return
        badge = plural("{count} needs you", "{count} need you", open_[area]) if open_[area] else ""
        yield Branch(Item(f"area:{area}", area_name(area), badge=badge, group=True))
        yield from found
