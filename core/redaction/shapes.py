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
_LONGEST_SMALL = 400
_PLACEHOLDER = re.compile(
    r"(?>\$\{[^}]*\}|\$\([^)]*\)|\$[A-Z][A-Z0-9]*+(?![a-z])(?:_\w*)?|\$[A-Z]\w*_\w+|\$[A-Z][A-Za-z]+|<[^<>]*>"
    r"|\{\{[^{}]*\}\}|%[A-Z_]+%|#\{[^}]*\}#?|__\w+__|---[A-Z_]+---)++"
)

_NAME = r"(?<![\w.$-])(?P<n>[\w.-]++)"
"""A name as a whole: one that could begin inside another would be looked at once for each of its letters."""
_PAIR = re.compile(_NAME + r"(?:(?P<e>\s*+=)|(?:\\*+[\"'])?\s*+:)\s*+")
_FLAG = re.compile(r"(?<!\S)--?(?P<n>[A-Za-z][\w-]*+)\s++(?!-)")
_XML = re.compile(r"<(?P<n>[A-Za-z][\w.-]*+)>(?P<s>[^<>]++)</")
_QUOTE = re.compile(r"\\*+[\"']")
_FREE = re.compile(r"(?:[^;&\"'\s\\<>]++|(?<!\\)\\++(?![\"'nrt])|(?<!&)&++(?![\w.%-]+=))++")
"""An unquoted value: up to white space, a quote, `;`, or `&` before the next query parameter."""
_BARE = re.compile(r"[^;&\"'\s\\<>,}\]]++")
_WORD = re.compile(r"[^\s\"']++")
_LONGEST_NAME = 200
SHORTEST_BARE = 6
_LONGEST_SPELLED = 20_000
"""Characters of a secret that is looked for in every spelling; keys and certificates have a few thousand."""
_LONGEST_WEAK = 400

_NEEDLES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("-----begin ",), r"(?P<s>-----BEGIN [A-Z0-9 ]{1,40}-----.*?(?:-----END [A-Z0-9 ]{1,40}-----|\Z))"),
    (("eyj",), r"(?<!\w)(?P<s>eyJ[\w-]{5,}+(?=(?P<dot>\.[\w-]{5})?)(?:\.[\w-]*+)*+)"),
    (("sig=",), r"(?i:[?&]|\b)sig=(?P<s>[^&;\"'\s\\]+)"),
    (("code=", "key="), r"(?i:[?&](?:code|key))=(?P<s>[\w%+/=-]{16,})"),
    (("bearer", "basic"), r"(?i:\b(?:bearer|basic)\s++)(?P<s>(?=\S*[\d=+/])[^\s\"'\\,;]{8,})"),
    (
        ("gh", "xox", "akia", "glpat-", "aiza", "sk-", "sk_", "npm_", "dckr_pat_", "sg."),
        r"\b(?P<s>gh[pousr]_\w{20,}|github_pat_\w{20,}|xox[abprs]-[\w-]{10,}|AKIA[0-9A-Z]{16}|glpat-[\w-]{16,}|AIza[\w-]{30,}"
        r"|sk[-_](?:live_|test_)?\w{16,}|npm_\w{30,}|dckr_pat_[\w-]{20,}|SG\.[\w-]{16,}\.[\w-]{16,})",
    ),
)
"""Shapes of secrets, each with words of which one is in every such text: to look for a word takes no time."""
_SHAPES = tuple((needle, re.compile(pattern, re.DOTALL)) for needles, pattern in _NEEDLES for needle in needles)
_RUN = re.compile(r"[\w+/-]{12,}+={0,2}")
"""What keys, hashes and tokens consist of: none of them is looked for anywhere else."""
_KEYS = (
    re.compile(r"(?<![\w+/])(?:[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{86}==)(?![\w+/=])"),
    re.compile(r"(?<![\w:/@.-])(?:[0-9a-f]{32}|[0-9A-F]{32})(?![\w-])"),
)
_PLACE = re.compile(r"[^\s\"'\\]++")
"""What an address may stand in: a piece without white space or quotes."""
_USER = re.compile(r"://(?P<s>[^\s/:@\"'\\\[]*+)(?P<end>[:@]?)")
_PORT = re.compile(r"\d{1,5}(?:/|\Z)|\$")
_BASE64 = re.compile(r"(?<![\w+/-])[A-Za-z0-9+/_-]{12,}={0,2}(?![\w+/=-])")
SHORTEST_SHAPE = 12
"""Characters of the shortest word that is a secret by its shape alone: base64 of a text."""
_ENOUGH = 200
"""So many characters of a token show whether it is random."""
_SHORTEST_TOKEN = 20
_TOKEN = re.compile(r"(?<![\w/.@:$-])[A-Za-z0-9_-]{20,}(?![\w/.@:-])")

