"""The list of open work calls a module by one name, that of the heading above it."""

from __future__ import annotations

import json

from core.manifest.read import read
from core.migration.migrate import migrate
from core.model import rule_ids
from core.model.decisions import Decision, Decisions
from core.model.device import Device, Share
from gui.models.todo import todo
from tests.golden_cases import expand


def test_checks_call_a_renamed_module_as_the_list_does() -> None:
    bind = {"HostConfig": {"Binds": ["/home/hcsshares/data:/d:ro"]}}
    answer = Decision(finding=f"{rule_ids.BIND}/Line_Scanner//d", answer="share:data ro")
    manifest = read(json.dumps(expand({"Line_Scanner": {"createOptions": bind}})).encode(), "site.json")
    migration = migrate(manifest, Device(shares=(Share(name="data"),)), Decisions(items=(answer,)))
    texts = [item.title for item in todo(migration, str).items if not item.group]
    assert "Line_Scanner mounts the share “data” read-only" in texts
    assert not [text for text in texts if "line-scanner" in text]
