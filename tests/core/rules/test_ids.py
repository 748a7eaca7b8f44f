"""The id of a rule or check is written in its own files, in `COVERS` and in tests: a new name touches nothing else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from core.checks import CHECKS
from core.model import rule_ids
from core.rules import RULES
from core.targets.kubernetes.reasons import DROPS, REFUSALS
from core.text import pages
from tests.paths import ROOT

IDS = {name for name in (*(rule.id for rule in RULES), *(check.id for check in CHECKS)) if "-" in name}
"""Those of one word, such as privileged, are words of Docker as well."""
TARGET = ROOT / "core" / "targets" / "kubernetes"
SOURCES = [path for top in ("core", "gui", "packaging") for path in sorted((ROOT / top).rglob("*.py"))]
SHARED = (ROOT / "core" / "model" / "rule_ids.py", ROOT / "core" / "checks" / "__init__.py")
"""Where the ids are that others use, and the rules that checks cover."""
OTHER_MEANING = {"core/docker/updates.py": {rule_ids.ON_HOST_NETWORK}}
"""Words that are spelled like an id and mean something else there: why two copies of a module cannot run at once."""


def test_no_id_is_written_in_a_file_that_is_not_its_own() -> None:
    found = [f"{path.relative_to(ROOT).as_posix()}:{line}: {name}" for path in SOURCES for line, name in _foreign(path)]
    assert not found, "\n".join(found)


def _foreign(path: Path) -> Iterator[tuple[int, str]]:
    """Line and id, wherever a text is the id of another rule or check, or names one in backticks."""
    if TARGET in path.parents or path in SHARED:
        return  # the target has codes of its own for why something is refused, and some are spelled like a rule
    name = path.stem.replace("_", "-")
    foreign = IDS - {name} - OTHER_MEANING.get(path.relative_to(ROOT).as_posix(), set()) - _variants(name)
    if path.parent.name == "checks":
        foreign -= REFUSALS.keys() | DROPS.keys()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from ((node.lineno, found) for found in foreign & {node.value, *_quoted(node.value)})


def test_every_constant_is_the_id_of_a_rule() -> None:
    constants = {name: value for name, value in vars(rule_ids).items() if name.isupper()}
    assert set(constants.values()) <= {rule.id for rule in RULES}
    assert len({*constants.values()}) == len(constants)


def test_no_template_names_a_rule_or_check() -> None:
    for path in (ROOT / "resources").rglob("*.j2"):
        assert not IDS & set(re.findall(r"[\"']([a-z-]+)[\"']", path.read_text(encoding="utf-8"))), path.name


def _quoted(text: str) -> list[str]:
    return re.findall(r"`([a-z-]+)`", text)


def _variants(name: str) -> set[str]:
    """The words by which a rule or check chooses among the texts of its page."""
    page = pages.page(name, "en")
    return {word for block in (page.head, *page.blocks) for word in (*block.variants, *block.added)}
