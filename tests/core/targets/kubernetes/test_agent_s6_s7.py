"""Variables and names: sections 6 and 7 of the reference."""

from __future__ import annotations

import pytest

from core.docker import names as docker_names
from core.docker.profiles import PROFILES
from core.targets.kubernetes import Reach, Stage, names
from tests.core.targets.kubernetes.previews import (
    ALL,
    BETA8,
    BETA12,
    BETA15,
    dropped,
    env,
    one,
    refused,
    show,
    user_env,
)

AGENT_OWNED = [
    "IOTEDGE_IOTHUBHOSTNAME",
    "IOTEDGE_AUTHSCHEME",
    "RuntimeLogLevel",
    "IOTEDGE_WORKLOADURI",
    "IOTEDGE_MODULEGENERATIONID",
    "IOTEDGE_DEVICEID",
    "IOTEDGE_MODULEID",
    "IOTEDGE_APIVERSION",
]
PORTS = {"HostConfig": {"PortBindings": {"80/tcp": [{"HostPort": "80"}]}}}


# --- section 6 -------------------------------------------------------------------------------------------------------


def test_s6_module_env_comes_first_then_docker_env_then_the_agent_s_own() -> None:
    result = one({"Env": ["B=2", "C=3"]}, env={"A": {"value": "1"}})
    assert user_env(result) == [("A", "1"), ("B", "2"), ("C", "3")]
    assert [name for name, _ in env(result)][3:] == [*AGENT_OWNED, "IOTEDGE_GATEWAYHOSTNAME", "EdgeDeviceHostName"]


def test_s6_duplicates_are_sent_as_they_are_and_the_later_hides_the_earlier() -> None:
    result = one({"Env": ["A=2"]}, env={"A": {"value": "1"}})
    assert user_env(result) == [("A", "1"), ("A", "2")]
    assert dropped(result) == {"A": "hidden-variable"}


@pytest.mark.parametrize("name", [name for name in AGENT_OWNED if name != "RuntimeLogLevel"])
def test_s6_the_agent_s_own_win(name: str) -> None:
    assert dropped(one({"Env": [f"{name}=x"]})) == {"Env/0": "agent-variable"}


def test_s6_modules_reach_the_hub_by_its_name() -> None:
    assert ("IOTEDGE_GATEWAYHOSTNAME", "edgehub") in env(one())
    assert env(one(name="edgeHub"))[-1][0] == "EdgeDeviceHostName"
    assert env(one(name="edgeAgent"))[-1][0] == "EdgeDeviceHostName"
    assert dict(env(one()))["IOTEDGE_AUTHSCHEME"] == "sasToken"


def test_s1b_the_name_of_the_device_is_in_every_module_from_beta14_on() -> None:
    assert "EdgeDeviceHostName" not in dict(env(one(profile=BETA12)))
    assert dropped(one({"Env": ["EdgeDeviceHostName=x"]})) == {"Env/0": "agent-variable"}
    assert dropped(one({"Env": ["EdgeDeviceHostName=x"]}, profile=BETA12)) == {}


def test_s1b_only_below_the_section_a_truth_value_begins_with_a_capital() -> None:
    result = one({"Env": [True], "Labels": {"a": False}, "k8s-experimental": {"nodeSelector": {"b": True}}})
    assert result.deployment.body["spec"]["template"]["metadata"]["annotations"]["a"] == "false"
    assert result.pod["nodeSelector"] == {"b": "True"}


def test_s1_the_old_agent_overrides_the_log_level() -> None:
    module = {"RuntimeLogLevel": {"value": "debug"}}
    old, current = one(profile=BETA12, env=module), one(env=module)
    assert [value for name, value in env(old) if name == "RuntimeLogLevel"] == ["debug", "Information"]
    assert dropped(old) == {"RuntimeLogLevel": "agent-variable"}
    assert [value for name, value in env(current) if name == "RuntimeLogLevel"] == ["debug"]
    assert dropped(current) == {}


