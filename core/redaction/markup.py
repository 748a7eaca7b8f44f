"""Finds secrets in XML, by the names of elements, of attributes, and of settings that are said in either."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.redaction.names import secret_name
from core.redaction.shapes import named_spans, secret_value

_XML = re.compile(
    r"<(?:[A-Za-z]\w{0,30}+:)?+(?P<n>[A-Za-z][\w.-]*+)(?:\s[^<>]*+)?+>(?:<!\[CDATA\[)?+(?P<s>(?:[^<>\]]++|\](?!\]>))++)(?:\]\]>)?+</"
)
_NEIGHBOR = re.compile(
    r">\s*+(?P<n>[\w .-]{1,80}+)</[\w:.-]{1,40}+>\s*+<(?i:string|value|val|data)(?:\s[^<>]*+)?+>(?P<s>[^<>]++)</"
)
"""An element with a name, and behind it the one with its value: `<key>…</key><string>…`."""
_ELEMENT = re.compile(r"<[A-Za-z][^<>]*+>(?:\s*+<value>[^<>]*+)?")
_ATTRIBUTE = re.compile(r"\b(?P<n>[A-Za-z][\w.:-]{0,200})\s*+=\s*+\\*+[\"'](?P<s>[^\"'\\<>]*+)")
_TEXT = re.compile(r"<value>(?P<s>[^<>]++)", re.IGNORECASE)
"""An element of XML with a setting: `<add key="DbPassword" value="…"/>`, `<setting name="…"><value>…`."""
_SETTING_NAMES = frozenset(("key", "name", "id", "field", "type", "label"))
_SETTING_VALUES = frozenset(("value", "val", "data", "text"))


def spans(text: str) -> list[tuple[int, int]]:
    """Places of secrets in a text with elements of XML."""
    if "<" not in text or ">" not in text:
        return []
    return [*named_spans(_XML, text), *named_spans(_NEIGHBOR, text), *_settings(text)]


def _settings(text: str) -> Iterator[tuple[int, int]]:
    """Values of XML elements that name a setting in one attribute and have its value in another, or behind them."""
    for element in _ELEMENT.finditer(text):
        given = list(_ATTRIBUTE.finditer(text, *element.span()))
        named = [m["s"] for m in given if m["n"].lower() in _SETTING_NAMES and secret_name(m["s"])]
        values = [m for m in given if m["n"].lower() in _SETTING_VALUES]
        for value in (*values, *_TEXT.finditer(text, *element.span())) if named else ():
            if value["s"] and secret_value(value["s"], named[0]):
                yield value.span("s")
