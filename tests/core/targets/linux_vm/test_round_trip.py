"""FPGA to Kubernetes to a Linux VM, against FPGA to a Linux VM: the same, or the ledger says what changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest
from core.manifest.read import read
from core.migration.migrate import Migration, migrate
from core.model.changes import Change
from core.model.decisions import Decision, Decisions
from core.model.device import Device, Share
from core.rules import BY_ID, RULES
from tests.golden_cases import _text as text_of
from tests.golden_cases import cases
from tests.strategies import Sample, samples
from tests.test_corpus import opened

KUBERNETES = Device(gpus=1, shares=(Share(name="data"), Share(name="out")))
VM = KUBERNETES.model_copy(update={"platform": "linux-vm"})
PROXY = {"https_proxy": {"value": "http://proxy.example:1"}, "UpstreamProtocol": {"value": "AmqpWs"}}
HUB = {
    "ExposedPorts": {f"{port}/tcp": {} for port in (443, 5671, 8883)},
    "HostConfig": {"PortBindings": {f"{port}/tcp": [{"HostPort": str(port)}] for port in (443, 5671, 8883)}},
}
SYSTEM = {
    "edgeAgent": {"env": {**PROXY, "no_proxy": {"value": "localhost"}}},
    "edgeHub": {"env": {**PROXY, "no_proxy": {"value": "localhost"}}, "createOptions": HUB},
}
LIMITS = {"Memory": 512 * 2**20, "NanoCpus": 500_000_000, "MemoryReservation": 256 * 2**20}


def both(manifest: Manifest, *items: Decision) -> tuple[Migration, Migration, Migration]:
    """Straight to the VM; to Kubernetes; from there to the VM."""
    decisions = Decisions(items=items)
    first = migrate(manifest, KUBERNETES, decisions)
    between = read(first.output(), manifest.source.name, manifest.given_name).with_source("kubernetes")
    return migrate(manifest, VM, Decisions()), first, migrate(between, VM, Decisions())


@pytest.mark.parametrize(
    "options",
    [
        {"HostConfig": {"Binds": ["/home/hcsshares/data:/data", "/home/hcsshares/out:/out"]}},
        {"HostConfig": {"Devices": [{"PathOnHost": "/dev/catapult0", "PathInContainer": "/dev/catapult0"}]}},
        {"HostConfig": {"PortBindings": {"8080/tcp": [{"HostPort": "8080"}]}}, "Env": ["A=1"]},
        {"HostConfig": LIMITS},
        {"HostConfig": {"RestartPolicy": {"Name": "always"}}, "Cmd": ["run"], "Labels": {"a": "b"}},
    ],
    ids=["shares", "fpga", "ports", "limits", "plain"],
)
def test_the_way_over_kubernetes_leads_to_the_same(options: dict[str, Any]) -> None:
    """Decided alike on the way: the limits of Docker are taken over."""
    manifest = read(text_of({**SYSTEM, "cam": {"createOptions": options}}), "site.json")
    straight, _first, over = both(manifest)
    wanted, found = leaves(straight.tree), leaves(over.tree)
    differing = {
        ptr.split(place)[-1] for place in wanted.keys() | found.keys() if wanted.get(place) != found.get(place)
    }
    assert differing == set()


@dataclass(frozen=True)
class Difference:
    """A place where the two ways differ, the rules that changed it, and whether an answer to one gives something up."""

    place: str
    rules: frozenset[str]
    loses: bool


def differences(manifest: Manifest) -> Iterator[Difference]:
    """Places of modules that were renamed on the way are compared under their old names."""
    straight, first, over = both(manifest)
    old = {first.plan.moved(change.pointer): change.pointer for change in renames(first)}
    wanted, found = leaves(straight.tree), {before(place, old): leaf for place, leaf in leaves(over.tree).items()}
    touched = [*entries(straight, {}), *entries(first, old), *entries(over, old)]
    for place in wanted.keys() | found.keys():
        if wanted.get(place, ...) != found.get(place, ...):
            by = [(rule, loses) for rule, loses, others in touched if any(touches(place, other) for other in others)]
            yield Difference(place, frozenset(rule for rule, _loses in by), any(loses for _rule, loses in by))


def renames(migration: Migration) -> list[Change]:
    return [
        change for change in migration.changes if change.op == "rename" and change.finding.startswith("module-name/")
    ]


def before(place: str, old: dict[str, str]) -> str:
    """A place under the name that its module had."""
    return next((old[new] + place[len(new) :] for new in old if f"{place}/".startswith(f"{new}/")), place)


def entries(migration: Migration, old: dict[str, str]) -> Iterator[tuple[str, bool, set[str]]]:
    """Of each value that changed: the rule, whether its answer gives something up, and the places."""
    whole = {change.pointer for change in renames(migration)}
    for entry in migration.ledger:
        if entry.kind != "kept" and entry.pointer not in whole:
            finding = migration.finding(entry.finding)
            loses = BY_ID[finding.rule].loses(finding, migration.answers.get(finding.id))
            yield finding.rule, loses, {indexless(before(at, old)) for at in (entry.pointer, entry.after_pointer)}


def unmarked(manifest: Manifest) -> list[Difference]:
    return [
        each for each in differences(manifest) if not each.loses and not any(BY_ID[rule].one_way for rule in each.rules)
    ]


def golden() -> Iterator[tuple[str, Manifest]]:
    """The manifests of all golden cases for Kubernetes that were written for Docker."""
    for case in cases("rules"):
        manifest = case.manifest()
        if case.device().platform == "kubernetes" and manifest.written_for != "kubernetes" and manifest.target is None:
            yield case.name, manifest


def test_what_differs_belongs_to_a_change_that_gives_something_up(corpus: Path) -> None:
    for manifest in opened(corpus):
        assert unmarked(manifest) == [], manifest.source.name


@given(samples())
def test_so_it_is_for_generated_manifests(sample: Sample) -> None:
    assert unmarked(read(sample.data, "site.json")) == []


def test_so_it_is_for_golden_cases() -> None:
    for name, manifest in golden():
        assert unmarked(manifest) == [], name


def test_no_mark_is_idle(corpus: Path) -> None:
    """Every mark is needed: without it a difference would belong to no change that gives something up."""
    needed: set[str] = set()
    for manifest in (*opened(corpus), *(manifest for _name, manifest in golden())):
        for each in differences(manifest):
            marked = {rule for rule in each.rules if BY_ID[rule].one_way}
            needed |= marked if not each.loses and len(marked) == 1 else set()
    assert {rule.id for rule in RULES if rule.one_way} - needed == set()


def leaves(value: Any, pointer: str = "") -> dict[str, Any]:
    if not isinstance(value, (dict, list)) or not value:
        return {pointer: value}
    members = value.items() if isinstance(value, dict) else enumerate(value)
    return {place: leaf for key, item in members for place, leaf in leaves(item, ptr.join(pointer, key)).items()}


def indexless(pointer: str) -> str:
    """A pointer without the places in lists: elements move when others come or go."""
    return "/".join("*" if token.isdecimal() or token == "-" else token for token in pointer.split("/"))


def touches(place: str, other: str) -> bool:
    """Whether one lies in the other."""
    place = indexless(place)
    return f"{place}/".startswith(f"{other}/") or f"{other}/".startswith(f"{place}/")
