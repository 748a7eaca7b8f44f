"""Cmd and Entrypoint written as one text, and the arrays that can take its place."""

from __future__ import annotations

import shlex

from core.model.base import Json
from core.model.questions import Choice, choice, option
from core.text.catalogue import N_

_SHELL_SIGNS = frozenset("|&;<>()$`*?~\n")
_OPTIONS = (
    option("words", N_("Split it into words"), N_("{key} becomes {words}.")),
    option(
        "shell",
        N_("Run it in a shell"),
        N_("{key} becomes /bin/sh -c with the whole string; the image must contain a shell."),
    ),
)
_PLAIN = choice(*_OPTIONS, default="words", reason=N_("it has no characters that require a shell"))
OPEN = choice(*_OPTIONS)


def question(text: str) -> Choice:
    """How the text becomes an array; without a default where it has characters that only a shell understands."""
    return _PLAIN if _SHELL_SIGNS.isdisjoint(text) else OPEN


def words(text: str) -> list[str]:
    """The words as a shell would split them, or as they are where its quotes do not match."""
    try:
        return shlex.split(text)
    except ValueError:
        return text.split()


def array(text: str, answer: Json) -> list[str]:
    """The array that an answer to `question` makes of the text."""
    return words(text) if answer == "words" else ["/bin/sh", "-c", text]