MASK = "•••"


def secret_name(name: str) -> bool:
    """Whether a name promises a secret (`REGISTRY_PASSWORD`), and not where or how long it is (`TOKEN_FILE`)."""
    return _secret_name(name[-_LONGEST_NAME:])


@lru_cache(maxsize=4096)
def _secret_name(name: str) -> bool:
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
        likely = 8 <= len(value) <= _LONGEST_WEAK
        return likely and bool(re.search(r"\d", value)) and not re.search(r"[\s./:]", value)
    if _PASSWORD.search(name) and not value.startswith(("/", ".")):
        return True
    return len(value) > _LONGEST_SMALL or not _SMALL.fullmatch(value)


def is_placeholder(value: str) -> bool:
    """Whether a value is one to be filled in later (`${PASSWORD}`, `<key>`)."""
    return bool(_PLACEHOLDER.fullmatch(value.strip()))


def spans(text: str) -> list[tuple[int, int]]:
    """Where secrets stand in a text, in order, never overlapping; known by shape, or by the name before them."""
    found = list(_shaped(text))
    found += _tokens(text)
    found += _accounts(text)
    if "=" in text or ":" in text:
        found += _pairs(text)
    if "-" in text:
        found += _flags(text)
    if "</" in text:
        found += [match.span("s") for match in _XML.finditer(text) if _is_secret(match["n"], match["s"])]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif MASK not in text[start:end]:
            merged.append((start, end))
    return merged


def _shaped(text: str) -> Iterator[tuple[int, int]]:
    lower = text.lower()
    for shape in {shape for needle, shape in _SHAPES if needle in lower}:
        for match in shape.finditer(text):
            if secret_value(match["s"]) and ("dot" not in shape.groupindex or match["dot"]):
                yield match.span("s")


def _tokens(text: str) -> Iterator[tuple[int, int]]:
    """Keys in base64, hashes in hexadecimal digits, and tokens that nobody made up."""
    for run in _RUN.finditer(text):
        if run.end() - run.start() < _SHORTEST_TOKEN:
            continue
        end = min(run.end() + 1, len(text))  # what must not follow is looked at, too
        for key in _KEYS:
            yield from (match.span() for match in key.finditer(text, run.start(), end) if match.end() <= run.end())
        yield from (match.span() for match in _TOKEN.finditer(text, run.start(), end) if random_looking(match.group()))


