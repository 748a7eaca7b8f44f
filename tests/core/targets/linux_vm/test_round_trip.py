"""FPGA to Kubernetes to a Linux VM, against FPGA to a Linux VM: the same, or the ledger says what changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest
from core.manifest.read import read
from core.migration.migrate import Migration, migrate
from core.model.decisions import Decision, Decisions
from core.model.device import Device, Share
from tests.golden_cases import _text as text_of
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


def test_what_differs_belongs_to_a_change(corpus: Path) -> None:
    """Of every real manifest: a value that differs lies at, above or below a place that one of the ways changed."""
    for manifest in opened(corpus):
        straight, first, over = both(manifest)
        wanted, found = leaves(straight.tree), leaves(over.tree)
        told = places(straight) | places(first) | places(over)
        for place in wanted.keys() | found.keys():
            if wanted.get(place, ...) != found.get(place, ...):
                assert any(touches(place, other) for other in told), (manifest.source.name, place)


def leaves(value: Any, pointer: str = "") -> dict[str, Any]:
    if not isinstance(value, (dict, list)) or not value:
        return {pointer: value}
    members = value.items() if isinstance(value, dict) else enumerate(value)
    return {place: leaf for key, item in members for place, leaf in leaves(item, ptr.join(pointer, key)).items()}


def places(migration: Migration) -> set[str]:
    return {indexless(place) for entry in migration.ledger for place in (entry.pointer, entry.after_pointer)}


def indexless(pointer: str) -> str:
    """A pointer without the places in lists: elements move when others come or go."""
    return "/".join("*" if token.isdecimal() or token == "-" else token for token in pointer.split("/"))


def touches(place: str, other: str) -> bool:
    """Whether one lies in the other."""
    place = indexless(place)
    return f"{place}/".startswith(f"{other}/") or f"{other}/".startswith(f"{place}/")
