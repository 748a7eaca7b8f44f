"""A rule renamed touches at most eight files: its own, the registry, what is generated, the change log, one more."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import pytest

from core.checks import CHECKS
from core.rules import RULES
from core.targets.kubernetes.reasons import DROPS, REFUSALS
from core.text import pages
from tests.paths import ROOT

MOST = 8
MOST_OF_A_CHECK = 12
"""A check has seeded faults, is in both books, and other tests may name it."""
CHANGELOG = ROOT / "CHANGELOG.md"
TEXTS = (".py", ".md", ".toml", ".json", ".txt", ".j2")
NO_IDS = ("tests/schemas", "resources/schemas")
"""Folders with words of Docker, Kubernetes and the edge agent, some of which are spelled like a rule."""
EARLIER = (
    "tests/golden/bundle/report-1.json",
    "tests/golden/bundle/given/decisions.json",
    "resources/samples/fpga-site.decisions.json",
)
"""What earlier versions wrote, under the names of then: it stays valid by `formerly`."""
SURE = re.compile(
    r"(?<![\w/-])([a-z0-9-]+)/|\.md#([a-z0-9-]+)\)|^## ([a-z0-9-]+)$|>([a-z0-9-]+)<|\d\. ([a-z0-9-]+) \(", re.MULTILINE
)
"""An id as the beginning of a finding's id, as an anchor, as a heading."""
QUOTED = re.compile(r"[\"`]([a-z0-9-]+)[\"`]")
SPEAKS_OF_RULES = re.compile(r"\b(?:rules?|checks?)\b.*")
"""The rest of a line that speaks of rules, where a word in quotes is an id whatever else it means elsewhere."""
OTHER_WORDS = {"privileged", "sysctls", "tmpfs", "unjudged"}
"""Options of Docker and an attribute of Module: they are ids only in a line that speaks of rules or checks."""
ONLY_IDS = ("core/checks/__init__.py", "core/model/rule_ids.py")
"""Files in which every word in quotes that is spelled like a rule is one."""
MODULE = re.compile(r"core\.(?:rules|checks)(?:\.| import )(\w+)")


def _words() -> set[str]:
    """What is spelled like a rule and means something else in quotes: words of Docker, codes, variants of a text."""
    ids = [*(rule.id for rule in RULES), *(check.id for check in CHECKS)]
    found = OTHER_WORDS | REFUSALS.keys() | DROPS.keys()
    for page in (pages.page(name, "en") for name in ids):
        found |= {word for block in (page.head, *page.blocks) for word in (*block.variants, *block.added)}
    return found


@lru_cache(maxsize=1)
def named() -> dict[str, set[str]]:
    """By file: the ids that it names; a module is named by its import, too."""
    words, found = _words(), {}
    for path in _files():
        name, text = path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8", errors="replace")
        ids = {part for parts in SURE.findall(text) for part in parts}
        ids |= {module.replace("_", "-") for module in MODULE.findall(text)}
        quoted = set(QUOTED.findall(text))
        meant = {word for line in SPEAKS_OF_RULES.findall(text) for word in QUOTED.findall(line)}
        found[name] = ids | (quoted if name in ONLY_IDS else quoted - words | meant)
    return found


def _files() -> list[Path]:
    folders = [path for path in ROOT.iterdir() if path.is_dir() and path.name in _FOLDERS]
    every = [*ROOT.glob("*.md"), ROOT / "Makefile", *(path for folder in folders for path in folder.rglob("*"))]
    return [path for path in every if path.is_file() and _may_name(path) and path != CHANGELOG]


_FOLDERS = {"core", "gui", "packaging", "docs", "resources", "tests"}


def _may_name(path: Path) -> bool:
    name = path.relative_to(ROOT).as_posix()
    return path.suffix in (*TEXTS, "") and not name.startswith((*NO_IDS, *EARLIER, "resources/licenses"))


def touched(kind: str, name: str) -> list[str]:
    """The files that change where a rule or check gets another name."""
    prose = ROOT.joinpath("resources", kind, name).rglob("*")
    own = {f"core/{kind}/{name.replace('-', '_')}.py", f"tests/golden/{kind}/{name}.md"}
    own |= {path.relative_to(ROOT).as_posix() for path in prose if path.is_file()}
    return sorted(own | {CHANGELOG.name} | {file for file, ids in named().items() if name in ids})


@pytest.mark.parametrize("name", [rule.id for rule in RULES])
def test_a_rule_is_renamed_in_few_files(name: str) -> None:
    files = touched("rules", name)
    assert len(files) <= MOST, files
    assert {"core/rules/__init__.py", "docs/rules.md"} <= {*files}


@pytest.mark.parametrize("name", [check.id for check in CHECKS])
def test_a_check_is_renamed_in_few_files(name: str) -> None:
    files = touched("checks", name)
    assert len(files) <= MOST_OF_A_CHECK, files
    assert {"core/checks/__init__.py", "docs/checks.md"} <= {*files}
