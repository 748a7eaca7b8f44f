"""JSON and table cells as golden pages print them: on one line if it fits, else with one member on each line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

WIDTH = 100
"""The characters in a line of JSON, as far as the values allow it."""


def pretty(value: Any, indent: int = 0, before: int = 0) -> str:
    """The value as JSON text; its first line has `before` characters already, besides the indentation.

    A container with one member opens and closes on the lines of that member.
    """
    line = json.dumps(value, ensure_ascii=False)
    if indent + before + len(line) <= WIDTH or not isinstance(value, (dict, list)) or not value:
        return line
    first, last = ("{", "}") if isinstance(value, dict) else ("[", "]")
    members = list(value.items()) if isinstance(value, dict) else [("", item) for item in value]
    names = [json.dumps(name, ensure_ascii=False) + ": " if isinstance(value, dict) else "" for name, _ in members]
    if len(members) == 1 and len(json.dumps(value, ensure_ascii=False)) + indent > WIDTH:
        return f"{first}{names[0]}{pretty(members[0][1], indent, before + 1 + len(names[0]))}{last}"
    pad = " " * (indent + 2)
    lines = [pad + name + pretty(item, indent + 2, len(name)) for name, (_, item) in zip(names, members, strict=True)]
    return f"{first}\n" + ",\n".join(lines) + f"\n{' ' * indent}{last}"


def word(value: Any) -> str:
    """A value in a list: a plain text literally, everything else as JSON."""
    plain = isinstance(value, str) and value and not set(value) & set('`,;="\n\t') and value == value.strip()
    return value if plain and not _reads_as_json(value) else json.dumps(value, ensure_ascii=False)


def _reads_as_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def facts(values: Mapping[str, Any], module: str) -> str:
    """Facts as `name value` in their order, without the module's name (the id contains it) and empty values."""
    result = {name: value for name, value in values.items() if value not in ("", [], None)}
    return ", ".join(f"{name} {word(value)}" for name, value in result.items() if (name, value) != ("module", module))


def code(text: str) -> str:
    """A text as code in a cell, whatever it contains; empty for an empty text."""
    fence = "``" if "`" in text else "`"
    return f"{fence}{text}{fence}" if text else ""


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table without the columns that are empty in every row."""
    lines = [list(row) for row in rows]
    used = [index for index in range(len(columns)) if any(line[index] for line in lines)]
    result = [[line[index].replace("\n", " ").replace("|", r"\|") for index in used] for line in lines]
    head = [[columns[index] for index in used], ["---"] * len(used)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [*head, *result])
