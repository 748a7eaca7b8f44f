"""What a secret looks like: the names it is under, and the shapes it has in any text.

Names and shapes are those of Docker and IoT Edge manifests: registry passwords, connection strings and SAS tokens
of Azure (documented in "Control access to IoT Hub" and "Grant limited access with SAS"), HTTP credentials (RFC 7617,
6750, 3986), JSON Web Tokens (RFC 7519), PEM (RFC 7468), and the prefixes vendors give their own tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from core.model.device_models import vm_size
from core.redaction.names import WEAK, may_be_number, may_name_secrets, secret_name
from core.redaction.spellings import RUN, decoded
from core.redaction.vendor_shapes import SHAPES

_SWITCH = re.compile(r"|true|false|yes|no|null|none|on|off|enabled|disabled|optional|required|\*+|x{3,}", re.IGNORECASE)
_SMALL = re.compile(r"-?\d{1,5}|\.{0,2}(?:/[\w.-]{0,23})+/?", re.IGNORECASE)
_LONGEST_SMALL = 400
_PLACEHOLDER = re.compile(
    r"(?>\$\{(?!(?:[A-Z_][A-Z0-9_]*+|\w++:)(?:[-=+](?!\})|\?[^}\d]*+\d))[^}]*\}|\$\((?:(?:cat|<)\s++)?+[^\s()]*+\)"
    r"|\$[A-Z][A-Z0-9]*+(?![a-z])(?:_\w*)?|\$[A-Z]\w*_\w+|\$[A-Z][A-Za-z]+|<(?![!/?])(?![^<>]*\d{3})[^<>=\"]*>|\{\{[^{}'\"]*\}\}|%[A-Z_]+%|#\{[^}]*\}#?|__\w+__|---[A-Z_]+---)++"
)

_NAME = r"(?P<n>[\w.-](?<![\w.$-].)[\w.-]*+)"
"""A name as a whole: one that could begin inside another would be looked at once for each of its letters.

