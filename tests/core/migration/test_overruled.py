"""An answer that removes a whole place wins over the default answers that only change something inside it."""

from __future__ import annotations

import json

from core.manifest.read import read
from core.migration.migrate import Migration, migrate
from core.model.decisions import Decision, Decisions
from core.model.device import Device
from core.model.states import Resolution
from tests.golden_cases import expand

MOUNT = {"Type": "bind", "Source": "/home/hcsshares/abc", "Target": "/b", "ReadOnly": "sure"}
REMOVED, SHARE = "vm-option-type/cam/Mounts", "vm-share-volume/cam//b"


def migrated(answers: dict[str, str]) -> Migration:
    manifest = expand({"cam": {"createOptions": {"HostConfig": {"Mounts": [MOUNT]}, "Hostname": "cam"}}})
    items = tuple(Decision(finding=name, answer=answer) for name, answer in answers.items())
    device = Device(platform="linux-vm")
    return migrate(read(json.dumps(manifest).encode(), "site.json"), device, Decisions(device=device, items=items))


def test_a_default_below_what_an_answer_removes_is_set_aside() -> None:
    result = migrated({REMOVED: "remove"})
    assert result.problems == ()
    assert result.resolution(SHARE) is Resolution.IDLE
    assert result.status(SHARE) is None
    assert b"Mounts" not in result.output()


def test_a_confirmed_default_is_set_aside_too() -> None:
    assert migrated({REMOVED: "remove", SHARE: "share:abc"}).problems == ()


def test_a_new_name_of_what_an_answer_removes_is_set_aside() -> None:
    manifest = read(json.dumps(expand({"cam": {"env": {"C:D": None, "E": {"value": "x"}}}})).encode(), "site.json")
    items = (Decision(finding="module-entry/cam/variable-shape C:D", answer="remove"),)
    result = migrate(manifest, Device(), Decisions(items=items))
    assert result.problems == ()
    assert result.after().modules[0].body["env"] == {"E": {"value": "x"}}
