"""Create options as they are in `settings`: an object, one string, or a string cut into chunks.

Facts: Azure/iotedge edge-util JsonEx and edge-agent DockerConfig; kubernetes-edge-agent reference section 4.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import accumulate, takewhile
from typing import NamedTuple

from core.manifest import jsonc, literal
from core.manifest.alike import Alike
from core.manifest.errors import ManifestError
from core.manifest.manifest import Encoding, Manifest
from core.model.base import Json
from core.model.remembered import remembered
from core.text.catalogue import _

KEY = "createOptions"
CHUNK_UNITS = 512
"""UTF-16 code units of one chunk, as the edge agent itself writes them."""
MAX_TEXT = 500_000
"""Characters of the create options of one module."""
MAX_CHUNKS = 100
_WIDEST = 6
"""Characters that spell a UTF-16 unit at most: `\\u00e4`."""
MAX_STRING_BYTES = 4096
"""IoT Hub's limit for one string of a twin."""

_CHUNK = re.compile(r"createoptions\d*", re.IGNORECASE)


class Decoded(NamedTuple):
    """Create options read from a `settings` object.

    `keys` are the members that held them, in reading order; `unjudged` the placeholder that hides them;
    `size` the bytes of a string, `most` an upper bound of the members in it, at any level.
    """

    options: dict[str, Json]
    encoding: Encoding
    keys: tuple[str, ...]
    unjudged: str = ""
    size: int = 0
    most: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """What was read of a file: many modules have equal options, or equal members in them, which are kept once.

    `texts` are by the text and its keys.
    """

    texts: dict[tuple[str, ...], Decoded] = field(default_factory=dict)
    members: Alike = field(default_factory=Alike)


Fail = Callable[[str, int, str, str, str], ManifestError]
"""Makes the error: key, offset in the joined text (-1 for the key as a whole), found, expected, remedy."""


def keys_of(settings: dict[str, Json]) -> tuple[str, ...]:
    """The members that hold create options, sorted as text in any case, as the edge agent reads them."""
    if KEY in settings and (len(settings) == 1 or (len(settings) == 2 and "image" in settings)):
        return (KEY,)
    keys = [key for key in settings if key[:1] in "cC" and _CHUNK.fullmatch(key)]
    return tuple(sorted(keys, key=str.lower) if len(keys) > 1 else keys)


def decode(settings: dict[str, Json], fail: Fail, known: Known) -> Decoded:
    """Joins, parses and checks the create options of one module; `known` caches texts that were parsed before.

    Raises what `fail` makes if they are no object or not JSON, or if a chunk is missing.
    """
    keys = keys_of(settings)
    if not keys:
        return Decoded({}, Encoding.ABSENT, ())
    value = settings[keys[0]]
    if keys == (KEY,) and type(value) is str and len(value) <= MAX_TEXT:
        return _decoded(value, settings, keys, fail, known)
    _check_sequence(settings, keys, fail)
    if len(keys) == 1 and isinstance(value, jsonc.Placeholder):
        return Decoded({}, Encoding.STRING, keys, unjudged=str(value))
    if len(keys) == 1 and isinstance(value, dict):
        return Decoded(value, Encoding.OBJECT, keys)
    if len(keys) == 1 and value is None:
        return Decoded({}, Encoding.EMPTY, keys)
    for key in keys:
        if not isinstance(settings[key], str):
            whole = complete_parts([settings[each] for each in keys])
            if whole:
                raise _left_over(keys, whole, fail)
            raise fail(
                key,
                -1,
                _("create options that are {kind}").format(kind=_kind(settings[key])),
                _("an object or a string"),
                "",
            )
    size = sum(len(settings[key]) for key in keys)
    if size > MAX_TEXT:
        found, expected = too_much_text(size)
        raise fail(keys[0], -1, found, expected, "")
    return _decoded("".join(settings[key] for key in keys), settings, keys, fail, known)


