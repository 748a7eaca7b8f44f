"""Commands in the form that a person types on this computer."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterable

_PLAIN = re.compile(r"[\w\\/:.-]+")
"""Characters without a meaning in cmd and PowerShell."""
_ESCAPED = re.compile("[`$“”„]")
"""Characters with a meaning between the double quotes of PowerShell."""


def quoted(arguments: Iterable[object], platform: str = sys.platform) -> str:
    """The arguments as one line for the shell of the platform: cmd and PowerShell on Windows, else POSIX.

    For the screen only. The files of a bundle are the same on every platform and name the shell of each command.
    """
    words = [str(argument) for argument in arguments]
    return " ".join(map(_windows_word, words)) if platform == "win32" else shlex.join(words)


def _windows_word(text: str) -> str:
    """One word in cmd and in PowerShell. The text holds no double quote, as no file name of Windows does.

    The shells agree on double quotes. Where they do not (`$`, a backtick, “ ” „) this is the form of PowerShell. cmd
    replaces `%NAME%` between quotes, too, where a variable has that name; no form prevents that for both.
    Sources: PowerShell, about_Quoting_Rules; cmd /?; "Parsing C command-line arguments" for the backslashes at the end.
    """
    if _PLAIN.fullmatch(text):
        return text
    backslashes = len(text) - len(text.rstrip("\\"))
    return '"' + _ESCAPED.sub(r"`\g<0>", text) + "\\" * backslashes + '"'