@pytest.mark.parametrize(
    "name",
    [
        "Mode",
        "PortMappingServiceType",
        "StorageClassName",
        "UseMountSourceForVolumeName",
        "PersistentVolumeClaimDefaultSizeInMb",
        "RunAsNonRoot",
        "ExperimentalFeatures__enabled",
        "ExperimentalFeatures__enableK8SExtensions",
        "ProxyImage",
    ],
)
def test_s6_edge_agent_passes_its_own_settings_on(name: str) -> None:
    result = one(name="edgeAgent", env={name: {"value": "mine"}})
    assert dict(env(result))[name] != "mine"
    assert dropped(result)[name] == "agent-variable"
    assert dropped(one(env={name: {"value": "mine"}})) == {}


def test_s6_a_manifest_cannot_change_the_type_of_services() -> None:
    result = show(
        {"edgeAgent": {"env": {"PortMappingServiceType": {"value": "ClusterIP"}}}, "cam": {"createOptions": PORTS}}
    )
    assert result.modules[1].service.body["spec"]["type"] == "LoadBalancer"


@pytest.mark.parametrize("entry", ["NOVALUE", "=x", ""])
@pytest.mark.parametrize("profile", ALL)
def test_s6_entries_without_name_or_value_are_dropped(entry: str, profile: str) -> None:
    result = one({"Env": [entry, "A="]}, profile)
    assert dropped(result) == {"Env/0": "no-equals"}
    assert user_env(result) == [("A", "")]


def test_s1_the_old_agent_drops_values_that_hold_an_equals_sign() -> None:
    options = {"Env": ["URL=http://x?a=b"]}
    assert dropped(one(options, BETA8)) == {"Env/0": "equals-in-value"}
    for profile in (BETA12, BETA15):
        assert user_env(one(options, profile)) == [("URL", "http://x?a=b")]


@pytest.mark.parametrize(
    ("name", "accepted"),
    [
        ("A", True),
        ("_a.b-c", True),
        ("-a", True),
        ("A:B", False),
        ("1A", False),
        ("A B", False),
        ("..", False),
        ("å", False),
    ],
)
def test_s6_names_are_not_cleaned_and_kubernetes_refuses_some(name: str, accepted: bool) -> None:
    result = one({"Env": [f"{name}=1"]})
    assert user_env(result) == [(name, "1")]
    assert refused(result) == ([] if accepted else ["variable-name"])
    if not accepted:
        assert result.refusals[0].pointer.endswith("/Env/0")
        assert result.refusals[0].reach is Reach.KIND


def test_s6_env_keys_are_twin_keys_but_docker_env_is_free_text() -> None:
    assert refused(one(env={"A.B": {"value": "1"}})) == ["hub-key"]
    assert refused(one({"Env": ["A.B=1"]})) == []


@pytest.mark.parametrize(
    ("value", "sent"), [(5, "5"), (1.5, "1.5"), (2.0, "2"), (True, "true"), (False, "false"), (None, ""), ("x", "x")]
)
def test_s6_numbers_and_truth_values_become_text(value: object, sent: str) -> None:
    assert user_env(one(env={"A": {"value": value}})) == [("A", sent)]


@pytest.mark.parametrize("entry", ["x", 5, ["x"], None])
def test_s6_a_variable_must_be_an_object(entry: object) -> None:
    assert refused(one(env={"A": entry})) == ["variable-shape"]


# --- section 7 -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [("cam", "cam"), ("Inference_Module", "inferencemodule"), ("a.b", "a.b"), ("-x-", "-x-"), ("_", ""), ("Å1", "1")],
)
def test_s7_object_names_are_lowered_and_stripped_but_not_trimmed(name: str, cleaned: str) -> None:
    assert names.object_name(name) == cleaned


def test_s7_object_names_over_253_throw() -> None:
    assert names.object_name("a" * 253) == "a" * 253
    assert names.object_name("a" * 254) is None
    result = show({"a" * 254: {}})
    assert refused(result)[0] == "name-length"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("/home/My_Data/", "homemydata"),
        ("1share", "share"),
        ("my.share", "myshare"),
        ("a-", "a"),
        ("-a-b-", "a-b"),
        ("/1", None),
        ("", None),
        ("a" * 64, None),
    ],
)
def test_s7_volume_names_start_with_a_letter(text: str, name: str | None) -> None:
    assert names.volume_name(text, PROFILES[BETA12]) == name


