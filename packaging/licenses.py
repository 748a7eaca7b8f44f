"""The license texts of a packaged program: ours, the notices, and those of every package in it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEXTS = ("LICENSE", "THIRD-PARTY-NOTICES.md")
FOLDER = "licenses"
_TEXT = re.compile(r"(LICEN[CS]E|COPYING|NOTICE)[^/]*", re.IGNORECASE)
_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)


def locked(lock: str = "requirements.lock") -> list[str]:
    """The packages in a lock file, with their spelling there."""
    return _LOCKED.findall((ROOT / lock).read_text(encoding="utf-8"))


def texts(package: Distribution) -> Iterator[Path]:
    """The license files of a package."""
    for file in package.files or ():
        if ".dist-info" in file.parts[0] and _TEXT.fullmatch(file.name):
            yield Path(str(package.locate_file(file)))


def add(target: Path) -> None:
    """Puts all texts into the folder of a program. Raises SystemExit for a package without one."""
    for name in TEXTS:
        shutil.copy(ROOT / name, target / name)
    folder = target / FOLDER
    folder.mkdir()
    for path in sorted((ROOT / "resources" / "licenses").iterdir()):
        shutil.copy(path, folder / path.name)
    for name in locked():
        package = distribution(name)
        found = list(texts(package))
        if not found and "LGPL" not in (package.metadata["License"] or ""):  # the same text exists already
            raise SystemExit(f"licenses: {name} brings no license text")
        for path in found:
            shutil.copy(path, folder / f"{name}-{path.name}")