def _accounts(text: str) -> Iterator[tuple[int, int]]:
    """User names with passwords, and long tokens, between `://` and `@` (RFC 3986)."""
    if "://" not in text or "@" not in text:
        return
    for place in _PLACE.finditer(text):
        done, sign, end = 0, 0, place.end()  # sign: the next `@`, looked for once
        for match in _USER.finditer(text, *place.span()):
            if match.start() < done or sign < 0:
                continue
            if match["end"] == "@" and re.fullmatch(r"[\w.~%-]{16,}", match["s"]):
                yield match.span("s")
            if match["end"] != ":":
                continue
            slash = text.find("/", match.end(), end)
            at = text.rfind("@", match.end() + 1, end if slash < 0 else slash)
            if at < 0 and not _PORT.match(text, match.end(), end):
                sign = at = text.find("@", max(sign, match.end() + 1), end)
            if at > 0 and secret_value(text[match.start("s") : at]):
                yield match.start("s"), at
                done = at


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    """Values behind `name=` and `name:` where the name promises a secret.

    What is no secret may be a pair itself, as in `CONNECTION=Host=…;Password=…`: its inside is looked at next.
    """
    done = 0
    for match in _PAIR.finditer(text):
        name = match["n"].lstrip(".-")
        if match.start() >= done and secret_name(name):
            weak = _WEAK.search(name) is not None
            limit = match.end() + _LONGEST_WEAK if weak else len(text)
            start, end = _value(text, match.end(), _FREE if match["e"] else _BARE, limit)
            plain = match["e"] is not None or text[start - 1 : start] in ('"', "'")
            likely = plain or (end - start >= SHORTEST_BARE and not text[start:end].isalpha())
            if end > start and likely and secret_value(text[start:end], name):
                yield start, end
            done = match.end() if weak else end


def _flags(text: str) -> Iterator[tuple[int, int]]:
    """Values behind `--name` where the name promises a secret."""
    done = 0
    for match in _FLAG.finditer(text):
        if match.start() >= done and secret_name(match["n"]):
            start, end = _value(text, match.end(), _WORD, len(text))
            if end > start and secret_value(text[start:end], match["n"]):
                yield start, end
            done = end


def _value(text: str, at: int, free: re.Pattern[str], limit: int) -> tuple[int, int]:
    """The place of a value: up to the quote it begins with, else what `free` takes; empty where there is none."""
    quote = _QUOTE.match(text, at, limit)
    if quote is not None:
        start = quote.end()
        end = text.find(quote.group(), start, limit)
        return start, end if end >= 0 else limit
    value = free.match(text, at, limit)
    return value.span() if value is not None else (at, at)


def _is_secret(name: str, value: str) -> bool:
    return secret_name(name) and secret_value(value, name)


def encoded(text: str) -> Iterator[tuple[int, int, str]]:
    """Pieces of a text that are base64 of another text: start, end, and that text."""
    for run in _RUN.finditer(text):
        for match in _BASE64.finditer(text, run.start(), min(run.end() + 1, len(text))):
            plain = _decoded(match.group())
            if plain is not None:
                yield (*match.span(), plain)


def random_looking(text: str) -> bool:
    """A token no person made up: capitals, small letters and digits that keep changing."""
    if _decoded(text) is not None:
        return False  # a text in base64, judged by what it says
    text = text[:_ENOUGH]
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
            lines = (match.group() for match in re.finditer(r"\S{8,}", text.replace("\\n", "\n")))
            yield from (line for line in lines if "-----" not in line)


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
    if len(secret) > _LONGEST_SPELLED:
        yield json.dumps(secret, ensure_ascii=False)[1:-1]
        return
    plain = secret.encode("utf-8", "replace")
    yield base64.b64encode(plain).decode().rstrip("=")
    yield base64.urlsafe_b64encode(plain).decode().rstrip("=")
    if secret.isalnum() and secret.isascii():
        return
    for ascii_only in (True, False):
        once = json.dumps(secret, ensure_ascii=ascii_only)[1:-1]
        yield once
        yield json.dumps(once, ensure_ascii=ascii_only)[1:-1]
    yield from (quote(plain, safe=""), quote(plain), quote_plus(plain))


def _decoded(text: str) -> str | None:
    bare = text.rstrip("=")
    try:
        raw = base64.b64decode(
            bare + "=" * (-len(bare) % 4), altchars=b"-_" if {"-", "_"} & set(bare) else None, validate=True
        )
        plain = raw.decode("utf-8")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    bare = plain.replace("\n", "").replace("\r", "").replace("\t", "")
    return plain if plain and bare.isprintable() else None
