"""A placeholder of any spelling, at any place: found once, and never a block of `verify` that `convert` lacks."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from core.docker.placeholders import find, in_name, marked, may_hold, suspected
from core.docker.placeholders import whole as whole_value
from core.manifest import pointer as ptr
from core.manifest.read import read
from core.migration.migrate import migrate
from core.migration.verify import verify
from core.model import rule_ids
from core.model.base import Json
from core.model.decisions import Decisions
from core.model.device import Device, Share
from core.model.findings import Finding, Verdict
from tests.core.checks.test_checks_mutations import GOOD, encoded, whole

SPELLINGS = (
    *(
        "$HOST_NAME",
        "${HOST}",
        "${env:Host}",
        "${HOST:-edge 1}",
        "#HOST#",
        "%HOST%",
        "__HOST__",
        "__HOST_NAME__",
        "{{HOST}}",
        "{{ host }}",
    ),
    *("<HostName>", "<Host.Name>", "<CR.Host0>", "<Host Name>", "<IoTHubHost>"),
    *("{{ .Values.host }}", "{{.Values.net.host | quote}}", "{{- .Release.Name -}}", "<<host>>", "<<HOST NAME>>"),
    *("%%HOST%%", "%%host%%", "$(Build.Host)", "<%= host %>", "<%HOST%>", "your-host-here", "YOUR_HOST_HERE"),
    *("@@HOST@@", "@@host@@", "[[HOST]]", "__Host__", "__Host_Name__", "xxxxxxxx", "XXXX"),
    *("<HOST>", "<your-host>", "<your host name>", "#{Host}#", "#{Host.Name}", "@HOST@", "CHANGE_ME", "TBD"),
)
PLAIN = (
    *("$$NAME", "$${NAME}", "$1", "/opt:$PATH", "${HOME}/data", "$Default", "$(NAME)", "$name"),
    *("", "$", "$$", "$upstream", "$edgeHub", "pa$WORD", "5 $A", "#1", "50 %", "%Y-%m-%d", "a@b.c", "snake__case__x"),
    *(
        "<b>TEXT</b>",
        "<Settings><LOG>1</LOG></Settings>",
        "a < B && C > d",
        "{{.Name}}",
        "tbd",
        "/a/__init__.py",
    ),
    *(
        "A__Default__B",
        "FHIRServer__Security__Enabled",
        "[[inputs.cpu]]\n  percpu = true",
        "[[:alpha:]]",
        "{0}",
        "{device} is {state}",
    ),
    *("/tmp/a.XXXXXX", "yyyy-MM-dd HH:mm:ssXXXX", "$web", "todo", "xxx", "xxl", "max", "AGV1xxxxx9", '{"A":{"B":1}}'),
    *("{{ .ImageName }}/{{.ID}}", "(?P<host>a)", "usage: <file>", "x=<b>y</b>", "cat <<EOF", "<<: *base", "100%%"),
    *(
        "strftime %%Y-%%m",
        "$(cat /x.txt)",
        "$(hostname)",
        "changeit",
        "exchange",
        "Change of plan",
        "your",
        "we-are-here",
    ),
    *("in your area here", "ask your-admin", "format=RGB ! <caps>"),
)


@pytest.mark.parametrize("text", ["__AML_MODULE_NAME", "__REGISTRY"])
def test_a_token_without_its_end_is_a_placeholder_alone(text: str) -> None:
    assert find(text) == in_name(text) == text
    assert find(f"a/{text}") == in_name(f"a{text}") == ""
    assert find("__init") == find("__A") == ""


ALONE = (
    "{HOST}",
    "[[x]]",
    "YOUR_HOST",
    "$conn_str",
    "REPLACE_WITH_HOST",
    "changeme",
    "Change-Me",
    "replace_me",
    "%%X%%",
)
LEFT = "todo fixme".upper().split()
FILLERS = (
    *LEFT,
    "your-key",
    "your_storage_account",
    "Your key here",
    f"{LEFT[0]}: the key",
    "x.x.x.x",
    "10.0.0.x",
    "10.0.0.xxx",
    "xxx-xxx",
    "xxxxxxxx-xxxx-xxxx",
)


@pytest.mark.parametrize("text", ["<x1>", "<password>", "<Architecture>"])
def test_one_word_in_angle_brackets_is_a_placeholder_alone_or_after_a_sign(text: str) -> None:
    assert find(text) == in_name(text) == find(f"Server={text};Port=5432") == find(f"https://{text}/x") == text
    assert find(f"usage: {text}") == ""


@pytest.mark.parametrize("text", ALONE)
def test_a_token_that_counts_alone(text: str) -> None:
    assert find(text) == in_name(text) == suspected(text) == text
    assert find(f"a {text} b") == ""


@pytest.mark.parametrize("text", FILLERS)
def test_what_represents_a_value_and_could_be_a_name(text: str) -> None:
    assert find(text) == whole_value(text) == text
    assert in_name(text) == ""


@pytest.mark.parametrize("text", ["#P#", "@P@", "__P__", "__HP", "$P", "{p}"])
def test_a_short_one_is_found_in_paths_and_ports(text: str) -> None:
    assert suspected(text) == suspected(f"{text}:/w") == whole_value(text) == text


@pytest.mark.parametrize("text", ["%P%", "<port>", "%port%", "<host port>"])
def test_a_short_one_is_found_where_nothing_else_can_be(text: str) -> None:
    assert whole_value(text) == suspected(f"/a/{text}") == marked(text) == text
    assert find(f"at {text}") == marked(f"at {text}") == ""


@pytest.mark.parametrize("text", SPELLINGS)
def test_spellings(text: str) -> None:
    assert find(text) == text
    if text not in ("CHANGE_ME", "TBD") and text.strip("xX"):
        assert find(f"https://{text}/x") == text


@pytest.mark.parametrize("text", PLAIN)
def test_what_is_no_placeholder(text: str) -> None:
    assert find(text) == ""


def _places(value: Json, pointer: str = "") -> Iterator[str]:
    if isinstance(value, (dict, list)):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _places(item, ptr.join(pointer, key))
    else:
        yield pointer


def _filled(tree: Json, pointer: str, text: str) -> Any:
    tree = copy.deepcopy(tree)
    holder, last = ptr.resolve(tree, ptr.parent(pointer)), ptr.last(pointer)
    holder[int(last) if isinstance(holder, list) else last] = text
    return tree


@pytest.mark.parametrize("profile", ["beta8", "beta15"])
@pytest.mark.parametrize("good", GOOD, ids=lambda good: good.__name__)
def test_one_finding_and_no_block_wherever_it_is(good: Any, profile: Any) -> None:
    device = Device(gpus=2, shares=(Share(name="in"), Share(name="out")), profile=profile)
    tree = whole(good())
    blocked, found = _judged(tree, device)
    for index, pointer in enumerate(_places(tree)):
        text = SPELLINGS[index % len(SPELLINGS)]
        blocked_now, found_now = _judged(_filled(tree, pointer, text), device)
        assert blocked_now <= blocked, (pointer, text)
        left = [finding for finding in found_now if finding.rule == rule_ids.FILLED_IN_LATER]
        assert len(left) == 1, (pointer, text)
        others = {f.id for f in found_now if f.verdict in (Verdict.BLOCK, Verdict.MANUAL)}
        assert others - {f.id for f in found} <= {f.id for f in left}, (pointer, text)


def _judged(tree: Any, device: Device) -> tuple[set[str], tuple[Finding, ...]]:
    manifest = read(encoded(copy.deepcopy(tree)), "site.json")
    blocks = {finding.id for finding in verify(manifest, device).blocks}
    return blocks, migrate(manifest, device, Decisions()).findings


@pytest.mark.parametrize("text", [*SPELLINGS, *ALONE, *FILLERS, "$name"])
def test_a_file_that_holds_one_is_not_passed_over(text: str) -> None:
    for quote in ('"', '\\"', ""):
        assert may_hold(f'{{"$edgeAgent": {{"a": {quote}{text}{quote}}}}}')


def test_a_file_without_one_is_passed_over() -> None:
    assert not may_hold('{"$edgeAgent": {"$schema": "x#", "route": "FROM /messages/* INTO $upstream", "n": "50 %"}}')
