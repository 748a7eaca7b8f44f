"""Commands as a person types them on this computer."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable
from subprocess import list2cmdline


def quoted(arguments: Iterable[object], platform: str = sys.platform) -> str:
    """The arguments as one line for the shell of the platform: cmd and PowerShell on Windows, else POSIX.

    For the screen only. The files of a bundle are the same on every platform and name the shell of each command.
    """
    words = [str(argument) for argument in arguments]
    return list2cmdline(words) if platform == "win32" else shlex.join(words)
