"""Of equal modules the first is looked at: the same is said of all of them as if each had been looked at."""

from __future__ import annotations

import json
from collections.abc import Iterator
from inspect import unwrap

import pytest

from core.manifest import equal_modules
from core.manifest import pointer as ptr
from core.manifest.equal_modules import each_module, equals
from core.manifest.errors import ManifestError
from core.manifest.manifest import Manifest, Module
from core.manifest.read import read
from core.migration.verify import Verification, verify
from core.model.device import Device
from core.model.findings import Finding, Verdict
from core.rules import RULES
from tests.bench.test_core import site
from tests.golden_cases import Case, cases_of
from tests.golden_page import GOLDEN, KINDS
from tests.sampling import sampled

ALONE = tuple(rule for rule in RULES if unwrap(rule.detect) is not rule.detect)
PAGES = [(kind, path.stem) for kind in KINDS for path in sorted((GOLDEN / kind).glob("*.md"))]


def copied(manifest: Manifest) -> bytes | None:
    """The manifest with copies of each custom module under other names and with other images; None if unreadable."""
    if manifest.root:
        return None
    try:
        tree = json.loads(manifest.source.text)
        for module in manifest.custom:
            holder, key = ptr.resolve(tree, ptr.parent(module.pointer)), ptr.last(module.pointer)
            for number, image in enumerate(("registry.example/other:2", f"{module.image}x", f"{module.image}y")):
                copy = json.loads(json.dumps(holder[key]))
                if module.image:
                    copy["settings"]["image"] = image
                holder[f"{key}c{number}"] = copy
        data = json.dumps(tree).encode()
        read(data, "site.json", limit=1_000)
        return data
    except (ValueError, ManifestError):  # a template that is no plain JSON, or no manifest any longer
        return None


def said(case: Case, data: bytes) -> tuple[list[Finding], Verification, str]:
    """What rules and checks find and what the target runs, the last also as text: the order of members counts."""
    manifest, device = read(data, "site.json", limit=1_000).with_source(case.section.setting("source")), case.device()
    rules = (rule for rule in RULES if device.platform in rule.targets)
    found = [finding for rule in rules for finding in rule.detect(manifest, device)]
    verified = verify(manifest, device)
    return found, verified, json.dumps([each.body for each in verified.preview.objects])


def cases(kind: str, page: str) -> Iterator[tuple[Case, bytes]]:
    for case in cases_of(kind, page):
        data = copied(case.manifest()) if case.section.setting("repair") is None else None
        if data is not None:
            yield case, data


@pytest.mark.parametrize(("kind", "page"), sampled(PAGES, 3), ids=lambda word: word)
def test_the_same_is_said_of_every_equal_module(kind: str, page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for case, data in cases(kind, page):
        found, verified, objects = said(case, data)
        with monkeypatch.context() as patch:
            patch.setattr(equal_modules, "_entry", lambda module: module.pointer)
            found_apart, apart, objects_apart = said(case, data)
        assert found == found_apart, case.name
        assert (verified.preview, verified.findings) == (apart.preview, apart.findings), case.name
        assert objects == objects_apart, case.name


def test_most_rules_look_at_each_module_alone() -> None:
    assert len(ALONE) > len(RULES) / 3


def looked_at(manifest: Manifest) -> list[str]:
    names: list[str] = []

    def find(module: Module, device: Device) -> Iterator[Finding]:
        names.append(module.name)
        yield Finding("rule", module.name, "subject", module.pointer, Verdict.NOTE, {"module": module.name})

    assert [finding.module for finding in each_module(find)(manifest, Device())] == [m.name for m in manifest.modules]
    return names


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
