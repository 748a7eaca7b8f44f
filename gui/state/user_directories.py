"""The user directories of the window: one for its state, one for its settings."""

from __future__ import annotations

from pathlib import Path


class UserDirectories:
    """`state` holds the autosaved decisions and crash notes, `config` the settings. Both may not exist yet."""

    def __init__(self, state: Path, config: Path) -> None:
        self.state, self.config = state, config

    @classmethod
    def of_user(cls) -> UserDirectories:
        """The directories of this platform for such files (XDG, AppData, Library)."""
        from platformdirs import PlatformDirs

        folders = PlatformDirs("edgeshift", appauthor=False)
        return cls(folders.user_state_path, folders.user_config_path)

    @classmethod
    def below(cls, folder: Path) -> UserDirectories:
        """Both below one folder: for the tour and for tests, so that they do not touch the user's own."""
        return cls(folder / "state", folder / "config")
