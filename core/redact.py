"""Masks secrets before they reach anything but the manifests themselves: report, log, autosave, errors.

A secret is known by the name it stands under, or by its shape. It reads as `••• secret 3`: equal secrets have
equal numbers, counted in document order, without any key, so that the same input gives the same report.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator
from urllib.parse import quote

from core.manifest.manifest import Manifest
from core.model import Json

SHORTEST = 6
"""Known secrets shorter than this are masked in their own place only: they would match harmless text."""

_SECRET_NAME = re.compile(
    r"pass(?:word|wd|phrase|code)?$|passw(?:or)?d|pwd$|secret|token$|api[-_]?key|access[-_]?key|account[-_]?key|shared[-_]?access"
    r"|private[-_]?key|connection[-_]?str|connstr|credential$|sas$|sas[-_]?(?:key|token|url)|auth[-_]?key|signing[-_]?key"
    r"|primary[-_]?key|secondary[-_]?key|symmetric[-_]?key|encryption[-_]?key|master[-_]?key|instrumentation[-_]?key|license[-_]?key"
    r"|client[-_]?key$|storage[-_]?key|(?:^|[-_])key$|(?:^|[-_])auth$|bearer|jwt",
    re.IGNORECASE,
)
_HARMLESS_NAME = re.compile(
    r"(?:path|file|dir|folder|name|count|type|enabled|timeout|ttl|expiry|length|size|version|mode)s?$", re.IGNORECASE
)
_HARMLESS_VALUE = re.compile(r"|true|false|yes|no|null|none|on|off|-?\d{1,5}|/[\w./-]*|\.{1,2}/[\w./-]*", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\$\{[^}]*\}|\$\w+|<[^<>]*>|\{\{[^{}]*\}\}|%\w+%")

_SHAPES = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        r"(?P<s>-----BEGIN [A-Z0-9 ]+-----.*?(?:-----END [A-Z0-9 ]+-----|$))",
        r"\b(?P<s>eyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*)",
        r"(?i:(?:shared)?access(?:key|signature)|accountkey|sharedsecret|password|passwd|pwd|secret|instrumentationkey|apikey|api_key|token)"
        r"\s*=\s*(?P<s>[^;&\"'\s,\\]+)",
        r"(?i:[?&]|\b)sig=(?P<s>[^&;\"'\s\\]+)",
        r"[a-zA-Z][\w+.-]*://(?P<s>[^\s/:@\"'\\]*:[^\s/@\"'\\]+)@",
        r"(?i:\b(?:bearer|basic)\s+)(?P<s>[\w.~+/=-]{8,})",
        r"(?i:--?[\w-]*(?:password|passwd|pwd|secret|token|api-?key|access-?key)[\w-]*(?:=|\s+))(?P<s>[^\s\"'-][^\s\"']*)",
        r"(?i:\"[\w-]*(?:password|passwd|pwd|secret|token|api-?_?key|access-?_?key)\"\s*:\s*)\\?\"(?P<s>[^\"\\]+)",
        r"\b(?P<s>gh[pousr]_\w{20,}|xox[abprs]-[\w-]{10,}|AKIA[0-9A-Z]{16}|glpat-[\w-]{16,})",
        r"(?<![\w+/])(?P<s>[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{86}==)(?![\w+/=])",
    )
)
_BASE64 = re.compile(r"(?<![\w+/])[A-Za-z0-9+/]{16,}={0,2}(?![\w+/=])")
_FLAG = re.compile(r"--?[\w-]*(?:password|passwd|pwd|secret|token|api-?key|access-?key)", re.IGNORECASE)


class Redactor:
    """Masks with numbers of its own; made for one manifest, it knows that manifest's secrets wherever they turn up."""

    def __init__(self, manifest: Manifest | None = None) -> None:
        self.numbers: dict[str, int] = {}
        self._variants: dict[str, str] = {}
        if manifest is not None:
            self.value(manifest.tree)

    def text(self, text: str) -> str:
        """A free text with every secret masked: known ones, and whatever has the shape of one."""
        for variant in sorted((known for known in self._variants if known in text), key=len, reverse=True):
            text = text.replace(variant, self._mark(self._variants[variant]))
        for shape in _SHAPES:
            text = shape.sub(self._masked, text)
        return _BASE64.sub(self._hidden, text)

    def value(self, value: Json, key: str = "") -> Json:
        """A JSON value with every secret masked; `key` is the name it stands under. The input stays as it is."""
        if isinstance(value, dict):
            if set(value) == {"value"} and key:
                return {"value": self.value(value["value"], key)}
            return {self.text(name): self.value(item, name) for name, item in value.items()}
        if isinstance(value, list):
            return [self._item(value, index, key) for index in range(len(value))]
        if isinstance(value, str):
            return self._string(value, key)
        if isinstance(value, int) and not isinstance(value, bool) and value > 99999 and secret_name(key):
            return self.mask(str(value))
        return value

    def mask(self, secret: str) -> str:
        """The mask of a secret, remembered from now on."""
        if secret not in self.numbers:
            self.numbers[secret] = len(self.numbers) + 1
            if len(secret) >= SHORTEST:
                self._variants |= dict.fromkeys(_spellings(secret), secret)
        return self._mark(secret)

    def is_secret(self, value: Json, key: str = "") -> bool:
        """Whether masking would change the value: such an answer is not saved."""
        return bool(self.value(value, key) != value)

    def _mark(self, secret: str) -> str:
        return f"••• secret {self.numbers[secret]}"

    def _item(self, items: list[Json], index: int, key: str) -> Json:
        item = items[index]
        before = items[index - 1] if index else None
        if isinstance(item, str) and isinstance(before, str) and _FLAG.fullmatch(before) and not item.startswith("-"):
            return self.mask(item) if item else item
        return self.value(item, key)

    def _string(self, value: str, key: str) -> str:
        name, equals, rest = value.partition("=")
        if equals and re.fullmatch(r"[\w.:-]+", name) and secret_name(name) and secret_value(rest):
            return f"{name}={self.mask(rest)}"
        if secret_name(key) and secret_value(value):
            inner = self.text(value)
            return inner if inner != value and _is_list_of_pairs(value) else self.mask(value)
        return self.text(value)

    def _masked(self, match: re.Match[str]) -> str:
        secret = match.group("s")
        if not secret_value(secret) or secret.startswith("•••") or "••• secret" in secret:
            return match.group()
        start, end = match.start("s") - match.start(), match.end("s") - match.start()
        return match.group()[:start] + self.mask(secret) + match.group()[end:]

    def _hidden(self, match: re.Match[str]) -> str:
        """Base64 of a text that holds a secret is masked as a whole."""
        text = _decoded(match.group())
        if text is None:
            return match.group()
        known = any(variant in text for variant in self._variants)
        return (
            self.mask(match.group()) if known or any(_holds(shape, text) for shape in _SHAPES[:-1]) else match.group()
        )


