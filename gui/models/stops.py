"""How many stops the way through the changes has in each module, counted anew only where something changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.models.findings import by_module
from gui.widgets.diff_rows import changes

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from core.migration import Migration
    from core.model import Change


class Stops:
    """Counts by module. Of a module whose changes and states are as before, the rows are not made again."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Hashable, int]] = {}
        self._of: Migration | None = None
        self._counts: dict[str, int] = {}

    def names(self, migration: Migration) -> list[str]:
        """The modules in the order of the walk; the deployment as a whole first, when there is something to it."""
        first = [""] if "" in by_module(migration) else []
        return [*first, *(module.name for module in migration.before.modules)]

    def counts(self, migration: Migration) -> dict[str, int]:
        """Stops by module, in the order of the walk."""
        if migration is not self._of:
            grouped = _changes_by_module(migration)
            self._counts = {name: self._count(migration, name, grouped) for name in self.names(migration)}
            self._of = migration
        return self._counts

    def _count(self, migration: Migration, name: str, grouped: dict[str, list[Change]]) -> int:
        from core.diff import rows

        states = tuple(migration.state(finding.id) for finding in by_module(migration).get(name, ()))
        seen = (id(migration.before), _frozen(grouped.get(name, ())), states)
        known = self._known.get(name)
        if known is None or known[0] != seen:
            known = self._known[name] = (seen, len(changes(rows(migration, name))))
        return known[1]


def _changes_by_module(migration: Migration) -> dict[str, list[Change]]:
    """By where they are made, not by whose finding asks for them: a rename reaches into other modules."""
    places = {module.pointer: module.name for module in migration.before.modules}
    found: dict[str, list[Change]] = {}
    for change in migration.changes:
        where = change.pointer
        while where and where not in places:
            where = where.rpartition("/")[0]
        found.setdefault(places.get(where, ""), []).append(change)
    return found


def _frozen(found: Sequence[Change]) -> str:
    """Changes hold JSON values, which cannot be hashed; their text can be compared."""
    return repr(list(found))
