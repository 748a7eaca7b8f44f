"""Finds the YAML that kubectl and az print among the lines of a paste: block mappings and lists only.

Source: sigs.k8s.io/yaml, which kubectl uses (keys sorted, lists at the indentation of their key, long texts folded);
PyYAML as az uses it. They print no anchors, tags or flow collections other than `{}` and `[]`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from core.model.base import Json

_ENTRY = re.compile(
    r"(?P<key>\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[^\s\"'#\[\]{},:-][^:\n]*?|[$.\w/-]+):(?:\s+(?P<value>.*))?"
)
_ITEM = re.compile(r"-(?:\s+(?P<rest>.*))?")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?")
_WORDS: dict[str, Json] = {"true": True, "false": False, "null": None, "~": None, "": None, "{}": {}, "[]": []}
_DEEPEST = 60


def parse(lines: Sequence[str], index: int) -> tuple[Json, int] | None:
    """Parses the value that begins at a line; returns it with the index after its last line, or None."""
    if _ENTRY.fullmatch(lines[index]) is None and _ITEM.fullmatch(lines[index]) is None:
        return None
    reader = _Reader(lines, index)
    value = reader.block(0, 0)
    return (value, reader.at) if reader.at > index else None


class _Reader:
    """Reads blocks by their indentation, up to the first line that is not YAML.

    It also stops at a repeated key: the document that follows is read separately, and a paste of many starts takes no
    longer than one.
    """

    def __init__(self, lines: Sequence[str], index: int) -> None:
        self.lines, self.at = lines, index
        self._begun: dict[int, str] = {}  # lines of a dash as those of the mapping that begins there

    def block(self, indent: int, depth: int) -> Json:
        """Reads the mapping or list whose lines begin at this column."""
        line = self._line()
        if line is None or depth > _DEEPEST:
            return None
        return self._list(indent, depth) if _ITEM.fullmatch(line[indent:]) else self._mapping(indent, depth)

    def _mapping(self, indent: int, depth: int) -> dict[str, Json]:
        found: dict[str, Json] = {}
        while (line := self._line()) is not None and _indent(line) == indent:
            entry = _ENTRY.fullmatch(line[indent:].rstrip())
            key = "" if entry is None else _scalar_text(entry["key"])
            if entry is None or key in found:
                break
            self.at += 1
            found[key] = self._value(entry["value"] or "", indent, depth)
        return found

    def _list(self, indent: int, depth: int) -> list[Json]:
        found: list[Json] = []
        while (line := self._line()) is not None and _indent(line) == indent:
            item = _ITEM.fullmatch(line[indent:].rstrip())
            if item is None:
                break
            rest = item["rest"] or ""
            inner = indent + len(line[indent:]) - len(line[indent + 1 :].lstrip())
            if rest and _ENTRY.fullmatch(rest):  # a mapping that begins on the line of its dash
                self._begun[self.at] = " " * inner + rest
                found.append(self._mapping(inner, depth + 1))
            else:
                self.at += 1
                found.append(self._value(rest, indent, depth))
        return found

    def _value(self, text: str, indent: int, depth: int) -> Json:
        """The value after a key or a dash, on its line or below it."""
        if text[:1] in ("|", ">"):
            return self._literal(indent)
        following = self._line()
        if text or following is None:
            return self._scalar(text, indent)
        inner = _indent(following)
        if inner > indent or (inner == indent and following[inner:].startswith("- ")):
            return self.block(inner, depth + 1)
        return None

    def _literal(self, indent: int) -> str:
        taken = []
        while self.at < len(self.lines) and (not self.lines[self.at].strip() or _indent(self.lines[self.at]) > indent):
            taken.append(self.lines[self.at].strip())
            self.at += 1
        return "\n".join(taken)

    def _scalar(self, text: str, indent: int) -> Json:
        """A text that may continue in lines with more indentation, which the printer folded."""
        while (line := self._line()) is not None and _indent(line) > indent and not _ENTRY.fullmatch(line.strip()):
            text = f"{text} {line.strip()}"
            self.at += 1
        if text in _WORDS:
            return _WORDS[text]
        if _NUMBER.fullmatch(text):
            return json.loads(text) if not re.fullmatch(r"-?0\d.*", text) else text
        return _scalar_text(text)

    def _line(self) -> str | None:
        if self.at >= len(self.lines) or not self.lines[self.at].strip():
            return None
        return self._begun.get(self.at, self.lines[self.at])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _scalar_text(text: str) -> str:
    """A scalar without its quotes."""
    if text[:1] == '"':
        try:
            return str(json.loads(text))
        except ValueError:
            return text.strip('"')
    return text[1:-1].replace("''", "'") if text[:1] == "'" and text[-1:] == "'" and len(text) > 1 else text
