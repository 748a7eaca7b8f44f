"""Writes plain JSON data as YAML, deterministically, and quoted where a reader could misread a text.

Only what is needed: block style, double quotes with escapes, no anchors, no tags, keys in the given order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from core.manifest import pointer as ptr
from core.model.base import Json

_PLAIN = re.compile(r"[A-Za-z/][A-Za-z0-9_./-]*")
_WORDS = frozenset(("true", "false", "yes", "no", "on", "off", "null", "y", "n"))
_UNSEEN = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")
"""Categories of characters that are escaped: control, format (those turn the writing direction), unassigned, breaks.

A reader must see the text that Kubernetes gets, and YAML 1.1 takes some of them for line breaks.
"""
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def dump(value: Json) -> str:
    """One document, ending in a newline."""
    return "".join(f"{line}\n" for line, _ in lines(value))


def dump_all(values: Iterable[Json]) -> str:
    """Several documents in one text, separated by `---`."""
    return "---\n".join(map(dump, values))


def lines(value: Json) -> Iterator[tuple[str, str]]:
    """Each line of a document with the JSON Pointer of the value that it shows, or begins."""
    return _lines(value, "", "")


def _lines(value: Json, indent: str, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping) and value:
        for key, item in value.items():
            yield from _member(f"{indent}{_text(str(key))}:", item, indent, ptr.join(path, str(key)))
    elif isinstance(value, (list, tuple)) and value:
        for index, item in enumerate(value):
            yield from _item(item, indent, ptr.join(path, index))
    else:
        yield indent + _scalar(value), path


def _member(head: str, value: Json, indent: str, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping) and value:
        yield head, path
        yield from _lines(value, indent + "  ", path)
    elif isinstance(value, (list, tuple)) and value:
        yield head, path
        yield from _lines(value, indent, path)
    else:
        yield f"{head} {_scalar(value)}", path


def _item(value: Json, indent: str, path: str) -> Iterator[tuple[str, str]]:
    """An element: its first line is behind the dash."""
    first = True
    for line, place in _lines(value, indent + "  ", path):
        yield (f"{indent}- {line[len(indent) + 2 :]}" if first else line), place
        first = False


def _scalar(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, (Mapping, list, tuple)):
        return "{}" if isinstance(value, Mapping) else "[]"
    return _text(str(value))


def _number(value: float) -> str:
    """A float that YAML 1.1 reads as one: with a point even before an exponent."""
    text = repr(value)
    head, mark, exponent = text.partition("e")
    return f"{head if '.' in head else head + '.0'}e{exponent}" if mark else text


def _text(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return '"' + "".join(map(_character, text)) + '"'


def _character(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    code = ord(char)
    if unicodedata.category(char) not in _UNSEEN:
        return char
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
