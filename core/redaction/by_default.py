"""Masks values unless they are recognizably harmless: variables, arguments and labels in the Kubernetes preview.

Elsewhere a value is masked where its name or shape promises a secret. A preview shows what no one needs to read value
by value, so there the rule is the other way round: what is not on the list of `core.redaction.harmless` is `•••`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from core.manifest.jsonc import depth
from core.model.base import Json
from core.redaction.harmless import is_harmless, is_plain, is_wordy
from core.redaction.names import WEAK, secret_name
from core.redaction.redactor import Redactor
from core.redaction.shapes import MASK, is_placeholder

_MASKED = re.compile(MASK + r" secret \d+@?")
_WORD = re.compile(r"\S+")
_ASSIGNED = re.compile(r"(?P<name>-{0,2}[A-Za-z_][\w.:-]{0,80}=)(?P<value>.+)", re.DOTALL)
_FLAG = re.compile(r"--?(?P<name>[A-Za-z][\w-]{0,80})")
_LONGEST = 20_000
_DEEPEST = 20
"""Levels of JSON in a value that are shown by their keys; what is deeper is masked."""
_NAMED = re.compile(r"(?P<head>\s*+[\"'-]*+\s*+(?P<name>[\w.-]++)[\"']?\s*+[:=]\s*+)(?P<value>(?!//)\S.*)")
_MOST_NAMES = 8
"""Names in front of one another, as in `level: error: path: …`."""
_BEGINNERS = "_/.~-"
"""Signs that words of outputs begin with."""


def variable(redactor: Redactor, name: str, value: Json) -> Json:
    """The value of a variable or label: the name of a secret wins over whatever the value looks like."""
    if not isinstance(value, str):
        return value
    masked = str(redactor.value(value, name))
    if _promises(name) and masked == value and value and not is_placeholder(value):
        return MASK
    return _text(redactor, masked, value)


def words(redactor: Redactor, items: Sequence[Json]) -> list[Json]:
    """The words of a command: the option before a word, or its neighbor, wins over its shape."""
    result: list[Json] = []
    before = ""
    masked = redactor.value(list(items))
    for item, shown in zip(items, masked, strict=True):
        if not isinstance(item, str):
            result.append(shown)
            continue
        flag = _FLAG.fullmatch(before)
        if flag is not None and shown == item and _promises(flag["name"]) and not item.startswith("-"):
            result.append(MASK)
        else:
            result.append(_words(redactor, str(shown), item))
        before = item
    return result


def sentence(redactor: Redactor, text: str) -> str:
    """A line of a program that is not understood: each word is shown only where it is one of plain sentences.

    What is behind a name (`name: value`, `"name": "value"`) follows the rule for variables.
    """
    if len(text) > _LONGEST:
        return MASK
    heads = ""
    for _ in range(_MOST_NAMES):
        named = _NAMED.fullmatch(text)
        if named is None or not is_wordy(named["name"]):
            break
        heads, text = heads + named["head"], named["value"]
        if _is_behind_secret(named["name"], text):
            return heads + redactor.mask(text)
    return heads + _WORD.sub(lambda word: _said(redactor, word.group()), _MASKED.sub(MASK, redactor.text(text)))


def _is_behind_secret(name: str, value: str) -> bool:
    """Whether a value is behind the name of a secret; under `key` and such, what is harmless anywhere is none."""
    if not secret_name(name) or is_placeholder(value) or not re.search(r"\w", value):
        return False
    return not (WEAK.search(name) and is_harmless(value))


def _said(redactor: Redactor, word: str) -> str:
    """A word with the signs around it; `•••` where it is none of plain sentences."""
    begins = next((at for at, sign in enumerate(word) if sign.isalnum() or sign in _BEGINNERS), len(word))
    ends = next((at for at in range(len(word), begins, -1) if word[at - 1].isalnum() or word[at - 1] == "_"), begins)
    inner = word[begins:ends]
    if not inner or MASK in word or is_plain(inner, redactor.open_names):
        return word
    assigned = _ASSIGNED.fullmatch(inner)
    name = assigned["name"] if assigned is not None and is_wordy(assigned["name"].strip("-=")) else ""
    return word[:begins] + name + MASK + word[ends:]


def _words(redactor: Redactor, masked: str, value: str) -> str:
    """A word of a command, or a whole command line: each word of it on its own."""
    if len(value) > _LONGEST or not re.search(r"\s", value.strip()) or value.lstrip()[:1] in ("{", "["):
        return _text(redactor, masked, value)
    return _WORD.sub(lambda word: _text(redactor, word.group(), word.group()), _MASKED.sub(MASK, masked))


def _text(redactor: Redactor, masked: str, value: str) -> str:
    """The masked value, where everything that is left of it is harmless; else `•••`, its key kept."""
    if is_harmless(_MASKED.sub("", masked).replace(MASK, ""), redactor.open_names):
        return masked
    if len(value) <= _LONGEST:
        inner = _json(value)
        if inner is not None:
            return json.dumps(_leaves(redactor, redactor.value(inner)), ensure_ascii=False)
        parts = masked.split(";")
        if len(parts) > 1 and all(_ASSIGNED.fullmatch(part.strip()) for part in parts if part.strip()):
            return ";".join(_text(redactor, part, part) if part.strip() else part for part in parts)
        assigned = _ASSIGNED.fullmatch(masked)
        if assigned is not None:
            return assigned["name"] + str(variable(redactor, assigned["name"].strip("-="), assigned["value"]))
    return MASK


def _leaves(redactor: Redactor, value: Json, name: str = "") -> Json:
    """JSON inside a value: each text in it by the same rule, its keys kept."""
    if isinstance(value, dict):
        return {key: _leaves(redactor, item, key) for key, item in value.items()}
    if isinstance(value, list):
        return [_leaves(redactor, item, name) for item in value]
    return variable(redactor, name, value)


def _json(value: str) -> Json:
    if value.lstrip()[:1] not in ("{", "["):
        return None
    try:
        inner = json.loads(value)
    except (ValueError, RecursionError):
        return None
    return inner if depth(inner) <= _DEEPEST else None


def _promises(name: str) -> bool:
    return secret_name(name) and not WEAK.search(name)
