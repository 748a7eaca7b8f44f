"""Masks secrets in texts of a device before they are shown or stored.

Comparisons use the texts as they were read; only shown texts are masked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from core.device_outputs.reading import Reading
from core.model.base import Json
from core.redaction import by_default
from core.redaction.redactor import Redactor
from core.redaction.shapes import secret_value

_LOGIN = re.compile(r"(?<![^\s\"'(/])(?P<user>[^\s:@/\"'(]{1,64}+:)(?P<secret>(?!//)\S{1,300})(?=@(?!sha\d))")
"""`user:password@registry/image` with any characters in the password: the only `@` of an image is that of a digest."""
_SAID = re.compile(
    r"(?<!• )\b(?P<name>(?:api|account|access|shared|private)?[ _-]?(?:key|pass(?:word|wd)?|pwd|secret|token)s?[:=]?"
    r"\s++(?:(?:is|was)\s++)?[\"']?)(?P<secret>(?=[^\s\d]{0,200}\d)(?=[^\sA-Za-z]{0,200}[A-Za-z])[^\s\"',;]{6,300}+)",
    re.IGNORECASE,
)
"""A word with letters and digits after the name of a secret in prose: `password is hunter2`."""


class Masking:
    """Masks the texts of a reading, with the secrets in the reading and those that `known` knows."""

    def __init__(self, reading: Reading, known: Redactor | None = None) -> None:
        self._redactor = known or Redactor()
        for secret in reading.secrets:
            self._redactor.mask(secret)
        for output in reading.outputs:
            self.value(output.facts)
        self._redactor.text("\n".join(_each_once(line.text for line in reading.unread)))

    def text(self, text: str) -> str:
        """A text with every secret masked."""
        if len(text.split(None, 1)) > 1:
            text = _SAID.sub(self._hidden, text)
        if "@" in text:
            text = _LOGIN.sub(self._hidden, text)
        return self._redactor.text(text)

    def value(self, value: Json) -> Json:
        """A JSON value with every text in it masked; keys are not masked."""
        if isinstance(value, dict):
            return {key: self.value(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.value(item) for item in value]
        return self.text(value) if isinstance(value, str) else value

    def line(self, text: str) -> str:
        """A line that was not understood: everything that is not recognizably harmless is hidden."""
        return by_default.sentence(self._redactor, text)

    def _hidden(self, match: re.Match[str]) -> str:
        if not secret_value(match["secret"]):
            return match.group()
        return match.group(1) + self._redactor.mask(match["secret"])


def _each_once(lines: Iterable[str]) -> Iterator[str]:
    """The lines without repetitions, which contain no further secret; quotes around a key are kept for each key."""
    seen: set[str] = set()
    for line in lines:
        if line not in seen or "-----" in line:
            seen.add(line)
            yield line
