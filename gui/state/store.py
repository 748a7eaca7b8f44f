"""Saved sessions: the decisions for every manifest that was worked on, without secrets.

A session is a decisions file and a small note beside it (path, date, progress), keyed by the manifest's hash and path.
The manifest itself is never saved.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from core.text.catalogue import _
from gui.state.atomic_file import move, write_atomically

if TYPE_CHECKING:
    from core.model.decisions import Decisions

BROKEN, FORGOTTEN = ".broken", ".forgotten"
"""The endings of files that are no longer sessions: unreadable ones, and removed ones that can be restored."""


class Note(NamedTuple):
    """Describes a session without opening it. `path` is empty for text that never was a file.

    `when` is ISO 8601 in UTC, `step` the page that was open, `answered` and `open` count findings. `target` is the path
    of the deployment of the device, empty if there is none or it was pasted.
    """

    key: str
    sha256: str
    path: str
    name: str
    when: str
    step: int = 0
    answered: int = 0
    open: int = 0
    target: str = ""


def key_of(sha256: str, path: str) -> str:
    """The key of a session's files: another path or another content is another session."""
    import hashlib

    return hashlib.sha256(f"{sha256}\0{path}".encode()).hexdigest()[:24]


class Store:
    """Reads and writes sessions in one folder, which is created on first use."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def save(self, note: Note, decisions: Decisions, read: Iterable[Path] = ()) -> None:
        """Saves a session; each file is written completely or not at all.

        Raises OSError, also if it would replace a file in `read`, or the target of such a link.
        """
        import errno
        import json

        from core.bundle.input_guard import held
        from core.migration.decisions_file import dump

        kept = held((self._decisions(note.key), self._note(note.key)), read)
        if kept is not None:
            raise FileExistsError(errno.EEXIST, _("this is the file that was opened"), str(kept))
        write_atomically(self._decisions(note.key), dump(decisions))
        write_atomically(self._note(note.key), json.dumps(note._asdict(), indent=1).encode())

    def any(self) -> bool:
        """Whether there may be sessions, without reading them."""
        return self.folder.is_dir() and any(self.folder.glob("*.decisions.json"))

    def find(self, sha256: str, path: str) -> Note | None:
        """The session of this manifest: of this file, else the newest of a copy elsewhere."""
        key = key_of(sha256, path)
        notes = [note for note in self.notes() if note.sha256 == sha256]
        return next((note for note in notes if note.key == key), notes[0] if notes else None)

    def notes(self) -> list[Note]:
        """All sessions, newest first. Unreadable files are quarantined and listed by `broken`."""
        found = (self._note_of(path) for path in sorted(self.folder.glob("*.decisions.json")))
        return sorted((note for note in found if note is not None), key=lambda note: note.when, reverse=True)

    def broken(self) -> list[Path]:
        """Files that were quarantined because they could not be read, now or earlier."""
        return sorted(self.folder.glob(f"*{BROKEN}"))

    def load(self, note: Note) -> Decisions | None:
        """The decisions of a session; None if the file is missing or damaged. A damaged one is quarantined."""
        return self._load(self._decisions(note.key))

    def forget(self, note: Note) -> None:
        """Removes a session; `bring_back` restores the last one. Raises OSError."""
        from core.text.system_errors import with_retries

        for path in self.folder.glob(f"*{FORGOTTEN}"):
            with_retries(path.unlink)
        for path in (self._decisions(note.key), self._note(note.key)):
            if path.exists():
                move(path, path.with_name(path.name + FORGOTTEN))

    def sweep(self) -> None:
        """Removes incomplete files of a process that was killed while writing."""
        long_ago = time.time() - 3600  # another window may be writing now
        for path in self.folder.glob(".*.json.*"):
            with suppress(OSError):
                if path.stat().st_mtime < long_ago:
                    path.unlink()

    def can_bring_back(self) -> bool:
        """Whether a removed session can be restored."""
        return any(self.folder.glob(f"*{FORGOTTEN}"))

    def bring_back(self) -> None:
        """Restores the session that was removed last. Raises OSError."""
        for path in self.folder.glob(f"*{FORGOTTEN}"):
            move(path, path.with_name(path.name.removesuffix(FORGOTTEN)))

    def _load(self, path: Path) -> Decisions | None:
        from core.manifest.errors import ManifestError
        from core.manifest.file import read_file
        from core.migration.decisions_file import DecisionsError, load

        try:
            return load(read_file(path), path.name)
        except OSError:
            return None
        except (DecisionsError, ManifestError):
            _quarantine(path)
            return None

    def _note_of(self, path: Path) -> Note | None:
        """The note beside decisions; without a readable one, a note with what the decisions contain."""
        key = path.name.removesuffix(".decisions.json")
        note = self._read(self._note(key))
        if note is not None and note.key == key:
            return note
        decisions = self._load(path)
        if decisions is None:
            return None
        when = max((item.when or "" for item in decisions.items), default="")
        return Note(key, decisions.input_sha256, "", path.name, when, answered=len(decisions.items))

    def _decisions(self, key: str) -> Path:
        return self.folder / f"{key}.decisions.json"

    def _note(self, key: str) -> Path:
        return self.folder / f"{key}.note.json"

    def _read(self, path: Path) -> Note | None:
        import json

        from core.manifest.errors import ManifestError
        from core.manifest.file import read_file

        try:
            note = Note(**json.loads(read_file(path)))
        except OSError:
            return None
        except (ValueError, TypeError, RecursionError, ManifestError):
            _quarantine(path)
            return None
        fine = all(isinstance(value, type(blank)) for value, blank in zip(note, _BLANK, strict=True))
        if not fine:
            _quarantine(path)
        return note if fine else None


_BLANK = Note("", "", "", "", "")


def _quarantine(path: Path) -> None:
    """Renames a file that cannot be read, so that it can be examined and is never overwritten."""
    with suppress(OSError):
        move(path, path.with_name(path.name + BROKEN))
