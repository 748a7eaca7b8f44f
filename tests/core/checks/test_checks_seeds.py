"""Seeded faults by generation: each is found for every agent that has it, and raises no alarm for the others."""

from __future__ import annotations

import copy
import json
from functools import lru_cache
from typing import Any

import pytest

from core.manifest.read import read
from core.migration.verify import verify
from core.model.device import Device, Share
from core.model.findings import Finding, Verdict
from tests.golden_cases import expand
from tests.seeds import DOCKER_HUB, EVERY, HUB, SEEDS, Seed

REGISTRY = "registry.example"
GOOD: dict[str, Any] = {
    "scorer": {
        "image": f"{REGISTRY}/scorer:1.0",
        "createOptions": {
            "Env": ["LINE=7"],
            "HostConfig": {
                "Mounts": [{"Type": "volume", "Source": "in", "Target": "/in"}],
                "PortBindings": {"50051/tcp": [{"HostPort": "50051"}]},
            },
            "k8s-experimental": {"strategy": {"type": "Recreate"}},
        },
    },
    "web": {"createOptions": {"Labels": {"com.example/team": "line"}}},
}


def test_there_are_enough_seeds() -> None:
    assert len(SEEDS) >= 250
    assert len({(seed.place, seed.key, json.dumps(seed.value)) for seed in SEEDS}) == len(SEEDS)
    for place in ("HostConfig", "top", "mount", "credential", "hub"):
        assert sum(seed.place == place for seed in SEEDS) >= 10


@pytest.mark.parametrize("check", sorted({seed.check for seed in SEEDS}))
def test_found_where_the_agent_has_it_and_nowhere_else(check: str) -> None:
    for seed in (seed for seed in SEEDS if seed.check == check):
        tree = json.dumps(seeded(seed))
        for profile in EVERY:
            found = {finding.rule for finding in blocks(tree, profile)} - baseline(profile)
            if profile in seed.generations:
                assert seed.check in found, (seed, profile)
            else:
                assert not found, (seed, profile)


def seeded(seed: Seed) -> dict[str, Any]:
    """The good manifest with one fault."""
    short = copy.deepcopy(GOOD)
    options = short["scorer"]["createOptions"]
    if seed.place == "HostConfig":
        options["HostConfig"][seed.key] = seed.value
    elif seed.place == "top":
        options[seed.key] = seed.value
    elif seed.place == "mount":
        options["HostConfig"]["Mounts"].append(seed.value)
    tree = expand(short)
    desired = {name: section["properties.desired"] for name, section in tree["modulesContent"].items()}
    if seed.place == "credential":
        user, address = seed.value
        credential = {"username": user, "password": "p", "address": address}
        desired["$edgeAgent"]["runtime"]["settings"] = {"registryCredentials": {"main": credential}}
        desired["$edgeAgent"]["modules"]["scorer"]["settings"]["image"] = image_of(address)
    elif seed.place == "hub":
        hub = {**HUB, seed.key: seed.value}
        hub = {key: value for key, value in HUB.items() if key != seed.value} if seed.key == "without" else hub
        desired["$edgeHub"].clear()
        desired["$edgeHub"].update(hub)
    return tree


def image_of(address: str) -> str:
    """An image that the credential of this address is for."""
    return "scorer:1.0" if address == DOCKER_HUB else f"{address}/scorer:1.0"


@lru_cache(maxsize=len(EVERY))
def baseline(profile: str) -> frozenset[str]:
    """What blocks without a fault: nothing but what the generation has always."""
    return frozenset(finding.rule for finding in blocks(json.dumps(expand(GOOD)), profile))


def blocks(text: str, profile: str) -> list[Finding]:
    """What `verify` blocks for an agent of this generation."""
    device = Device(profile=profile, shares=(Share(name="in"),))
    found = verify(read(text.encode(), "site.json"), device).findings
    return [finding for finding in found if finding.verdict is Verdict.BLOCK]
