"""How a text is written: its newline, indent, colon and comma, so that new text looks like the old."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from core.manifest.jsonc import Placeholder
from core.manifest.nodes import Node
from core.model.base import Json


@dataclass(frozen=True, slots=True)
class Style:
    """`unit` is one level of indent, None for a text without line breaks; `comma` separates within a line."""

    newline: str = "\n"
    unit: str | None = None
    colon: str = ":"
    comma: str = ","
    ascii_only: bool = False

    def dump(self, value: Json, indent: str | None) -> str:
        """A new value as text; `indent` is that of its line, None to write it in one line."""
        if isinstance(value, Placeholder):
            return str(value)
        if not isinstance(value, (dict, list)):
            return json.dumps(value, ensure_ascii=self.ascii_only)
        brackets = "{}" if isinstance(value, dict) else "[]"
        inside = None if indent is None or self.unit is None else indent + self.unit
        if isinstance(value, dict):
            parts = [self.member(key, item, inside) for key, item in value.items()]
        else:
            parts = [self.dump(item, inside) for item in value]
        if not parts or inside is None or indent is None:
            return brackets[0] + self.comma.join(parts) + brackets[1]
        glue = "," + self.newline + inside
        return brackets[0] + self.newline + inside + glue.join(parts) + self.newline + indent + brackets[1]

    def member(self, key: str, value: Json, indent: str | None) -> str:
        """A new member `"key": value`."""
        return json.dumps(key, ensure_ascii=self.ascii_only) + self.colon + self.dump(value, indent)


def detect(text: str, root: Node) -> Style:
    """The style of a text, read off its first members."""
    newline = re.search(r"\r\n|\n|\r", text)
    first = root.members[0] if root.members else None
    colon = ":" if first is None else text[first.end : first.value.start]
    start = first.start if first is not None else (root.items[0].start if root.items else 0)
    lead = text[:start]
    at = max(lead.rfind("\n"), lead.rfind("\r"))
    unit = lead[at + 1 :] if at >= 0 and at > root.start and not lead[at + 1 :].strip() else None
    inline = re.search(r'[\]}"\d],([ \t]*)["{\[\d]', text)
    spaced = inline.group(1) if inline else (" " if colon.endswith(" ") else "")
    return Style(
        newline=newline.group() if newline else "\n",
        unit=unit if unit is None or unit else "  ",
        colon=colon if re.fullmatch(r"[ \t]*:[ \t]*", colon) else ": ",
        comma="," + spaced[:1],
        ascii_only=text.isascii(),
    )


def line_indent(text: str, offset: int) -> str:
    """The white space that begins the line of an offset."""
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    end = start
    while end < len(text) and text[end] in " \t":
        end += 1
    return text[start:end]
