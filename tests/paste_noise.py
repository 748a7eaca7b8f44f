"""What terminals, redirections and clipboards do to an output, as functions from text to bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from core.device_outputs.document import document
from core.device_outputs.reading import read
from core.device_outputs.text import decode

SAMPLES = Path(__file__).parent / "golden" / "device_outputs"
EXPECTED = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))
PROSE = {"basis", "note", "partial", "nothing"}
"""Keys of `expected.json` with texts for people; of the last two only the presence is compared."""

Noise = Callable[[str], bytes]


def sample(name: str) -> str:
    """The text of a sample, with plain line endings."""
    return decode((SAMPLES / name).read_bytes()).replace("\r\n", "\n").removeprefix("\ufeff")


def missing(name: str, data: bytes) -> list[str]:
    """What the expected reading of a sample has and the reading of `data` lacks."""
    seen = document(read([(name, data)]))["observed"]
    result = [key for key in EXPECTED[name].keys() - PROSE if seen.get(key, "missing") != EXPECTED[name][key]]
    return sorted(result + [key for key in ("partial", "nothing") if (key in EXPECTED[name]) != (key in seen)])


def plain(text: str) -> bytes:
    return text.encode()


def crlf(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


def utf16(text: str) -> bytes:
    return b"\xff\xfe" + text.replace("\n", "\r\n").encode("utf-16-le")


def utf16_without_mark(text: str) -> bytes:
    return text.encode("utf-16-le")


def utf8_mark(text: str) -> bytes:
    return b"\xef\xbb\xbf" + text.encode()


def colored(text: str) -> bytes:
    return re.sub(r"(?m)^(\s*)(\S+)", "\\1\x1b[1;32m\\2\x1b[0m", text).encode() + b"\x1b[K"


def indented(text: str) -> bytes:
    return re.sub(r"(?m)^(?=.)", "    ", text).encode()


def indented_then_wrapped(text: str) -> bytes:
    """As a console shows an indented text: the rest of a line begins at the left edge."""
    return wrapped(indented(re.sub(r"\x1b\[[0-9;]*m", "", text)).decode())


def double_spaced(text: str) -> bytes:
    """As mails and word processors paste it."""
    return text.replace("\n", "\n\n").encode()


def without_blanks_at_ends(text: str) -> bytes:
    """As a console copies it."""
    return re.sub(r"(?m) +$", "", text).encode()


def with_tabs(text: str) -> bytes:
    return re.sub(r"(?m)(?<=\S) {3,}(?=\S)", "\t", text).encode()


def one_blank(text: str) -> bytes:
    """As a browser shows a text that is not preformatted."""
    return re.sub(r"(?<=\S) +(?=\S)", " ", text).encode()


def quoted(text: str) -> bytes:
    return re.sub(r"(?m)^", "> ", text.rstrip("\n")).encode()


def wrapped(text: str, width: int = 80) -> bytes:
    text = re.sub(r"\x1b\[[0-9;]*m", "", text)  # which no window counts
    lines = [line[at : at + width] for line in text.split("\n") for at in range(0, max(len(line), 1), width)]
    return "\n".join(lines).encode()


def wrapped_at_120(text: str) -> bytes:
    return wrapped(text, 120)


def without_prompts(text: str) -> bytes:
    return re.sub(r"(?m)^(?:\[[\d.]+\]: P?S?>|PS [^>]*>|user@\S+\$).*\n?", "", text).encode()


def prompts(text: str) -> bytes:
    return ("PS C:\\plant7> \n" + text.rstrip("\n") + "\nPS C:\\plant7> ").encode()


def doubled_returns(text: str) -> bytes:
    return text.replace("\n", "\r\r\n").encode()


ALL: tuple[Noise, ...] = (
    plain,
    crlf,
    utf16,
    utf16_without_mark,
    utf8_mark,
    colored,
    indented,
    wrapped,
    wrapped_at_120,
    without_prompts,
    prompts,
    doubled_returns,
    double_spaced,
    without_blanks_at_ends,
)
FURTHER: tuple[Noise, ...] = (indented_then_wrapped, with_tabs, one_blank)
"""These remove the traces of wrapping from a table that the window had wrapped already."""
