"""What a `$` means depends on the place: the rule, the check and the model of Kubernetes agree everywhere."""

from __future__ import annotations

import copy
import itertools
import json
from collections.abc import Iterator
from typing import Any

import pytest

from core.docker import unfilled
from core.docker.placeholders import find, suspected, whole
from core.manifest import pointer as ptr
from core.manifest.read import read
from core.migration.migrate import migrate
from core.migration.verdict import judged
from core.migration.verify import verify
from core.model import rule_ids
from core.model.decisions import Decisions
from core.model.device import Device, Share
from core.targets.kubernetes.model import Preview
from core.targets.registry import target_of
from tests.core.checks.test_checks_mutations import GOOD, encoded
from tests.core.checks.test_checks_mutations import whole as good_tree
from tests.golden_cases import expand
from tests.sampling import sampled

FREE = ("/env/", "/Env/", "/Cmd/", "/Entrypoint/", "/Labels/", "/routes/", "/scorer/properties.desired/")
"""Places of free text, in which a `$` with small letters may be the module's own."""
SECTION = ("resources", "strategy", "serviceOptions", "nodeSelector", "securityContext", "volumes")
WAYS: tuple[tuple[str | int, ...], ...] = (
    *((name,) for name in ("User", "WorkingDir", "Cmd", "Entrypoint", "Labels", "Env", "ExposedPorts", "HostConfig")),
    *(("Cmd", 0), ("Entrypoint", 0), ("Env", 0), ("Labels", "k"), ("HostConfig", "Privileged"), ("k8s-experimental",)),
    *(("HostConfig", key) for key in ("Memory", "NetworkMode", "PidMode", "IpcMode", "PortBindings", "Mounts")),
    *(("HostConfig", "Mounts", 0, key) for key in ("Type", "Source", "Target", "ReadOnly")),
    *(("HostConfig", "PortBindings", "80/tcp", 0, key) for key in ("HostPort", "HostIp")),
    *(("HostConfig", "Binds", 0), ("HostConfig", "Devices", 0, "PathOnHost"), ("HostConfig", "RestartPolicy", "Name")),
    *(("k8s-experimental", key) for key in SECTION),
    ("k8s-experimental", "resources", "limits", "memory"),
    ("k8s-experimental", "strategy", "type"),
    *(("k8s-experimental", "serviceOptions", key) for key in ("type", "loadBalancerIP")),
    ("k8s-experimental", "nodeSelector", "a"),
    *(("k8s-experimental", "volumes", 0, "volume", key) for key in ("name", "emptyDir", "hostPath")),
    ("k8s-experimental", "securityContext", "runAsUser"),
)
SPELLINGS = ("${A_B}", "$A_B", "#A_B#", "%A_B%", "@A_B@", "__A_B__", "<A_B>", "{{A_B}}", "#{A_B}#", "CHANGE_ME", "$a_b")


def _leaves(value: Any, pointer: str = "") -> Iterator[str]:
    if isinstance(value, (dict, list)):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(item, ptr.join(pointer, key))
    else:
        yield pointer


def _with(tree: Any, pointer: str, text: str) -> Any:
    tree = copy.deepcopy(tree)
    holder, last = ptr.resolve(tree, ptr.parent(pointer)), ptr.last(pointer)
    holder[int(last) if isinstance(holder, list) else last] = text
    return tree


@pytest.mark.parametrize("text", sampled(["$host", "$(Build.Tag)", "${a b}"], 3))
@pytest.mark.parametrize("good", GOOD, ids=lambda good: good.__name__)
def test_a_whole_value_is_named_once_outside_free_text(good: Any, text: str) -> None:
    tree, device = good_tree(good()), Device(gpus=2, shares=(Share(name="in"), Share(name="out")))
    before = judged(migrate(read(encoded(copy.deepcopy(tree)), "site.json"), device, Decisions()))
    known = {reason.id for reason in before.blocking}
    for pointer in _leaves(tree):
        if any(part in pointer for part in FREE):
            continue
        manifest = read(encoded(_with(tree, pointer, text)), "site.json")
        migration = migrate(manifest, device, Decisions())
        found = [finding.pointer for finding in migration.findings if finding.rule == rule_ids.FILLED_IN_LATER]
        left = [finding.pointer for finding in verify(manifest, device).findings if finding.rule == "placeholder-left"]
        assert found == left == [pointer]
        assert {reason.id for reason in judged(migration).blocking} <= known, pointer
        assert text in migration.output().decode(), pointer


