"""What the container engine takes for single values: image references, ports, binds, mounts, words it knows.

Source: moby/moby, daemon (container.go, daemon_unix.go), daemon/volume/mounts (linux_parser.go), api/types;
distribution/reference (regexp.go); docker/go-units (ulimit.go); moby/sys/signal. Where releases differ, a value is
refused here only if all of them refuse it.
"""

from __future__ import annotations

import re
from posixpath import normpath

from core.docker.ports import HIGHEST, PROTOCOLS
from core.model.base import Json
from core.model.word_lists import word_lists

WORDS = {name: frozenset(words) for name, words in word_lists("docker").items()}
"""The words that the engine knows, by what they are for: resources/docker.toml."""
NAME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_.-]+")
"""Names of containers and of volumes."""
_PART = r"[a-z0-9]++(?:(?:[._]|__|-++)[a-z0-9]++)*+"
_HOST = r"[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?"
IMAGE = (
    rf"(?:(?:{_HOST}(?:\.{_HOST})*+|\[[a-fA-F0-9:]+\])(?::[0-9]+)?/)?{_PART}(?:/{_PART})*+"
    r"(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?"
    r"(?:@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?"
)
"""The form of an image reference, as a regular expression."""
_LONGEST = 1000
"""No reference is longer: its path has at most 255 characters, its tag 128."""
_DIGITS = re.compile(r"[0-9]{1,25}")
_ONCE = ({"rw", "ro"}, {"z", "Z"}, {"private", "rprivate", "slave", "rslave", "shared", "rshared"}, {"nocopy"},
         {"consistent", "cached", "delegated"})  # fmt: skip
"""Words of the mode of a bind; of each set one at most."""
PROPAGATION = frozenset(_ONCE[2])
_RANGED = re.compile(r"RTMIN(?:\+(?:[0-9]|1[0-5]))?|RTMAX(?:-(?:[0-9]|1[0-4]))?")


def takes_image(text: str) -> bool:
    """Whether Docker accepts a text as an image reference."""
    return len(text) <= _LONGEST and re.fullmatch(IMAGE, text) is not None


def takes_port(key: str) -> bool:
    """Whether a key of `PortBindings` is one port, from 1 on, with a protocol that Docker publishes; no range."""
    number, _, protocol = key.partition("/")
    return number.isascii() and _port(number) not in (None, 0) and (protocol.lower() or "tcp") in PROTOCOLS


def takes_host_port(value: Json) -> bool:
    """Whether `HostPort` is a port, a range, or empty for one that Docker chooses; edgeAgent makes texts of numbers."""
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str) or text == "":
        return text in (None, "")
    low, dash, high = text.partition("/")[0].partition("-")
    first, last = _port(low), _port(high) if dash else _port(low)
    return first is not None and last is not None and first <= last


def _port(text: str) -> int | None:
    number = int(text) if _DIGITS.fullmatch(text) else None
    return number if number is not None and number <= HIGHEST else None


def takes_mode(mode: str) -> bool:
    """Whether the third part of a bind holds words that Docker knows, each kind at most once."""
    words = mode.split(",") if mode else []
    known = all(any(word in kind for kind in _ONCE) for word in words)
    return known and all(sum(word in kind for word in words) <= 1 for kind in _ONCE)


def takes_target(path: str) -> bool:
    """Whether something can be mounted at a path: it must be absolute, and not the root."""
    plain = path.replace("\\", "/")
    return plain.startswith("/") and normpath(plain).strip("/") != ""


def takes_signal(text: str) -> bool:
    """Whether a text is a Linux signal, by name or by number."""
    if _DIGITS.fullmatch(text.lstrip("+-")):
        return int(text.lstrip("+-")) != 0
    name = text.upper().removeprefix("SIG")
    return name in WORDS["signals"] or _RANGED.fullmatch(name) is not None


def takes_capability(text: str) -> bool:
    """Whether a text names a capability, with or without `CAP_`, in any case."""
    return text.upper().removeprefix("CAP_") in WORDS["capabilities"]


def takes_security(text: str) -> bool:
    """Whether an element of `SecurityOpt` is one that Docker knows."""
    if text in ("no-new-privileges", "writable-cgroups", "disable"):
        return True
    key, _, value = text.partition("=" if "=" in text else ":")
    if key in ("no-new-privileges", "writable-cgroups"):
        return value in ("1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False")
    return key in ("label", "apparmor", "seccomp") and ("=" in text or ":" in text)
