"""What a secret looks like: the names it stands under, and the shapes it has in any text.

Names and shapes are those of Docker and IoT Edge manifests: registry passwords, connection strings and SAS tokens
of Azure (documented in "Control access to IoT Hub" and "Grant limited access with SAS"), HTTP credentials (RFC 7617,
6750, 3986), JSON Web Tokens (RFC 7519), PEM (RFC 7468), and the prefixes vendors give their own tokens.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from urllib.parse import quote, quote_plus, unquote

_CONTAINS = re.compile(
    r"passw(?:or)?d|passphrase|passcode|pwd|secret|sharedaccess|conn(?:ection)?str|(?:api|access|account|private|auth|signing"
    r"|shared|primary|secondary|symmetric|encryption|master|instrumentation|license|client|storage|subscription|training)key"
)
_ENDS = re.compile(r"(?:pass|token|sas|credential|jwt|bearer|authorization|cookie|psk)s?\d*$")
_KEY = re.compile(r"(?:^|[-_.:]|(?<=[a-z\d]))K(?:ey|EY)s?\d*$|(?:^|[-_.:])keys?\d*$|^[A-Z\d]{3,}KEY\d*$")
_OTHER_KEYS = re.compile(
    r"(?:partition|routing|public|row|sort|cache|foreign|hot|object|mon|tur|don|whis)[-_.]?keys?\d*$"
)
_ABOUT = re.compile(
    r"(?:path|file|dir|directory|folder|name|count|type|enabled|timeout|ttl|expiry|expires|length|size|version|mode|policy"
    r"|provider|algorithm|location|prefix|header|field|required|endpoint|ur[il]|format|lifetime|interval|days|limit)s?$",
    re.IGNORECASE,
)
_WEAK = re.compile(r"(?:^|[-_])auth$|^keys?$", re.IGNORECASE)
"""Names that hold a secret only where the value looks like one: `auth` may be `ldap`, a `key` a name."""
_PASSWORD = re.compile(r"pass|pwd", re.IGNORECASE)

_SWITCH = re.compile(r"|true|false|yes|no|null|none|on|off|enabled|disabled|optional|required|\*+|x{3,}", re.IGNORECASE)
_SMALL = re.compile(r"-?\d{1,5}|\.{0,2}(?:/[\w.-]{0,23})+/?", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"(?:\$\{[^}]*\}|\$\([^)]*\)|\$[A-Z][A-Z0-9]*(?![a-z])(?:_\w*)?|\$[A-Z]\w*_\w+|\$[A-Z][A-Za-z]+|<[^<>]*>|\{\{[^{}]*\}\}|%[A-Z_]+%|#\{[^}]*\}#?"
    r"|__\w+?__|---[A-Z_]+---)+"
)

_FREE = r"(?:[^;&\"'\s\\<>]|\\(?![\"'nrt])|&(?![\w.%-]+=))"
"""A character of an unquoted value: up to white space, a quote, `;`, or `&` before the next query parameter."""

_PAIR = re.compile(
    r"(?<![\w$])(?P<n>[A-Za-z_][\w.-]*)\s*=\s*(?:(?P<q>\\*[\"'])(?P<s>.+?)(?P=q)|(?P<t>" + _FREE + r"+))",
    re.DOTALL,
)
_COLON = re.compile(
    r"(?<![\w$])(?P<n>[A-Za-z_][\w.-]*)(?:\\*[\"'])?\s*:\s*(?:(?P<q>\\*[\"'])(?P<s>.+?)(?P=q)|(?P<t>[^;&\"'\s\\<>,}\]]{6,}))",
    re.DOTALL,
)
_FLAG = re.compile(r"(?<!\S)--?(?P<n>[A-Za-z][\w-]*)\s+(?:(?P<q>[\"'])(?P<s>.+?)(?P=q)|(?P<t>[^\s\"'-][^\s\"']*))")
_XML = re.compile(r"<(?P<n>[A-Za-z][\w.-]*)>(?P<s>[^<>]+)</")
_NAMED = (_PAIR, _COLON, _FLAG, _XML)

_SHAPES = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        r"(?P<s>-----BEGIN [A-Z0-9 ]+-----.*?(?:-----END [A-Z0-9 ]+-----|$))",
        r"\b(?P<s>eyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)*)",
        r"(?i:[?&]|\b)sig=(?P<s>[^&;\"'\s\\]+)",
        r"(?i:[?&](?:code|key))=(?P<s>[\w%+/=-]{16,})",
        r"[a-zA-Z][\w+.-]*://(?P<s>[^\s/:@\"'\\\[]*:(?!\d{1,5}/)[^\s\"'\\/]+)@",
        r"[a-zA-Z][\w+.-]*://(?P<s>[^\s/:@\"'\\\[]*:(?!\d{1,5}(?:/|$)|\$)[^\s\"'\\@]+)@",
        r"[a-zA-Z][\w+.-]*://(?P<s>[\w.~%-]{16,})@",
        r"(?i:\b(?:bearer|basic)\s+)(?P<s>(?=\S*[\d=+/])[^\s\"'\\,;]{8,})",
        r"\b(?P<s>gh[pousr]_\w{20,}|github_pat_\w{20,}|xox[abprs]-[\w-]{10,}|AKIA[0-9A-Z]{16}|glpat-[\w-]{16,}|AIza[\w-]{30,}"
        r"|sk[-_](?:live_|test_)?\w{16,}|npm_\w{30,}|dckr_pat_[\w-]{20,}|SG\.[\w-]{16,}\.[\w-]{16,})",
        r"(?<![\w+/])(?P<s>[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{86}==)(?![\w+/=])",
        r"(?<![\w:/@.-])(?P<s>[0-9a-f]{32}|[0-9A-F]{32})(?![\w-])",
    )
)
_BASE64 = re.compile(r"(?<![\w+/-])[A-Za-z0-9+/_-]{12,}={0,2}(?![\w+/=-])")
_TOKEN = re.compile(r"(?<![\w/.@:$-])[A-Za-z0-9_-]{20,}(?![\w/.@:-])")

MASK = "•••"


@lru_cache(maxsize=4096)
def secret_name(name: str) -> bool:
    """Whether a name promises a secret (`REGISTRY_PASSWORD`), and not where or how long it is (`TOKEN_FILE`)."""
    if _ABOUT.search(name):
        return False
    flat = re.sub(r"[-_.: ]", "", name).lower()
    if _CONTAINS.search(flat) or _ENDS.search(flat) or _WEAK.search(name):
        return True
    return bool(_KEY.search(name)) and not _OTHER_KEYS.search(name.lower())


def secret_value(value: str, name: str = "") -> bool:
    """Whether a value can be a secret at all: no placeholder or switch; a number or path only as a password."""
    if MASK in value or _SWITCH.fullmatch(value) or _PLACEHOLDER.fullmatch(value.strip()):
        return False
    if _WEAK.search(name):
        return len(value) >= 8 and bool(re.search(r"\d", value)) and not re.search(r"[\s./:]", value)
    return bool(_PASSWORD.search(name) and not value.startswith(("/", "."))) or not _SMALL.fullmatch(value)


def is_placeholder(value: str) -> bool:
    """Whether a value is one to be filled in later (`${PASSWORD}`, `<key>`)."""
    return bool(_PLACEHOLDER.fullmatch(value.strip()))


def spans(text: str) -> list[tuple[int, int]]:
    """Where secrets stand in a text, in order, never overlapping; known by shape, or by the name before them."""
    found = [match.span("s") for shape in _SHAPES for match in shape.finditer(text) if secret_value(match["s"])]
    for shape in _NAMED:
        found += _named(shape, text)
    found += [match.span() for match in _TOKEN.finditer(text) if random_looking(match.group())]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif MASK not in text[start:end]:
            merged.append((start, end))
    return merged


def encoded(text: str) -> Iterator[tuple[int, int, str]]:
    """Pieces of a text that are base64 of another text: start, end, and that text."""
    for match in _BASE64.finditer(text):
        plain = _decoded(match.group())
        if plain is not None:
            yield (*match.span(), plain)


def random_looking(text: str) -> bool:
    """A token no person made up: capitals, small letters and digits that keep changing."""
    if _decoded(text) is not None:
        return False  # a text in base64, judged by what it says
    kinds = ["d" if c.isdigit() else "u" if c.isupper() else "l" for c in text if c.isalnum()]
    turns = sum(before != after for before, after in pairwise(kinds))
    return set(kinds) == {"d", "u", "l"} and kinds.count("d") >= 2 and turns / len(kinds) >= 0.4


def flag_name(text: str) -> str | None:
    """The name of a command line switch whose value is the next word, None for anything else."""
    match = re.fullmatch(r"--?([A-Za-z][\w-]*)", text)
    return match[1] if match else None


def aliases(secret: str) -> Iterator[str]:
    """Other texts that give a known secret away: unquoted, decoded, without the user name before it, a line of PEM."""
    for text in filter(None, (secret, _unescaped(secret), _decoded(secret) if _BASE64.fullmatch(secret) else None)):
        bare = unquote(text)
        yield from (text, bare)
        if re.fullmatch(r"[^\s:]*:\S+", bare):
            yield from (text.partition(":")[2], bare.partition(":")[2])
        if text.startswith("-----BEGIN"):
            yield from (line for line in re.split(r"\\n|\s+", text) if len(line) >= 8 and "-----" not in line)


def _unescaped(text: str) -> str | None:
    """The text without the escapes of JSON, where it has some."""
    try:
        plain = json.loads(f'"{text}"') if "\\" in text else None
    except ValueError:
        return None
    return plain if isinstance(plain, str) else None


def spellings(secret: str) -> Iterator[str]:
    """The ways a known secret may be spelled in another text: JSON (once and twice), URL, base64."""
    yield secret
    for ascii_only in (True, False):
        once = json.dumps(secret, ensure_ascii=ascii_only)[1:-1]
        yield once
        yield json.dumps(once, ensure_ascii=ascii_only)[1:-1]
    plain = secret.encode("utf-8", "replace")
    yield from (quote(plain, safe=""), quote(plain), quote_plus(plain))
    yield base64.b64encode(plain).decode()
    yield base64.b64encode(plain).decode().rstrip("=")
    yield base64.urlsafe_b64encode(plain).decode().rstrip("=")


def _named(shape: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    at = 0
    while match := shape.search(text, at):
        name = match["n"]
        group = "s" if match["s"] is not None else "t"
        value = match[group]
        told = secret_name(name) and secret_value(value, name)
        if told and (group == "s" or shape is not _COLON or not value.isalpha()):
            yield match.span(group)
            at = match.end()
        else:
            at = match.end("n")  # the value may be a pair itself: `CONNECTION=Host=…;Password=…`


def _decoded(text: str) -> str | None:
    bare = text.rstrip("=")
    try:
        raw = base64.b64decode(
            bare + "=" * (-len(bare) % 4), altchars=b"-_" if {"-", "_"} & set(bare) else None, validate=True
        )
        plain = raw.decode("utf-8")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    return plain if plain and all(c.isprintable() or c in "\r\n\t" for c in plain) else None
