"""The objects themselves: valid by the published schemas, linked to the manifest, written as YAML."""

from __future__ import annotations

import json
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from kubernetes_validate import utils as published
from referencing import Registry, Resource

from core.docker.profiles import PROFILES
from core.manifest import pointer as ptr
from core.manifest.read import read
from core.targets.kubernetes import KubeObject, Preview, Settings, preview
from core.targets.kubernetes.reasons import DROPS, REFUSALS
from core.targets.yaml import dump, dump_all, lines
from tests.core.targets.kubernetes.previews import ALL, one, show
from tests.strategies import Sample, samples
from tests.test_corpus import opened

VERSIONS = [
    version for version in published.all_versions() if (1, 18) <= tuple(map(int, version.split(".")[:2])) <= (1, 30)
]
TURNING = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "BN")
"""Bidirectional classes of characters that turn the writing direction or are not seen (Unicode, annex 9)."""
RICH: dict[str, Any] = {
    "Env": ["LINE=7"],
    "Cmd": ["run"],
    "Entrypoint": ["/bin/sh"],
    "WorkingDir": "/app",
    "Labels": {"com.example/team": "vision"},
    "ExposedPorts": {"9090/tcp": {}},
    "HostConfig": {
        "Binds": ["/var/x:/x:ro"],
        "Mounts": [
            {"Type": "volume", "Source": "in", "Target": "/in"},
            {"Type": "bind", "Source": "/y", "Target": "/y"},
        ],
        "PortBindings": {"80/tcp": [{"HostPort": "8080"}]},
        "Privileged": True,
        "NetworkMode": "host",
        "IpcMode": "host",
        "PidMode": "host",
    },
    "k8s-experimental": {
        "volumes": [
            {
                "volume": {"name": "cache", "emptyDir": {"medium": "Memory", "sizeLimit": "64Mi"}},
                "volumeMounts": [{"name": "cache", "mountPath": "/cache"}],
            }
        ],
        "resources": {"limits": {"nvidia.com/gpu": 1, "cpu": "500m"}, "requests": {"memory": "1Gi"}},
        "nodeSelector": {"disk": "ssd"},
        "securityContext": {"runAsUser": 1000, "supplementalGroups": [5], "sysctls": [{"name": "a.b", "value": "1"}]},
        "strategy": {"type": "Recreate"},
        "serviceOptions": {"type": "LoadBalancer", "loadBalancerIP": "10.0.0.9"},
    },
}


@lru_cache(maxsize=64)
def validator(version: str, kind: str, api: str) -> Any:
    """The strict schema of one kind in one version, loaded once."""
    folder = f"kubernetes-json-schema/v{version}-local-strict"
    name = f"{kind.lower()}-{api.replace('/', '-')}.json"
    schema = published.schema_contents(f"{folder}/{name}", version)
    definitions = Resource.from_contents(definitions_of(folder, version))
    registry = Resource.from_contents(schema) @ Registry()
    return jsonschema.validators.Draft202012Validator(schema, registry=definitions @ registry)


@lru_cache(maxsize=16)
def definitions_of(folder: str, version: str) -> Any:
    return published.schema_contents(f"{folder}/_definitions.json", version)


def problems(sent: KubeObject, version: str) -> list[str]:
    check = validator(version, sent.kind, sent.body["apiVersion"])
    return [f"{'/'.join(map(str, error.path))}: {error.message}" for error in check.iter_errors(sent.body)]


def test_there_are_schemas_to_check_with() -> None:
    assert len(VERSIONS) >= 6


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("profile", ALL)
def test_objects_are_valid_by_the_published_schemas(profile: str, version: str) -> None:
    sent = show({"edgeAgent": {}, "edgeHub": {}, "cam": {"createOptions": RICH}}, profile)
    kinds = {each.kind for each in sent.objects}
    assert kinds == {"ServiceAccount", "Service", "Deployment", "PersistentVolumeClaim"}
    for each in sent.objects:
        assert problems(each, version) == [], each.id


def test_nothing_of_a_rich_module_is_refused() -> None:
    sent = one(RICH)
    assert sent.refusals == ()
    assert {drop.code for drop in sent.drops} == {"ignored-field"}


def test_the_real_manifests_of_the_corpus_give_valid_objects(corpus: Path) -> None:
    refused = 0
    for manifest in opened(corpus):
        for profile in ALL:
            sent = preview(manifest, Settings(PROFILES[profile]))
            refused += bool(sent.all_refusals)
            check_texts(sent)
            for module in sent.modules:
                if module.refusals:
                    continue
                for each in module.objects if profile == "beta15" else ():
                    assert problems(each, VERSIONS[-1]) == [], (manifest.source.name, each.id)
    assert refused


def check_texts(sent: Preview) -> None:
    """Every reason can be said with the facts it has, and its pointer is a place of the manifest or just beside."""
    for result in (*sent.all_drops, *sent.all_refusals):
        assert result.why.format_map(result.facts)
        assert json.dumps(dict(result.facts))


