"""Every path and dotted module name that sources, comments and documents mention is there."""

from __future__ import annotations

import re
from pathlib import Path

from tests.paths import ROOT

FOLDERS = ("core", "gui", "tests", "packaging", "docs", "resources")
TEXTS = sorted(
    path
    for path in (
        *ROOT.glob("*.md"),
        ROOT / "Makefile",
        *(each for name in FOLDERS for each in (ROOT / name).rglob("*")),
    )
    if path.suffix in (".py", ".md", ".toml", ".j2", "") and path.is_file()
    if not {"golden", "licenses", "recorded", "cases"} & set(path.parts)
    and path.name not in ("CHANGELOG.md", "LICENSE")
)
_PATH = re.compile(r"(?<![\w./<{~-])(?:core|gui|tests|packaging|docs|resources)/[\w./-]*\w(?![\w<{*(…/])")
_DOTTED = re.compile(r"(?<![\w./\"-])(?:core|gui|tests)(?:\.[a-z_]\w*)+(?![\w.(*<{/-])")

NOT_OURS = frozenset(("core/v1", "core.windows.net", "gui.__path__", "tests.stdin", "tests.stdout"))
"""Kubernetes, Azure, and attributes of variables."""


def _exists(path: str) -> bool:
    """Also a file whose suffix is left out, and one that a build makes."""
    where = ROOT / path
    return where.exists() or any(where.parent.glob(f"{where.name}.*"))


def _is_there(name: str) -> bool:
    """A module, or a name in one."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        where = ROOT.joinpath(*parts[:length])
        if where.is_dir() or where.with_suffix(".py").is_file():
            code = where / "__init__.py" if where.is_dir() else where.with_suffix(".py")
            rest = parts[length : length + 1]
            return (
                not rest
                or rest == ["py"]
                or (code.is_file() and re.search(rf"\b{rest[0]}\b", code.read_text(encoding="utf-8")) is not None)
            )
    return False


def _missing(path: Path) -> list[str]:
    """The paths and module names that a file mentions and that do not exist."""
    text = path.read_text(encoding="utf-8")
    paths = [name for name in sorted({*_PATH.findall(text)} - NOT_OURS) if not _exists(name)]
    dotted = {*_DOTTED.findall(text)} - NOT_OURS if path.suffix in (".py", ".md") else set[str]()
    return paths + [name for name in sorted(dotted) if not _is_there(name)]


def test_what_is_mentioned_is_there() -> None:
    assert len(TEXTS) > 500
    missing = {path.relative_to(ROOT).as_posix(): _missing(path) for path in TEXTS}
    assert {name: names for name, names in missing.items() if names} == {}
