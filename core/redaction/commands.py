"""Finds secrets in commands, where they follow a short option or share a word with it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.redaction.harmless import is_harmless
from core.redaction.names import flag_name, secret_name
from core.redaction.shapes import secret_value

_PASSWORD = frozenset(("p", "P", "pw"))
_OF_WINDOWS = frozenset(("/p", "/P", "/pw", "/pass", "/pwd", "/password"))
_LOGIN = frozenset(("u", "U", "user", "login", "auth", "basic-auth", "proxy-user", "credentials"))
_PAIR = re.compile(r"(?P<user>[^\s:/@]{1,64}):(?P<secret>[^\s]{1,200})")
_NAMED = re.compile(r"-{0,2}(?P<name>[A-Za-z_][\w.-]{0,80})(?P<sign>:\s*|\s+)(?P<value>\S.{0,4000})", re.DOTALL)
_ATTACHED = re.compile(
    r"-p[\"']?(?P<secret>(?![-=])\S{4,200})|-u[^\s:=-]{1,64}:(?P<behind>\S{1,200})|/p:(?P<slash>[^\s=]{4,200})"
)
_LONG_NUMBER = re.compile(r"\d{6,}")
"""Longer than every port."""
_WORDS = re.compile(
    r"(?:p|port|path|print\d?|protocol|profile|prefix|publish|properties|plugins?|packages?|project|progress|ipe|id|per|pattern|reset"
    r"|playback|parallel|params?|privileged|pthread|pretty|pull|preset|pix_fmt|probesize|pass|password)(?:[:=].*)?",
    re.DOTALL,
)
"""Options that begin with the letter of the one for a password."""
_TEXT = re.compile(
    r"(?<![^\s\"'])(?:(?P<login>-u|-U|--user|--login|--auth|--proxy-user|--basic-auth)|(?P<pass>-p|-P|-pw|--pw|/p|/pw|/pass|/pwd|/password|/P))(?:\s++|=)[\"']?(?P<word>[^\s\"']{1,300})"
    r"|(?<![^\s\"'])(?P<attached>-p[\"']?[^\s\"'=-][^\s\"']{3,200}|-u[^\s\"':=-]{1,64}:[^\s\"']{1,200})"
)


def argument(before: str, word: str) -> tuple[int, int] | None:
    """The place of the secret in a word of a command, known by the option before it or in front of it."""
    flag = "p" if before in _OF_WINDOWS else flag_name(before)
    if flag is None or word.startswith("-"):
        return _attached(word)
    if flag in _PASSWORD:
        return (0, len(word)) if _is_password(word) else None
    if flag in _LOGIN and (login := _login(word)) is not None:
        return login
    return (0, len(word)) if secret_name(flag) and secret_value(word, flag) else None


def named(item: str, key: str) -> tuple[int, int] | None:
    """The place of the secret in an element `name:secret`; an entry of `Env` may have a blank in place of its `=`."""
    match = _NAMED.fullmatch(item.strip()) if item[:1] == item.lstrip()[:1] else None
    if match is None or (key.lower() != "env" and not match["sign"].startswith(":")):
        return None
    name, value = match["name"], match["value"]
    secret = secret_name(name) and secret_value(value, name) and not is_harmless(value)
    return match.span("value") if secret else None


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Places of secrets in a command written as one text."""
    if (
        "-u" not in text
        and "-p" not in text
        and "-U" not in text
        and "-P" not in text
        and "--" not in text
        and "/p" not in text.lower()
    ):
        return
    for match in _TEXT.finditer(text):
        group = "attached" if match["attached"] else "word"
        word = match[group]
        found = _attached(word) if match["attached"] else _login(word) if match["login"] else None
        if match["pass"] and _is_password(word):
            found = (0, len(word))
        if found is not None:
            yield match.start(group) + found[0], match.start(group) + found[1]


def _is_password(word: str) -> bool:
    """Whether a word behind `-p` is one, and no port, path or address."""
    return not is_harmless(word) or _LONG_NUMBER.fullmatch(word) is not None


def _attached(word: str) -> tuple[int, int] | None:
    match = _ATTACHED.fullmatch(word)
    if match is not None and match["secret"] is None:
        group = "behind" if match["behind"] else "slash"
        return match.span(group) if secret_value(match[group]) and not is_harmless(match[group]) else None
    if match is None or _WORDS.fullmatch(word[1:]) or _WORDS.fullmatch(word[2:]) or not _is_password(match["secret"]):
        return None
    return match.span("secret")


def _login(word: str) -> tuple[int, int] | None:
    """`user:password`, and not the numbers of a user and a group, or a host with its port."""
    match = _PAIR.fullmatch(word)
    if match is None or match["secret"].isdigit() or not secret_value(match["secret"]):
        return None
    return match.span("secret")
