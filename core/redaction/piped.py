"""Finds passwords that a command gives to a program on its standard input: `echo … | sudo -S`, `passwd --stdin <<< …`.

The programs that read one are data: resources/programs.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.model.word_lists import word_lists
from core.redaction.shapes import secret_value

_READERS = tuple(tuple(phrase.split("+")) for phrase in word_lists("programs")["readers"])
_PROGRAMS = frozenset(phrase[0] for phrase in _READERS)
_SAYS = re.compile(
    r"(?<![\w.-])(?i:echo|printf|print|yes|write-(?:output|host))(?=[\s\"'\\])"
    r"|(?:\A|[\n;({&\"'])(?=[ \t]{0,20}\\{0,9}[\"'])"
)
"""A command that writes its words, or a quoted text in its place, which PowerShell writes."""
_ARGUMENT = re.compile(r"[^\S\n]*+(?:(?P<quote>\\*+[\"'])|(?P<word>(?:[^\s\\|;&<>\"'`(){}]++|\\++[^\s\"'|])++))")
_TO = re.compile(
    r"(?:[\"']|\\++[\"'])?+[^\S\n]*+(?:\d?>&?[\w/]++[^\S\n]*+)?+(?:[;&\n][^|()]{0,300}[)}]\s*+|[)}]\s*+|\\\n\s*+)?\|(?!\|)(?:\s|\\\n)*+"
)
"""What is between the words and the program they are given to; other commands of a group may be."""
_HERE = re.compile(r"<<<\s*+|<<[-~]?+\s*+\\*+[\"']?(?P<mark>[A-Za-z_]\w{0,40})\\*+[\"']?")
"""A text of one word (`<<<`), or of lines up to a mark."""
_COMMAND = re.compile(r"[^;\n]{0,400}")
_LINE = re.compile(r"(?:[^;\n&]++|&(?!&))++")
_NEXT = re.compile(r"(?<!\\)\\++[nr]|[\n\r]")
"""What is between two passwords in one text."""
_FORMAT = re.compile(r"%[-\d]*s")
_OPTION = re.compile(
    r"(?<!\S)--?[\w-]{0,40}(?:pass|pw|secret|token|key|pin|cred|login)[\w-]{0,40}?"
    r"(?:stdin|(?:fd[ =]|in[ =](?:stdin|fd:))0?|(?<=file)[ =](?:-|/dev/stdin)(?!\S)|(?<=pass)[ =]stdin|(?<=with-token))"
    r"|(?<!\S)--?(?:stdin|with-token|read-?stdin)[\w-]{0,40}(?!\S)"
)
"""An option by which any program reads a password so: `--password-stdin`, `--passphrase-fd 0`, `-passin stdin`."""
_LONGEST = 1_000
"""Characters of a text that is given so."""
_MOST = 20
"""Words of one."""


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Places of passwords in a command written as one text."""
    if "|" in text:
        yield from _piped(text)
    if "<<" in text:
        yield from _here(text)


def _piped(text: str) -> Iterator[tuple[int, int]]:
    done = 0
    for match in _SAYS.finditer(text):
        if match.start() < done:
            continue
        words, done = _arguments(text, match.end())
        to = _TO.match(text, done) if words else None
        if to is not None and _reads(_part(text, to.end())):
            formats = len(words) > 1 and _FORMAT.search(text, *words[0]) is not None
            for span in words[formats:]:
                yield from _passwords(text, *span)


def _here(text: str) -> Iterator[tuple[int, int]]:
    for command in _LINE.finditer(text):
        if "<<" not in command.group() or not _reads(command.group()[:_LONGEST]):
            continue
        for match in _HERE.finditer(text, *command.span()):
            if match["mark"] is None:
                for span in _arguments(text, match.end(), most=1)[0]:
                    yield from _passwords(text, *span)
                continue
            line = _NEXT.search(text, match.end(), match.end() + _LONGEST)
            end = -1 if line is None else text.find(match["mark"], line.end(), line.end() + _LONGEST)
            if line is not None and end >= 0:
                yield from _passwords(text, line.end(), end)


def _part(text: str, at: int) -> str:
    found = _COMMAND.match(text, at)
    return found.group() if found is not None else ""


def _arguments(text: str, at: int, most: int = _MOST) -> tuple[list[tuple[int, int]], int]:
    """The words of a command from a place on, without their quotes and without options, and where they end."""
    found: list[tuple[int, int]] = []
    limit = at + _LONGEST
    for _ in range(most):
        match = _ARGUMENT.match(text, at, limit)
        if match is None:
            break
        start, at = match.span("word")
        if match["quote"]:
            start = match.end()
            end = text.find(match["quote"], start, limit)
            if end < 0:
                return found, match.start()
            at = end + len(match["quote"])
            found.append((start, end))
        elif not re.fullmatch(r"-[neE]+", match["word"]):
            found.append((start, at))
    return found, at


def _passwords(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines of what is given."""
    for stop in (*(match.span() for match in _NEXT.finditer(text, start, end)), (end, end)):
        bare = text[start : stop[0]].strip()
        if len(bare) > 1 and secret_value(bare, "password"):
            begin = text.index(bare, start)
            yield begin, begin + len(bare)
        start = stop[1]


def _reads(command: str) -> bool:
    """Whether a command reads a password."""
    if _OPTION.search(command):
        return True
    words = [word.strip("\"'`\\(){}|") for word in command.split()]
    names = [word.rpartition("/")[2].lower().removesuffix(".exe") for word in words if not word.startswith("/etc/")]
    return not _PROGRAMS.isdisjoint(names) and any(_calls(phrase, names, words) for phrase in _READERS)


def _calls(phrase: tuple[str, ...], names: list[str], words: list[str]) -> bool:
    """Whether a program is called with the words and options of a phrase; `-S` may be one of several letters."""
    return phrase[0] in names and all(
        any(word == each or (len(each) == 2 and word[:1] == "-" != word[1:2] and each[1] in word) for word in words)
        if each[0] == "-"
        else each in names
        for each in phrase[1:]
    )
