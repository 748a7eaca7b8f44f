"""What Docker accepts for options whose type no generation of edgeAgent knows, or reads more loosely.

Source: Azure/iotedge, edgelet docker-rs, models/host_config.rs and container_create_body.rs; moby/moby, Config of
api/types/container. Null is judged elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.docker.options import Place as Level
from core.docker.types import AN_ARRAY, NUMBER, TEXT, TRUTH
from core.manifest.manifest import Place, member, spelling
from core.model.base import Json
from core.text.catalogue import N_


def is_texts(value: Json) -> bool:
    """Whether a value is an array of texts."""
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_texts_or_null(value: Json) -> bool:
    return isinstance(value, list) and all(isinstance(item, str | None) for item in value)


def _is_object(value: Json) -> bool:
    return isinstance(value, dict)


def _is_truth(value: Json) -> bool:
    return isinstance(value, bool)


def _is_requests(value: Json) -> bool:
    return isinstance(value, list) and all(map(_is_request, value))


def _is_request(entry: Json) -> bool:
    ids = member(entry, "DeviceIDs")
    return isinstance(entry, dict) and (ids is None or is_texts(ids))


def _is_text(value: Json) -> bool:
    return isinstance(value, str)


def _is_number(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_text_or_texts(value: Json) -> bool:
    return isinstance(value, str) or is_texts(value)


_STRINGS = N_("an array of strings")
_OBJECT = N_("an object")
_WORDS = ("hostname", "domainname", "user", "macaddress", "stopsignal", "workingdir")
_TRUTHS = ("tty", "openstdin", "stdinonce", "attachstdin", "attachstdout", "attachstderr", "networkdisabled")
_TABLE: Mapping[tuple[Level, str], tuple[Callable[[Json], bool], str]] = {
    **dict.fromkeys(((Level.TOP, key) for key in ("volumes", "healthcheck")), (_is_object, _OBJECT)),
    **dict.fromkeys(((Level.TOP, key) for key in _WORDS), (_is_text, TEXT.wanted)),
    **dict.fromkeys(((Level.TOP, key) for key in _TRUTHS), (_is_truth, TRUTH.wanted)),
    (Level.TOP, "stoptimeout"): (_is_number, NUMBER),
    (Level.TOP, "shell"): (_is_text_or_texts, _STRINGS),
    (Level.TOP, "onbuild"): (is_texts, _STRINGS),
    (Level.HOST, "groupadd"): (_is_texts_or_null, _STRINGS),
    (Level.HOST, "maskedpaths"): (_is_texts_or_null, _STRINGS),
    (Level.HOST, "readonlypaths"): (_is_texts_or_null, _STRINGS),
    (Level.HOST, "devicerequests"): (_is_requests, AN_ARRAY),
}


def wanted(level: Level, place: Place) -> str:
    """What an option must be; empty if Docker accepts its value, or if nothing more is known of the option."""
    fits, kind = _TABLE.get((level, place.key.lower()), (None, ""))
    return "" if fits is None or place.value is None or fits(place.value) else kind


def as_requests(value: Json) -> list[Json] | None:
    """Requests for devices in an array, with ids as texts; None for anything else."""
    entries = [value] if isinstance(value, dict) else value if isinstance(value, list) else []
    requests = [_with_ids(entry) for entry in entries]
    return requests if requests and _is_requests(requests) else None


def _with_ids(entry: Json) -> Json:
    key = spelling(entry, "DeviceIDs")
    texts = None if key is None else as_texts(entry[key])
    return entry if texts is None else {**entry, str(key): texts}


def as_texts(value: Json) -> list[str] | None:
    """An array of numbers and texts as an array of texts; None for anything else."""
    if not isinstance(value, list) or not all(isinstance(item, str | int | None) for item in value):
        return None
    return [str(item) for item in value if item is not None and not isinstance(item, bool)] or None
