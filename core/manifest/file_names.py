"""File names that every system can hold: a bundle made on Linux is copied to Windows, and to sticks and shares."""

from __future__ import annotations

import re
from collections.abc import Collection

LONGEST = 100
"""Bytes of a module's name that become part of a file name."""
MOST_BYTES = 255
"""In UTF-8, the limit of most Linux file systems; NTFS counts 255 units of UTF-16, which are never more."""
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\..*)?", re.IGNORECASE)
"""Names Windows keeps for itself, whatever follows a dot
(https://learn.microsoft.com/windows/win32/fileio/naming-a-file)."""


def portable(name: str, ending: str = "", taken: Collection[str] = (), lead: str = "file-") -> str:
    """A file name that is valid on every system, changed as little as possible, and different from `taken` in any case.

    The result is stable: it is not changed again. `lead` is prefixed to names of Windows devices.
    """
    text = _FORBIDDEN.sub("-", name)
    if _DEVICE.fullmatch(text):
        text = lead + text
    others = {other.casefold() for other in taken}
    number, fitted = 1, _fitted(text, ending)
    while fitted.casefold() in others:
        number += 1
        fitted = _fitted(text, f"-{number}{ending}")
    return fitted


def free_stem(name: str, taken: Collection[str]) -> str:
    """A stem for the file of a module or twin, different from `taken` in any case; `name` may be empty."""
    text = name.strip(".").encode("utf-8", "ignore")[:LONGEST].decode("utf-8", "ignore")
    return portable(text or "module", taken=taken, lead="module-")


def _fitted(text: str, ending: str) -> str:
    """Cut to what a file system holds; no dot or space at the end, where Windows drops them without a word."""
    bytes_left = MOST_BYTES - len(ending.encode("utf-8", "surrogatepass"))
    text = text.encode("utf-8", "surrogateescape")[:bytes_left].decode("utf-8", "ignore")
    return f"{text}{ending}".rstrip(". ") or "file"
