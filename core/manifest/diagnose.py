"""The likely cause of a text that is not JSON, in words that say what to do."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from core.manifest import foreign
from core.manifest import pointer as ptr
from core.text.catalogue import _

_CONSTANT = re.compile(r'"(?:[^"\\]++|\\.)*+"?|(-?Infinity|NaN)', re.DOTALL)
_STRUCTURE = re.compile(r'("(?:[^"\\]++|\\.)*+"?)(\s*+:)?|[{}\[\],]', re.DOTALL)
_SMART = "“”„‟«»‘’"


@dataclass(frozen=True, slots=True)
class Fault:
    """A first fault: offset in the text, what was found, what is expected, how to fix it."""

    offset: int
    found: str
    expected: str = "JSON"
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A key that is twice in one object: the offsets of both members, and where."""

    key: str
    first: int
    second: int
    pointer: str


def not_json(text: str, error: ValueError) -> Fault:
    """Explains the first error of a text that `json.loads` refused, with its likely cause."""
    if not isinstance(error, json.JSONDecodeError):
        return Fault(0, _("a number has too many digits"), _("a number with at most 4,300 digits"))
    if error.msg in ("NaN", "Infinity", "-Infinity"):
        at = next((match.start(1) for match in _CONSTANT.finditer(text) if match.group(1)), 0)
        return Fault(
            at, _("{value} is not JSON").format(value=error.msg), _("a number or null"), _("use a number or null")
        )
    at = min(error.pos, len(text))
    return _foreign(text, at) or _at_end(text, at) or _by_character(text, at, error.msg)


def _foreign(text: str, at: int) -> Fault | None:
    """Another language than JSON, recognized by how the text begins or by the word at the fault."""
    start = text.lstrip()
    offset = len(text) - len(start)
    if start.startswith("<"):
        return Fault(
            offset,
            _("the text is XML or HTML"),
            "JSON",
            _("export the manifest again; this file may be a saved web page"),
        )
    other = foreign.of_yaml(start)
    if other is not None:
        remedy = _("open the deployment manifest, for example the output of az iot edge export-modules")
        return Fault(offset, other, _("a deployment manifest in JSON"), remedy)
    if start.startswith("---") or re.match(r"[A-Za-z_$][\w$.-]*\s*:(\s|$)", start):
        return Fault(offset, _("the text looks like YAML"), "JSON", _("convert it to JSON first"))
    if start[0] not in "{[" and at <= offset:
        return Fault(
            offset,
            _("the text begins with {start}").format(start=_quoted(start[0])),
            _('JSON, beginning with "{"'),
            _("check that this is a manifest"),
        )
    word = re.match(r"(True|False|None)\b", text[at:])
    if word:
        right = {"True": "true", "False": "false", "None": "null"}[word.group(1)]
        return Fault(
            at,
            _("{word} is Python, not JSON").format(word=word.group(1)),
            right,
            _("use {right}").format(right=right),
        )
    return None


def _at_end(text: str, at: int) -> Fault | None:
    """The text ends too early: count what was left open."""
    if text[at:].strip():
        return None
    missing = "".join(_closers(text))
    if not missing:
        return Fault(at, _("the text ends too early"), _("more JSON"), _("check that the file was copied completely"))
    return Fault(
        max(len(text.rstrip()) - 1, 0),
        _("the text ends before everything is closed: {missing} is missing").format(missing=missing),
        _("{missing} at the end").format(missing=missing),
        _("add {missing} at the end if the file was copied completely").format(missing=missing),
    )


def _closers(text: str) -> list[str]:
    """The brackets still open at the end of a text, as their closing ones, innermost first."""
    closing: list[str] = []
    for token in re.findall(r'"(?:[^"\\]++|\\.)*+"?|[{}\[\]]', text):
        if token in "{[":
            closing.append("}" if token == "{" else "]")
        elif token in "}]" and closing and closing[-1] == token:
            closing.pop()
    return closing[::-1]


def missing_closers(text: str) -> str:
    """What to append so that every bracket is closed; empty when that is not the fault.

    The two samples of the migration guide with a missing brace are fixed this way.
    """
    return "".join(_closers(text))


def _by_character(text: str, at: int, message: str) -> Fault:
    near = text[at]
    if near in _SMART:
        return Fault(
            at,
            _("a typographic quote {near}").format(near=near),
            _('a straight quote "'),
            _("replace typographic quotes with straight quotes"),
        )
    if near == "'":
        return Fault(at, _("a single quote"), _('a double quote "'), _("use double quotes"))
    return _by_message(near, at, message)


def _quoted(char: str) -> str:
    """A character in quotes; one that cannot be seen by its number."""
    return f"'{char}'" if char.isprintable() else f"U+{ord(char):04X}"


def _by_message(near: str, at: int, message: str) -> Fault:
    """What Python's own parser reports, in the words of an operator."""
    if message.startswith("Extra data"):
        return Fault(
            at,
            _("more text after the end of the JSON value"),
            _("one JSON value"),
            _("remove the text that follows, or an extra bracket"),
        )
    if message.startswith("Expecting ',' delimiter"):
        return Fault(
            at,
            _("{near} instead of a comma or a closing bracket").format(near=_quoted(near)),
            _("a comma"),
            _("add the comma before this text"),
        )
    if message.startswith("Expecting ':'"):
        return Fault(at, _("{near} instead of a colon").format(near=_quoted(near)), _("a colon after the key"))
    if message.startswith("Expecting property name"):
        return Fault(at, _("{near} instead of a key").format(near=_quoted(near)), _("a key in double quotes"))
    if message.startswith("Invalid control"):
        return Fault(
            at, _("a line break or tab inside a string"), _(r"\n or \t"), _("close the string, or escape the character")
        )
    if message.startswith("Invalid \\"):
        return Fault(
            at,
            _("a backslash that does not start an escape sequence"),
            _(r"\\ for a backslash"),
            _("double the backslash"),
        )
    if message.startswith("Unterminated string"):
        return Fault(at, _("a string that is never closed"), _('a closing quote "'))
    return Fault(at, _("{near} instead of a value").format(near=_quoted(near)), _("a JSON value"))


def duplicate(text: str) -> Duplicate:
    """The first duplicate key of an object in a JSON text. Raises LookupError if there is none."""
    seen: list[dict[str, int] | None] = []
    path: list[str | int] = []
    for token in _STRUCTURE.finditer(text):
        sign = token.group()[0]
        if sign == '"':
            if token[2] is not None and seen[-1] is not None:
                word = token[1]
                path[-1] = key = json.loads(word, strict=False) if "\\" in word else word[1:-1]
                if key in seen[-1]:
                    return Duplicate(key, seen[-1][key], token.start(), ptr.join("", *path))
                seen[-1][key] = token.start()
        elif sign in "{[":
            seen.append({} if sign == "{" else None)
            path.append(0)
        elif sign in "}]":
            seen.pop()
            path.pop()
        elif seen[-1] is None:
            path[-1] = int(path[-1]) + 1
    raise LookupError(text[:80])
