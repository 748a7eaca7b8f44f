"""The open work before and after the export, of rules and checks, by module. Does not use Qt."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from core.model.remembered import remembered
from gui.models.findings import by_module, module_title
from gui.models.items_model import Item

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from core.migration.migrate import Migration
    from core.migration.verify import Verification
    from core.model.findings import Finding
    from core.model.states import Status

LISTED = ("needs-you", "confirm", "manual")
"""The states that are listed."""


class Goal(NamedTuple):
    """The target of an entry: the finding of a rule that can be answered, else a place of the result."""

    module: str
    finding: str
    pointer: str = ""


class Entry(NamedTuple):
    """One thing to do: what was found, its state, and where it leads. `key` is the id of a decision about it.

    `remedy` names the answer that removes a block, masked; empty where none is known.
    """

    key: str
    found: Finding
    status: Status
    goal: Goal
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Todo:
    """The rows of the list, with headings, and each entry by the key of its row."""

    items: tuple[Item, ...] = ()
    entries: Mapping[str, Entry] = field(default_factory=dict)

    def first(self) -> str:
        """The key of the most urgent entry; empty without entries."""
        from core.text.states import order

        return min(self.entries.values(), key=lambda entry: order(entry.status)).key if self.entries else ""

    def blocks(self) -> tuple[Item, ...]:
        """The rows of the blocks of the export."""
        from core.model.states import Detail

        return tuple(
            item
            for item in self.items
            if item.key in self.entries and self.entries[item.key].status.detail is Detail.BLOCK
        )


@remembered
def todo(migration: Migration, mask: Callable[[str], str]) -> Todo:
    """Everything that needs the operator, by module and urgency; secrets hidden. Computes the verdict.

    Fit to run in the background.
    """
    from core.migration.verify import verify_migration
    from core.report.shown import renamed
    from core.text.explanations import title
    from core.text.states import look, order

    originals = verify_migration(migration).originals  # one name for a module in the whole list: that of the heading
    entries = [*_of_rules(migration), *_of_checks(migration)]
    modules: dict[str, list[Entry]] = {name: [] for name in ("", *(each.name for each in migration.before.modules))}
    for entry in entries:
        modules.setdefault(entry.goal.module, []).append(entry)
    items: list[Item] = []
    for module, found in modules.items():
        if found:
            items.append(Item(f"todo:{module}", module_title(module), badge=str(len(found)), group=True))
        for entry in sorted(found, key=lambda entry: order(entry.status)):
            shown = look(entry.status)
            items.append(
                Item(
                    entry.key, mask(title(renamed(entry.found, originals))), shown.word, shown.icon, shown.tone, module
                )
            )
    return Todo(tuple(items), {entry.key: entry for entry in entries})


def _of_rules(migration: Migration) -> Iterator[Entry]:
    for found in by_module(migration).values():
        for finding in found:
            status = migration.status(finding.id)
            if status is not None and status.state in LISTED:
                yield Entry(finding.id, finding, status, Goal(finding.module, finding.id))


def _of_checks(migration: Migration) -> Iterator[Entry]:
    """Yields the findings of checks on the result that no finding of a rule in the list covers."""
    from core.migration.verdict import check_statuses, judged
    from core.migration.verify import fixes, joined, verify_migration
    from core.report.blocks import remedy_text

    verification, statuses = verify_migration(migration), check_statuses(migration)
    said, answers = joined(migration, verification), fixes(migration, verification)
    blocking = {reason.id: reason for reason in judged(migration).reasons}
    for found in verification.findings:
        key, status = verification.id(found), statuses[found.id]
        if status.state in LISTED and (key in blocking or found.id not in said):
            goal = _goal(migration, verification, found, answers.get(found.id, ""))
            yield Entry(key, found, status, goal, remedy_text(migration, blocking[key]) if key in blocking else "")


def _goal(migration: Migration, verification: Verification, found: Finding, answer: str) -> Goal:
    module = verification.originals.get(found.module, found.module)
    return Goal(migration.finding(answer).module, answer) if answer else Goal(module, "", found.pointer)
