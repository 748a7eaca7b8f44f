"""File names made of names in a manifest: free, no longer than a disk takes, and none that Windows keeps for itself."""

from __future__ import annotations

import re
from collections.abc import Collection

LONGEST = 100
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
"""Source: https://learn.microsoft.com/windows/win32/fileio/naming-a-file, whatever follows the dot."""


def free_stem(name: str, taken: Collection[str]) -> str:
    """The stem of a file name like this name, other than those taken: Windows takes `A` and `a` for the same."""
    stem = name.strip(".")[:LONGEST] or "module"
    if _DEVICE.fullmatch(stem):
        stem = f"module-{stem}"
    folded = {other.casefold() for other in taken}
    number, made = 1, stem
    while made.casefold() in folded:
        number += 1
        made = f"{stem}-{number}"
    return made