def secret_name(name: str) -> bool:
    """Whether a name promises a secret (`REGISTRY_PASSWORD`), and not where or how long it is (`TOKEN_FILE`)."""
    return bool(_SECRET_NAME.search(name)) and not _HARMLESS_NAME.search(name)


def secret_value(value: str) -> bool:
    """Whether a value can be a secret at all: no placeholder, switch, short number or path."""
    return not (_HARMLESS_VALUE.fullmatch(value) or _PLACEHOLDER.fullmatch(value.strip()))


def _is_list_of_pairs(value: str) -> bool:
    """`HostName=…;SharedAccessKey=…`: the shape masks the key alone, and the rest stays readable."""
    return bool(re.fullmatch(r"(?:[\w ]+=[^;]*;?){2,}", value))


def _holds(shape: re.Pattern[str], text: str) -> bool:
    return any(secret_value(match.group("s")) for match in shape.finditer(text))


def _decoded(text: str) -> str | None:
    try:
        plain = base64.b64decode(text + "=" * (-len(text) % 4), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    return plain if plain.isprintable() or "\n" in plain else None


def _spellings(secret: str) -> Iterator[str]:
    """The ways a known secret may be spelled in another text."""
    yield secret
    yield json.dumps(secret)[1:-1]
    yield json.dumps(json.dumps(secret)[1:-1])[1:-1]
    yield quote(secret, safe="")
    yield base64.b64encode(secret.encode("utf-8", "replace")).decode()
