"""Allows one export at a time into a folder, by a lock file that the system frees when its process ends.

The file names its holder, so that the second export can say who is at work. It is removed with the lock; one that a
killed process left is free, and taken and removed by the next export. Beside the folder, for the folder may not exist
yet; inside where the place beside is not ours to write to. Where a file system knows no locks, there is none.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from core.text.catalogue import _
from core.text.system_errors import LOCK

INSIDE = ".edgeshift.lock"
_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL}
_NO_LOCKS_ON_WINDOWS = {1, 50, 87}
"""ERROR_INVALID_FUNCTION, ERROR_NOT_SUPPORTED, ERROR_INVALID_PARAMETER of a file system without locks."""
_FAR = 1 << 20
"""Windows locks a range of bytes against reading as well, so that the range is after the text."""
_ATTEMPTS, _PAUSE = 50, 0.02
"""The number of attempts and the seconds between them while the holder has not written its name."""


class Held(Exception):
    """Another export holds the folder; the message names its holder."""


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Holds a folder while files are written to it; its parent folder must exist.

    Raises Held at once where another export holds it, OSError where no lock file can be made.
    """
    handle, path = _take(folder)
    try:
        yield
    finally:
        if sys.platform != "win32":  # while it is held: who opened it before sees that it is gone, and makes another
            _remove(path)
        os.close(handle)
        if sys.platform == "win32":  # an open file cannot be removed there, and one that another opened stays
            _remove(path)


def _take(folder: Path) -> tuple[int, Path]:
    real = folder.resolve()
    key = hashlib.sha256(os.path.normcase(real.name).encode("utf-8", "surrogateescape")).hexdigest()[:12]
    beside, inside = real.parent / f".edgeshift-{key}.lock", real / INSIDE
    try:
        return _lock(inside if real == real.parent else beside, folder), inside if real == real.parent else beside
    except OSError as error:
        if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS) or not real.is_dir():
            raise
    return _lock(inside, folder), inside


def _lock(path: Path, folder: Path) -> int:
    """Opens and locks a file that is still the one of this name."""
    for attempt in range(_ATTEMPTS):
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
        try:
            if not _locked(handle):
                holder = _read(handle)
                if holder or attempt == _ATTEMPTS - 1:
                    raise Held(_explained(folder, holder))
                time.sleep(_PAUSE)  # it is about to say who it is
            elif _same(handle, path):
                _write(handle)
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)
    raise Held(_explained(folder, {}))


if sys.platform == "win32":
    import ctypes
    import msvcrt

    def _locked(handle: int) -> bool:
        """By the system itself: its number of the error is exact, that of `msvcrt.locking` is not everywhere."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        if kernel.LockFile(ctypes.c_void_p(msvcrt.get_osfhandle(handle)), _FAR, 0, 1, 0):
            return True
        number = ctypes.get_last_error()
        if number not in (LOCK, *_NO_LOCKS_ON_WINDOWS):
            raise ctypes.WinError(number)
        return number != LOCK
else:
    import fcntl

    def _locked(handle: int) -> bool:
        """Whether the lock is ours now; also where the file system knows none."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
        return True


def _same(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), os.lstat(path))
    except FileNotFoundError:
        return False


def _write(handle: int) -> None:
    """Writes the holder; a full disk is reported by a later step."""
    holder = {"user": _user(), "host": _host(), "process": os.getpid()}
    with suppress(OSError):
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, json.dumps(holder).encode())


def _read(handle: int) -> dict[str, object]:
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        holder = json.loads(os.read(handle, 1000))
    except (OSError, ValueError):
        return {}
    return holder if isinstance(holder, dict) else {}


def _explained(folder: Path, holder: dict[str, object]) -> str:
    who = _("another EdgeShift")
    if {"user", "host", "process"} <= holder.keys():
        text = _("EdgeShift of {user} on {host} (process {process})")
        who = text.format(user=holder["user"], host=holder["host"], process=holder["process"])
    text = _(
        "Nothing was written to {folder}, because {holder} is exporting to it now. Wait until that export is "
        "finished, and try again."
    )
    return text.format(folder=folder, holder=who)


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, ImportError, KeyError):
        return "?"


def _host() -> str:
    """The name of this computer. `platform.node` is slow because it queries Windows' management interface."""
    return os.environ.get("COMPUTERNAME") or (os.uname().nodename if sys.platform != "win32" else "") or "?"


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()
