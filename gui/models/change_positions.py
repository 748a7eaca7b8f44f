"""The position among the changes in words, and the order of their modules. Does not use Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.text.catalogue import _, plural
from gui.widgets.diff.diff_rows import changes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.diff.rows import Row
    from core.migration.migrate import Migration


def names(migration: Migration) -> list[str]:
    """The modules in the order of the changes; the deployment as a whole is first if it has any."""
    from core.diff.change_positions import by_module

    return list(by_module(migration))


def has_changes(migration: Migration, module: str) -> bool:
    """Whether a module has change positions; cheap if it has changes, else its rows are computed."""
    from core.diff.change_positions import by_module
    from core.diff.rows import differs

    return bool(by_module(migration).get(module)) or differs(migration, module)


def place_text(migration: Migration, module: str, rows: Sequence[Row], number: int) -> str:
    """`Change 3 of 17` for the stop with this number (from 0) among the rows of a module, counted through all modules.

    Several changes at one stop are counted as such; at a row that only looks different, it is how many there are.
    """
    from core.diff.change_positions import by_module, count, counts

    runs, total = changes(rows), count(migration)
    if not 0 <= number < len(runs):
        return ""
    entries = by_module(migration)
    found = counts(runs, rows, entries.get(module, ()))
    before = sum(len(entries[name]) for name in list(entries)[: list(entries).index(module)])
    first = before + sum(found[:number]) + 1
    if found[number] == 1:
        return _("Change {number} of {total}").format(number=first, total=total)
    if found[number]:
        last = first + found[number] - 1
        return _("Changes {first} to {last} of {total}").format(first=first, last=last, total=total)
    return plural("{count} change in total", "{count} changes in total", total)


def start_text(migration: Migration, module: str) -> str:
    """The text before the first position: the number of changes in this module."""
    from core.diff.change_positions import by_module

    count = len(by_module(migration).get(module, ()))
    text = plural("{count} change in this module", "{count} changes in this module", count)
    return text if count else _("No changes in this module")
