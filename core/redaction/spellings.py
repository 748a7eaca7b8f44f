"""How one secret is spelled in different texts: escaped, encoded, quoted."""

from __future__ import annotations

import base64
import binascii
import html
import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from urllib.parse import quote, quote_plus, unquote

RUN = re.compile(r"[A-Za-z0-9_+/-][\w+/-]{11,}+={0,2}")
"""What keys, hashes and tokens consist of: none of them is looked for anywhere else.

The plain set in front makes the search fast.
"""
_BASE64 = re.compile(r"(?<![\w+/-])[A-Za-z0-9+/_-]{12,}={0,2}(?![\w+/=-])")
_SHORTEST = 12
"""Characters of a part of a path that may be spelled so."""
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2}){6,}+")
_NO_DIGITS = re.compile(r"[\s:,_-]++(?:0x)?+|\A0x")
_PAIRS = re.compile(r"(?<![0-9A-Fa-f])[0-9A-Fa-f]{2}(?:[ :,_-]{1,2}(?:0x)?[0-9A-Fa-f]{2}){5,}+")
"""Pairs of hexadecimal digits with signs between them."""
_BASE32 = re.compile(r"[A-Z2-7]{12,}+")
_ESCAPES = re.compile(
    r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,8});|(?:%(?:25)*[0-9A-Fa-f]{2})++|(?:\\[xX][0-9A-Fa-f]{2})++|\\u[0-9A-Fa-f]{4}"
)
_PREFIXES = re.compile(r"%(?:25)*(?=[0-9A-Fa-f]{2})|%|\\[xX]")
_MOST_ESCAPES = 40_000
_LONGEST_SPELLED = 20_000
"""Characters of a secret that is looked for in every spelling; keys and certificates have a few thousand."""


def encoded(text: str) -> Iterator[tuple[int, int, str]]:
    """Pieces of a text that are another text in base64, base32 or hexadecimal digits: start, end, and that text."""
    found = [place for run in RUN.finditer(text) for place in _inside(text, run)]
    found += [(*match.span(), plain) for match in _PAIRS.finditer(text) if (plain := _of_pairs(match.group()))]
    if not found:
        return
    end = 0
    for place in sorted(found):
        if place[0] >= end:
            yield place
            end = place[1]


def _inside(text: str, run: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    """The run as a whole, else each part of a path."""
    word = run.group()
    mixed = "/" in word and ("-" in word or "_" in word)  # in no alphabet of base64 as a whole
    whole = [] if mixed else list(_BASE64.finditer(text, run.start(), min(run.end() + 1, len(text))))
    found = [(*match.span(), plain) for match in whole if (plain := _read(match.group())) is not None]
    at = run.start()
    for part in word.split("/") if not found and "/" in word else ():
        if len(part) >= _SHORTEST and (plain := _read(part)) is not None:
            found.append((at, at + len(part), plain))
        at += len(part) + 1
    yield from found


def _read(word: str) -> str | None:
    """The text that a word spells; base64 has a capital in every few letters."""
    if word[:2] == "0x" or _HEX.fullmatch(word):
        return _of_pairs(word)
    if word.islower() or (("/" in word or "+" in word) and ("-" in word or "_" in word)):
        return None
    return decoded(word) or _of_base32(word)


def _of_pairs(word: str) -> str | None:
    """The text that is spelled in pairs of hexadecimal digits."""
    digits = _NO_DIGITS.sub("", word)
    if len(digits) % 2 or not _HEX.fullmatch(digits):
        return None
    return _readable(bytes.fromhex(digits))


def _of_base32(word: str) -> str | None:
    bare = word.rstrip("=")
    if not word[:1].isupper() or not _BASE32.fullmatch(bare):
        return None
    try:
        return _readable(base64.b32decode(bare + "=" * (-len(bare) % 8)))
    except binascii.Error:
        return None


def unescaped(text: str) -> tuple[str, list[int], list[int]] | None:
    """The text without the escapes of HTML, URLs and program code; None where it has none, or very many.

    With it, where its pieces begin, and where the same pieces begin in the text as it is written.
    """
    pieces: list[str] = []
    here, there = [0], [0]
    size = done = 0
    for match in _ESCAPES.finditer(text):
        plain = _escaped(match.group())
        pieces += [text[done : match.start()], plain]
        size += match.start() - done
        here += [size, size + len(plain)]
        there += [match.start(), match.end()]
        size, done = size + len(plain), match.end()
        if len(here) > _MOST_ESCAPES:
            return None
    return ("".join((*pieces, text[done:])), here, there) if pieces else None


def written_at(at: int, here: Sequence[int], there: Sequence[int], *, ends: bool = False) -> int:
    """Where a character of an unescaped text is in the text as it is written; behind it where a place `ends`."""
    index = (bisect_left if ends else bisect_right)(here, at) - 1
    if ends and index < 0:
        return there[0]
    inside = at - here[index]
    return there[index] + inside if index % 2 == 0 else there[index + 1] if ends else there[index]


def _escaped(escape: str) -> str:
    if escape.startswith("&"):
        return html.unescape(escape)
    if escape[0] == "%" or escape[1] in "xX":
        return bytes.fromhex(_PREFIXES.sub("", escape)).decode("utf-8", "replace")
    return chr(int(escape[-4:], 16))


def aliases(secret: str) -> Iterator[str]:
    """Other texts that reveal a known secret: unquoted, decoded, without the user name, a line of PEM."""
    for text in filter(None, (secret, _unescaped(secret), decoded(secret) if _BASE64.fullmatch(secret) else None)):
        bare = unquote(text)
        yield from (text, bare)
        if re.fullmatch(r"[^\s:]*:\S+", bare):
            yield from (text.partition(":")[2], bare.partition(":")[2])
        yield from (part for part in text.split("/") if 10 <= len(part) < len(text) <= _LONGEST_SPELLED)
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
        yield plain.hex()
        return
    yield plain.hex()
    yield from {html.escape(secret), html.escape(secret).replace("&#x27;", "&#39;").replace("&quot;", "&#34;")}
    for ascii_only in (True, False):
        once = json.dumps(secret, ensure_ascii=ascii_only)[1:-1]
        yield once
        yield json.dumps(once, ensure_ascii=ascii_only)[1:-1]
    yield from (quote(plain, safe=""), quote(plain), quote_plus(plain))


def decoded(text: str) -> str | None:
    """The text that is spelled in base64 (RFC 4648, either alphabet); None where it is none, or no readable one."""
    bare = text.rstrip("=")
    try:
        raw = base64.b64decode(
            bare + "=" * (-len(bare) % 4), altchars=b"-_" if {"-", "_"} & set(bare) else None, validate=True
        )
    except (binascii.Error, ValueError):
        return None
    return _readable(raw)


def _readable(raw: bytes) -> str | None:
    """The text that these bytes are in UTF-8, or in UTF-16 as programs of Windows write it."""
    codec = "utf-8" if b"\0" not in raw else "utf-16-le" if raw[:1] != b"\0" else "utf-16-be"
    try:
        plain = raw.decode(codec)
    except UnicodeDecodeError:
        return None
    bare = plain.replace("\n", "").replace("\r", "").replace("\t", "").removeprefix("\ufeff")
    return plain if plain and bare.isprintable() else None
