"""First answers: an option that is moved to its place, or given its type, is migrated as if it had been right."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from core.docker.options import Place as Level
from core.docker.options_table import TABLE, is_misplaced
from core.manifest.read import read
from core.migration.migrate import Migration, migrate
from core.migration.stages import staged
from core.migration.verify import joined, verify_migration
from core.model import rule_ids
from core.model.decisions import Decision, Decisions
from core.model.device import Device, Share
from core.model.findings import Finding, seen_hash
from core.model.questions import Choice
from core.rules import BY_ID
from tests.golden_cases import expand
from tests.strategies import create_options

DEVICE = Device(gpus=2, shares=(Share(name="input"), Share(name="data", protocol="nfs")))
BIND = "/home/hcsshares/data:/data"


def migrated(options: Any, *items: Decision) -> Migration:
    manifest = read(json.dumps(expand({"m": {"createOptions": options}})).encode(), "site.json")
    return migrate(manifest, DEVICE, Decisions(items=items))


def with_first_answers(options: Any, *more: Decision) -> Migration:
    """Every first answer that is offered, until no more are."""
    items: dict[str, Decision] = {item.finding: item for item in more}
    while True:
        result = migrated(options, *items.values())
        new = {
            finding.id: Decision(finding=finding.id, answer=BY_ID[finding.rule].first_answers[0])
            for finding in result.findings
            if finding.id not in items and _offers(finding, next(iter(BY_ID[finding.rule].first_answers), ""))
        }
        if not new:
            return result
        items |= new


def _offers(finding: Finding, answer: str) -> bool:
    question = finding.question
    return bool(answer) and isinstance(question, Choice) and any(o.value == answer for o in question.options)


def options_after(result: Migration) -> Any:
    module = result.after().module("m")
    assert module is not None
    return module.options


def misplaced(options: dict[str, Any]) -> dict[str, Any]:
    """What belongs into HostConfig beside it, and the reverse."""
    host = {key: value for key, value in options.get("HostConfig", {}).items() if key != "LogConfig"}
    inside = {key: options[key] for key in ("Env", "Labels") if key in options}
    rest = {key: value for key, value in options.items() if key not in ("Env", "Labels", "HostConfig")}
    return {**host, **rest, "HostConfig": inside}


@given(create_options())
def test_an_option_that_is_moved_is_migrated_as_if_it_had_been_there(options: dict[str, Any]) -> None:
    options = {"HostConfig": {}, **options}
    options["HostConfig"].pop("LogConfig", None)
    right, result = with_first_answers(options), with_first_answers(misplaced(options))
    assert not result.problems and not result.stale
    assert set(result.open) == set(right.open)
    assert result.after().tree == result.tree
    assert _filled(options_after(result)) == _filled(options_after(right))


@given(create_options())
def test_create_options_inside_create_options_are_migrated_as_if_they_were_alone(options: dict[str, Any]) -> None:
    right = with_first_answers(options)
    for wrapper in (options, json.dumps(options)):
        result = with_first_answers({"createOptions": wrapper})
        assert not result.problems and not result.stale
        assert _filled(options_after(result)) == _filled(
            options_after(right) if options else {"createOptions": wrapper}
        )


def _filled(options: Any) -> Any:
    """Without containers that are empty: they say nothing, and where they are left depends on the way."""
    if isinstance(options, dict):
        members = {key: _filled(value) for key, value in options.items()}
        return {key: value for key, value in members.items() if value not in ({}, [])}
    return [_filled(item) for item in options] if isinstance(options, list) else options


@pytest.mark.parametrize(
    "options",
    [
        {"Binds": [BIND]},
        {"Binds": [BIND], "Mounts": [{"Type": "bind", "Source": "/home/hcsshares/input", "Target": "/in"}]},
        {"PortBindings": {"80/tcp": [{"HostPort": 8080}], "53/udp": None}},
        {"Privileged": None, "NetworkMode": "host"},
        {"HostConfig": {"Env": {"A": 1}, "Cmd": "run", "ExposedPorts": {"81/tcp": {}}}},
        {"createOptions": {"HostConfig": {"Binds": [BIND], "Env": ["A=b"]}, "Privileged": True}},
        {"createOptions": '{"HostConfig":{"Binds":["/home/hcsshares/data:/data"]},"Binds":["/a:/in"]}'},
        {"Memory": "512m", "ShmSize": 1024, "HostConfig": None},
        {"Binds": ["/a:/b", BIND], "HostConfig": {"Binds": [BIND]}},
    ],
    ids=str,
)
def test_what_was_moved_is_final_and_can_be_taken_back(options: Any) -> None:
    result = with_first_answers(options)
    assert not result.problems and not result.stale
    assert not [
        finding.id
        for finding in result.findings
        if finding.rule == rule_ids.WRONG_LEVEL and result.answers.get(finding.id) == "leave"
    ]
    again = migrate(read(result.output(), "site.json"), DEVICE, Decisions())
    assert again.output() == result.output()
    back = migrated(options)
    assert (
        migrated(
            options, *[Decision(finding=name, answer="leave") for name in result.answers if "level" in name]
        ).output()
        == back.output()
    )


def test_a_finding_about_what_is_moved_is_shown_where_it_is_in_the_original() -> None:
    result = with_first_answers({"Binds": ["/a:/b"], "createOptions": '{"Env": ["A:B=c"]}'})
    places = {finding.rule: finding.pointer.partition("createOptions")[2] for finding in result.findings}
    assert places[rule_ids.BIND] == "/Binds/0"
    assert places[rule_ids.COLON_IN_NAME] == "/createOptions"
    assert all(result.status(finding.id) for finding in result.shown)


def test_a_first_answer_for_other_facts_is_not_carried_out() -> None:
    name = f"{rule_ids.WRONG_LEVEL}/m/top.Binds"
    seen = seen_hash(migrated({"HostConfig": {"Env": []}}).findings[0])
    result = migrated({"Binds": [BIND]}, Decision(finding=name, answer="move", seen=seen))
    assert result.stale == (name,)
    assert options_after(result) == {"Binds": [BIND]}


@pytest.mark.parametrize(
    ("options", "stages"),
    [
        ({"Binds": [BIND], "Privileged": True, "Memory": 1, "HostConfig": {"Env": ["A=1"], "Cmd": "run"}}, 1),
        ({"Binds": [BIND], "binds": ["/a:/b"], "Privileged": True}, 2),
        ({"createOptions": {"Privileged": True, "Binds": [BIND]}}, 2),
        ({f"{'createOptions'[:at]}{'createOptions'[at:].upper()}": {"Memory": 1} for at in range(13)}, 6),
    ],
    ids=["apart", "at one place", "within each other", "without end"],
)
def test_first_answers_of_all_modules_at_different_places_are_carried_out_at_once(options: Any, stages: int) -> None:
    modules = {f"m{index}": {"createOptions": options} for index in range(20)}
    manifest = read(json.dumps(expand(modules)).encode(), "site.json")
    levels = ("top", "HostConfig")
    keys = {*options, *options.get("HostConfig", ()), "Privileged", "Binds"}
    names = [f"{rule_ids.WRONG_LEVEL}/{name}/{level}.{key}" for name in modules for level in levels for key in keys]
    given = Decisions(items=tuple(Decision(finding=name, answer="move") for name in names))
    assert len(staged(manifest, DEVICE, given).stages) <= stages
    result = migrate(manifest, DEVICE, given)
    assert not result.problems or stages == 6


@pytest.mark.parametrize(
    "host", [{"Binds": ["/dev/video0:/dev/video0"]}, {"PortBindings": {"8080/tcp": [{"HostPort": "8080"}]}}]
)
def test_a_check_is_joined_with_the_rule_of_what_was_moved(host: Any) -> None:
    right, result = migrated({"HostConfig": host}), with_first_answers(host)
    expected, found = joined(right, verify_migration(right)), joined(result, verify_migration(result))
    assert expected == found


VALUES = ("true", "512m", None, ["a=b"], [{"PathOnHost": "/dev/a"}], {"a": "b"})
"""Right and wrong values for any option."""
MOVABLE = [row.name for row in TABLE if row.place is Level.HOST and is_misplaced(Level.TOP, row.name)]


@pytest.mark.parametrize("name", MOVABLE)
def test_every_option_that_is_moved_is_what_it_is_at_its_place(name: str) -> None:
    for value in VALUES:
        right, result = migrated({"HostConfig": {name: value}}), with_first_answers({name: value})
        assert not result.problems and not result.stale
        assert set(result.open) == set(right.open), value
        assert _filled(options_after(result)) == _filled(options_after(right)), value


def test_what_a_newer_schema_of_the_hub_has_is_asked_about_once_it_is_lowered() -> None:
    tree = json.loads(json.dumps(expand({"cam": {}})))
    hub = tree["modulesContent"]["$edgeHub"]["properties.desired"]
    hub |= {"schemaVersion": "1.3", "mqttBroker": {}, "integrity": {}}
    manifest = read(json.dumps(tree).encode(), "site.json")
    (asked,) = [each.id for each in migrate(manifest, DEVICE, Decisions()).findings if each.subject == "schemaVersion"]
    result = migrate(manifest, DEVICE, Decisions(items=(Decision(finding=asked, answer="1.1"),)))
    assert "integrity" not in result.output().decode()
    assert migrate(read(result.output(), "site.json"), DEVICE, Decisions()).output() == result.output()