What is looked behind for is after the first character, which is quick to find."""
_PAIR = re.compile(
    _NAME + r"(?:\\*+[\"'])?(?:(?P<e>\s*+(?:=>?|:?[-=]>|:=))|\s*+:)\s*+"
    r"(?:[|>][-+]?+\d?+(?:\\[rn]|\s)++)?+(?:!!?\w*+\s++)?+(?:&\w++\s++)?+"
)
"""A name with the sign behind it; a value of YAML may begin in the next line, or behind a tag or an anchor."""
_DEFAULT = re.compile(r"\$\{(?P<n>\w++):?(?:[-=+]|\?(?=[^{}\d]{0,200}\d))(?P<s>[^{}]*+)\}")
"""A placeholder with the value that it has where none is given."""
_EMPTY = re.compile(r"\$\{\w++:?+(?:[-=+]|\?[^{}\d]{0,200})\}")
"""A placeholder that has none, and perhaps what is said then."""
_BEFORE_QUOTE = re.compile(_NAME + r"(?:\\*+[\"'])?(?:[ \t]++|,[ \t]*+)(?P<q>\\*+[\"'])")
"""The name of a secret in front of a quoted word, with nothing but blanks between: `WITH PASSWORD '…'`."""
_LISTED = re.compile(
    r"\b(?i:name|key|id|type)[\"']?\s*+[:=]\s*+[\"']?(?P<n>\w[\w.-]{0,80}+)[\"']?(?:[\s,;]|\\[nr]){1,20}+[\"']?(?i:value|val)[\"']?\s*+[:=]\s*+"
    r"[\"']?(?P<s>[^\s\"',;}\\]++)"
)
"""A setting in two members of a text that is no JSON: `- name: DB_PASSWORD`, then `value: …`."""
_FLAG = re.compile(r"(?<!\S)--?(?P<n>[A-Za-z][\w.-]*+)\s++(?!-)")
_SET = re.compile(r"(?<![\w-])(?i:setx|setenv|env|set)\s++(?P<n>[A-Za-z]\w*+)\s++(?P<s>[^\s=\"'&|;]{1,200})")
"""A variable that a command sets without a sign between name and value."""
_QUOTE = re.compile(r"\\*+(?:\"{3}|'{3}|[\"'`])")
_FREE = re.compile(r"(?:[^;&\"'\s\\<>]++|(?<!\\)\\++(?![\"'nrt])|(?<!&)&++(?![\w.%-]+=))++")
"""An unquoted value: up to white space, a quote, `;`, or `&` before the next query parameter."""
_BARE = re.compile(r"[^;&\"'\s\\<>,}\]]++")
_WORD = re.compile(r"[^\s\"']++")
_REST = re.compile(r"[.!]?+[ \t]*+(?:\Z|[\n\r,;\"'}\])]|\\[nr\"'])")
_LONGEST_WEAK = 400
_NEEDLE = re.compile("|".join(sorted({re.escape(needle) for needle, _ in SHAPES})))
_SHORT = 40
"""Characters of a text in which one pattern finds sooner that it has none of these words than a search for each."""
_LONG = 2_000
"""Characters of a text that is looked through for words of names before it is looked through for names."""

_KEYS = (
    re.compile(r"(?<![\w+/])(?:[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{86}==)(?![\w+/=])"),
    re.compile(r"(?<![\w:/@.-])(?:[0-9a-f]{32}|[0-9A-F]{32})(?![\w-])"),
)
_PLACE = re.compile(r"[^\s\"'\\]++")
"""What an address may be in: a piece without white space or quotes."""
_USER = re.compile(r"(?:(?<=:)|(?<![^\s\"'=,;(\[]))//(?P<s>[^\s/:@\"'\\\[]*+)(?P<end>[:@]?)")
_ALONE = re.compile(r"[\w.~%-]{16,}|(?=[\w.~%-]*\d)[\w.~!%-]{8,}")
"""A token in place of user and password, as Git has them."""
_LOGIN = re.compile(
    r"(?<![\w/@:.-])[\w.+-]{1,64}(?::(?P<s>(?!//)[^\s/:@]{3,200})|/(?P<o>[^\s/:@]{3,200}))@(?!sha\d)(?://)?+[A-Za-z0-9][\w.-]*+(?=[:/\s,;\"']|\Z)"
)
"""A login in front of a host: `user:password@registry`, and `user/password@host` of databases."""
_HOOK = re.compile(
    r"://[^/\s]*+(?:(?<=hooks.slack.com)/(?:services|workflows|triggers)|/api/webhooks|/webhookb?2?|/hooks/catch|/hooks"
    r"|/trigger/[\w-]++/(?:json/)?with/key)/(?P<s>[\w@/-]{8,})",
    re.IGNORECASE,
)
"""An address that is a key itself: anyone who knows it may post there."""
_SEGMENT = re.compile(r"/(?P<n>[A-Za-z][\w-]{2,30})/(?P<s>(?=[\w~.%-]*\d)[\w~.%-]{8,200})")
"""A part of the path of an address behind one whose name promises a secret: `/token/…`."""
_PORT = re.compile(r"\d{1,5}(?:/|\Z)|\$")
SHORTEST_SHAPE = 12
"""Characters of the shortest word that is a secret by its shape alone: base64 of a text."""
_ENOUGH = 200
"""So many characters of a token show whether it is random."""
_SHORTEST_TOKEN = 20
_LONG_RANDOM = 24
"""Characters of the shortest word of small letters and digits in turn that is a token."""
_SHORTEST_WORDY = 43
"""Characters of the shortest key without a digit: one of 32 bytes in base64."""
_NO_DIGITS = str.maketrans("", "", "0123456789")
_TOKEN = re.compile(r"(?<![\w/.@:$-])[A-Za-z0-9_-]{20,}(?![\w/.@:-])")

MASK = "•••"


def secret_value(value: str, name: str = "") -> bool:
    """Whether a value can be a secret: no placeholder or switch; a number or path only if it is a password."""
    if MASK in value or _SWITCH.fullmatch(value) or _PLACEHOLDER.fullmatch(value.strip()):
        return False
    if WEAK.search(name):
        likely = 8 <= len(value) <= _LONGEST_WEAK
        return likely and bool(re.search(r"\d", value)) and not re.search(r"[\s./:]", value)
    if may_be_number(name) and not value.startswith(("/", ".")):
        return True
    return len(value) > _LONGEST_SMALL or not _SMALL.fullmatch(value)


def is_placeholder(value: str) -> bool:
    """Whether a value is one to be filled in later (`${PASSWORD}`, `<key>`)."""
    return bool(_PLACEHOLDER.fullmatch(value.strip()))


def spans(text: str) -> list[tuple[int, int]]:
    """Where secrets are in a text, in order, never overlapping; known by shape, or by the name before them."""
    found = list(_shaped(text))
    found += _tokens(text)
    found += _accounts(text)
    named = len(text) < _LONG or may_name_secrets(text)
    if named and ("=" in text or ":" in text):
        found += _pairs(text)
    if named:
        found += named_spans(_SET, text)
        found += named_spans(_DEFAULT, text) if "${" in text else ()
        found += _quoted(text) if '"' in text or "'" in text else ()
        found += named_spans(_LISTED, text) if "val" in text.lower() else ()
    if named and "-" in text:
        found += _flags(text)
    return joined(found, text)


def named_spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Places where a pattern finds a value `s` of a secret name `n`."""
    return [match.span("s") for match in pattern.finditer(text) if _is_secret(match["n"].lstrip(".-"), match["s"])]


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    for match in _BEFORE_QUOTE.finditer(text):
        if secret_name(match["n"].lstrip(".-")):
            end = text.find(match["q"], match.end())
            if end > match.end() and secret_value(text[match.end() : end], match["n"]):
                yield match.end(), end


