"""Where the window keeps what it remembers: one folder for its state, one for its settings."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Places(NamedTuple):
    """`state` holds the autosaved decisions and crash notes, `config` the settings. Both may not exist yet."""

    state: Path
    config: Path

    @classmethod
    def of_user(cls) -> Places:
        """The folders this platform has for such things (XDG, AppData, Library)."""
        from platformdirs import PlatformDirs

        folders = PlatformDirs("edgeshift", appauthor=False)
        return cls(folders.user_state_path, folders.user_config_path)

    @classmethod
    def below(cls, folder: Path) -> Places:
        """Both below one folder: for the tour and for tests, so that they leave the user's own alone."""
        return cls(folder / "state", folder / "config")


def resource(*parts: str) -> Path:
    """A file or folder we ship. `importlib.resources` gives the same, 15 ms later."""
    import resources

    return Path(resources.__path__[0]).joinpath(*parts)


def write_atomically(path: Path, data: bytes) -> None:
    """Put a file there as a whole or not at all. Raises OSError."""
    import os
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
