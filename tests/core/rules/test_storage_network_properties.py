"""Storage and network rules over generated modules, odd types included: no clash, no second change, no exception."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.manifest.read import read
from core.migration import detect as engine
from core.migration.migrate import Migration, migrate
from core.model import rule_ids
from core.model.decisions import Decision, Decisions
from core.model.device import Device, Share
from core.model.findings import Area, Finding
from core.model.questions import Choice, Number
from core.rules import RULES
from core.text import explanations
from tests.golden_cases import expand

AREAS = (Area.STORAGE, Area.NETWORK)
MINE = tuple(
    rule
    for rule in RULES
    if rule.area in AREAS or rule.id in (rule_ids.STRATEGY, rule_ids.FPGA_BY_RESOURCE, rule_ids.PROXY_EXCEPTIONS)
)


def mostly(good: st.SearchStrategy[Any], odd: st.SearchStrategy[Any] | None = None) -> st.SearchStrategy[Any]:
    """What Docker expects, and now and then something else."""
    return st.integers(0, 11).flatmap(lambda n: (ODD if odd is None else odd) if n == 7 else good)


def options(**members: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """An object with most of these members."""
    whole_options = st.fixed_dictionaries(members)
    return st.builds(
        lambda whole, gone: {k: v for k, v in whole.items() if k != gone}, whole_options, st.sampled_from(list(members))
    )


ODD = (
    st.none() | st.booleans() | st.integers(0, 90) | st.just("text") | st.just([]) | st.just({}) | st.just(["80", None])
)
NUMBERS = st.sampled_from(["80", "81", "8080", "53", "35000", "0", "70000", "8000-8003", "8001-8004", "x", "${P}"])
KEYS = st.builds(
    lambda number, end: number + end, NUMBERS, st.sampled_from(["", "/tcp", "/tcp", "/udp", "/UDP", "/quic"])
)
HOSTS = st.sampled_from(["80", 81, "8080", "", None, "8000-8003", "9000-9003", "0", 70000, "web", "${P}"])
ENTRIES = options(HostPort=HOSTS, HostIp=st.sampled_from(["127.0.0.1", "0.0.0.0", ""]))
BINDINGS = st.dictionaries(
    KEYS, mostly(st.lists(mostly(ENTRIES, st.none()), min_size=1, max_size=3)), min_size=1, max_size=4
)
TARGETS = st.sampled_from(["/in", "/in/", "/out", "/a/b", "/a-b", "/c", ""])
SOURCES = st.sampled_from(
    [
        "/home/hcsshares/in",
        "/home/hcsshares/old",
        "/home/hcsshares/in/a",
        "/home/hcsshares",
        "/data",
        "/1",
        "vol",
        ".",
        "",
        "/etc/localtime",
        "/var/run/docker.sock",
        "$DIR",
        "/home/hcsshares/$S",
        "C:\\x",
        "in",
        "My_Share",
        "config-volume",
    ]
)
BINDS = st.builds(lambda s, t, m: f"{s}:{t}{m}", SOURCES, TARGETS, st.sampled_from(["", "", ":ro", ":rw", ":ro,z"]))
MOUNTS = options(
    Target=TARGETS,
    Source=SOURCES,
    Type=st.sampled_from(["bind", "volume", "volume", "Volume", "tmpfs", "npipe", ""]),
    ReadOnly=st.booleans(),
    TmpfsOptions=mostly(st.just({"SizeBytes": 1024})),
)
CALLS = st.sampled_from(
    ["http://cam:80/", "cam:81 web:80", "mqtts://edgeHub:8883", "tcp://cam", "http://Cam", "ws://u:p@web:8001/x", "x"]
)
STRATEGIES = st.sampled_from(
    [{"type": "Recreate"}, {"type": "RollingUpdate"}, {"type": "Recreate", "rollingUpdate": {}}]
)
SECTIONS = options(
    serviceOptions=mostly(
        st.sampled_from([{}, {"type": "ClusterIP"}, {"type": "odd"}, {"loadBalancerIP": "10.0.0.1"}])
    ),
    strategy=mostly(STRATEGIES),
    volumes=mostly(st.just([{"volume": {"name": "v"}, "volumeMounts": [{"name": "v", "mountPath": "/in"}]}])),
    resources=st.sampled_from([{"limits": {"microsoft.com/fpga_catapult": 1}}, {}]),
)
HOST = options(
    Binds=mostly(st.lists(mostly(BINDS), max_size=4)),
    Mounts=mostly(st.lists(mostly(MOUNTS), max_size=3)),
    PortBindings=mostly(BINDINGS),
    Tmpfs=mostly(st.dictionaries(TARGETS, st.sampled_from(["", "size=1m", "size=5%"]), max_size=2)),
    NetworkMode=st.sampled_from(["host", "HOST", "bridge", "container:cam", "none", "net", 5]),
)
OPTIONS = options(
    **{
        "HostConfig": mostly(HOST),
        "ExposedPorts": mostly(st.dictionaries(KEYS, st.just({}), max_size=3)),
        "NetworkingConfig": mostly(st.sampled_from([{}, {"EndpointsConfig": {"n": {"Aliases": ["a"]}}}])),
        "Volumes": st.sampled_from([{}, {"/v": {}}, 7]),
        "Cmd": mostly(st.lists(CALLS, max_size=2)),
        "Env": st.lists(
            st.builds("A={}".format, CALLS) | st.sampled_from(["HTTP_PROXY=http://p:1", "no_proxy"]), max_size=3
        ),
        "k8s-experimental": mostly(SECTIONS),
    }
)
BODIES = options(createOptions=OPTIONS, env=st.fixed_dictionaries({"U": st.builds(dict, value=CALLS)}))
ROUTES = st.just(
    {"r": "FROM /* WHERE topic = 'old' INTO $upstream", "o": {"route": 'FROM /* WHERE topic="in" INTO $upstream'}}
)
SHORTS = st.fixed_dictionaries({"edgeHub": BODIES, "cam": BODIES, "web": BODIES}, optional={"$routes": ROUTES})
DEVICES = st.builds(
    Device,
    gpus=st.integers(0, 1),
    shares=st.sampled_from([(), (Share(name="in"),), (Share(name="in"), Share(name="Data", mounted=False))]),
    profile=st.sampled_from(["beta8", "beta12", "beta15"]),
    addresses=st.none() | st.integers(0, 3),
)


@pytest.fixture(autouse=True, scope="module")
def mine() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "RULES", MINE)
        yield


def run(short: dict[str, Any], device: Device, *items: Decision) -> Migration:
    return migrate(read(json.dumps(expand(short)).encode(), "site.json"), device, Decisions(items=items))


def an_answer(data: st.DataObject, finding: Finding) -> Any:
    question = finding.question
    if data.draw(st.integers(0, 4)) == 0:
        return None
    if isinstance(question, Choice):
        return data.draw(st.sampled_from([option.value for option in question.options]))
    return data.draw(st.integers(question.low, question.high)) if isinstance(question, Number) else True


def last_answer(finding: Finding) -> Decision:
    """What a question without a default is answered with: only an answered manifest is ever written."""
    question = finding.question
    answer = question.options[-1].value if isinstance(question, Choice) else True
    return Decision(finding=finding.id, answer=question.low if isinstance(question, Number) else answer, note="why")


@given(SHORTS, DEVICES, st.data())
def test_no_answers_clash(short: dict[str, Any], device: Device, data: st.DataObject) -> None:
    asked = [finding for finding in run(short, device).findings if finding.verdict in ("ask", "auto")]
    items = [Decision(finding=finding.id, answer=an_answer(data, finding), note="why not") for finding in asked]
    result = run(short, device, *items)
    assert [problem for problem in result.problems if "cannot be added" not in problem] == []
    assert result.after().tree == result.tree


NULL_BESIDE_LOOPBACK = {"80": [{"HostIp": "127.0.0.1"}], "80/tcp": [None]}
"""The null entry goes away in the first run, and may not have decided who reaches the module."""


TAKEN_BY_MEMORY = {"Binds": ["/home/hcsshares/in:/in"], "Mounts": [{"Target": "/in", "Type": "tmpfs"}]}
"""The folder in memory becomes a volume under k8s-experimental, and still takes the place of the bind."""


LOOPBACK_ON_HOST = {"NetworkMode": "host", "PortBindings": {"80/tcp": [{"HostIp": "127.0.0.1"}]}}
"""The hub leaves the network of the host for another module; only then would the address limit who reaches it."""


DROPPED_BESIDE_NULL = {"Binds": ["/home/hcsshares/in:/in"], "Mounts": [{"Target": "/in", "Type": "tmpfs"}, None]}
"""The bind is dropped; the entry that no rule reads remains, and may be a share to the second run as well."""


THREE_AT_ONE_PLACE = {
    "HostConfig": {"Binds": ["/home/hcsshares/in:/in/", "/home/hcsshares/in:/in"]},
    "k8s-experimental": {"volumes": [{"volume": {"name": "v"}, "volumeMounts": [{"name": "v", "mountPath": "/in"}]}]},
}
"""A first answer removes an element of Binds; the other rules then speak of the ones behind it."""


MOUNTED_OVER_MEMORY = {
    "Mounts": [{"Target": "/a", "Source": "/home/hcsshares/in", "Type": "bind"} for _ in range(2)],
    "Tmpfs": {"/a": ""},
}
"""Both mounts are at a path that the folder in memory takes as a volume."""


@given(SHORTS, DEVICES)
@example({"web": {"createOptions": {"HostConfig": MOUNTED_OVER_MEMORY}}}, Device(gpus=0, profile="beta8"))
@example({"web": {"createOptions": THREE_AT_ONE_PLACE}}, Device(gpus=0, profile="beta8"))
@example({"web": {"createOptions": {"HostConfig": DROPPED_BESIDE_NULL}}}, Device(profile="beta8"))
@example(
    {
        "edgeHub": {"createOptions": {"HostConfig": LOOPBACK_ON_HOST}},
        "web": {"createOptions": {"HostConfig": {"NetworkMode": "host"}}},
    },
    Device(profile="beta12"),
)
@example({"web": {"createOptions": {"HostConfig": {"PortBindings": NULL_BESIDE_LOOPBACK}}}}, Device(profile="beta12"))
@example({"web": {"createOptions": {"HostConfig": TAKEN_BY_MEMORY}}}, Device(profile="beta8"))
@example({"web": {"createOptions": {"HostConfig": {"PortBindings": {"0": None}}}}}, Device(profile="beta8"))
def test_defaults_change_nothing_twice(short: dict[str, Any], device: Device) -> None:
    unanswered = run(short, device)
    items = [last_answer(unanswered.finding(name)) for name in unanswered.open]
    first = run(short, device, *items)
    again = migrate(read(first.output(), "site.json"), device, Decisions(items=[*items]))
    assert again.output() == first.output(), list(again.changes)


@given(SHORTS, DEVICES)
def test_every_finding_has_its_words(short: dict[str, Any], device: Device) -> None:
    for finding in run(short, device).findings:
        assert explanations.title(finding) and explanations.explanation_html(finding)
        if isinstance(finding.question, Choice):
            assert all(explanations.option_title(finding, option) for option in finding.question.options)
