"""Values that are recognizably no secrets: a closed list, for places where everything else is masked.

The list is that of docs/secrets.md, its words are in resources/harmless.toml. A value that is not on it is masked,
whatever it looks like.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from ipaddress import ip_address

from core.model.word_lists import word_lists
from core.redaction.names import secret_name
from core.redaction.shapes import is_placeholder

_LISTS = word_lists("harmless")
_WORDS = frozenset(
    word
    for name in ("switches", "logs", "environments", "protocols", "formats", "machines", "programs", "shell")
    for word in _LISTS[name]
)
_PLAIN = _WORDS | frozenset(_LISTS["outputs"])
_SCHEMES = frozenset(_LISTS["schemes"])


def _any_of(name: str) -> str:
    return "|".join(map(re.escape, _LISTS[name]))


_LONGEST = 4_000
"""Characters of a value that is looked at; a longer one is masked."""
_SEPARATORS = re.compile(r"[\s,;|]+")
_ENCLOSED = re.compile(r"[\"'\[\](){}=]")
"""Signs that a word is looked at without."""
_NUMBER = re.compile(
    rf"[-+]?\d{{1,13}}(?:[.,]\d{{1,9}})?(?:e[-+]?\d{{1,3}})?(?:{_any_of('units')})?|0x[0-9a-f]{{1,8}}", re.IGNORECASE
)
_LONG = re.compile(r"\d{9,}")
_NUMBERS = re.compile(
    r"v?\d{1,5}(?:[-:x/.+ t]\d{1,5}){1,7}z?(?:-(?:alpha|beta|rc|preview|lts)[.\d]{0,6})?", re.IGNORECASE
)
"""Addresses with ports, ranges, times, dates, sizes of pictures, versions."""
_ZONE = re.compile(
    rf"(?:{_any_of('areas')})/[A-Za-z_+-]{{2,30}}\d{{0,2}}(?:/[A-Za-z_]{{2,30}})?"
    rf"|(?:UTC|GMT)[-+]\d{{1,2}}(?::?\d\d)?|{_any_of('zones')}"
)
_LOCALE = re.compile(r"(?:[a-z]{2}[-_][A-Z]{2}|C|POSIX)(?:\.(?:UTF-?8|utf-?8|ISO-8859-\d{1,2}))?")
_URL = re.compile(r"(?P<scheme>[a-z][a-z.]{1,11})://(?P<host>[^/?#@\s]{0,255})(?P<path>/[^?#@\s]*)?", re.IGNORECASE)
_HOST = re.compile(r"(?P<name>(?:[A-Za-z0-9._-]++|\$\{\w{1,80}\}|\$[A-Z_]++)*+)(?::(?P<port>\d{1,5}|\*))?")
_PATH = re.compile(r"(?:~|\.{1,2}|[A-Za-z]:)?(?:[/\\][^/\\\s]{0,64})+")
_OPTION = re.compile(r"/(?P<name>[A-Za-z]{1,20}):(?P<value>.+)")
"""An option as programs of Windows have them: `/p:…`."""
_RELATIVE = re.compile(r"[^/\\\s]{1,64}(?:/[^/\\\s]{1,64})+/?")
_FILE = re.compile(rf"[\w.*-]{{1,60}}\.(?:{_any_of('files')})", re.IGNORECASE)
_FLAG = re.compile(
    r"-[A-Za-z][A-Za-z0-9]{0,24}(?:[-_.][A-Za-z0-9]{1,24}){0,6}"
    r"|--[A-Za-z][A-Za-z0-9]{0,24}(?:[-_.:][A-Za-z0-9]{1,24}){0,6}"
)
_ASSIGNED = re.compile(r"(?P<name>-{0,2}[A-Za-z_][\w.:-]{0,80})=(?P<value>(?:[^=]*+=){0,3}[^=]*+)")
"""A value with its name. One with names at more levels than people write is on no list."""
_DEFAULT = re.compile(r"\$\{(?P<name>\w{1,80}):?[-=?+](?P<value>[^{}]*)\}")
"""A placeholder with the value that it has where none is given."""
_PART = re.compile(r"[A-Z]?[a-z]{1,24}|[A-Z]{1,16}|\d{1,4}|[^\W\d_a-zA-Z]{1,24}")
_JOINED = re.compile(r"[-_/.:'()]|(?<=[a-z])(?=[A-Z])")
"""What words of an output are joined by: `rpc-error`, `ErrImagePull`."""
_PASSWORD = re.compile(
    r"-p(?!(?:ort|ath|rint|rotocol|rofile|refix|ublish|roperties|lugins?|ackages?|roject|id|er|attern|reset|ix_fmt)\b)\w"
)
"""An option that a password may be part of."""


def is_harmless(value: str, known: Collection[str] = frozenset()) -> bool:
    """Whether a value is on the list, or a list of such values; `known` are names said openly, in small letters."""
    value = value.strip().strip("\"'")
    if not value or is_placeholder(value):
        return True
    if len(value) > _LONGEST:
        return False
    if _one(value, known) or (_DEFAULT.fullmatch(value) and _word(value, known)):
        return True
    words = [word for word in _SEPARATORS.split(value) if word]
    same = words == [value] and not _ENCLOSED.search(value)
    return not same and all(_word(word, known) for word in words)


def is_plain(word: str, known: Collection[str] = frozenset()) -> bool:
    """Whether a word of a line is one of plain sentences about outputs, or harmless; of several in one, each."""
    return is_harmless(word, known) or all(
        not part or part.lower() in _PLAIN or part.isdigit() for part in _JOINED.split(word)
    )


def is_wordy(text: str) -> bool:
    """Whether a name consists of words and short numbers, as people choose names."""
    parts = _PART.findall(text)
    if sum(map(len, parts)) < len(re.sub(r"[-_.:+~@*]", "", text)):
        return False
    words = [part for part in parts if not part.isdigit()]
    few = len(parts) <= 2 * (1 + sum(map(text.count, "-_.:"))) + 2
    return few and (not words or max(map(len, words)) >= 2 or len(text) <= 3)


def _word(word: str, known: Collection[str]) -> bool:
    default = _DEFAULT.fullmatch(word)
    if default is not None:
        return not secret_name(default["name"]) and is_harmless(default["value"], known)
    word = word.strip("\"'[](){}")
    assigned = _ASSIGNED.fullmatch(word)
    if assigned is not None:
        return is_wordy(assigned["name"]) and is_harmless(assigned["value"], known)
    return not word or _one(word, known)


def _one(word: str, known: Collection[str]) -> bool:
    return word.lower() in _WORDS or word.lower() in known or is_placeholder(word) or any(kind(word) for kind in _KINDS)


def _is_number(word: str) -> bool:
    return bool(_NUMBER.fullmatch(word) or _NUMBERS.fullmatch(word)) and (not _LONG.fullmatch(word) or _is_round(word))


def _is_round(digits: str) -> bool:
    """Whether a long number is a limit or a time in small units; others are numbers of customers, cards, telephones."""
    number = int(digits)
    return any(near % 1000 == 0 or near % 1024 == 0 for near in (number, number + 1))


def _is_address(word: str) -> bool:
    """An address of IPv6, perhaps in brackets and with a port; those of IPv4 are numbers with dots."""
    bare = word.partition("]")[0].strip("[") if word.startswith("[") else word.partition("/")[0]
    try:
        return ":" in bare and bool(ip_address(bare))
    except ValueError:
        return False


def _is_host(word: str) -> bool:
    """A host name with a domain, or with a port."""
    host = _HOST.fullmatch(word)
    if host is None:
        return False
    labels = host["name"].split(".")
    dotted = len(labels) > 1 and labels[-1].isalpha() and 2 <= len(labels[-1]) <= 13 and labels[-1].islower()
    return (dotted or host["port"] is not None) and all(is_wordy(label) or is_placeholder(label) for label in labels)


def _is_url(word: str) -> bool:
    url = _URL.fullmatch(word)
    if url is None or url["scheme"].lower() not in _SCHEMES or "hook" in word.lower():
        return False
    host, path = url["host"], url["path"] or ""
    name = host.partition(":")[0]
    known = not host or is_placeholder(name) or is_wordy(name)
    plain = known or _is_host(host) or _is_number(host) or _is_address(host)
    named = any(map(secret_name, path.split("/")[:-1]))
    return plain and not named and (path in ("", "/") or _is_path(path))


def _is_path(word: str) -> bool:
    if "@" in word:  # an account in front of a host
        return False
    option = _OPTION.fullmatch(word)
    if option is not None and not option["value"].startswith("/"):
        return not secret_name(option["name"]) and option["name"].lower() != "p" and is_harmless(option["value"])
    relative = _RELATIVE.fullmatch(word) and _FILE.fullmatch(word.rpartition("/")[2])
    return bool(_PATH.fullmatch(word) or relative) and all(
        is_wordy(part) or is_placeholder(part) or part in ("", "~", ".", "..", "*") or _FILE.fullmatch(part) is not None
        for part in re.split(r"[/\\]|(?<=^[A-Za-z]):", word)
    )


def _is_local(word: str) -> bool:
    """A time zone, or a locale."""
    return bool(_ZONE.fullmatch(word) or _LOCALE.fullmatch(word))


def _is_file(word: str) -> bool:
    return bool(_FILE.fullmatch(word)) and is_wordy(word.rpartition(".")[0].strip("*.") or "a")


def _is_flag(word: str) -> bool:
    return bool(_FLAG.fullmatch(word)) and not _PASSWORD.match(word) and is_wordy(word.lstrip("-"))


_KINDS: tuple[Callable[[str], bool], ...] = (
    _is_number,
    _is_host,
    _is_url,
    _is_path,
    _is_local,
    _is_file,
    _is_flag,
    _is_address,
)