def joined(found: Iterable[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Places in order, those that overlap as one; what is masked already is left out."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif MASK not in text[start:end]:
            merged.append((start, end))
    return merged


def _shaped(text: str) -> Iterator[tuple[int, int]]:
    lower = text.lower()
    needles = SHAPES
    if len(text) <= _SHORT and not _NEEDLE.search(lower):
        return
    if len(text) > _LONG:
        letters = set(lower)
        needles = tuple(pair for pair in SHAPES if letters.issuperset(pair[0]))
    for shape in {shape for needle, shape in needles if needle in lower}:
        for match in shape.finditer(text):
            if secret_value(match["s"]) and ("dot" not in shape.groupindex or match["dot"]):
                yield match.span("s")


def _tokens(text: str) -> Iterator[tuple[int, int]]:
    """Keys in base64, hashes in hexadecimal digits, and tokens that a program made."""
    for run in RUN.finditer(text):
        word = run.group()
        digits = len(word) - len(word.translate(_NO_DIGITS)) if len(word) >= _SHORTEST_TOKEN else 0
        if not digits and len(word) < _SHORTEST_WORDY:
            continue
        end = min(run.end() + 1, len(text))  # what must not follow is looked at, too
        for key in _KEYS:
            yield from (match.span() for match in key.finditer(text, run.start(), end) if match.end() <= run.end())
        for match in _TOKEN.finditer(text, run.start(), end) if digits > 1 else ():
            if (random_looking(match.group()) or _is_long_random(match.group())) and vm_size(match.group()) is None:
                yield match.span()


def _accounts(text: str) -> Iterator[tuple[int, int]]:
    """User names with passwords, and long tokens, between `://` and `@` (RFC 3986), and what only its holder knows."""
    if not ("//" in text or "@" in text):
        return
    for place in _PLACE.finditer(text):
        login = _LOGIN.search(text, *place.span()) if "@" in place.group() and "://" not in place.group() else None
        group = "s" if login is not None and login["s"] else "o"
        if login is not None and not login[group].isdigit() and secret_value(login[group]):
            yield login.span(group)
        hook = _HOOK.search(text, *place.span()) if "://" in place.group() else None
        if hook is not None:
            yield hook.span("s")
        if "://" in place.group():
            yield from (m.span("s") for m in _SEGMENT.finditer(text, *place.span()) if _is_secret(m["n"], m["s"]))
        done, sign, end = 0, 0, place.end()  # sign: the next `@`, looked for once
        for match in _USER.finditer(text, *place.span()):
            if match.start() < done or sign < 0:
                continue
            if match["end"] == "@" and _ALONE.fullmatch(match["s"]):
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
            weak = WEAK.search(name) is not None
            limit = match.end() + _LONGEST_WEAK if weak else len(text)
            start, end = _value(text, match.end(), _FREE if match["e"] else _BARE, limit)
            plain = match["e"] is not None or text[start - 1 : start] in ('"', "'")
            likely = plain or not text[start:end].isalpha() or _ends_line(text, end)
            if (
                end > start
                and likely
                and not _is_filled_in(text, match.start())
                and secret_value(text[start:end], name)
            ):
                yield start, end
            done = match.end() if weak else end


def _is_filled_in(text: str, name: int) -> bool:
    """Whether a name is that of a placeholder without a value: `${PASSWORD:-}`, `${PASSWORD:?missing}`."""
    return name > 1 and _EMPTY.match(text, name - len("${")) is not None


def _ends_line(text: str, at: int) -> bool:
    """Whether nothing but signs follows in a line: a word alone behind a name is its value, and no sentence."""
    return _REST.match(text, at) is not None


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


def random_looking(text: str) -> bool:
    """Whether a token looks random: upper case, lower case and digits alternate."""
    if decoded(text) is not None:
        return False  # a text in base64, judged by what it says
    text = text[:_ENOUGH]
    kinds = ["d" if c.isdigit() else "u" if c.isupper() else "l" for c in text if c.isalnum()]
    turns = sum(before != after for before, after in pairwise(kinds))
    return set(kinds) == {"d", "u", "l"} and kinds.count("d") >= 2 and turns / len(kinds) >= 0.4


def _is_long_random(text: str) -> bool:
    """Whether letters of one case and digits alternate in a word that is longer than names are."""
    word = max(re.split("[-_]", text[:_ENOUGH]), key=len)
    digits = [c.isdigit() for c in word]
    turns = sum(before != after for before, after in pairwise(digits))
    return (
        len(word) >= _LONG_RANDOM
        and sum(digits) >= _LONG_RANDOM / 6
        and turns / len(word) >= 0.25
        and decoded(text) is None
    )
