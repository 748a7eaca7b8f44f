"""Reads tables by the positions of their headings, because cells may be empty and values may contain blanks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from core.device_outputs import errors

_HEADING = re.compile(r"ACCESS MODES|RECLAIM POLICY|NOMINATED NODE|READINESS GATES|CONTAINER ID|\S+")
_DASHES = re.compile(r"\s*-+(?:\s+-+)*\s*")
_WORD = re.compile(r"\S+(?: \([^()]*\))?")
_LOST = 2
"""The number of consecutive lines that are no rows after which a table ends."""

Row = dict[str, str]
Loose = Callable[[Sequence[str]], Row | None]
"""Reads the words of a row whose blank cells cannot be located; None if the cells remain unknown."""


@dataclass(slots=True)
class Table:
    """Rows by heading; `end` is the index after the last row, `unread` the lines between that are no rows.

    `places` are the indices of the first lines of the rows.
    """

    rows: list[Row] = field(default_factory=list)
    end: int = 0
    unread: list[int] = field(default_factory=list)
    dashes: bool = False
    headings: tuple[str, ...] = ()
    places: list[int] = field(default_factory=list)


def has_headings(line: str, *names: str) -> bool:
    """Whether the line has these headings in any order, because custom columns and sorted tables reorder them."""
    return names[0] in line and set(names) <= set(line.split())


def read(
    lines: Sequence[str],
    index: int,
    valid: Callable[[Row], bool],
    wraps: bool = False,
    loose: Loose | None = None,
    single: bool = False,
) -> Table:
    """Reads the table whose headings are in `lines[index]`.

    `valid` says whether cells are a row of this table; with `wraps`, a line that begins with blanks continues the cells
    of the row above, as Windows PowerShell prints them. `loose` reads a row whose columns are lost; `single` says that
    no cell is empty or contains a blank, so that such a row can be read word by word.
    """
    columns = [(match.group(), match.start()) for match in _HEADING.finditer(lines[index])]
    table = Table(end=index + 1, headings=tuple(name for name, _ in columns))
    if table.end < len(lines) and _DASHES.fullmatch(lines[table.end]):
        table.end, table.dashes = table.end + 1, True
    doubtful: list[int] = []
    for at in (at for at in range(table.end, len(lines)) if not errors.warning(lines[at])):
        line = lines[at]
        if is_heading(line, table.headings):
            break
        if wraps and table.rows and at == table.end and line[:1] == " " and line.strip():
            if not _continues(table.rows[-1], line, columns):
                doubtful.append(at)
                continue
            table.end = at + 1
            continue
        row = _row(line, columns, valid, _in_order(columns) if single else loose)
        if row is not None:
            table.rows.append(row)
            table.places.append(at)
            table.unread += [number for number in doubtful if lines[number].strip()]
            table.end, doubtful = at + 1, []
        elif len(doubtful) < _LOST and (line.strip() != "" or not doubtful):
            doubtful.append(at)
        else:
            break
    return table


def is_heading(line: str, headings: Sequence[str]) -> bool:
    """Whether another table begins: outputs may follow each other without a blank line."""
    words = line.split()
    return len(words) > 1 and words[0] in headings and len(set(words) & set(headings)) > 1


def _row(
    line: str, columns: Sequence[tuple[str, int]], valid: Callable[[Row], bool], loose: Loose | None
) -> Row | None:
    """The cells of a line by the positions of the headings; else word by word, if the table allows it.

    A chat, a mail or an editor may have moved the columns or merged blanks.
    """
    row = _cells(line, columns)
    if row is not None and valid(row):
        return row
    if line[:1] in ("", " "):
        return None
    row = loose(_WORD.findall(line)) if loose is not None else None
    return row if row is not None and valid(row) else None


def _in_order(columns: Sequence[tuple[str, int]]) -> Loose:
    """Reads a row with as many words as there are columns."""
    names = [name for name, _ in columns]
    return lambda words: dict(zip(names, words, strict=True)) if len(words) == len(names) else None


def _cells(line: str, columns: Sequence[tuple[str, int]]) -> Row | None:
    """The cells of a line; None if a value overlaps the start of a column."""
    if line[:1] in ("", " "):
        return None
    ends = [start for _, start in columns[1:]] + [len(line)]
    if any(start < len(line) and line[start - 1] != " " for _, start in columns[1:]):
        return None
    return {name: line[start:end].strip() for (name, start), end in zip(columns, ends, strict=True)}


def _continues(row: Row, line: str, columns: Sequence[tuple[str, int]]) -> bool:
    """Appends the pieces of a continued line to the cells above; cells are wrapped without a blank."""
    pieces = _cells("x" + line[1:], columns)
    if pieces is None:
        return False
    pieces[columns[0][0]] = pieces[columns[0][0]].removeprefix("x").strip()
    for name, piece in pieces.items():
        row[name] += piece
    return True
