"""Functions of rows for the view: runs of changes, folds, search hits, values. Does not use Qt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gui.widgets.diff.diff_blocks import SideName

if TYPE_CHECKING:
    from core.diff.rows import Row


@dataclass(frozen=True, slots=True)
class Hit:
    """A search hit: index of the row, side, characters [start, end)."""

    row: int
    side: SideName
    start: int
    end: int


def changes(rows: Sequence[Row]) -> list[range]:
    """The change positions of a module: runs of changed rows with the same findings; an open question is no change.

    A changed row without findings (the closing bracket of a container) belongs to the run before it. The brackets of a
    container that was added or removed as a whole have the findings of all its parts: the opening one belongs to the
    first part, the closing one to the last.
    """
    runs: list[range] = []
    findings: frozenset[str] = frozenset()
    for index, row in enumerate(rows):
        if row.kind in ("fold", "same"):
            continue
        here = frozenset(row.findings)
        near = bool(runs) and runs[-1].stop == index
        if near and (not here or here >= findings or (here < findings and len(runs[-1]) == 1)):
            runs[-1] = range(runs[-1].start, index + 1)
            findings = here & findings or findings or here
        else:
            runs.append(range(index, index + 1))
            findings = here
    return runs


def unfold(all_rows: Sequence[Row], shown_rows: Sequence[Row], pointer: str) -> tuple[Row, ...]:
    """The shown rows with the fold at this pointer opened; `all_rows` are the rows without folds."""
    return opened(all_rows, shown_rows, {pointer})


def opened(all_rows: Sequence[Row], folded: Sequence[Row], pointers: Iterable[str]) -> tuple[Row, ...]:
    """The folded rows with the folds at these pointers replaced by the rows they hide."""
    wanted = frozenset(pointers)
    result: list[Row] = []
    place = 0
    for row in folded:
        height = row.hidden if row.kind == "fold" else 1
        if row.kind == "fold" and row.pointer in wanted:
            result += all_rows[place : place + height]
        else:
            result.append(row)
        place += height
    return tuple(result)


def fold_of(folded: Sequence[Row], index: int) -> str | None:
    """The pointer of the fold that hides the row with this index among all rows; None if it is visible."""
    place = 0
    for row in folded:
        height = row.hidden if row.kind == "fold" else 1
        if place <= index < place + height:
            return row.pointer if row.kind == "fold" else None
        place += height
    return None


def shown_index(folded: Sequence[Row], index: int) -> int:
    """The index among the shown rows of the row with this index among all rows, or of the fold that hides it."""
    place = 0
    for shown, row in enumerate(folded):
        place += row.hidden if row.kind == "fold" else 1
        if index < place:
            return shown
    return len(folded) - 1


def all_index(folded: Sequence[Row], shown: int) -> int:
    """The index among all rows of a shown row; for a fold that of the first row it hides."""
    return sum(row.hidden if row.kind == "fold" else 1 for row in folded[:shown])


def find(rows: Sequence[Row], text: str, exact: bool = False) -> list[Hit]:
    """All hits in reading order, left before right; case-insensitive unless `exact`."""
    if not text:
        return []
    pattern = re.compile(re.escape(text), 0 if exact else re.IGNORECASE)
    hits: list[Hit] = []
    for index, row in enumerate(rows):
        for line, side in ((row.left, "left"), (row.right, "right")):
            if line is not None:
                for match in pattern.finditer(line.text):
                    hits.append(Hit(index, "left" if side == "left" else "right", match.start(), match.end()))
    return hits


def value_text(rows: Sequence[Row], index: int, side: SideName) -> str | None:
    """The whole JSON value that begins in a row, without its key and comma; None if the side has none.

    `rows` must contain no folds, because a partly folded container is None, like one that has a part with a view of its
    own (`{ … }`).
    """
    line = rows[index].left if side == "left" else rows[index].right
    if line is None:
        return None
    lead = len(line.text) - len(line.text.lstrip(" "))
    parts = [_without_key(line.text[lead:])]
    if not parts[0].endswith(("{", "[")):
        return None if parts[0].endswith(_ELSEWHERE) else parts[0].removesuffix(",")
    for row in rows[index + 1 :]:
        if row.kind == "fold":
            return None
        next_line = row.left if side == "left" else row.right
        if next_line is None:
            continue
        parts.append(next_line.text[lead:])
        if len(next_line.text) - len(next_line.text.lstrip(" ")) <= lead:
            break
    whole = not any(part.endswith(_ELSEWHERE) for part in parts)
    return "\n".join(parts).removesuffix(",") if whole else None


_ELSEWHERE = ("{ … }", "{ … },")
_KEY = re.compile(r'"(?:[^"\\]|\\.)*":\s*')


def _without_key(text: str) -> str:
    match = _KEY.match(text)
    return text[match.end() :] if match else text


def path_text(pointer: str) -> str:
    """The last steps of a JSON Pointer in readable form: `… › HostConfig › Binds`."""
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    lead = ["…"] if len(steps) > 3 else []
    return " › ".join(lead + steps[-3:])
