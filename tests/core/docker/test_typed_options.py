"""Options with a type of their own: what an edge agent cannot read blocks, for every generation that has the type."""

from __future__ import annotations

import json
from itertools import product
from typing import Any

import pytest

from core.docker.options import Place
from core.docker.options_table import BY_PLACE
from core.manifest.read import read
from core.migration.migrate import migrate
from core.migration.verdict import judged
from core.migration.verify import verify
from core.model import rule_ids
from core.model.decisions import Decisions
from core.model.device import Device
from core.model.findings import Finding
from tests.golden_cases import expand
from tests.seeds import LATE, RIGHT


def members(table: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The values of each member; one may be in two rows."""
    found: dict[str, list[Any]] = {}
    for names, values in table.items():
        for name in names.split():
            found.setdefault(name, []).extend(values)
    return found


LATE_MEMBERS, RIGHT_MEMBERS = members(LATE), members(RIGHT)


def manifest(name: str, value: Any) -> Any:
    short = {"cam": {"createOptions": {"HostConfig": {name: value}}}}
    return read(json.dumps(expand(short)).encode(), "site.json")


def refused(name: str, value: Any, profile: str) -> list[Finding]:
    found = verify(manifest(name, value), Device(profile=profile)).findings
    return [finding for finding in found if finding.rule == "option-refused"]


def test_the_table_has_every_member_of_the_class() -> None:
    names = {name.lower() for table in (LATE, RIGHT) for names in table for name in names.split()} - {"newoption"}
    always = {"binds", "logconfig", "mounts", "networkmode", "ipcmode", "portbindings", "privileged"}
    typed = {name for name, option in BY_PLACE[Place.HOST].items() if option.type is not None}
    assert typed == names | always


@pytest.mark.parametrize("name", LATE_MEMBERS)
def test_what_the_agent_cannot_read_blocks_from_its_generation_on(name: str) -> None:
    for value in LATE_MEMBERS[name]:
        found = refused(name, value, "beta15")
        assert found and all(f"/HostConfig/{name}" in finding.pointer for finding in found), value
        if name != "PidMode":
            assert not refused(name, value, "beta12") and not refused(name, value, "beta8"), value


@pytest.mark.parametrize("name", LATE_MEMBERS)
def test_an_option_without_effect_leaves_the_export_for_every_generation(name: str) -> None:
    for value, profile in product(LATE_MEMBERS[name], ("beta8", "beta15")):
        migration = migrate(manifest(name, value), Device(profile=profile), Decisions())
        if name != "PidMode":
            assert not [f for f in judged(migration).blocking if f.finding.rule == "option-refused"], value
            assert f'\\"{name}\\"' not in migration.output().decode(), value
            assert migration.problems == ()
            again = migrate(read(migration.output(), "site.json"), migration.device, Decisions())
            assert again.output() == migration.output(), value


@pytest.mark.parametrize("name", RIGHT_MEMBERS)
def test_what_every_agent_reads_raises_no_alarm(name: str) -> None:
    for value in RIGHT_MEMBERS[name]:
        for profile in ("beta8", "beta12", "beta15"):
            assert not refused(name, value, profile), value
        rules = migrate(manifest(name, value), Device(), Decisions()).findings
        assert not [finding for finding in rules if finding.rule == rule_ids.UNREAD_TYPE], value


@pytest.mark.parametrize("profile", ["beta8", "beta12", "beta15"])
def test_null_where_true_or_false_is_due_stops_every_agent(profile: str) -> None:
    mount = {"Type": "volume", "Source": "data", "Target": "/d", "ReadOnly": None}
    for name, value in (("Privileged", None), ("Mounts", [mount])):
        assert refused(name, value, profile)
        device = Device(profile=profile)
        migration = migrate(manifest(name, value), device, Decisions())
        assert not judged(migration).blocking
        assert "null" not in migration.output().decode()
