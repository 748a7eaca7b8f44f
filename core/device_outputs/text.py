"""Turns the bytes of a paste into clean lines, divided into blocks at the prompts.

Everything that a terminal, a redirection or a clipboard adds is removed here, so that readers need not handle it: byte
order marks, UTF-16, color codes, carriage returns, a common indentation, wrapped lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from core.device_outputs import commands

_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-_])|\x9b[0-?]*[ -/]*[@-~]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufeff\u200b-\u200f\u2060]")
NEWLINE = re.compile(r"\r(?:(?<!\r\r)\r*+\n)?|\n|\x0c")
_PROMPT = re.compile(
    r"(?:\([\w.-]+\)\s)?(?:\[[^\]\s]+\]:\s(?:PS|P)(?:\s[^<>|\"*?]*)?>|PS(?:\s[^<>|\"*?]*)?>|[A-Za-z]:\\[^<>|\"*?]*>"
    r"|[\w.-]+@[\w.-]+:[^\s$#]*[$#](?=\s|$)|[\w.-]+@[\w.-]+\s\S+\s%(?=\s|$)|\[[\w.-]+@[\w.-]+\s[^\]]+\][$#](?=\s|$))\s?(?P<command>.*)"
)
_WATCHED = re.compile(r"Every \d+(?:\.\d+)?s: (?P<command>\S+(?: \S+)*)\s{2,}\S+: \S.*")
"""The first line of the program `watch`."""
_CONTINUED = re.compile(r">>\s?(?P<command>.*)")
_TYPED = re.compile(r"(?:(?:[$#>%❯λ]|➜\s+\S+(?:\s+git:\(\S+\))?(?:\s+✗)?)\s+)?(?P<command>\S+(?:\s\S+)*)\s*")
_INTERRUPTED = re.compile(r"^(?:\^[CDZ])+")
"""What a shell shows for Ctrl+C, before its next prompt."""
_STARS = re.compile(r"\*{10,}\s*")
_MOST_HEAD = 30
"""Lines of the header of a PowerShell transcript: a frame of stars with names and values of the session."""
_FENCE = re.compile(r"\s*(?:`{3,}|~{3,})[\w-]*\s*")
_QUOTED = 2
"""The number of lines from which a sign at the start of each is a quotation; a single one is a prompt."""
_DOTS = (" ...", "...", " …", "…", ".")
_ROW = re.compile(r"\S {3,}\S")
_LONGEST_COMMAND = 400
_NARROWEST = 40
_WIDTHS = (80, 120)
"""The usual widths of a console window (the default of Windows PowerShell is 120)."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a paste: its number in the file, counted from 1, and its text without line ending.

    `pieces` is the number of lines of the file that were joined.
    """

    number: int
    text: str
    pieces: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """The part between two prompts: the command as typed (None without a prompt), and the lines printed after it.

    `wrapped` says that the command filled the width of a window and may continue in the first line.
    """

    command: str | None
    lines: tuple[Line, ...]
    wrapped: bool = False


def decode(data: bytes) -> str:
    """The text of a file. Never raises; invalid bytes become replacement characters.

    `>` and `Out-File` of Windows PowerShell 5.1 write UTF-16LE with a mark; a cut file may have lost its mark or half
    of its last character.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if data[:3] == b"\xef\xbb\xbf":
        return data[3:].decode("utf-8", "replace")
    sample = data[:4000]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        units = sample[offset::2]
        if len(sample) >= 4 and units.count(0) > len(units) * 0.6 and sample[1 - offset :: 2].count(0) == 0:
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def clean(text: str) -> list[Line]:
    """The lines of a text without color codes, control characters and a common indentation."""
    plain = _ANSI.sub("", text).replace("\u00a0", " ")
    rows = [_UNPRINTABLE.sub("", row.expandtabs(8)) for row in NEWLINE.split(plain)]
    rows = _without_dots(rows)
    rows = _unquoted(["" if _FENCE.fullmatch(row) else row for row in rows])
    common = _indentation(rows)
    rows = _without_frames([_INTERRUPTED.sub("", row[common:]) for row in rows])
    return _single_spaced([Line(number, row) for number, row in enumerate(rows, start=1)])


