"""Findings, modules and open points of a migration as items for lists. No Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from core.text.catalogue import _, plural
from gui.models.items_model import Item
from gui.widgets.basics.chip import status

if TYPE_CHECKING:
    from core.migration.migrate import Migration
    from core.model.findings import Finding

Mask = Callable[[str], str]
"""Hides the secrets in a text (`Redactor.text`)."""

HAND = "hand-edit"
"""The rule of edits by hand (core.edits.edit); among the findings they are an area of their own."""
AREAS = ("storage", "network", "resources", "proxy", "naming", "runtime", HAND)

_ORDER = {
    "open": 0,
    "stale": 0,
    "refused": 0,
    "edited": 1,
    "applied": 1,
    "accepted": 2,
    "kept": 3,
    "manual": 4,
    "note": 5,
    "idle": 6,
}


def area_name(area: str) -> str:
    """An area as a heading."""
    names = {
        "storage": _("Storage"),
        "network": _("Network"),
        "resources": _("Resources"),
        "proxy": _("Web proxy"),
        "naming": _("Names"),
        "runtime": _("Runtime"),
        HAND: _("Edited by hand"),
    }
    return names.get(area, area)


def areas() -> dict[str, str]:
    """The area of every rule, by rule id."""
    from core.rules import RULES

    return {HAND: HAND, **{rule.id: rule.area.value for rule in RULES}}


def module_title(name: str) -> str:
    """A module as people call it; the empty name is everything outside the modules."""
    return name or _("Deployment")


def by_module(migration: Migration) -> dict[str, list[Finding]]:
    """The findings and edits by hand of every module that has any, grouped once for each moment."""

    def group() -> dict[str, list[Finding]]:
        found: dict[str, list[Finding]] = {}
        for finding in migration.explained:
            found.setdefault(finding.module, []).append(finding)
        return found

    grouped: dict[str, list[Finding]] = migration.cached("by module", group)
    return grouped


STATES = ("", "open", "applied", "edited", "kept", "accepted", "manual", "note")
"""What the findings can be filtered by; the empty one shows all."""


def state_name(state: str) -> str:
    """A filter in words."""
    names = {
        "": _("All"),
        "open": _("Needs you"),
        "applied": _("Applied"),
        "edited": _("Edited by hand"),
        "kept": _("Kept"),
        "accepted": _("Risk accepted"),
        "manual": _("By hand"),
        "note": _("Notes"),
    }
    return names[state]


def state_counts(migration: Migration, module: str | None) -> dict[str, int]:
    """How many findings of a module (None: of all) each filter would show; those not needed now count as notes."""
    there = migration.explained if module is None else by_module(migration).get(module, ())
    found = Counter(filter_of(migration, finding) for finding in there)
    return {"": len(there), **{state: found[state] for state in STATES[1:]}}


def filter_of(migration: Migration, finding: Finding) -> str:
    """The filter that shows a finding."""
    state = migration.state(finding.id)
    return {"idle": "note", "stale": "edited", "refused": "edited"}.get(state, state)


def finding_items(
    migration: Migration, module: str, search: str = "", state: str = "", mask: Mask = str
) -> tuple[Item, ...]:
    """The findings of one module below their areas.

    `search` looks in titles, subjects and rule names, `state` (of STATES) leaves out the others, `mask` hides secrets.
    """
    from core.text.explanations import title

    by_rule, wanted = areas(), search.casefold().strip()
    groups: dict[str, list[Item]] = {area: [] for area in AREAS}
    waiting: Counter[str] = Counter()
    there = by_module(migration).get(module, ())
    for finding in sorted(there, key=lambda finding: _ORDER[migration.state(finding.id)]):
        text = mask(title(finding))
        if state and filter_of(migration, finding) != state:
            continue
        if wanted and wanted not in f"{text} {finding.subject} {finding.rule}".casefold():
            continue
        area = by_rule.get(finding.rule, "runtime")
        waiting[area] += migration.state(finding.id) == "open"
        groups.setdefault(area, []).append(_finding_item(migration, finding, text))
    items: list[Item] = []
    for area, found in groups.items():
        if found:
            items.append(Item(f"area:{area}", area_name(area), badge=_badge(len(found), waiting[area]), group=True))
            items += found
    return tuple(items)


def _badge(count: int, waiting: int) -> str:
    """How many findings an area has, and how many of them need the operator."""
    return f"{count}, {plural('{count} open', '{count} open', waiting)}" if waiting else str(count)


def _finding_item(migration: Migration, finding: Finding, text: str) -> Item:
    tone, icon, word = status(migration.state(finding.id), finding.verdict.value)
    return Item(finding.id, text, word, icon, tone, finding.module)


def module_items(migration: Migration) -> tuple[Item, ...]:
    """The deployment as a whole (when there is something to say of it) and every module, with counts."""
    from core.diff.change_positions import by_module

    return tuple(_module_item(migration, name, len(changes)) for name, changes in by_module(migration).items())


def _module_item(migration: Migration, name: str, changes: int) -> Item:
    findings = by_module(migration).get(name, [])
    states = Counter(migration.state(finding.id) for finding in findings)
    blocks = any(finding.verdict == "block" and migration.state(finding.id) == "open" for finding in findings)
    if states["open"]:
        icon, tone = ("block", "block") if blocks else ("question", "ask")
    elif states["manual"]:
        icon, tone = "manual", "manual"
    elif changes:
        icon, tone = "done", "ok"
    else:
        icon, tone = "module", "muted"
    parts = [plural("{count} open", "{count} open", states["open"])] if states["open"] else []
    if changes:
        parts.append(plural("{count} change", "{count} changes", changes))
    if states["manual"]:
        parts.append(plural("{count} by hand", "{count} by hand", states["manual"]))
    caption = " · ".join(parts) or _("nothing to change")
    return Item(f"module:{name}", module_title(name), caption, icon, tone, name)


def open_items(migration: Migration, verdicts: tuple[str, ...], mask: Mask = str) -> tuple[Item, ...]:
    """Open points of these verdicts below their modules; `mask` hides secrets."""
    from core.text.explanations import title

    items: list[Item] = []
    modules = ["", *(module.name for module in migration.before.modules)]
    for module in modules:
        found = [
            finding
            for finding in by_module(migration).get(module, ())
            if finding.verdict.value in verdicts and migration.state(finding.id) in ("open", "manual")
        ]
        if found:
            items.append(Item(f"open:{module}", module_title(module), badge=str(len(found)), group=True))
            items += [_finding_item(migration, finding, mask(title(finding))) for finding in found]
    return tuple(items)


def first_open(migration: Migration, verdicts: tuple[str, ...] = ("ask", "block", "auto")) -> Finding | None:
    """The first finding that still needs the operator, in the order of the modules."""
    waiting = [migration.finding(item) for item in migration.open]
    names = ["", *(module.name for module in migration.before.modules)]
    order = {name: place for place, name in enumerate(names)}
    fitting = [finding for finding in waiting if finding.verdict.value in verdicts]
    return min(fitting, key=lambda finding: order.get(finding.module, len(order)), default=None)
