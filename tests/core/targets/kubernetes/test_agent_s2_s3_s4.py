"""Life of a manifest, fields of a module, text and limits: sections 2, 3 and 4 of the reference."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.docker.hub_config import accepts_version
from core.docker.profiles import PROFILES
from core.manifest.errors import ManifestError
from core.manifest.read import read
from core.targets.kubernetes import By, Reach, Settings, Stage, preview
from core.targets.kubernetes.model import SENT
from tests.core.targets.kubernetes.previews import (
    ALL,
    BETA8,
    BETA12,
    BETA15,
    dropped,
    env,
    manifest,
    one,
    refused,
    show,
)
from tests.golden_cases import expand

DIGEST = f"a/cam@sha256:{64 * 'a'}"
PORTS = {"HostConfig": {"PortBindings": {"80/tcp": [{"HostPort": "80"}]}}}


def fate(short: dict[str, Any], profile: str = BETA15) -> list[str]:
    return [show(short, profile).fate()[stage] for stage in SENT]


# --- section 2 -------------------------------------------------------------------------------------------------------


def test_s2_a_sound_deployment_sends_every_kind() -> None:
    assert fate({"cam": {"createOptions": PORTS}, "log": {}}) == ["sent"] * 4


@pytest.mark.parametrize(
    ("version", "accepted"),
    [
        ("1.0", True),
        ("1.1", True),
        ("1.1.0", True),
        ("1.0.7", True),
        ("1", False),
        ("1.1.1", False),
        ("1.2", False),
        ("2.0", False),
        ("x", False),
        (None, False),
        (1.1, False),
    ],
)
def test_s2_schema_version_is_major_1_and_at_most_1_1_0(version: Any, accepted: bool) -> None:
    assert accepts_version(version) is accepted
    result = preview(manifest({"cam": {}}, schemaVersion=version), Settings(PROFILES[BETA15]))
    assert ("schema-version" in refused(result)) is not accepted
    assert result.fate() == dict.fromkeys(SENT, "sent" if accepted else "blocked")


def test_s2_a_mapper_exception_of_one_module_blocks_that_kind_and_later_ones_for_all() -> None:
    short = {"good": {"createOptions": PORTS}, "bad": {"createOptions": {"HostConfig": {"Binds": ["/1:/in"]}}}}
    result = show(short, BETA12)
    (refusal,) = result.all_refusals
    assert (refusal.module, refusal.stage, refusal.by, refusal.reach) == (
        "bad",
        Stage.DEPLOYMENTS,
        By.AGENT,
        Reach.KIND,
    )
    assert fate(short, BETA12) == ["sent", "sent", "blocked", "blocked"]


def test_s2_one_refused_service_means_no_deployment_at_all() -> None:
    bad = {"HostConfig": {"PortBindings": {"80/tcp": [{"HostPort": "70000"}]}}}
    assert fate({"good": {"createOptions": PORTS}, "bad": {"createOptions": bad}}) == [
        "sent",
        "partly",
        "blocked",
        "blocked",
    ]


def test_s2_one_refused_deployment_means_no_claim() -> None:
    bad = {"Env": ["A:B=1"]}
    assert fate({"bad": {"createOptions": bad}}) == ["sent", "sent", "partly", "blocked"]


def test_s2_nothing_changes_when_reading_planning_or_combining_fails() -> None:
    for options in ({"Env": {}}, {"Cmd": "x"}, {"k8s-experimental": {"resources": []}}):
        result = show({"good": {}, "bad": {"createOptions": options}})
        assert [refusal.reach for refusal in result.all_refusals] == [Reach.DEPLOYMENT]
        assert set(result.fate().values()) == {"blocked"}


def test_s2_service_accounts_come_first() -> None:
    result = show({"-": {}, "log": {"createOptions": PORTS}})
    assert [result.fate()[stage] for stage in SENT] == ["partly", "blocked", "blocked", "blocked"]


# --- section 3 -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["Docker", "podman", None, 1])
def test_s3_type_must_be_exactly_docker(kind: Any) -> None:
    assert refused(one(type=kind)) == ["module-type"]


def test_s3_type_of_the_runtime_must_be_docker_too() -> None:
    result = preview(manifest({"cam": {}}, runtime={"type": "Docker"}), Settings(PROFILES[BETA15]))
    assert refused(result) == ["runtime-type"]


@pytest.mark.parametrize(("status", "replicas"), [("stopped", 0), ("running", 1), ("unknown", 1)])
def test_s3_status_stopped_means_no_replicas(status: str, replicas: int) -> None:
    assert one(status=status).deployment.body["spec"]["replicas"] == replicas


def test_s3_status_is_required_but_for_edge_agent() -> None:
    assert refused(one(status=None)) == ["module-status"]
    assert refused(one(name="edgeHub", status=None)) == ["module-status"]
    assert refused(one(name="edgeAgent", status="later")) == ["module-status"]


@pytest.mark.parametrize(
    ("image", "sent"),
    [
        (" a/b:1 ", "a/b:1"),
        ("cam", "cam:latest"),
        ("host:5000/a/cam", "host:5000/a/cam:latest"),
        ("host:5000/a/cam:2", "host:5000/a/cam:2"),
        (DIGEST, DIGEST),
    ],
)
def test_s3_image_is_trimmed_and_gets_latest(image: str, sent: str) -> None:
    result = one(image=image)
    assert result.container["image"] == sent
    assert refused(result) == []


@pytest.mark.parametrize("image", ["a/cam:1@sha256:abc", "cam:1:2", "a/", "a/b:"])
def test_s3_image_with_two_colons_in_the_last_segment_throws(image: str) -> None:
    assert refused(one(image=image)) == ["image-format"]


@pytest.mark.parametrize("image", ["", " ", None])
def test_s3_image_is_required(image: Any) -> None:
    assert refused(one(image=image)) == ["image-missing"]


@pytest.mark.parametrize("field", ["restartPolicy", "imagePullPolicy", "startupOrder"])
def test_s3_some_fields_are_ignored(field: str) -> None:
    result = one(**{"restartPolicy": "never", field: "x"})
    assert [drop.pointer.rpartition("/")[2] for drop in result.drops if drop.facts["field"] == field] == [field]
    assert {drop.section for drop in result.drops} == {"3"}
    assert "imagePullPolicy" not in json.dumps(result.deployment.body)


def test_s3_version_is_informational() -> None:
    assert all(drop.facts["field"] != "version" for drop in one(version="1.0").drops)


def test_s3_a_system_module_under_modules_too_throws() -> None:
    tree = expand({"edgeHub": {}, "cam": {}})
    agent = tree["modulesContent"]["$edgeAgent"]["properties.desired"]
    agent["modules"]["edgeHub"] = agent["systemModules"]["edgeHub"]
    result = preview(read(json.dumps(tree).encode(), "site.json"), Settings(PROFILES[BETA15]))
    assert refused(result)[0] == "system-name"
    assert result.all_refusals[0].reach is Reach.DEPLOYMENT


def test_s3_runtime_modules_lose_the_dollar_of_their_identity() -> None:
    result = show({"edgeAgent": {}, "edgeHub": {}})
    assert [module.name for module in result.modules] == ["edgeagent", "edgehub"]
    assert ("IOTEDGE_MODULEID", "$edgeHub") in env(result.modules[1])


def credentials(*pairs: tuple[str, str]) -> dict[str, Any]:
    entries = {f"r{n}": {"username": u, "password": "p", "address": a} for n, (u, a) in enumerate(pairs)}
    return {"type": "docker", "settings": {"registryCredentials": entries}}


def with_credentials(image: str, *pairs: tuple[str, str], profile: str = BETA12) -> Any:
    result = manifest({"cam": {"image": image}}, runtime=credentials(*pairs))
    return preview(result, Settings(PROFILES[profile]))


def test_s3_the_first_credential_of_the_image_s_host_gives_a_secret() -> None:
    result = with_credentials(
        "Reg.example/cam:1", ("Bob", "other.example"), ("Ann", "reg.EXAMPLE"), ("Eve", "reg.example")
    )
    assert [secret.name for secret in result.secrets] == ["ann-reg.example"]
    assert result.modules[0].secret == "ann-reg.example"
    assert result.modules[0].pod["imagePullSecrets"] == [{"name": "ann-reg.example"}]


def test_s3_a_secret_is_shown_by_name_only() -> None:
    result = with_credentials("reg.example/cam:1", ("ann", "reg.example"))
    assert result.secrets[0].body == {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": "ann-reg.example", "namespace": "iotedge"},
        "type": "kubernetes.io/dockerconfigjson",
    }


def test_s3_credentials_no_one_uses_are_not_created() -> None:
    result = with_credentials("cam:1", ("ann", "reg.example"))
    assert result.secrets == ()
    assert [drop.code for drop in result.drops] == ["unused-credential"]


@pytest.mark.parametrize("user", ["a_b", "a/b", "a@b"])
@pytest.mark.parametrize("profile", [BETA8, BETA12])
def test_s3_a_user_name_kubernetes_refuses_makes_a_refused_secret(user: str, profile: str) -> None:
    result = with_credentials("reg.example/cam:1", (user, "reg.example"), profile=profile)
    assert refused(result) == ["secret-name"]


@pytest.mark.parametrize(
    ("user", "address", "name"),
    [
        ("A_b", "https://Reg.example/v2", "ab-reg.example"),
        ("ann", "reg.example:5000", "ann-reg.example-5000"),
    ],
)
def test_s1a_from_beta13_on_the_secret_name_is_cleaned(user: str, address: str, name: str) -> None:
    result = with_credentials(f"{address}/cam:1" if "//" not in address else "x/y", (user, address), profile=BETA15)
    from core.targets.kubernetes.names import secret_name

    assert secret_name(user, address, PROFILES[BETA15]) == name
    if result.secrets:
        assert result.secrets[0].name == name


def test_s1a_a_segment_without_letters_gives_no_secret_name() -> None:
    result = with_credentials("10.0.0.5:5000/cam:1", ("ann", "10.0.0.5:5000"), profile=BETA15)
    assert refused(result) == ["secret-label"]


# --- section 4 -------------------------------------------------------------------------------------------------------


def text(settings: dict[str, Any]) -> bytes:
    tree = expand({"cam": {}})
    entry = tree["modulesContent"]["$edgeAgent"]["properties.desired"]["modules"]["cam"]
    entry["settings"] |= settings
    return json.dumps(tree).encode()


OPTIONS = json.dumps({"Env": [f"LINE={n}" for n in range(9)]})


def test_s4_chunks_are_joined_in_order_in_any_case() -> None:
    parts = {"createOptions": OPTIONS[:20], "CreateOptions01": OPTIONS[20:40], "createOptions02": OPTIONS[40:]}
    result = preview(read(text(parts), "site.json"), Settings(PROFILES[BETA15]))
    assert env(result.modules[0])[8] == ("LINE", "8")


@pytest.mark.parametrize(
    "parts",
    [
        {"createOptions": OPTIONS[:20], "createOptions02": OPTIONS[20:]},
        {"createOptions00": OPTIONS[:20], "createOptions01": OPTIONS[20:]},
        {"createOptions01": OPTIONS},
    ],
)
def test_s4_a_gap_a_zero_or_a_missing_first_chunk_is_refused_at_import(parts: dict[str, str]) -> None:
    with pytest.raises(ManifestError, match="gap"):
        read(text(parts), "site.json")


def test_s4_unpadded_numbers_break_at_ten() -> None:
    parts = {"createOptions" + (str(n) if n else ""): char for n, char in enumerate(OPTIONS[:10])}
    parts["createOptions10"] = OPTIONS[10:]
    with pytest.raises(ManifestError, match="gap"):
        read(text(parts), "site.json")


def test_s4_over_a_hundred_chunks_are_refused_at_import() -> None:
    parts = {"createOptions" + (f"{n:03d}" if n else ""): " " for n in range(101)}
    with pytest.raises(ManifestError, match="101 chunks"):
        read(text(parts), "site.json")


def test_s4_another_key_with_create_options_in_its_name_breaks_them() -> None:
    result = preview(read(text({"createOptions": OPTIONS, "myCreateOptions1": "x"}), "s"), Settings(PROFILES[BETA15]))
    assert refused(result) == ["stray-chunk"]


@pytest.mark.parametrize("value", ["", "  ", "null", None])
def test_s4_missing_empty_blank_or_null_text_means_no_options(value: str | None) -> None:
    result = preview(read(text({"createOptions": value}), "site.json"), Settings(PROFILES[BETA15]))
    assert refused(result) == []
    assert "volumeMounts" not in result.modules[0].container


def test_s4_an_object_is_twin_data() -> None:
    result = preview(read(text({"createOptions": json.loads(OPTIONS)}), "site.json"), Settings(PROFILES[BETA15]))
    assert refused(result) == []
    gpu = {"k8s-experimental": {"resources": {"limits": {"nvidia.com/gpu": 1}}}}
    result = preview(read(text({"createOptions": gpu}), "site.json"), Settings(PROFILES[BETA15]))
    assert refused(result) == ["hub-key"]
    assert result.all_refusals[0].module == "cam"


@pytest.mark.parametrize("key", ["a.b", "a b", "$a", "a\x01"])
def test_s4_the_hub_refuses_keys(key: str) -> None:
    result = show({"cam": {"env": {key: {"value": "x"}}}})
    assert "hub-key" in refused(result)
    assert result.fate()[Stage.ACCOUNTS] == "blocked"


def test_s4_the_hub_refuses_more_than_32_kb() -> None:
    short: dict[str, Any] = {f"cam{n}": {"env": {"TEXT": {"value": "x" * 4000}}} for n in range(9)}
    result = show(short)
    assert refused(result) == ["hub-size"]
    assert result.refusals[0].facts["section"] == "$edgeAgent"


def test_s4_the_hub_refuses_a_string_over_4_kb() -> None:
    assert refused(one(env={"TEXT": {"value": "x" * 4096}})) == []
    assert refused(one(env={"TEXT": {"value": "x" * 4097}})) == ["hub-string"]
    assert refused(one(env={"TEXT": {"value": "å" * 2049}})) == ["hub-string"]


def test_s4_the_hub_refuses_more_than_ten_levels() -> None:
    deep: Any = 1
    for _ in range(10):
        deep = {"a": deep}
    assert refused(show({"cam": {}, "$twins": {"cam": {"a": deep}}})) == []
    assert refused(show({"cam": {}, "$twins": {"cam": {"a": {"a": deep}}}})) == ["hub-depth"]


def test_s4_the_hub_refuses_large_numbers() -> None:
    assert refused(show({"cam": {}, "$twins": {"cam": {"a": 2**52}}})) == []
    assert refused(show({"cam": {}, "$twins": {"cam": {"a": 2**52 + 1}}})) == ["hub-number"]


@pytest.mark.parametrize(
    "options",
    [
        {"Env": {"A": "1"}},
        {"Env": [{"A": "1"}]},
        {"ExposedPorts": ["80/tcp"]},
        {"ExposedPorts": {"80/tcp": []}},
        {"HostConfig": []},
        {"HostConfig": {"Binds": "/a:/b"}},
        {"HostConfig": {"PortBindings": {"80/tcp": {"HostPort": "80"}}}},
        {"HostConfig": {"PortBindings": []}},
        {"HostConfig": {"Mounts": {"Type": "bind"}}},
        {"HostConfig": {"Mounts": [{"Type": "volume", "Source": "s", "Target": "/s", "ReadOnly": "yes"}]}},
        {"HostConfig": {"Privileged": "yes"}},
        {"HostConfig": {"LogConfig": "json-file"}},
        {"Labels": ["a"]},
        {"Labels": {"a": {}}},
        {"Image": {}},
        {"NetworkingConfig": []},
    ],
)
@pytest.mark.parametrize("profile", ALL)
def test_s4_wrong_types_throw(options: dict[str, Any], profile: str) -> None:
    result = one(options, profile)
    assert refused(result) == ["docker-type"]
    assert result.refusals[0].stage is Stage.READ


def test_s4_truth_as_text_and_numbers_for_texts_convert() -> None:
    mount = {"Type": "volume", "Source": 7.0, "Target": "/s", "ReadOnly": "True"}
    options = {"Env": [1], "Labels": {"line": 7}, "HostConfig": {"Privileged": "true", "Mounts": [mount]}}
    result = one(options)
    assert refused(result) == []
    assert result.container["securityContext"] == {"privileged": True}
    assert result.container["volumeMounts"][0] == {"name": "7", "readOnly": True, "mountPath": "/s"}
    assert result.deployment.body["spec"]["template"]["metadata"]["annotations"]["line"] == "7"


def test_s4_typed_names_match_in_any_case() -> None:
    options = {
        "env": ["A=1"],
        "hostconfig": {"privileged": True, "MOUNTS": [{"type": "Volume", "SOURCE": "s", "target": "/s"}]},
    }
    result = one(options)
    assert dropped(result) == {}
    assert result.container["securityContext"] == {"privileged": True}
    assert result.uses == ("s",)


@pytest.mark.parametrize("options", [{"Cmd": ["a"], "cmd": ["b"]}, {"User": "a", "user": "b"}])
def test_s4_an_untyped_option_twice_in_different_case_throws_in_current_agents(options: dict[str, Any]) -> None:
    assert refused(one(options, BETA8)) == []
    assert refused(one(options, BETA12)) == ["option-twice"]
    assert refused(one(options, BETA15)) == ["option-twice"]


def test_s4_a_placeholder_is_not_judged() -> None:
    tree = expand({"cam": {}})
    entry = tree["modulesContent"]["$edgeAgent"]["properties.desired"]["modules"]["cam"]
    entry["settings"]["createOptions"] = {"HostConfig": {"Privileged": "@"}, "Env": "@"}
    data = json.dumps(tree).replace('"@"', "${LATER}").encode()
    result = preview(read(data, "site.json"), Settings(PROFILES[BETA15]))
    assert refused(result) == []
    assert dropped(result) == {"HostConfig/Privileged": "placeholder", "Env": "placeholder"}