@pytest.mark.parametrize(
    ("text", "name"), [("1share", "1share"), ("/1", "1"), ("my.share", "myshare"), ("-", None), ("a" * 64, None)]
)
def test_s1a_volume_names_may_start_with_a_digit_from_beta13_on(text: str, name: str | None) -> None:
    assert names.volume_name(text, PROFILES[BETA15]) == name
    assert names.claim_name(text, PROFILES[BETA15]) == name


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Team", "Team"),
        ("com.Example.x/My Key", "com.example.x/MyKey"),
        ("_a_", "a"),
        ("a/b/c", "a/bc"),
        ("a", "a"),
        ("1.2/x", None),
        ("x/", None),
        ("", None),
        ("b" * 64, None),
    ],
)
def test_s7_annotation_keys(label: str, key: str | None) -> None:
    assert docker_names.annotation_key(label) == key


@pytest.mark.parametrize(("text", "value"), [("My-Device_1", "my-device_1"), ("-x-", "x"), ("!", None)])
def test_s7_label_values(text: str, value: str | None) -> None:
    assert names.label_value(text) == value


def test_s7_labels_on_all_objects() -> None:
    for profile, hub in ((BETA8, True), (BETA12, False), (BETA15, False)):
        result = one(PORTS, profile)
        for each in (result.account, result.service, result.deployment):
            labels = each.body["metadata"]["labels"]
            assert labels["net.azure-devices.edge.module"] == "cam"
            assert ("net.azure-devices.edge.hub" in labels) is hub


def test_s7_the_original_name_is_an_annotation_of_pod_and_account() -> None:
    result = one(name="My_Cam")
    key = "net.azure-devices.edge.original-moduleid"
    assert result.account.body["metadata"]["annotations"][key] == "My_Cam"
    assert result.deployment.body["spec"]["template"]["metadata"]["annotations"][key] == "My_Cam"


def test_s7_one_name_for_every_object() -> None:
    result = one(PORTS, name="Inference_Module")
    assert {each.name for each in result.objects} == {"inferencemodule"}
    assert result.container["name"] == "inferencemodule"


@pytest.mark.parametrize("pair", [("my_mod", "mymod"), ("edgeHub", "EdgeHub"), ("Cam", "cam")])
def test_s7_a_collision_after_cleaning_stops_everything(pair: tuple[str, str]) -> None:
    result = show({pair[0]: {}, pair[1]: {}})
    assert [refusal.code for refusal in result.all_refusals if refusal.stage is Stage.PLAN] == ["name-clash"]
    assert result.fate()[Stage.ACCOUNTS] == "blocked"


@pytest.mark.parametrize("profile", ALL)
@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("a.b", ["container-name"]),
        ("-a", ["account-name", "deployment-name", "container-name"]),
        ("a-", ["account-name", "deployment-name", "container-name"]),
        ("a" * 64, ["account-label", "container-name"]),
        ("___", ["account-name", "deployment-name", "container-name"]),
        ("1cam", []),
        ("cam", []),
    ],
)
def test_s7_names_the_agent_accepts_but_kubernetes_refuses(name: str, codes: list[str], profile: str) -> None:
    assert refused(one(profile=profile, name=name, image="cam:1")) == codes


def test_s7_a_leading_digit_is_refused_with_a_service_only() -> None:
    assert refused(one(name="1cam")) == []
    assert refused(one(PORTS, name="1cam")) == ["service-name"]


def test_s7_proxy_is_the_helper_s_container() -> None:
    assert refused(one(name="Proxy")) == ["container-name-twice"]


def test_s7_iotedged_belongs_to_the_daemon() -> None:
    assert refused(one(name="iotedged")) == ["runtime-name"]
