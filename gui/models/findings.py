"""Findings, modules and open points of a migration as items for lists. Does not use Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from core.model.remembered import remembered
from core.text.catalogue import _, plural
from gui.models.items_model import Item

if TYPE_CHECKING:
    from core.migration.migrate import Migration
    from core.model.findings import Finding
    from core.text.states import Look

Mask = Callable[[str], str]
"""Hides the secrets in a text (`Redactor.text`)."""

MANUAL_EDIT = "hand-edit"
"""The rule of manual edits (core.edits.manual_edit); among the findings they are an area of their own."""
ADVICE = "advice"
"""The group of findings that only advise; it is not an area."""


def groups() -> tuple[str, ...]:
    """The groups of findings in their order: the areas of rules, then manual edits and advice."""
    from core.model.findings import Area

    return (*(area.value for area in Area), MANUAL_EDIT, ADVICE)


def area_name(area: str) -> str:
    """An area as a heading."""
    names = {
        "storage": _("Storage"),
        "network": _("Network"),
        "resources": _("Resources"),
        "proxy": _("Web proxy"),
        "naming": _("Names"),
        "runtime": _("Runtime"),
        MANUAL_EDIT: _("Edited manually"),
        ADVICE: _("Advice"),
    }
    return names.get(area, area)


def areas() -> dict[str, str]:
    """The area of every rule, by rule id."""
    from core.rules import RULES

    return {MANUAL_EDIT: MANUAL_EDIT, **{rule.id: rule.area.value for rule in RULES}}


def module_title(name: str) -> str:
    """The title of a module; the empty name is everything outside the modules."""
    return name or _("Deployment")


def below_module(title: str, module: str) -> str:
    """A title for a place below the name of the module."""
    short = title.removeprefix(f"{module}: ")
    return short[:1].upper() + short[1:] if short != title and short.partition(" ")[0].isalpha() else short


@remembered
def by_module(migration: Migration) -> dict[str, list[Finding]]:
    """The findings and edits of every module that are shown, grouped once."""
    found: dict[str, list[Finding]] = {}
    for finding in migration.shown:
        found.setdefault(finding.module, []).append(finding)
    return found


def filters() -> tuple[str, ...]:
    """The states that findings can be filtered by; the empty one shows all."""
    from core.model.states import State

    return ("", *(state.value for state in State))


def state_name(state: str) -> str:
    """A filter in words."""
    from core.model.states import State
    from core.text import states

    return states.name(State(state)) if state else _("All")


def state_counts(migration: Migration, module: str | None) -> dict[str, int]:
    """The number of findings of a module (None: of all) by filter; advice does not count among all of them."""
    there = migration.shown if module is None else by_module(migration).get(module, ())
    found = Counter(state_of(migration, finding) for finding in there)
    return {"": len(there) - found["advice"], **{state: found[state] for state in filters() if state}}


def state_of(migration: Migration, finding: Finding) -> str:
    """The filter that shows a finding; empty for an idle one."""
    status = migration.status(finding.id)
    return "" if status is None else status.state.value


def count_shown(migration: Migration, module: str) -> int:
    """The number of findings of a module, without advice."""
    return state_counts(migration, module)[""]


def finding_item(migration: Migration, finding: Finding, text: str) -> Item:
    """A finding that is shown, as a row."""
    look = look_of(migration, finding.id)
    return Item(finding.id, text, look.word, look.icon, look.tone, finding.module)


def look_of(migration: Migration, finding_id: str) -> Look:
    """Icon, tone and word of a finding in the current language; for an idle finding those of idle."""
    from core.text.states import look

    return look(migration.status(finding_id))


@remembered
def module_items(migration: Migration) -> tuple[Item, ...]:
    """The deployment as a whole, if it has findings, and every module, with counts."""
    from core.diff.change_positions import by_module

    return tuple(_module_item(migration, name, len(changes)) for name, changes in by_module(migration).items())


def _module_item(migration: Migration, name: str, changes: int) -> Item:
    from core.text.states import look, order

    statuses = [migration.status(finding.id) for finding in by_module(migration).get(name, ())]
    states = Counter(status.state.value for status in statuses if status is not None)
    worst = min((status for status in statuses if status is not None), key=order, default=None)
    if worst is not None and worst.state in ("needs-you", "confirm", "manual"):
        icon, tone = look(worst).icon, look(worst).tone
    elif changes:
        icon, tone = "done", "ok"
    else:
        icon, tone = "module", "muted"
    parts = [
        plural("{count} needs you", "{count} need you", states["needs-you"]) if states["needs-you"] else "",
        plural("{count} to confirm", "{count} to confirm", states["confirm"]) if states["confirm"] else "",
        plural("{count} change", "{count} changes", changes) if changes else "",
        plural("{count} manual step", "{count} manual steps", states["manual"]) if states["manual"] else "",
    ]
    caption = " · ".join(filter(None, parts)) or _("no findings")
    return Item(f"module:{name}", module_title(name), caption, icon, tone, name)


@remembered
def waiting(migration: Migration, states: tuple[str, ...] = ("needs-you", "confirm")) -> tuple[Finding, ...]:
    """The findings for the operator in the order of `states`, then of the modules; suggestions come last."""
    found = ("", *(module.name for module in migration.before.modules))
    there = [finding for module in found for finding in by_module(migration).get(module, ())]
    return tuple(finding for state in states for finding in there if state_of(migration, finding) == state)


def waits(migration: Migration, finding_id: str) -> bool:
    """Whether a finding needs the operator, or is to be confirmed."""
    status = migration.statuses.get(finding_id)
    return status is not None and status.state in ("needs-you", "confirm")


def next_waiting(migration: Migration, current: str = "") -> Finding | None:
    """The next finding after `current` that needs the operator or is to be confirmed, starting over at the end."""
    found = waiting(migration)
    names = [finding.id for finding in found]
    if not found:
        return None
    return found[(names.index(current) + 1) % len(found)] if current in names else found[0]


@remembered
def _by_pointer(migration: Migration) -> dict[str, tuple[str, ...]]:
    places: dict[str, tuple[str, ...]] = {}
    for finding in migration.shown:
        places[finding.pointer] = (*places.get(finding.pointer, ()), finding.id)
    return places


def around(migration: Migration, module: str, pointer: str) -> tuple[str, ...]:
    """The findings of the smallest part around a place: a mount, a port, a variable; empty for larger parts."""
    found = migration.before.module(module)
    if found is None:
        return ()
    places = _by_pointer(migration)
    options = found.options_pointer
    wide = {found.pointer, f"{found.pointer}/env", found.pointer + "/settings", options, f"{options}/HostConfig"}
    where = pointer
    while where and where not in wide:
        if where in places:
            return places[where]
        where = where.rpartition("/")[0]
    return ()