def _decoded(text: str, settings: dict[str, Json], keys: tuple[str, ...], fail: Fail, known: Known) -> Decoded:
    """What a text says; one that was read before is not read again."""
    decoded = known.texts.get((text, *keys))
    if decoded is None:
        decoded = known.texts[text, *keys] = _parse(text, settings, keys, fail, known.members)
    return decoded


def too_much_text(size: int) -> tuple[str, str]:
    """Why create options with so many characters are refused: what was found, what is expected."""
    found = _("create options with {count} characters").format(count=f"{size:,}")
    return found, _("at most {limit}; the edge agent reads 100 parts of 512").format(limit=f"{MAX_TEXT:,}")


def complete_parts(parts: list[Json]) -> int:
    """The number of leading chunks that form complete create options, the others being left over; 0 if none do."""
    if isinstance(parts[0], dict) and len(parts) > 1:
        return 1
    texts = [part for part in takewhile(lambda part: isinstance(part, str), parts) if isinstance(part, str)]
    if len(parts) == 1:
        return 0
    text = jsonc.blank("".join(texts), comments=False)
    try:
        value, end = json.JSONDecoder().raw_decode(text, len(text) - len(text.lstrip()))
    except (ValueError, RecursionError):
        return 0
    ends = list(accumulate(map(len, texts)))[: len(parts) - 1]
    found = next((count for count, at in enumerate(ends, 1) if at >= end and not text[end:at].strip()), 0)
    return found if isinstance(value, dict) else 0


def _left_over(keys: tuple[str, ...], whole: int, fail: Fail) -> ManifestError:
    return fail(
        keys[whole],
        -1,
        _('"{key}" is not needed: the create options before it are complete').format(key=keys[whole]),
        _("no more parts"),
        _('remove "{key}" and the parts after it if the parts before it are the intended create options').format(
            key=keys[whole]
        ),
    )


def _parse(text: str, settings: dict[str, Json], keys: tuple[str, ...], fail: Fail, members: Alike) -> Decoded:
    encoding = Encoding.STRING if len(keys) == 1 else Encoding.CHUNKS
    if not text.strip():
        return Decoded({}, Encoding.EMPTY if len(keys) == 1 else encoding, keys)
    try:
        value: Json = members.read(text)
        if value is None:
            value, _rest = jsonc.loads(text, comments=False)
    except jsonc.DuplicateKey as error:
        at = text.rfind(f'"{error.key}"')
        raise fail(
            keys[0], at, _('the key "{key}" occurs twice in one object').format(key=error.key), _("each key once"), ""
        ) from None
    except RecursionError:
        raise _too_deep(keys, fail) from None
    except ValueError as error:
        whole = complete_parts([settings[key] for key in keys])
        if whole:
            raise _left_over(keys, whole, fail) from None
        if re.fullmatch(r"\s*(\$\{[^}]*\}|\$\w+)\s*", text):
            return Decoded({}, encoding, keys, unjudged=text.strip())
        at = error.pos if isinstance(error, json.JSONDecodeError) else 0
        raise fail(keys[0], at, _("create options that are not JSON"), _("JSON text inside the string"), "") from None
    containers = text.count("{") + text.count("[")
    if containers > jsonc.MAX_DEPTH and jsonc.depth(value) > jsonc.MAX_DEPTH:
        raise _too_deep(keys, fail)
    if value is None:
        return Decoded({}, Encoding.EMPTY, keys)
    if not isinstance(value, dict):
        if isinstance(value, jsonc.Placeholder):
            return Decoded({}, encoding, keys, unjudged=str(value))
        raise fail(
            keys[0],
            0,
            _("create options that are {kind}").format(kind=_kind(value)),
            _("a JSON object in the string"),
            "",
        )
    size = len(text) if text.isascii() else len(text.encode("utf-8", "replace"))
    return Decoded(value, encoding, keys, size=size, most=containers + text.count(","))


