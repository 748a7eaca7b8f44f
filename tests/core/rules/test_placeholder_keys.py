"""Placeholders in keys, in every spelling and place: kept as they are, reported, and refused by nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from core.manifest.read import read
from core.migration.migrate import migrate
from core.migration.verdict import judged
from core.migration.verify import verify
from core.model import rule_ids
from core.model.decisions import Decisions
from core.model.device import Device
from core.model.findings import Verdict
from tests.golden_cases import expand

SPELLINGS = ("x${NAME}", "x$NAME", "{{NAME}}", "#NAME#", "Upper_${NAME}", "n${A}_${B}", "$NAME")


def places(key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Whole manifests in the short form, with the key wherever a name may stand."""
    if not key.startswith("$"):  # the short form keeps such names for its own use
        yield "module", {key: {"image": "m:1"}}
        yield "modules", {key: {"image": "m:1"}, "Other": {"env": {"HOST": {"value": f"http://{key}:80"}}}}
    yield "variable", {"m": {"env": {key: {"value": "1"}}}}
    yield "Env", {"m": {"createOptions": {"Env": [f"{key}=1"]}}}
    yield "label", {"m": {"createOptions": {"Labels": {key: "1"}}}}
    yield "port", {"m": {"createOptions": {"HostConfig": {"PortBindings": {f"{key}/tcp": [{"HostPort": "80"}]}}}}}
    yield "exposed port", {"m": {"createOptions": {"ExposedPorts": {f"{key}/tcp": {}}}}}
    yield "route", {"m": {}, "$routes": {key: "FROM /messages/* INTO $upstream"}}
    yield "twin", {"m": {}, "$twins": {f"m-{key}": {"a": 1}}}
    yield "node selector", {"m": {"createOptions": {"k8s-experimental": {"nodeSelector": {key: "1"}}}}}
    yield "resource", {"m": {"createOptions": {"k8s-experimental": {"resources": {"limits": {key: "1"}}}}}}
    yield "option", {"m": {"createOptions": {key: "1", "HostConfig": {key: "1"}}}}


@pytest.mark.parametrize("key", SPELLINGS)
@pytest.mark.parametrize("profile", ["beta8", "beta15"])
def test_kept_and_not_judged(key: str, profile: str) -> None:
    device = Device(profile=profile)
    for what, short in places(key):
        migration = migrate(read(json.dumps(expand(short)).encode(), "site.json"), device, Decisions())
        if what != "node selector":  # a node of another cluster goes, whatever it is called
            assert key in migration.output().decode(), what
        assert not judged(migration).blocking, what
        assert not [f for f in verify(migration.after(), device).findings if f.verdict is Verdict.BLOCK], what


@pytest.mark.parametrize("key", SPELLINGS[:-1])
@pytest.mark.parametrize("what", ["module", "variable", "Env", "label", "route", "resource"])
def test_reported_with_the_rule_of_its_place(key: str, what: str) -> None:
    short = dict(places(key))[what]
    migration = migrate(read(json.dumps(expand(short)).encode(), "site.json"), Device(), Decisions())
    found = [finding for finding in migration.findings if finding.rule == rule_ids.KEY_OF_TEMPLATE]
    assert [(finding.facts["key"], finding.verdict) for finding in found] == [(key, Verdict.MANUAL)]
    assert not [
        finding for finding in migration.findings if finding.rule == rule_ids.NEW_NAME and finding.module == key
    ]