def _indentation(rows: Iterable[str]) -> int:
    """The blanks with which every row with text begins."""
    return min((len(row) - len(row.lstrip()) for row in rows if row.strip()), default=0)


def _single_spaced(lines: list[Line]) -> list[Line]:
    """The lines without the blank line that a mail or an editor inserted after each of them."""
    written = [bool(line.text.strip()) for line in lines]
    if sum(written) <= _QUOTED or (any(written[::2]) and any(written[1::2])):
        return lines
    return lines[::2] if any(written[::2]) else lines[1::2]


def _widths(lines: Sequence[Line]) -> set[int]:
    """The likely widths of the window: the usual ones, and that of the longest lines if there are several."""
    lengths = Counter(len(line.text) for line in lines)
    longest = max(lengths, default=0)
    return {*_WIDTHS, longest} if lengths[longest] > 1 and longest >= _NARROWEST else {*_WIDTHS}


def _own_indentation(lines: Sequence[Line]) -> str:
    """The indentation of a paste that was wrapped after it was indented: the rest of a line has none."""
    widths = {*_WIDTHS, max((len(line.text) for line in lines), default=0)}
    before = ("", *(line.text for line in lines))
    own = (line.text for line, last in zip(lines, before, strict=False) if len(last) not in widths)
    return " " * _indentation(own)


def _without_frames(rows: list[str]) -> list[str]:
    """The rows with the header and the footer of each PowerShell transcript blanked, in any language."""
    at = 0
    while at < len(rows):
        end = next((n for n in range(at + 1, min(at + _MOST_HEAD, len(rows))) if _STARS.fullmatch(rows[n])), at)
        if not _STARS.fullmatch(rows[at]) or not any(re.search(r": \d{14}\s*$", row) for row in rows[at:end]):
            at += 1
            continue
        if rows[end + 1 : end + 2] and re.search(r"\.(?:txt|log)\W?$", rows[end + 1].rstrip()):
            end += 1  # Transcript started, output file is …
        rows[at : end + 1] = [""] * (end + 1 - at)
        at = end + 1
    return rows


def _without_dots(rows: list[str]) -> list[str]:
    """The rows without the dots that a chat or a viewer appended to each of them."""
    written = [row.rstrip() for row in rows if row.strip()]
    for dots in _DOTS:
        if len(written) > _QUOTED and all(row.endswith(dots) for row in written):
            return [row.rstrip().removesuffix(dots) for row in rows]
    return rows


def _unquoted(rows: list[str]) -> list[str]:
    """The rows of a mail or chat without quotation marks, if all of them are quoted."""
    quoted = [row for row in rows if row.strip()]
    if len(quoted) < _QUOTED or not all(row.startswith(">") and not row.startswith(">>") for row in quoted):
        return rows
    return [row[2:] if row.startswith("> ") else row[1:] for row in rows]


def blocks(lines: Sequence[Line]) -> Iterator[Block]:
    """The lines divided at every prompt and at every command that is alone on its line."""
    widths = _widths(lines)
    indent = _own_indentation(lines)
    command: str | None = None
    full = False
    taken: list[Line] = []
    for line in lines:
        text = line.text.removeprefix(indent)
        typed = _PROMPT.fullmatch(text) or _WATCHED.fullmatch(text) or _typed(text)
        more = None if taken or command is None else _CONTINUED.fullmatch(line.text)
        if typed is not None:
            if taken or command:
                yield Block(command, tuple(taken), full)
            command, taken, full = typed["command"].strip(), [], len(line.text) in widths
        elif full and not taken and line.text.strip() and not line.text.startswith(indent):
            command, full = f"{command}{line.text}", len(line.text) in widths
        elif more is not None:
            command = f"{command} {more['command'].strip()}"
        else:
            taken.append(line)
    if taken or command:
        yield Block(command, tuple(taken), full)


