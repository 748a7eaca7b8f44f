"""Errors of the file system with their remedies, and retries for files that another program has open.

`OSError.winerror` is there on Windows only; the numbers are those of
https://learn.microsoft.com/windows/win32/debug/system-error-codes.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from core.text.catalogue import N_, _

Result = TypeVar("Result")
DENIED, SHARING, LOCK = 5, 32, 33
"""Another program has the file open. Windows gives the first for a replacement, else one of the others."""
NO_PATH, FAILURE, TOO_LONG = 3, 31, 206
"""The second comes from servers of shares, and from Wine for a path that exceeds its own limit."""
ATTEMPTS, PAUSE_S = 20, 0.05
"""About a second, which a virus scanner needs for a new file."""
LONGEST = 240
"""Characters of a path; Windows without long paths reports longer ones as missing."""


def with_retries(action: Callable[[], Result]) -> Result:
    """Repeats an action on a file for about a second while another program has it open.

    Raises OSError: the last one, or at once one that will not pass.
    """
    for _attempt in range(ATTEMPTS - 1):
        try:
            return action()
        except OSError as error:
            if _windows(error) not in (DENIED, SHARING, LOCK):
                raise
        time.sleep(PAUSE_S)
    return action()


def in_use(error: BaseException) -> bool:
    """Whether the error says that another program has the file open."""
    return _windows(error) in (SHARING, LOCK)


def too_long(error: BaseException) -> bool:
    """Whether the path is too long for the system."""
    number, path = _windows(error), str(getattr(error, "filename", None) or "")
    named = getattr(error, "errno", None) == errno.ENAMETOOLONG
    return named or number == TOO_LONG or (number in (NO_PATH, FAILURE) and len(path) > LONGEST)


def advice(error: OSError, otherwise: str) -> str:
    """The remedy for errors specific to Windows, in a sentence; else `otherwise`."""
    if in_use(error):
        return _("Close the program that uses the file, then try again.")
    if too_long(error):
        return _("The path is too long for this system. Use a folder with a shorter path.")
    return otherwise


def reason(error: BaseException) -> str:
    """The error in words, without number and path."""
    if in_use(error):
        return _("another program uses the file")
    return getattr(error, "strerror", None) or str(error)


def _windows(error: BaseException) -> int:
    return getattr(error, "winerror", None) or 0


def not_written(folder: Path, error: OSError | ValueError) -> str:
    """Why nothing was written to a folder, and the remedy."""
    why = reason(error)
    remedy = _(_ADVICE.get(getattr(error, "errno", None) or 0, _ELSEWHERE))
    places = (folder, *folder.parents)
    occupied = next((place for place in places if os.path.isfile(place)), None)  # noqa: PTH113, it never raises
    if occupied is not None:  # each system calls it something else, and Windows a path that is not there
        why, remedy = _("{name} is a file, not a folder").format(name=occupied.name), _(_ELSEWHERE)
    elif isinstance(error, OSError):
        remedy = advice(error, remedy)
    if in_use(error):
        why = f"{Path(str(getattr(error, 'filename', '') or folder)).name}: {why}"
    text = _("Nothing was written to {folder}: {reason}. {advice}")
    return text.format(folder=folder, reason=why.rstrip("."), advice=remedy)


_ELSEWHERE = N_("Choose another folder, and try again.")
_NO_SPACE = N_("Free disk space, or choose another folder, and try again.")
_NOT_YOURS = N_("Choose a folder to which you can write.")
_GONE = N_("The disk or the network share is not available. Connect it again, or choose another folder.")
_ADVICE: dict[int, str] = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), _NO_SPACE),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), _NOT_YOURS),
    **dict.fromkeys((errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.EIO, errno.ESTALE, errno.ENOTCONN), _GONE),
    **dict.fromkeys((errno.ENETDOWN, errno.ENETUNREACH, errno.ENETRESET, errno.ECONNRESET, errno.ECONNABORTED), _GONE),
    **dict.fromkeys((errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ETIMEDOUT), _GONE),
}
"""The remedy by error number."""
