"""How one secret is spelled in different texts: escaped, encoded, quoted."""

from __future__ import annotations

import base64
import binascii
import html
import json
import re
from collections.abc import Iterator
from urllib.parse import quote, quote_plus, unquote

RUN = re.compile(r"[A-Za-z0-9_+/-][\w+/-]{11,}+={0,2}")
"""What keys, hashes and tokens consist of: none of them is looked for anywhere else.

The plain set in front makes the search fast.
"""
_BASE64 = re.compile(r"(?<![\w+/-])[A-Za-z0-9+/_-]{12,}={0,2}(?![\w+/=-])")
_LONGEST_SPELLED = 20_000
"""Characters of a secret that is looked for in every spelling; keys and certificates have a few thousand."""


def encoded(text: str) -> Iterator[tuple[int, int, str]]:
    """Pieces of a text that are base64 of another text: start, end, and that text."""
    for run in RUN.finditer(text):
        for match in _BASE64.finditer(text, run.start(), min(run.end() + 1, len(text))):
            plain = decoded(match.group())
            if plain is not None:
                yield (*match.span(), plain)


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
        plain = raw.decode("utf-8")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    bare = plain.replace("\n", "").replace("\r", "").replace("\t", "")
    return plain if plain and bare.isprintable() else None
