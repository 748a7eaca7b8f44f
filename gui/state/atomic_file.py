"""Writes files atomically: answers, crash notes, pictures."""

from __future__ import annotations

from pathlib import Path


def write_atomically(path: Path, data: bytes) -> None:
    """Writes a file completely or not at all, even while a virus scanner has it open. Raises OSError."""
    import os
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        move(Path(name), path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def move(path: Path, target: Path) -> None:
    """Renames a file, also over another one; waits about a second for another program to close it. Raises OSError."""
    from core.text.system_errors import with_retries

    with_retries(lambda: path.replace(target))