@pytest.mark.parametrize("good", GOOD, ids=lambda good: good.__name__)
def test_free_text_keeps_its_own_dollars(good: Any) -> None:
    tree = good_tree(good())
    for pointer in _leaves(tree):
        if any(part in pointer for part in FREE):
            text = "A=$Default" if "/Env/" in pointer else "$Default"
            assert not unfilled.places(read(encoded(_with(tree, pointer, text)), "site.json")), pointer


def _at(way: tuple[str | int, ...], value: Any) -> Any:
    if not way:
        return value
    below = _at(way[1:], value)
    return [below] if isinstance(way[0], int) else {way[0]: below}


@pytest.mark.parametrize("profile", ["beta8", "beta15"])
@pytest.mark.parametrize("text", sampled(SPELLINGS, 3))
def test_what_the_model_leaves_unjudged_is_named(text: str, profile: str) -> None:
    device = Device(profile=profile)
    for way, value in itertools.product(WAYS, (text, {text: "v"}, [text])):
        manifest = read(json.dumps(expand({"cam": {"createOptions": _at(way, value)}})).encode(), "site.json")
        preview = target_of(device).preview(manifest, device)
        assert isinstance(preview, Preview)
        for drop in preview.all_drops:
            assert drop.code != "placeholder" or unfilled.at(manifest, drop.pointer), (way, value)


@pytest.mark.parametrize("text", ["/data/$user", "$PWD/x", "/a/$(Build.Tag)", "${HOME}/x"])
def test_a_path_is_named_wherever_its_dollar_is(text: str) -> None:
    mount = {"Type": "bind", "Source": text, "Target": "/y"}
    volume = {"volume": {"name": "v", "hostPath": {"path": text}}, "volumeMounts": [{"name": "v", "mountPath": "/z"}]}
    options = {"HostConfig": {"Binds": [f"{text}:/x"], "Mounts": [mount]}, "k8s-experimental": {"volumes": [volume]}}
    manifest = read(
        json.dumps(expand({"cam": {"createOptions": options, "image": f"a/b:{text[-5:]}"}})).encode(), "x.json"
    )
    assert len(unfilled.places(manifest)) == (4 if "$" in text[-5:] else 3)


@pytest.mark.parametrize("text", ["/a$$b", "/a/$1", "/a$", "/opt/$$HOME"])
def test_no_variable_begins_at_a_doubled_dollar_or_a_digit(text: str) -> None:
    assert suspected(text) == whole(text) == find(text) == ""


def test_a_node_or_device_that_a_template_names_is_one_finding() -> None:
    options = {"k8s-experimental": {"nodeSelector": {"kubernetes.io/hostname": "${NODE}"}}}
    text = "HostName=${HUB};DeviceId=${ID};SharedAccessKey=${KEY}"
    module = {"createOptions": options, "env": {"LINK": {"value": text}}}
    manifest = read(json.dumps(expand({"cam": module})).encode(), "site.json")
    found = [finding.rule for finding in migrate(manifest, Device(), Decisions()).findings if finding.module == "cam"]
    assert [rule for rule in found if rule in (rule_ids.FILLED_IN_LATER, "node-selector", "old-identity")] == [
        rule_ids.FILLED_IN_LATER
    ] * 2
    manual = [finding for finding in verify(manifest, Device()).findings if finding.verdict == "manual"]
    left = [finding.rule for finding in manual if finding.module == "cam"]
    assert left == ["placeholder-left"] * 2