@given(samples(), st.sampled_from(ALL))
def test_generated_manifests_never_raise(sample: Sample, profile: str) -> None:
    manifest = read(sample.data, "site.json")
    sent = preview(manifest, Settings(PROFILES[profile]))
    check_texts(sent)
    again = preview(read(sample.data, "site.json"), Settings(PROFILES[profile]))
    assert [each.body for each in again.objects] == [each.body for each in sent.objects]
    for each in sent.objects:
        for link in each.links:
            ptr.resolve(each.body, link.path)
            ptr.resolve(manifest.tree, link.pointer)
    for module in sent.modules:
        assert yaml.safe_load(dump(module.deployment.body)) == json.loads(json.dumps(module.deployment.body))


def test_a_claim_of_another_name_is_explained() -> None:
    mount = {"Type": "volume", "Source": "1-models", "Target": "/models"}
    sent = show({"cam": {"createOptions": {"HostConfig": {"Mounts": [mount]}}}}, profile="beta8")
    assert "claim-differs" in {each.code for each in sent.all_refusals}
    check_texts(sent)


def test_a_place_leads_to_everything_made_of_it() -> None:
    sent = show({"cam": {"createOptions": RICH}})
    mount = sent.modules[0].module.options_pointer + "/HostConfig/Mounts/0"
    assert [(each.kind, path) for each, path in sent.objects_of(mount)] == [
        ("Deployment", "/spec/template/spec/containers/1/volumeMounts/3"),
        ("Deployment", "/spec/template/spec/volumes/5"),
        ("PersistentVolumeClaim", ""),
    ]
    inside = sent.objects_of(mount + "/Source")
    assert inside == sent.objects_of(mount)


def test_a_field_leads_back_to_its_place() -> None:
    sent = show({"cam": {"createOptions": RICH}}).modules[0]
    options = sent.module.options_pointer
    assert sent.deployment.source("/spec/template/spec/volumes/5/name") == options + "/HostConfig/Mounts/0"
    gpu = sent.deployment.source("/spec/template/spec/containers/1/resources/limits/nvidia.com~1gpu")
    assert gpu == options + "/k8s-experimental/resources/limits/nvidia.com~1gpu"
    assert sent.service.source("/spec/ports/1/targetPort") == options + "/HostConfig/PortBindings/80~1tcp/0"
    assert sent.deployment.source("/spec/template/spec/containers/0") == sent.module.pointer


@pytest.mark.parametrize("table", [DROPS, REFUSALS], ids=["drops", "refusals"])
def test_reasons_name_a_section_and_end_like_a_sentence(table: Any) -> None:
    for reason in table.values():
        assert reason.section.replace(".", "").rstrip("abc").isdecimal()
        assert reason.text.endswith(".")


TEXTS = st.text(max_size=30) | st.sampled_from(
    [
        "yes",
        "No",
        "null",
        "~",
        "1",
        "1e3",
        "0x1f",
        "- a",
        "a: b",
        "#x",
        "a #b",
        "",
        " ",
        "'",
        '"',
        "\\",
        "\n",
        "%",
        "@",
        "2001-01-01",
        "=",
        "1:30",
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_yaml_reads_back_as_it_was(value: Any) -> None:
    assert yaml.safe_load(dump(value)) == value


def test_what_turns_the_writing_direction_is_escaped_in_yaml() -> None:
    """As everywhere else: a reader sees the order that Kubernetes gets."""
    turning = [chr(code) for code in range(0x110000) if unicodedata.bidirectional(chr(code)) in TURNING]
    turning += ["\u200e", "\u200f", "\u061c"]
    for mark in [*turning, "\u200b", "\u00ad", "\u2028", "\ufeff", "\U000e0041"]:
        text = dump({f"a{mark}b": [f"c{mark}d"]})
        assert mark not in text
        assert yaml.safe_load(text) == {f"a{mark}b": [f"c{mark}d"]}
    assert dump("Grüße 時間 שלום") == '"Grüße 時間 שלום"\n'


def test_yaml_of_several_documents() -> None:
    assert list(yaml.safe_load_all(dump_all([{"a": [1, {"b": []}]}, {}]))) == [{"a": [1, {"b": []}]}, {}]
    assert dump_all([{"a": 1}, {"b": 2}]) == "a: 1\n---\nb: 2\n"


def test_every_line_of_yaml_knows_its_place() -> None:
    body = one(RICH).deployment.body
    result = list(lines(body))
    assert "".join(f"{line}\n" for line, _ in result) == dump(body)
    for line, path in result:
        value = ptr.resolve(body, path)
        assert isinstance(value, (dict, list)) or line.strip().endswith(dump(value).strip()), line
    assert ('        image: "registry.example/cam:1.0"', "/spec/template/spec/containers/1/image") in result


@given(VALUES)
def test_yaml_lines_name_every_leaf(value: Any) -> None:
    places = {path for _, path in lines(value)}
    for path in places:
        ptr.resolve(value, path)
