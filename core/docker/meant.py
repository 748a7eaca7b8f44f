"""The value that was surely meant by an option of a wrong type, for the rules of both targets."""

from __future__ import annotations

from core.docker import ports
from core.docker.options import Option
from core.docker.types import AN_ARRAY, TEXT_MAP, TEXTS, TRUTH, Fault
from core.model.base import Json

_TRUTHS = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
_MAPS = frozenset(("exposedports", "portbindings", "labels", "volumes", "sysctls"))
"""Options whose members have free keys, so that one of them can be removed alone."""


def meant(option: str, value: Json, fault: Fault) -> Json:
    """The value at the place of the fault that was meant, by the option in lower case; None if it is unknown."""
    if fault.wanted == TRUTH.wanted:
        return _TRUTHS.get(value.strip().lower()) if isinstance(value, str) else None
    if option == "exposedports" and len(fault.way) < 2:
        return _of_ports(value) if not fault.way else {}
    if option == "labels" and not fault.way:
        return _of_labels(value)
    if option == "portbindings" and fault.way and not isinstance(value, dict):
        return _binding(value) if len(fault.way) > 1 else bindings(value)
    if fault.wanted != AN_ARRAY:
        return None
    if isinstance(value, str) and option in ("env", "binds"):
        return [value] if value else None
    return _of_object(option, value) if isinstance(value, dict) and value else None


def _of_ports(value: Json) -> Json:
    """The ports of a list, or one alone, as the keys of an object; None if one is none."""
    keys = [str(item) for item in (value if isinstance(value, list) else [value]) if not isinstance(item, bool)]
    whole = bool(keys) and all(map(ports.parse, keys))
    return {key if "/" in key else f"{key}/tcp": {} for key in keys} if whole else None


def _of_labels(value: Json) -> Json:
    """The labels of a list of texts such as `name=value`; None for anything else."""
    texts = value if isinstance(value, list) else []
    pairs = [text.partition("=") for text in texts if isinstance(text, str)]
    whole = bool(pairs) and len(pairs) == len(texts) and all(name for name, _, _ in pairs)
    return {name: text for name, _, text in pairs} if whole else None


def bindings(value: Json) -> Json:
    """The bindings of a port, of which some are written as a host port alone; None if one is none."""
    found = [*map(_binding, value if isinstance(value, list) else [value])]
    return found if found and all(found) else None


def _binding(value: Json) -> Json:
    """A binding, or the one that a host port alone means; None for anything else."""
    if isinstance(value, dict):
        return value
    port = ports.whole(value)
    return {"HostPort": str(port)} if port is not None and ports.usable(port) else None


def _of_object(option: str, value: dict[str, Json]) -> Json:
    if option == "env":
        fits = not any(isinstance(item, (dict, list)) for item in value.values())
        return [f"{name}={_written(item)}" for name, item in value.items()] if fits else None
    if option == "mounts":
        return [value] if any(key.lower() == "target" for key in value) else None
    return [value] if option == "portbindings" else None


def _written(value: Json) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def is_removable(option: str, fault: Fault) -> bool:
    """Whether what is wrong can be removed alone: the whole option, an element of a list, a member with a free key."""
    return not fault.way or isinstance(fault.way[-1], int) or (option in _MAPS and len(fault.way) == 1)


def null_texts(option: Option, value: Json) -> list[str | int]:
    """Where null takes the place of a text in an array or object of texts: edgeAgent passes it on as it is.

    The daemon of IoT Edge refuses it (Azure/iotedge, edgelet docker-rs: `Vec<String>`, `HashMap<String, String>`).
    Kubernetes reads an empty text.
    """
    if isinstance(value, list) and option.type is TEXTS:
        return [index for index, item in enumerate(value) if item is None]
    if isinstance(value, dict) and option.type is TEXT_MAP:
        return [name for name, item in value.items() if item is None]
    return []
