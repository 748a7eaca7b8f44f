"""Finds passwords in sentences, as notes say them: `the password is …`, `camera (PIN 4711)`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.redaction.harmless import is_plain
from core.redaction.shapes import secret_value

_SAID = re.compile(
    r"\b(?<![\w-])(?<!••• )(?P<n>(?i:pass(?:word|wort|phrase|code|wd)|pwd|pw"
    r"|kennwort|wachtwoord|contraseña|senha|parola|heslo|hasło|пароль|lozinka|salasana|lösenord|mot de passe"
    r"|(?P<code>(?:access|activation|alarm|unlock|recovery|security|entry|door|login|pairing|pin)[ -]?code"
    r"|(?:zugangs|sicherheits|alarm|tür|entsperr"
    r"|freischalt|aktivierungs)-?code|geheimzahl|(?-i:PIN))"
    r"|token|secret|community|psk|(?:wpa|pre-shared)-(?:psk|key)|requirepass|masterauth))"
    r"(?=[\s|]++(?:(?P<is>is|ist|lautet|est|es|è|é|är|er|on|=|:=|[=-]>)\s++)?+(?P<s>(?!\S{0,60}://)[^\s\"'<>,;()]{3,200}+))"
)
_SHORTEST = 6
"""Characters of a password without a digit in a sentence; shorter words are no words of the list and common."""
_END = re.compile(r"[.!)]*+[ \t]*+(?:\Z|[\n\r,;\"'}\])]|\\[nr\"'])")
"""What is behind the last word of a sentence."""


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Places of passwords: a word with a digit behind the name, or the last of the sentence if it is no plain word."""
    if len(text.split(None, 1)) < 2 and "|" not in text:
        return
    for match in _SAID.finditer(text):
        word = match["s"].rstrip(".!")
        start = match.start("s")
        if not word or not secret_value(word, "password"):
            continue
        last = (
            len(word) >= _SHORTEST
            and (match["code"] is None or match["is"] is not None)
            and _END.match(text, start + len(word)) is not None
        )
        if any(map(str.isdigit, word)) or (last and not is_plain(word)):
            yield start, start + len(word)
