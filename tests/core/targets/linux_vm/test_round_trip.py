"""From Docker over Kubernetes to a Linux VM, or straight: the same, or a change says that it gives up what was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from core.manifest.manifest import Manifest
from core.manifest.read import read
from core.rules import BY_ID
from tests.core.targets.linux_vm.two_ways import Difference, Ways, both, differences
from tests.golden_cases import _text as text_of
from tests.golden_cases import cases
from tests.sampling import sampled
from tests.strategies import Sample, samples
from tests.test_corpus import opened

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
    assert differences(both(manifest)) == []


@dataclass(frozen=True)
class Compared:
    """Both ways of a manifest, and where they differ."""

    name: str
    ways: Ways
    unlike: tuple[Difference, ...]

    @property
    def unmarked(self) -> list[str]:
        """Places that differ without a mark. What an open question on Kubernetes is about is not migrated yet."""
        asked = [self.ways.first.finding(name).pointer for name in self.ways.first.open]
        found = [each for each in self.unlike if not each.marked]
        return [str(each) for each in found if not any(f"{each.straight}/".startswith(f"{at}/") for at in asked)]

    @property
    def marks(self) -> Iterator[tuple[str, bool]]:
        """Of each mark that a rule sets itself, not for an answer: the rule, and whether a difference belongs to it."""
        reached = {id(change) for each in self.unlike for change in each.changes}
        for migration in (self.ways.straight, self.ways.first, self.ways.over):
            for change in migration.changes:
                finding = migration.finding(change.finding)
                answered = BY_ID[finding.rule].loses(finding, migration.answers.get(finding.id))
                if change.gives_up and not answered:
                    yield finding.rule, id(change) in reached


def compared(name: str, manifest: Manifest) -> Compared:
    ways = both(manifest)
    return Compared(name, ways, tuple(differences(ways)))


def golden(part: int = 0, of: int = 1) -> list[Compared]:
    """All golden cases for Kubernetes that were written for Docker, or a part of them."""
    return [
        compared(case.name, manifest)
        for case in cases("rules")[part::of]
        for manifest in (case.manifest(),)
        if case.device().platform == "kubernetes" and manifest.written_for != "kubernetes" and manifest.target is None
    ]


@pytest.mark.parametrize("part", sampled(range(4), every=4))
def test_so_it_is_for_golden_cases(part: int) -> None:
    assert {each.name: each.unmarked for each in golden(part, 4) if each.unmarked} == {}


def test_what_differs_belongs_to_a_change_that_gives_something_up(corpus: Path) -> None:
    """And no mark is idle: each rule that sets one needs it somewhere."""
    found = [compared(manifest.source.name, manifest) for manifest in opened(corpus)]
    assert {each.name: each.unmarked for each in found if each.unmarked} == {}
    marks = [mark for each in (*found, *golden()) for mark in each.marks]
    assert {rule for rule, _needed in marks} - {rule for rule, needed in marks if needed} == set()


@given(samples())
def test_so_it_is_for_generated_manifests(sample: Sample) -> None:
    assert compared("site.json", read(sample.data, "site.json")).unmarked == []
