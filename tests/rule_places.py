"""The places of a rule or check, and which of them a new one still lacks.

`make goldens` and `make check ONLY=usb-camera` look here first: without a place, most tests say nothing, or mislead.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KINDS = {"rules": "RULE", "checks": "CHECK"}
FILES = {
    "code": ("core/{kind}/{module}.py", "detect and {what}"),
    "prose": ("resources/{kind}/{name}/en.md", "the title and the sections"),
    "golden": ("tests/golden/{kind}/{name}.md", "at least three cases"),
}


def files(kind: str, name: str) -> dict[str, str]:
    """The files of a rule or check from the root, by what they hold."""
    return {key: pattern.format(kind=kind, name=name, module=_module(name)) for key, (pattern, _) in FILES.items()}


def lacking(name: str, root: Path = ROOT) -> list[str]:
    """What a rule or check lacks, each in one sentence with the remedy; empty for one that is whole."""
    found: list[str] = []
    known = False
    for kind in KINDS:
        there = {key: (root / path).is_file() for key, path in files(kind, name).items()}
        if any(there.values()):
            found += _lacking(kind, name, there)
            known = True
    if not known and not (root / "tests" / "golden" / "cases" / f"{name}.md").is_file():
        found.append(f"{name}: there is no rule and no check of this name")
    return found


def _lacking(kind: str, name: str, there: dict[str, bool]) -> Iterator[str]:
    paths = files(kind, name)
    for key, path in paths.items():
        if not there[key]:
            holds = FILES[key][1].format(what=KINDS[kind])
            yield f"{name}: {path} is missing; it holds {holds}, and make rule writes it as a copy of another"
    registry, constant = f"core/{kind}/__init__.py", _module(name).upper()
    ids = registered(kind)
    if isinstance(ids, str):
        yield f"{name}: {ids}"
    elif there["code"] and name not in ids:
        line = f"from core.{kind}.{_module(name)} import {KINDS[kind]} as {constant}"
        yield f"{name}: {registry} does not register it, so that nothing runs it. Add under its area: {line}"


def registered(kind: str) -> frozenset[str] | str:
    """The ids in the registry; a sentence where the registry cannot be imported."""
    try:
        module = importlib.import_module(f"core.{kind}")
    except ModuleNotFoundError as error:
        return f"core/{kind}/__init__.py registers {error.name}, which does not exist"
    return frozenset(item.id for item in getattr(module, kind.upper()))


def left_over(root: Path = ROOT) -> list[str]:
    """What is lacking of every rule and check that has any file."""
    names = {
        *(path.stem.replace("_", "-") for kind in KINDS for path in (root / "core" / kind).glob("[a-z]*.py")),
        *(path.name for kind in KINDS for path in (root / "resources" / kind).iterdir() if path.is_dir()),
        *(path.stem for kind in KINDS for path in (root / "tests" / "golden" / kind).glob("*.md")),
    } - {"base"}
    return [text for name in sorted(names) for text in lacking(name, root)]


def _module(name: str) -> str:
    return name.replace("-", "_")


def main(names: list[str]) -> int:
    """Prints what the named rules and checks lack. Returns 1 if it is anything."""
    texts = [text for name in names for text in lacking(name)]
    print(*texts, sep="\n", end="\n" if texts else "")
    return 1 if texts else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