def _typed(line: str) -> re.Match[str] | None:
    """A command on its line without a prompt, as it is copied from instructions."""
    match = _TYPED.fullmatch(line) if len(line) < _LONGEST_COMMAND else None
    if (
        match is None
        or " : " in line
        or not (commands.canonical(match["command"]) or commands.logged(match["command"]))
    ):
        return None
    return match


def unwrapped(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines as they may have been before the window wrapped them: first unchanged, then for each likely width.

    A line exactly as long as the window was wrapped, or just fits. Three ways are offered: all such lines continue;
    only those with a short rest do; rows of tables do only if the very next line is a short rest. Last, rows whose rest
    begins with blanks.
    """
    indent = _own_indentation(lines)
    if indent and _indentation(line.text for line in lines) < len(indent):
        yield from _of_widths(_dedented(_without_rests(lines, indent)))
    yield from _of_widths(lines)


def _of_widths(lines: Sequence[Line]) -> Iterator[list[Line]]:
    yield _dedented(lines)
    lengths = Counter(len(line.text) for line in lines)
    longest = max(lengths, default=0)
    candidates = {width for width in _WIDTHS if lengths[width]}
    if longest >= _NARROWEST:
        candidates.add(longest)
    for width in sorted(candidates):
        yield _dedented(list(_joined(lines, width, width, rows=False)))
        yield _dedented(list(_joined(lines, width, width // 2, rows=False)))
        yield _dedented(list(_joined(lines, width, width, rows=True)))
    for width in sorted({*_WIDTHS, *candidates}):
        if any(_is_rest(line, after, width) for line, after in pairwise(lines)):
            yield _dedented(list(_padded(lines, width)))


def _is_rest(line: Line, following: Line, width: int) -> bool:
    """Whether the next line may be the rest of a row that lost the blanks at its end."""
    return width // 2 <= len(line.text) < width and following.text[:1] == " " and bool(following.text.strip())


def _padded(lines: Sequence[Line], width: int) -> Iterator[Line]:
    """Rows joined with their rest, where a clipboard removed the blanks at the end of a piece."""
    index = 0
    while index < len(lines):
        line, after = lines[index], lines[index + 1] if index + 1 < len(lines) else None
        if after is not None and (len(line.text) == width or _is_rest(line, after, width)):
            yield Line(line.number, line.text.ljust(width) + after.text, line.pieces + after.pieces)
            index += 1
        else:
            yield line
        index += 1


def _without_rests(lines: Sequence[Line], indent: str) -> list[Line]:
    """The lines of an indented paste, each with the rest below it that has no indentation."""
    joined: list[Line] = []
    for line in lines:
        if joined and line.text.strip() and not line.text.startswith(indent):
            last = joined[-1]
            joined[-1] = Line(last.number, last.text + line.text, last.pieces + line.pieces)
        else:
            joined.append(line)
    return joined


def _dedented(lines: Sequence[Line]) -> list[Line]:
    """The lines without their common indentation, which the rest of a wrapped line may have hidden."""
    common = _indentation(line.text for line in lines)
    return [replace(line, text=line.text[common:]) for line in lines] if common else list(lines)


def _is_beside(line: Line, following: Line) -> bool:
    """Whether the next line is indented like this one and thus begins something of its own."""
    indent = len(line.text) - len(line.text.lstrip())
    return 0 < indent == len(following.text) - len(following.text.lstrip())


def _joined(lines: Sequence[Line], width: int, rest: int, rows: bool) -> Iterator[Line]:
    """Lines of this width joined with following lines shorter than `rest`; for `rows` see `unwrapped`."""
    index = 0
    while index < len(lines):
        row = rows and bool(_ROW.search(lines[index].text))
        most, short = (index + 1, width // 2) if row else (len(lines), rest)
        end = next((at for at in range(index, most) if len(lines[at].text) != width), most)
        full = lines[index:end]
        after = [
            line
            for line in lines[end : end + 1]
            if not full or (len(line.text) < short and not (len(full) == 1 and _is_beside(full[0], line)))
        ]
        if full and not after:
            yield from full
        else:
            pieces = [*full, *after]
            yield Line(pieces[0].number, "".join(piece.text for piece in pieces), len(pieces))
        index = end + len(after)
