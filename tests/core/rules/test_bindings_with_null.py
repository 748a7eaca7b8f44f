"""Entries of a binding that are no objects count as places in its list: what is removed is what was meant."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest

from core.manifest.read import read
from core.migration.migrate import migrate
from core.model.decisions import Decisions
from core.model.device import Device
from tests.contradictions import contradictions, worsened
from tests.golden_cases import expand

PUBLIC, PRIVATE = {"HostPort": "80"}, {"HostPort": "80", "HostIp": "127.0.0.1"}


@pytest.mark.parametrize("entries", [*itertools.permutations([PUBLIC, PRIVATE, None]), (None, None, PRIVATE, PUBLIC)])
def test_the_public_binding_stays(entries: tuple[Any, ...]) -> None:
    options = {"HostConfig": {"PortBindings": {"80/tcp": list(entries)}}}
    manifest = read(json.dumps(expand({"cam": {"createOptions": options}})).encode(), "site.json")
    after = migrate(manifest, Device(), Decisions()).after().module("cam")
    assert after is not None
    left = after.get("HostConfig", "PortBindings", "80/tcp")
    assert PUBLIC in left and PRIVATE not in left
    assert contradictions(manifest, Device()) == worsened(manifest, Device()) == []
