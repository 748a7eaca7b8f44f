"""Recognizes a manifest that an export wrote, by the hashes beside it, because it needs no second migration."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from core.bundle import checksums
from core.bundle.reopen import MARK, is_export
from core.manifest.errors import ManifestError
from core.manifest.file import read_file
from core.migration.decisions_file import DecisionsError, load
from core.model.device import Platform
from core.report.texts import time_text
from core.text.catalogue import _


@dataclass(frozen=True, slots=True)
class Migrated:
    """The export that wrote a manifest: its folder, when (ISO 8601), by which version, and for which runtime."""

    folder: Path
    when: str
    version: str
    platform: Platform = "kubernetes"

    def text(self, name: str) -> str:
        """A sentence about the file of this name."""
        text = _("{name} is already migrated: EdgeShift {version} wrote it on {when}. It is the result in “{folder}”.")
        version = self.version or _("(unknown version)")
        return text.format(name=name, when=time_text(self.when), version=version, folder=self.folder.name)


def migrated(path: Path, data: bytes) -> Migrated | None:
    """The export whose result this file is; None for any other file. Never raises.

    The time is that of the last answer, else that of the file.
    """
    folder = path.parent
    try:
        wanted = checksums.listed(folder).get(path.name) if is_export(folder) else None
        if wanted != hashlib.sha256(data).hexdigest():
            return None
        decisions = load(read_file(folder / MARK), MARK)
        written = datetime.fromtimestamp(int(path.stat().st_mtime), UTC).isoformat()
    except (OSError, DecisionsError, ManifestError, ValueError):
        return None
    when = max((item.when or "" for item in decisions.items), default="")
    return Migrated(folder, when or written, decisions.tool_version, decisions.device.platform)
