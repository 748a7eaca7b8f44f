"""On a Linux VM one finding asks about one place: whatever is answered to all of them can be applied together."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from core.manifest.read import read
from core.migration.migrate import Migration, migrate
from core.migration.verdict import Kind, judged
from core.model.decisions import Decision, Decisions
from core.model.device import Device, Share
from core.model.findings import Finding, Verdict
from core.model.questions import Choice, Number, Text
from core.rules import BY_ID
from tests.golden_cases import expand
from tests.sampling import sampled

DEVICE = Device(platform="linux-vm", gpus=1, shares=(Share(name="data"),))
HOSTS: list[dict[str, Any]] = [
    {"Sysctls": {name: value}}
    for name in ("net.core.somaxconn", "vm.swappiness", "", "net.ipv4.${X}")
    for value in (None, "1", 5)
]
HOSTS += [{"Tmpfs": {path: value}} for path in ("/x", "x", "") for value in (None, "size=1m", "size", 5)]
HOSTS += [
    {"Mounts": [{"Type": kind, "Source": source, **target}]}
    for kind in ("bind", "BIND", "volume", "Volume", "tmpfs", "npipe", "")
    for source in ("/srv", "/home/hcsshares/data", "/home/hcsshares", "data", "two words", "")
    for target in ({"Target": "/t"}, {"Target": "t"}, {"Target": ""}, {})
]
HOSTS += [{"Mounts": [{"Type": kind, "source": "/srv", "Source": "/a", "Target": "/t"}]} for kind in ("bind", "BIND")]
HOSTS += [{"Mounts": [{"Type": "bind", "Source": "/srv", "Target": "/t"}] * 2}, {"Mounts": None}, {"Mounts": [None]}]
HOSTS += [
    {"Binds": [text]}
    for text in ("/a", "/a:", ":/a", "a:b", "/home/hcsshares/data:", "/home/hcsshares/data:x", "/a:/b:wild", "")
]
OPTIONS: list[dict[str, Any]] = [
    *({"HostConfig": host} for host in HOSTS),
    {"Binds": ["/home/hcsshares/data:/d"], "Memory": "512m"},
    {"HostConfig": {"Binds": ["/a:/b"]}, "hostconfig": {"Binds": ["/home/hcsshares/data:/d"]}},
    {"HostConfig": {"Memory": 1}, "HOSTCONFIG": {"Memory": 2}},
]


def migrated(options: Any, source: Any, items: tuple[Decision, ...] = ()) -> Migration:
    data = json.dumps(expand({"cam": {"createOptions": options}})).encode()
    manifest = read(data, "site.json").with_source(source)
    return migrate(manifest, DEVICE, Decisions(items=items))


def answers(finding: Finding) -> list[Any]:
    question = finding.question
    if isinstance(question, Choice):
        return [option.value for option in question.options]
    if isinstance(question, Number):
        return [question.low]
    return [question.default] if isinstance(question, Text) and question.default else []


def changing(migration: Migration) -> list[Finding]:
    """What changes a place, but for an answer that is carried out before the other rules look."""
    return [
        finding
        for finding in migration.findings
        if finding.verdict is Verdict.AUTO
        or (finding.question and {*BY_ID[finding.rule].first_answers}.isdisjoint(answers(finding)))
    ]


@pytest.mark.parametrize("source", ["docker", "kubernetes"])
def test_no_place_is_asked_about_twice(source: str) -> None:
    for options in OPTIONS:
        places = Counter(finding.pointer for finding in changing(migrated(options, source)) if finding.module == "cam")
        assert [place for place, count in places.items() if count > 1] == [], options


@pytest.mark.parametrize(
    ("source", "which"), sampled([("docker", 0), ("docker", -1), ("kubernetes", 0), ("kubernetes", -1)], 4)
)
def test_all_answers_can_be_applied_together(source: str, which: int) -> None:
    for options in OPTIONS:
        result, items = migrated(options, source), ()
        for _round in range(4):  # answers may lead to questions
            asked = [finding for finding in result.findings if answers(finding)]
            items = tuple(Decision(finding=finding.id, answer=answers(finding)[which]) for finding in asked)
            kept = [item for item in result.decisions.items if item.finding not in {each.finding for each in items}]
            result = migrated(options, source, (*kept, *items))
        assert result.problems == (), options
        assert [reason.id for reason in judged(result).of(Kind.QUESTION)] == [], options


@pytest.mark.parametrize(
    "host",
    [
        {"Mounts": [{"Type": "BIND", "Source": "/home/hcsshares/data", "Target": "/t"}]},
        {"Mounts": [{"Type": "bind", "Source": "/home/hcsshares/data", "source": "/b", "Target": "/t"}]},
        {"Mounts": [{"Type": "bind", "Source": "/home/hcsshares", "Target": "/t"}]},
        {"Mounts": [{"type": "bind", "source": "/home/hcsshares/data", "target": "/t"}]},
        {"Binds": ["/home/hcsshares/data:"]},
        {"Binds": ["/home/hcsshares:/t"]},
        {"Binds": "/home/hcsshares/data:/t"},
    ],
)
def test_a_path_of_the_old_shares_has_an_answer_in_every_form(host: Any) -> None:
    for options in ({"HostConfig": host}, {"HostConfig": {"Privileged": True}, "hostConfig": host}):
        result = migrated(options, "docker")
        for _round in range(4):
            asked = [finding for finding in result.findings if answers(finding)]
            given = {finding.id: Decision(finding=finding.id, answer=answers(finding)[0]) for finding in asked}
            kept = {item.finding: item for item in result.decisions.items}
            result = migrated(options, "docker", tuple({**kept, **given}.values()))
        assert "/home/hcsshares" not in result.output().decode(), options
        assert not judged(result).blocking, options
