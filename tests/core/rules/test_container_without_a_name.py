"""`container:` without a name joins nothing: no sentence about a module that is not there."""

from __future__ import annotations

import json

import pytest

from core.manifest.read import read
from core.migration.migrate import migrate
from core.migration.verify import verify
from core.model import rule_ids
from core.model.decisions import Decisions
from core.model.device import Device
from tests.golden_cases import expand


@pytest.mark.parametrize("key", ["PidMode", "IpcMode"])
@pytest.mark.parametrize("value", ["container:", "container: ", "CONTAINER:"])
def test_it_is_an_option_without_effect(key: str, value: str) -> None:
    manifest = read(json.dumps(expand({"cam": {"createOptions": {"HostConfig": {key: value}}}})).encode(), "site.json")
    rules = {finding.rule for finding in migrate(manifest, Device(), Decisions()).findings}
    assert not rules & {"pid-mode", rule_ids.IPC}
    assert [f.subject for f in verify(manifest, Device()).findings if f.rule == "option-ignored"] == [key]
