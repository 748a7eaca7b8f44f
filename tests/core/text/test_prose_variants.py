"""Every variant of every page is shown by a golden case of that page: prose that no code reaches is dead."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from core.checks import CHECKS
from core.manifest.read import read
from core.migration.detect import detect
from core.migration.verify import verify
from core.model import rule_ids
from core.model.device import Device
from core.model.findings import Finding
from core.rules import RULES
from core.text import explanations, pages
from tests.golden_cases import cases_of, expand
from tests.paths import ROOT

RESOURCES = ROOT / "resources"
PAGES = [("rules", rule.id) for rule in RULES] + [("checks", check.id) for check in CHECKS]
TOO_LARGE = {
    "annotation-refused": [{"cam": {"createOptions": {"Labels": {"text": "x" * 256 * 1024}}}}],
    rule_ids.OVER_SIZE: [{"cam": {"createOptions": {"Labels": {"text": "x" * 52 * 1024}}}}],
}
"""What would be too large for a file, in the short form of a golden case."""


def shown(kind: str, name: str) -> list[Finding]:
    """What the page's own cases find, by that rule or check."""
    found = [finding for case in cases_of(kind, name) for finding in case.findings()]
    for case in cases_of(kind, name) if kind == "rules" else ():
        with case.alone():
            result = case.migrated()
        found += [explanations.answered(finding, result.answers.get(finding.id)) for finding in result.findings]
    for before in TOO_LARGE.get(name, ()):
        manifest = read(json.dumps(expand(before)).encode(), "site.json")
        found += detect(manifest, Device()) if kind == "rules" else verify(manifest, Device()).findings
    return [finding for finding in found if finding.rule == name]


@pytest.mark.parametrize(("kind", "name"), PAGES, ids=lambda value: value)
def test_every_variant_is_shown_by_a_case(kind: str, name: str) -> None:
    text = (RESOURCES / kind / name / "en.md").read_text(encoding="utf-8")
    page = pages.parse(text.replace("@effects", ""))
    page.head.text = ""  # the title in the rule book, which no finding has
    unused = {variant for block in (page.head, *page.blocks) for variant in _variants(block)}
    for finding in shown(kind, name):
        for block in (page.head, *page.blocks):
            unused -= set(_chosen(block, finding))
    assert not unused, f"{name}: no golden case shows {sorted(unused)}; add one, or delete the text"


def test_every_shared_variant_is_shown_by_a_case() -> None:
    words = {
        word
        for folder in (RESOURCES / "shared").iterdir()
        for word in pages.parse(f"# {folder.name}\n{(folder / 'en.md').read_text(encoding='utf-8')}").head.added
    }
    result = {
        word for check in CHECKS for finding in shown("checks", check.id) for word in finding.facts.get("tags", [])
    }
    assert words
    assert words <= result


def _variants(block: pages.Block) -> Iterator[tuple[str, str]]:
    yield from ((block.heading, variant) for variant in block.variants)
    yield from ((block.heading, f"+ {word}") for word in block.added)
    yield from ((block.heading, f"= {word}") for word in block.answers)
    if block.text and block.variants:
        yield block.heading, "(no variant)"


def _chosen(block: pages.Block, finding: Finding) -> Iterator[tuple[str, str]]:
    variant = str(finding.facts.get("variant"))
    if finding.facts.get("answer") in block.answers:
        yield block.heading, f"= {finding.facts['answer']}"
        return
    yield block.heading, variant if variant in block.variants else "(no variant)"
    yield from ((block.heading, f"+ {word}") for word in finding.facts.get("tags", []))
