"""Masks the lines and values of a change in the report: only what differs is shown, the rest if it is harmless.

A change of a command or a variable needs one host name or path of it. The other words are judged by the rule of the
Kubernetes objects (`core.redaction.by_default`): masked unless they are recognizably harmless.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from core.manifest import pointer as ptr
from core.model.base import Json
from core.redaction import by_default
from core.redaction.harmless import is_harmless, is_wordy
from core.redaction.redactor import Redactor
from core.redaction.shapes import MASK

_HOLDERS = frozenset(("env", "labels", "cmd", "entrypoint", "healthcheck"))
_COMMANDS = frozenset(("cmd", "entrypoint", "healthcheck"))
_TWIN, _SYSTEM = "properties.desired", ("$edgeAgent", "$edgeHub")
_NAMED = frozenset(("modules", "systemmodules", "modulescontent", "routes"))
"""Members whose members are names that the manifest chose."""
_LINE = re.compile(r'(?P<head>\s*+(?:"(?:[^"\\]++|\\.)*+"\s*+:\s*+)?)(?P<value>"(?:[^"\\]++|\\.)*+")(?P<tail>,?\s*+)')
_ESCAPE = r"\\u[0-9A-Fa-f]{4}|\\."
_WORD = re.compile(rf"{MASK} secret \d+@?|(?:(?!{_ESCAPE}|{MASK})[^\s\"'])++")
_PIECE = re.compile(rf"{MASK} secret \d+|[^•\s\\;,|&\"'<>(){{}}\[\]=/:@?#%!]++")
_NAME = re.compile(r"\s*+=(?=[^\s=])|\\*+[\"']\s*+:|:\s")
"""What follows a name, and no secret."""

Pieces = tuple[tuple[str, bool], ...]


def pieces(redactor: Redactor, text: str, other: str | None, pointer: str, spans: Sequence[tuple[int, int]]) -> Pieces:
    """A line of JSON, already masked by name and shape, cut at its spans: (text, changed).

    `other` is the line on the other side of the change, None where there is none: then all of the line is judged. A
    text that is masked here as a whole has no marks.
    """
    shown = redactor.text(text)
    if shown != text:
        spans = ()
    found = _LINE.fullmatch(shown) if _is_held(ptr.split(pointer)) else None
    if found is None and not spans:
        return ((shown, False),) if shown else ()
    if found is not None and other is None:
        return ((redactor.text(line(redactor, shown, pointer)), False),)
    hidden = () if found is None else tuple(_hidden(redactor, shown, redactor.text(other or ""), *found.span("value")))
    marks = {at for span in (*spans, *hidden) for at in span} | {0, len(shown)}
    result: list[tuple[str, bool]] = []
    for start, end in zip(sorted(marks), sorted(marks)[1:], strict=False):
        if any(low <= start < high for low, high in hidden):
            result.append((MASK, False))
        else:
            result.append((shown[start:end], any(low <= start < high for low, high in spans)))
    return tuple(result)


def values(redactor: Redactor, pointer: str, before: Json, after: Json, key: str) -> tuple[Json, Json]:
    """Both values of a change, masked: `key` is the name they are under."""
    masked = redactor.value(before, key), redactor.value(after, key)
    tokens = ptr.split(pointer)
    if isinstance(before, str) and isinstance(after, str):
        return (_value(redactor, tokens, *masked), _value(redactor, tokens, *reversed(masked)))
    return _judged(redactor, before, masked[0], tokens), _judged(redactor, after, masked[1], tokens)


def body(redactor: Redactor, value: Json, pointer: str) -> Json:
    """The entry of a module beside its preview: variables, commands, labels by the same rule, the rest masked."""
    return _judged(redactor, value, redactor.value(value), ptr.split(pointer))


def line(redactor: Redactor, text: str, pointer: str) -> str:
    """A line of JSON that only is beside a change: the value of a variable, argument or label by the same rule."""
    found, tokens = _LINE.fullmatch(text), ptr.split(pointer)
    if found is None or not _is_held(tokens):
        return text
    value = json.loads(found["value"], strict=False)
    return found["head"] + json.dumps(_one(redactor, value, tokens), ensure_ascii=False) + found["tail"]


def around(pointer: str) -> str | bool:
    """What the start of a pointer means for how the places below it are judged: equal for most modules."""
    tokens = ptr.split(pointer)
    return pointer if _is_held(tokens) else bool(tokens) and tokens[-1].lower() in _NAMED


def _is_held(tokens: Sequence[str]) -> bool:
    return _holder(tokens) is not None


def _holder(tokens: Sequence[str]) -> int | None:
    """Which token holds variables, labels, a command or what a module reads of its twin.

    The name of a module or route is none of them.
    """
    lowered = [token.lower() for token in tokens]
    if _HOLDERS.isdisjoint(lowered) and _TWIN not in lowered:
        return None
    for at, small in enumerate(lowered):
        named = at > 0 and lowered[at - 1] in _NAMED
        if small in _HOLDERS and not named and (at < len(tokens) - 1 or small in _COMMANDS):
            return at
        if small == _TWIN and at > 0 and tokens[at - 1] not in _SYSTEM:
            return at
    return None


def _one(redactor: Redactor, value: str, tokens: Sequence[str]) -> Json:
    """A text by the rule of the place it is at: a word of a command, or the value of a variable or label."""
    at = _holder(tokens) or 0
    if tokens[at].lower() in _COMMANDS:
        return by_default.words(redactor, [value])[0]
    return by_default.variable(redactor, tokens[at + 1] if tokens[at].lower() == "env" else tokens[-1], value)


def _judged(redactor: Redactor, value: Json, masked: Json, tokens: Sequence[str]) -> Json:
    """A value that came or went: each text of a variable, command or label in it by the rule of its place."""
    if isinstance(value, dict) and isinstance(masked, dict):
        parts = zip(value, masked, strict=True)
        return {shown: _judged(redactor, value[name], masked[shown], [*tokens, name]) for name, shown in parts}
    if isinstance(value, list) and isinstance(masked, list):
        if tokens and tokens[-1].lower() in _COMMANDS and _holder(tokens) == len(tokens) - 1:
            return by_default.words(redactor, value)
        return [_judged(redactor, *pair, [*tokens, str(at)]) for at, pair in enumerate(zip(value, masked, strict=True))]
    if isinstance(value, str) and value == masked and _is_held(tokens):
        return _one(redactor, value, tokens)
    return masked


def _value(redactor: Redactor, tokens: Sequence[str], text: Json, other: Json) -> Json:
    if not _is_held(tokens) or not isinstance(text, str) or not isinstance(other, str):
        return text
    for start, end in reversed(list(_hidden(redactor, text, other, 0, len(text)))):
        text = text[:start] + MASK + text[end:]
    return text


def _hidden(redactor: Redactor, text: str, other: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Places that are masked: pieces of words that are on both sides, no names, and not recognizably harmless."""
    others = set(_PIECE.findall(other))
    for word in _WORD.finditer(text, start, end):
        if word.group().startswith(MASK) or is_harmless(word.group(), redactor.open_names):
            continue
        for piece in _PIECE.finditer(text, *word.span()):
            plain = piece.group()
            is_name = _NAME.match(text, piece.end(), end) is not None and is_wordy(plain.strip("-"))
            if plain in others and not (plain.startswith(MASK) or is_name or is_harmless(plain, redactor.open_names)):
                yield piece.span()
