"""Reads PowerShell's Format-List: one property on each line, and further lines of a value below its first."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

_PROPERTY = re.compile(r"(?P<name>[A-Za-z][\w()-]*)(?P<pad> +):(?: (?P<value>.*))?")
_ENTRY = re.compile(r"[A-Za-z]\w*:(?:\S.*)?")
"""A line of a value that lost its indentation: it has no blank before its colon, as properties have."""


@dataclass(slots=True)
class Item:
    """One object: its properties as lists of lines, with the index of each line, from `start` up to `end`."""

    start: int
    end: int
    values: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        """The value of a property on one line; None if it is missing or blank."""
        joined = "".join(text.strip() for _, text in self.values.get(name, []))
        return joined or None


def property_name(line: str) -> str | None:
    """The property that a line begins; None for any other line."""
    match = _PROPERTY.fullmatch(line)
    return match["name"] if match else None


def read(lines: Sequence[str], index: int, first: Collection[str]) -> Item:
    """Reads the object that begins at `lines[index]`, which is a property line.

    It ends before a repeated property, and after a blank line before one of `first`, the properties with which objects
    begin. The colons are aligned, unless a chat or an editor removed blanks or inserted tabs.
    """
    item = Item(index, index)
    column = lines[index].index(":")
    name, blank = "", False
    for at in range(index, len(lines)):
        line = lines[at]
        match = _PROPERTY.fullmatch(line)
        if match is not None and (line.index(":") == column or match["pad"] == " " or not blank):
            if match["name"] in item.values or (blank and match["name"] in first):
                break
            name = match["name"]
            item.values[name] = [(at, match["value"] or "")]
        elif line.strip() == "":
            item.values[name].append((at, ""))
            blank = True
            continue
        elif line[: column + 2].strip() == "" or _ENTRY.fullmatch(line.strip()):
            item.values[name].append((at, line[column + 2 :] if line[: column + 2].strip() == "" else line.strip()))
        else:
            break
        item.end, blank = at + 1, False
    return item