def _too_deep(keys: tuple[str, ...], fail: Fail) -> ManifestError:
    expected = _("at most {depth} levels").format(depth=jsonc.MAX_DEPTH)
    return fail(keys[0], -1, _("create options nested too deep"), expected, "")


def _check_sequence(settings: dict[str, Json], keys: tuple[str, ...], fail: Fail) -> None:
    if len(keys) > MAX_CHUNKS:
        raise fail(
            keys[0],
            -1,
            _("{count} chunks of create options").format(count=len(keys)),
            _("at most {most}").format(most=MAX_CHUNKS),
            _("shorten the create options"),
        )
    for index, key in enumerate(keys):
        number = key[len(KEY) :]
        if (number == "") != (index == 0) or (number and int(number) != index):
            whole = complete_parts([settings[each] for each in keys])
            if 0 < whole <= index:
                raise _left_over(keys, whole, fail)
            wanted = KEY if index == 0 else f"{KEY}{index:02d}"
            raise fail(
                key,
                -1,
                _('a gap in the create options: "{key}" is where "{wanted}" belongs').format(key=key, wanted=wanted),
                _('"{key}", then "{key}01", "{key}02" and so on without a gap').format(key=KEY),
                _("the edge agent refuses such options; find the missing part or renumber the keys"),
            )


def cut(raw: str) -> list[str]:
    """Cuts the inside of a JSON literal into chunks of at most 512 UTF-16 code units, never within a character.

    What would need more than 100 chunks stays in one: the edge agent reads no more, and IoT Hub accepts much less.
    """
    if len(raw) > MAX_CHUNKS * CHUNK_UNITS * _WIDEST:
        return [raw]
    chunks = _cut(literal.units(raw))
    return chunks if len(chunks) <= MAX_CHUNKS else [raw]


def _cut(units: list[str]) -> list[str]:
    if max(map(len, units), default=0) < 12 and "".join(units).isascii():  # nothing that takes two
        starts = range(0, len(units) or 1, CHUNK_UNITS)
        return ["".join(units[start : start + CHUNK_UNITS]) for start in starts]
    chunks: list[str] = []
    current: list[str] = []
    size = 0
    for unit in units:
        width = 2 if (len(unit) == 1 and ord(unit) > 0xFFFF) or len(unit) == 12 else 1
        if size + width > CHUNK_UNITS:
            chunks.append("".join(current))
            current, size = [], 0
        current.append(unit)
        size += width
    chunks.append("".join(current))
    return chunks


def too_long(raw: str) -> bool:
    """Whether the inside of a literal decodes to a string that is longer than IoT Hub accepts."""
    if len(raw) <= MAX_STRING_BYTES:
        return False
    return len(json.loads(f'"{raw}"', strict=False).encode("utf-8", "replace")) > MAX_STRING_BYTES


def chunk_key(first: str, index: int) -> str:
    """The key of the n-th chunk, spelled like the first."""
    return first if index == 0 else f"{first}{index:02d}"


def minified(text: str) -> str:
    """JSON text without white space between tokens; every literal keeps its spelling. The text must be strict JSON."""
    return re.sub(r'("(?:[^"\\]++|\\.)*+"?)|\s++', lambda match: match.group(1) or "", text, flags=re.DOTALL)


def _kind(value: Json) -> str:
    names = {
        bool: _("true or false"),
        int: _("a number"),
        float: _("a number"),
        str: _("a string"),
        list: _("an array"),
    }
    return names.get(type(value), _("an object") if isinstance(value, dict) else "null")


@remembered
def new_options_are_objects(manifest: Manifest) -> bool:
    """Whether create options that a module did not have are written as an object, like those of other modules.

    Only a template may hold objects by its published schema; every other file gets a string.
    """
    return manifest.shape == "template" and any(module.encoding is Encoding.OBJECT for module in manifest.modules)
