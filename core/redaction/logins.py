"""Finds passwords behind users, where a name says that a value is an account: `LOGIN=anna:…`, `BASIC_AUTH=…`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.redaction.harmless import is_harmless
from core.redaction.names import secret_name
from core.redaction.shapes import secret_value

_ACCOUNT = re.compile(r"(?:login|auth|credentials?|account)s?\Z", re.IGNORECASE)
_USER = re.compile(r"users?\Z", re.IGNORECASE)
_PAIR = re.compile(r"(?<![^\s,;|])[\w.@+-]{1,64}[:/](?P<s>[^\s,;|:/]{3,200})(?![^\s,;|])")
_TWO = re.compile(r"[\w.@+-]{1,64}\s++(?P<s>\S{3,200})\s*+")
_NAME = re.compile(r"[\w .-]{1,200}")
_LONGEST = 4_000
_METHODS = frozenset(("basic", "digest", "ldap", "kerberos", "oauth2", "saml", "oidc", "ntlm", "negotiate", "none"))
"""How users are authenticated: no users, and no passwords."""


_ODD = re.compile(r"[^\w.-]|\d")
"""What a password has and the name of a group or role has not."""


def is_login(name: str) -> bool:
    """Whether a name says that its value is an account or several."""
    return is_account(name) or _USER.search(name) is not None


def is_account(name: str) -> bool:
    """Whether a name says that its value is an account: a user with a password."""
    return _ACCOUNT.search(name) is not None


def is_pair(items: Sequence[object], key: str) -> bool:
    """Whether a list is a user with a password, or the name of a secret with its value."""
    first = items[0] if len(items) == 2 else None
    if not isinstance(first, str) or all(isinstance(item, str) and item in _METHODS for item in items):
        return False
    return is_account(key) or (bool(_NAME.fullmatch(first)) and secret_name(first))


def spans(value: str, name: str) -> Iterator[tuple[int, int]]:
    """Places of passwords in the value of such a name: `user:password`, `user/password`, perhaps several."""
    if len(value) > _LONGEST or "://" in value or _METHODS.issuperset(value.lower().split()):
        return
    two = _TWO.fullmatch(value)
    for match in [two] if two is not None else _PAIR.finditer(value):
        likely = is_account(name) or _ODD.search(match["s"])
        if likely and secret_value(match["s"], "password") and not is_harmless(match["s"]):
            yield match.span("s")
