"""Sessions on disk: the decisions of every manifest that was worked on, without anything secret.

A session is a decisions file and a small note beside it (path, date, progress), keyed by the manifest's hash
and path. The manifest itself is never kept.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gui.places import write_atomically

if TYPE_CHECKING:
    from core.model import Decisions


@dataclass(frozen=True, slots=True)
class Note:
    """What is told of a session without opening it. `path` is empty for text that never was a file.

    `when` is ISO 8601 in UTC, `step` the page that was open, `answered` and `open` count findings.
    """

    key: str
    sha256: str
    path: str
    name: str
    when: str
    step: int = 0
    answered: int = 0
    open: int = 0


def key_of(sha256: str, path: str) -> str:
    """The name of a session's files: another place or another content is another session."""
    import hashlib

    return hashlib.sha256(f"{sha256}\0{path}".encode()).hexdigest()[:24]


class Store:
    """Reads and writes sessions in one folder, made when first needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def save(self, note: Note, decisions: Decisions) -> None:
        """Keep a session; each file is written as a whole or not at all. Raises OSError."""
        from core.decisions import dump

        write_atomically(self._decisions(note.key), dump(decisions))
        write_atomically(self._note(note.key), json.dumps(asdict(note), indent=1).encode())

    def find(self, sha256: str, path: str) -> Note | None:
        """The session of this manifest: of this very file, else the newest of a copy elsewhere."""
        exact = self._read(self._note(key_of(sha256, path)))
        if exact is not None:
            return exact
        return next((note for note in self.notes() if note.sha256 == sha256), None)

    def notes(self) -> list[Note]:
        """All sessions, the newest first; unreadable ones are left out."""
        found = (self._read(path) for path in self.folder.glob("*.note.json"))
        return sorted((note for note in found if note is not None), key=lambda note: note.when, reverse=True)

    def load(self, note: Note) -> Decisions | None:
        """The decisions of a session, None when the file is gone or broken."""
        from core.decisions import DecisionsError, load

        try:
            return load(self._decisions(note.key).read_bytes(), note.name)
        except (OSError, DecisionsError):
            return None

    def forget(self, note: Note) -> None:
        """Drop a session."""
        self._decisions(note.key).unlink(missing_ok=True)
        self._note(note.key).unlink(missing_ok=True)

    def _decisions(self, key: str) -> Path:
        return self.folder / f"{key}.decisions.json"

    def _note(self, key: str) -> Path:
        return self.folder / f"{key}.note.json"

    def _read(self, path: Path) -> Note | None:
        try:
            return Note(**json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None
