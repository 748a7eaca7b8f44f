"""A rule that looks at each module alone finds in equal modules what it would find by looking at all of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from inspect import unwrap

import pytest

from core.manifest import pointer as ptr
from core.manifest.equal_modules import each_module, equals
from core.manifest.errors import ManifestError
from core.manifest.manifest import Manifest, Module
from core.manifest.read import read
from core.model.device import Device
from core.model.findings import Finding, Verdict
from core.rules import RULES
from tests.bench.test_core import site
from tests.golden_cases import cases_of
from tests.golden_page import GOLDEN
from tests.sampling import sampled

ALONE = tuple(rule for rule in RULES if unwrap(rule.detect) is not rule.detect)
PAGES = sorted(path.stem for path in (GOLDEN / "rules").glob("*.md"))


def copied(manifest: Manifest) -> Manifest | None:
    """The manifest with a copy of each custom module under another name and with another image; None if unreadable."""
    if manifest.root:
        return None
    try:
        tree = json.loads(manifest.source.text)
        for module in manifest.custom:
            holder, key = ptr.resolve(tree, ptr.parent(module.pointer)), ptr.last(module.pointer)
            copy = json.loads(json.dumps(holder[key]))
            if module.image:
                copy["settings"]["image"] = "registry.example/other:2"
            holder[f"{key}copy"] = copy
        return read(json.dumps(tree).encode(), "site.json", limit=1_000)
    except (ValueError, ManifestError):  # a template that is no plain JSON
        return None


def of_all(find: object, manifest: Manifest, device: Device) -> list[Finding]:
    assert callable(find)
    return [finding for module in manifest.modules for finding in find(module, device)]


@pytest.mark.parametrize("page", sampled(PAGES, 3))
def test_the_same_is_found_in_every_equal_module(page: str) -> None:
    for case in cases_of("rules", page):
        manifest = copied(case.manifest()) if case.section.setting("repair") is None else None
        for rule in ALONE if manifest is not None else ():
            device = case.device()
            if manifest is not None and device.platform in rule.targets:
                assert list(rule.detect(manifest, device)) == of_all(unwrap(rule.detect), manifest, device), rule.id


def test_most_rules_look_at_each_module_alone() -> None:
    assert len(ALONE) > len(RULES) / 3


def looked_at(manifest: Manifest) -> list[str]:
    names: list[str] = []

    def find(module: Module, device: Device) -> Iterator[Finding]:
        names.append(module.name)
        yield Finding("rule", module.name, "subject", module.pointer, Verdict.NOTE, {"module": module.name})

    found = list(each_module(find)(manifest, Device()))
    assert found == of_all(find, manifest, Device())
    return names[: -len(manifest.modules)]


def test_equal_modules_are_looked_at_once() -> None:
    assert looked_at(read(site(40), "site.json")) == ["edgeHub", "cam0"]


def test_modules_of_their_own_are_looked_at_one_by_one() -> None:
    manifest = read(site(5, alike=False), "site.json")
    assert looked_at(manifest) == [module.name for module in manifest.modules]


@pytest.mark.parametrize(
    "change",
    ['"env": {"RATE": {"value": 6}}', '"env": {"RATE": {"value": true}}', '"restartPolicy": "never"', '"version": "1"'],
)
def test_an_entry_that_differs_is_no_equal(change: str) -> None:
    tree = json.loads(site(3))
    modules = tree["modulesContent"]["$edgeAgent"]["properties.desired"]["modules"]
    modules["cam2"] |= json.loads(f"{{{change}}}")
    modules["cam1"]["settings"]["createOptions"] = "{}"
    manifest = read(json.dumps(tree).encode(), "site.json")
    assert [first.name for _module, first in equals(manifest).firsts] == ["edgeHub", "cam0", "cam1", "cam2"]


def test_a_member_at_another_level_makes_another_module() -> None:
    tree = json.loads(site(3))
    modules = tree["modulesContent"]["$edgeAgent"]["properties.desired"]["modules"]
    modules["cam1"]["settings"]["env"] = modules["cam1"].pop("env")
    manifest = read(json.dumps(tree).encode(), "site.json")
    assert [first.name for _module, first in equals(manifest).firsts] == ["edgeHub", "cam0", "cam1", "cam0"]
