"""Migrating a result once more changes nothing, whatever was answered: for options of a form nobody expects, too.

Answers that leave the original as it is are asked again, of course, and are left out here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.manifest.read import read
from core.migration.migrate import Migration, migrate
from core.model import rule_ids
from core.model.decisions import Decision, Decisions
from core.model.device import Device, Share
from core.model.findings import Finding
from core.model.questions import Choice, Number
from tests.golden_cases import expand
from tests.paths import ROOT
from tests.sampling import sampled

CASES = sorted((ROOT.joinpath("tests") / "cases").glob("not-idempotent-*.json"))
DEVICE = Device(gpus=2, shares=(Share(name="in"), Share(name="data", protocol="nfs")))
ROOT = "bind:/home/hcsshares/"
"""A folder of the machine with the name of the old shares: the next time it is taken for one of those."""
BINDS: list[Any] = ["/data:/d", "/home/hcsshares/in:/d:ro", "/etc/localtime:/etc/localtime", "data", "a:b", ":", ""]
PORTS: list[Any] = [
    {"80/tcp": [{}], "53/udp": [{"HostPort": "53"}]},
    {"80/tcp": [{"HostPort": ""}], "53/udp": [{"HostPort": "53"}], "53/tcp": [{"HostPort": "53"}]},
    {"80/tcp": [{"HostPort": "x"}], "53/udp": [{}]},
    {"80/tcp": [{"HostPort": "0"}], "81/sctp": [{"HostPort": "9"}], "82/udp": [{}]},
    {"80/tcp": [{}, {"HostPort": "8080"}], "53/udp": [{}, {}]},
    {"80/tcp": [None], "53/udp": [{"HostPort": "53"}]},
    {"80/tcp": {"HostPort": "80"}, "53/udp": [{"HostPort": "53"}]},
]
MOUNTS: list[Any] = [
    {"Target": "/x", "Type": kind, "Source": source}
    for kind in ("bind", "volume", "tmpfs", "")
    for source in ("/srv", "vol", "in", "")
]
ENV: list[Any] = [
    {"A": "b"},
    {"A:B": "c"},
    {"WIRESERVER_ADDRESS": "10.139.218.1"},
    {"http_proxy": "http://x:1"},
    {"HOST": "Other_x", "URL": "http://Other_x:80"},
    {"A": None, "B": True},
    "A=b",
    "WIRESERVER_ADDRESS=1",
]
OPTIONS: list[dict[str, Any]] = [
    *({"HostConfig": {"Binds": binds}} for binds in BINDS),
    *({"HostConfig": {"PortBindings": bindings}} for bindings in PORTS),
    *({"HostConfig": {"Mounts": mounts}} for mounts in MOUNTS),
    *({"Env": env} for env in ENV),
    *({"HostConfig": {"Privileged": value}} for value in ("yes", "off", "", 1)),
]


def migrated(data: bytes, items: list[Decision]) -> Migration:
    return migrate(read(data, "site.json"), DEVICE, Decisions(items=tuple(items)))


def answers(finding: Finding) -> list[Any]:
    question = finding.question
    if isinstance(question, Choice):
        offered = [option.value for option in question.options]
        return [value for value in offered if value != "leave" and not str(value).startswith(ROOT)]
    return [question.low, question.high] if isinstance(question, Number) else []


def runs(data: bytes) -> Iterator[list[Decision]]:
    """Each answer of each question, with the default or the first answer of all others."""
    asked = [finding for finding in migrated(data, []).findings if answers(finding)]
    first = {finding.id: answers(finding)[0] for finding in asked if finding.default is None}
    for chosen in [{}, *({finding.id: answer} for finding in asked for answer in answers(finding))]:
        yield [Decision(finding=name, answer=answer) for name, answer in {**first, **chosen}.items()]


def check(data: bytes) -> None:
    for items in runs(data):
        first = migrated(data, items)
        assert first.problems == ()
        if not first.open:
            again = migrated(first.output(), [])
            assert again.output() == first.output(), ([item.finding for item in items], again.changes)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_cases_that_were_not(path: Path) -> None:
    check(path.read_bytes())


@pytest.mark.parametrize("options", sampled(OPTIONS, 2), ids=json.dumps)
def test_options_of_an_unexpected_form(options: dict[str, Any]) -> None:
    check(json.dumps(expand({"cam": {"createOptions": options}, "Other_x": {"createOptions": {}}})).encode())


def test_one_text_in_place_of_a_list_of_binds_is_asked_like_a_bind() -> None:
    data = json.dumps(expand({"cam": {"createOptions": {"HostConfig": {"Binds": "/home/hcsshares/in:/d"}}}})).encode()
    first = migrated(data, [])
    finding = first.finding(f"{rule_ids.BIND}/cam//d")
    assert finding.default == "share:in" and finding.pointer.endswith("/Binds")
    module = next(module for module in first.after().modules if module.name == "cam")
    assert module.options["HostConfig"] == {"Mounts": [{"Target": "/d", "Source": "in", "Type": "volume"}]}


def test_what_a_repair_adds_is_migrated_too() -> None:
    """An object of variables becomes a list, and a variable of the FPGA leaves it like any other."""

    def fixed(env: Any) -> Any:
        data = json.dumps(expand({"cam": {"createOptions": {"Env": env}}})).encode()
        name = f"{rule_ids.WRONG_TYPE}/cam/Env"
        assert answers(migrated(data, []).finding(name)) == ["mend", "remove"]
        result = migrated(data, [Decision(finding=name, answer="mend")])
        assert result.problems == () and migrated(result.output(), []).output() == result.output()
        return next(module for module in result.after().modules if module.name == "cam").options.get("Env")

    assert fixed({"A": "b"}) == ["A=b"]
    assert fixed({"WIRESERVER_ADDRESS": "10.139.218.1", "A:B": 1}) == ["A__B=1"]
    assert fixed({"WIRESERVER_ADDRESS": "10.139.218.1"}) is None
