"""Services and ports, and the section k8s-experimental: sections 8 and 9 of the reference."""

from __future__ import annotations

from typing import Any

import pytest

from core.targets.kubernetes import Reach, Stage
from tests.core.targets.kubernetes.previews import ALL, BETA8, BETA12, BETA15, dropped, one, refused, show

CURRENT = (BETA12, BETA15)


def bound(*pairs: tuple[str, str]) -> dict[str, Any]:
    bindings: dict[str, Any] = {}
    for key, host in pairs:
        bindings.setdefault(key, []).append({"HostPort": host})
    return {"HostConfig": {"PortBindings": bindings}}


def section(**members: Any) -> dict[str, Any]:
    return {"k8s-experimental": members}


def ports(result: Any) -> list[tuple[str, int, str]]:
    return [(port["name"], port["port"], port["protocol"]) for port in result.service.body["spec"]["ports"]]


def kind(result: Any) -> str:
    found: str = result.service.body["spec"]["type"]
    return found


# --- section 8 -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "port"),
    [("80", (80, "TCP")), ("80/tcp", (80, "TCP")), ("80/UDP", (80, "UDP")), ("80/Sctp", (80, "SCTP"))],
)
def test_s8_port_keys_with_or_without_protocol_in_any_case(key: str, port: tuple[int, str]) -> None:
    assert [result[1:] for result in ports(one({"ExposedPorts": {key: {}}}))] == [port]


@pytest.mark.parametrize("key", ["8000-8010/tcp", "80/icmp", "80/tcp/x", "http", "", "/tcp"])
def test_s8_port_keys_no_one_can_read_are_ignored(key: str) -> None:
    result = one({"ExposedPorts": {key: {}}, **bound((key, "80"))})
    assert result.service is None
    assert set(dropped(result).values()) == {"port-key"}
    assert refused(result) == []


def test_s8_names_of_service_ports() -> None:
    assert ports(one({"ExposedPorts": {"80/tcp": {}}})) == [("exposedport-80-tcp", 80, "TCP")]
    assert ports(one(bound(("80/tcp", "8080")))) == [("hostport-80-tcp", 8080, "TCP")]


@pytest.mark.parametrize("host", ["", "8000-8010", "x", None])
def test_s8_a_host_port_that_is_no_number_is_dropped(host: Any) -> None:
    result = one(bound(("80/tcp", host)))
    assert result.service is None
    assert dropped(result) == {"HostConfig/PortBindings/80~1tcp/0": "host-port"}


def test_s8_the_map_is_keyed_by_port_number_only() -> None:
    result = one({"ExposedPorts": {"53/tcp": {}, "53/udp": {}}})
    assert ports(result) == [("exposedport-53-udp", 53, "UDP")]
    assert dropped(result) == {"ExposedPorts/53~1tcp": "lost-port"}


def test_s8_a_host_port_replaces_an_exposed_port_of_its_number() -> None:
    result = one({"ExposedPorts": {"80/tcp": {}, "8080/tcp": {}}, **bound(("8080/tcp", "80"))})
    assert ports(result) == [("hostport-8080-tcp", 80, "TCP"), ("exposedport-8080-tcp", 8080, "TCP")]
    assert dropped(result) == {"ExposedPorts/80~1tcp": "lost-port"}


def test_s8_an_exposed_port_bound_to_its_own_number_loses_nothing() -> None:
    result = one({"ExposedPorts": {"80/tcp": {}}, **bound(("80/tcp", "80"))})
    assert ports(result) == [("hostport-80-tcp", 80, "TCP")]
    assert dropped(result) == {}


def test_s8_no_usable_port_means_no_service() -> None:
    assert one().service is None
    assert one({"HostConfig": {"PortBindings": {}}}).service is None


def test_s8_the_container_port_is_reachable_only_if_it_is_a_service_port_too() -> None:
    result = one(bound(("80/tcp", "8080")))
    assert [port["port"] for port in result.service.body["spec"]["ports"]] == [8080]


@pytest.mark.parametrize("profile", ALL)
@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"ExposedPorts": {"80/tcp": {}}}, "ClusterIP"),
        (bound(("80/tcp", "80")), "LoadBalancer"),
        ({"ExposedPorts": {"80/tcp": {}}, "HostConfig": {"PortBindings": {}}}, "LoadBalancer"),
        ({"ExposedPorts": {"80/tcp": {}}, "HostConfig": {"PortBindings": None}}, "ClusterIP"),
    ],
)
def test_s8_type_of_the_service(options: dict[str, Any], expected: str, profile: str) -> None:
    assert kind(one(options, profile)) == expected


def test_s8_the_device_s_default_type_counts() -> None:
    assert kind(one(bound(("80/tcp", "80")), settings={"service_type": "ClusterIP"})) == "ClusterIP"


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [("clusterip", "ClusterIP"), ("NODEPORT", "NodePort"), ("LoadBalancer", "LoadBalancer"), ("Other", "LoadBalancer")],
)
def test_s8_service_options_decide_in_current_agents(wanted: str, expected: str) -> None:
    options = {**bound(("80/tcp", "80")), **section(serviceOptions={"type": wanted})}
    for profile in CURRENT:
        assert kind(one(options, profile)) == expected
    old = one(options, BETA8)
    assert kind(old) == "LoadBalancer"
    assert dropped(old) == {"k8s-experimental/serviceOptions": "old-agent-option"}


def test_s8_exposed_ports_get_the_external_address_too() -> None:
    result = one({"ExposedPorts": {"9090/tcp": {}}, **bound(("80/tcp", "80"))})
    assert kind(result) == "LoadBalancer"
    assert [port for _, port, _ in ports(result)] == [9090, 80]


def test_s8_no_host_port_node_port_or_traffic_policy() -> None:
    text = str([each.body for each in one(bound(("80/tcp", "80"))).objects])
    assert not any(name in text for name in ("hostPort'", "nodePort", "externalTrafficPolicy"))


def test_s8_two_modules_may_use_the_same_host_port() -> None:
    result = show({"a": {"createOptions": bound(("80/tcp", "80"))}, "b": {"createOptions": bound(("80/tcp", "80"))}})
    assert refused(result) == []


def test_s8_tcp_and_udp_are_one_service_refused_with_an_external_address() -> None:
    mixed = bound(("80/tcp", "80"), ("81/udp", "81"))
    result = one(mixed)
    assert len(ports(result)) == 2
    assert refused(result) == ["mixed-protocols"]
    assert result.refusals[0].reach is Reach.KIND
    for type_ in ("ClusterIP", "NodePort"):
        assert refused(one({**mixed, **section(serviceOptions={"type": type_})})) == []


def test_s8_every_pod_has_the_helper() -> None:
    helper = one().pod["containers"][0]
    assert helper["name"] == "proxy"
    assert [mount["name"] for mount in helper["volumeMounts"]] == ["config-volume", "trust-bundle-volume"]
    assert [volume["name"] for volume in one().pod["volumes"]] == ["config-volume", "trust-bundle-volume"]


# --- section 9 -------------------------------------------------------------------------------------------------------

GPU = {"resources": {"limits": {"nvidia.com/gpu": 1}}}


@pytest.mark.parametrize("profile", ALL)
@pytest.mark.parametrize("key", ["K8s-Experimental", "k8s-extensions", "K8S-EXPERIMENTAL"])
def test_s9_the_section_is_read_under_exactly_its_name(key: str, profile: str) -> None:
    result = one({key: GPU}, profile)
    assert dropped(result) == {key: "ignored-option"}
    assert "resources" not in result.container


def test_s9_inside_host_config_it_is_ignored() -> None:
    assert dropped(one({"HostConfig": {"k8s-experimental": GPU}})) == {"HostConfig/k8s-experimental": "ignored-option"}


@pytest.mark.parametrize("value", [[], "x", 5])
def test_s9_a_section_that_is_no_object_is_ignored(value: Any) -> None:
    result = one({"k8s-experimental": value})
    assert dropped(result) == {"k8s-experimental": "section-no-object"}
    assert refused(result) == []


def test_s9_switched_off_the_whole_section_is_ignored() -> None:
    result = one({"k8s-experimental": GPU}, settings={"extensions": False})
    assert dropped(result) == {"k8s-experimental": "extensions-off"}
    assert "resources" not in result.container


@pytest.mark.parametrize("key", ["Resources", "RESOURCES", "resources"])
def test_s9_keys_inside_match_in_any_case(key: str) -> None:
    assert one(section(**{key: GPU["resources"]})).container["resources"] == GPU["resources"]


@pytest.mark.parametrize("key", ["deploymentStrategy", "service-options", "dnsPolicy", "tolerations"])
def test_s9_unknown_keys_are_skipped(key: str) -> None:
    result = one(section(**{key: {"type": "Recreate"}}))
    assert dropped(result) == {f"k8s-experimental/{key}": "section-key"}
    assert refused(result) == []


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("volumes", {"volume": {}}),
        ("volumes", [{"volume": [], "volumeMounts": []}]),
        ("volumes", [{"volumeMounts": {"name": "x"}}]),
        ("resources", []),
        ("resources", {"limits": []}),
        ("nodeSelector", ["a"]),
        ("securityContext", "root"),
        ("securityContext", {"runAsUser": "root"}),
        ("strategy", "Recreate"),
        ("serviceOptions", "ClusterIP"),
    ],
)
def test_s9_a_wrong_shape_throws(key: str, wrong: Any) -> None:
    result = one(section(**{key: wrong}))
    assert refused(result) == ["section-type"]
    assert result.refusals[0].stage is Stage.COMBINE


def test_s9_null_is_nothing() -> None:
    names = ("volumes", "resources", "nodeSelector", "securityContext", "strategy", "serviceOptions")
    result = one(section(**dict.fromkeys(names)))
    assert refused(result) == []
    assert result.deployment.body == one({}).deployment.body


def test_s9_volumes_and_mounts_are_appended_as_they_are() -> None:
    own = [
        {
            "volume": {"name": "cache", "emptyDir": {"medium": "Memory", "sizeLimit": "64Mi"}},
            "volumeMounts": [{"name": "cache", "mountPath": "/cache", "subPath": "a"}],
        }
    ]
    options = {"HostConfig": {"Binds": ["/a:/a"]}, **section(volumes=own)}
    for profile, place in ((BETA12, 1), (BETA15, 0)):  # from beta14 on they come first
        result = one(options, profile=profile)
        assert result.pod["volumes"][2 + place] == own[0]["volume"]
        assert result.container["volumeMounts"][place] == {"name": "cache", "mountPath": "/cache", "subPath": "a"}
        assert refused(result) == []


def test_s9_volume_mount_in_the_singular_is_dropped() -> None:
    own = [{"volume": {"name": "cache", "emptyDir": {}}, "volumeMount": [{"name": "cache", "mountPath": "/c"}]}]
    result = one(section(volumes=own))
    assert dropped(result) == {"k8s-experimental/volumes/0/volumeMount": "unknown-field"}
    assert "volumeMounts" not in result.container


def test_s9_a_misspelt_source_becomes_an_empty_folder() -> None:
    own = [{"volume": {"name": "data", "persistantVolumeClaim": {"claimName": "x"}}}]
    result = one(section(volumes=own))
    assert result.pod["volumes"][2] == {"name": "data", "emptyDir": {}}
    assert set(dropped(result).values()) == {"unknown-field", "no-source"}


def test_s9_fields_match_in_any_case_and_unknown_ones_vanish() -> None:
    result = one(
        section(securityContext={"RunAsUser": "1000", "privileged": True, "capabilities": {"add": ["NET_ADMIN"]}})
    )
    assert result.pod["securityContext"] == {"runAsUser": 1000}
    assert set(dropped(result)) == {
        "k8s-experimental/securityContext/privileged",
        "k8s-experimental/securityContext/capabilities",
    }


def test_s9_the_security_context_is_the_pod_s_and_replaces_the_default() -> None:
    on = {"run_as_non_root": True}
    assert one(settings=on).pod["securityContext"] == {"runAsNonRoot": True, "runAsUser": 1000}
    result = one(section(securityContext={"fsGroup": 2000}), settings=on)
    assert result.pod["securityContext"] == {"fsGroup": 2000}
    assert "securityContext" not in result.container


def test_s9_resources_belong_to_the_module_s_container() -> None:
    result = one(section(**GPU))
    assert result.container["resources"] == GPU["resources"]
    assert result.pod["containers"][0]["resources"]["limits"] == {"memory": "25Mi", "cpu": "5m"}


def test_s9_strategy_goes_to_the_deployment() -> None:
    assert one(section(strategy={"type": "Recreate"})).deployment.body["spec"]["strategy"] == {"type": "Recreate"}


def test_s9_node_selector_turns_truth_values_into_capitals() -> None:
    assert one(section(nodeSelector={"gpu": True, "n": 1})).pod["nodeSelector"] == {"gpu": "True", "n": "1"}


def test_s9_load_balancer_ip() -> None:
    options = {
        **bound(("80/tcp", "80")),
        **section(serviceOptions={"LoadBalancerIP": "10.0.0.9", "type": "LoadBalancer"}),
    }
    assert one(options).service.body["spec"]["loadBalancerIP"] == "10.0.0.9"


def test_s9_an_unknown_word_falls_back_to_the_default_type() -> None:
    result = one({**bound(("80/tcp", "80")), **section(serviceOptions={"type": "Internal"})})
    assert kind(result) == "LoadBalancer"
    assert dropped(result) == {"k8s-experimental/serviceOptions": "service-type"}


def test_s9_without_a_port_the_options_are_unused() -> None:
    assert dropped(one(section(serviceOptions={"type": "ClusterIP"}))) == {
        "k8s-experimental/serviceOptions": "no-service"
    }


@pytest.mark.parametrize("value", [2, "2", "1Gi", "1G", "500m", 0.5, "1e3", "1.5Gi"])
def test_s9_numbers_may_be_bare_or_text(value: Any) -> None:
    result = one(section(resources={"limits": {"memory": value}}))
    assert refused(result) == []


@pytest.mark.parametrize("value", ["1GB", "1 Gi", "lots", "", True, "1,5"])
def test_s9_quantities_no_one_can_read(value: Any) -> None:
    assert refused(one(section(resources={"limits": {"memory": value}}))) == ["quantity"]


@pytest.mark.parametrize(
    ("limits", "requests", "codes"),
    [
        ({"nvidia.com/gpu": 1}, {}, []),
        ({"nvidia.com/gpu": "1"}, {"nvidia.com/gpu": 1}, []),
        ({"nvidia.com/gpu": 0.5}, {}, ["resource-whole"]),
        ({}, {"nvidia.com/gpu": 1}, ["resource-limit"]),
        ({"nvidia.com/gpu": 2}, {"nvidia.com/gpu": 1}, ["resource-equal"]),
        ({"gpu": 1}, {}, ["resource-name"]),
        ({"cpu": "1", "memory": "1Gi", "ephemeral-storage": "1Gi", "hugepages-2Mi": "2Mi"}, {}, []),
        ({"cpu": "1"}, {"cpu": "2"}, ["request-over-limit"]),
        ({"cpu": "-1"}, {}, ["resource-negative"]),
    ],
)
def test_s9_devices_are_whole_with_a_limit_and_an_equal_request(
    limits: dict[str, Any], requests: dict[str, Any], codes: list[str]
) -> None:
    assert refused(one(section(resources={"limits": limits, "requests": requests}))) == codes


def test_s9_the_helper_and_edge_agent_get_resources_of_the_device() -> None:
    assert one(name="edgeAgent").container["resources"]["limits"] == {"memory": "200Mi", "cpu": "50m"}
    assert "resources" not in one(name="edgeAgent", profile=BETA8).container
    assert one({**section(**GPU)}, name="edgeAgent").container["resources"] == GPU["resources"]


@pytest.mark.parametrize(
    ("strategy", "codes"),
    [
        ({"type": "Recreate"}, []),
        ({"type": "RollingUpdate", "rollingUpdate": {"maxSurge": "25%", "maxUnavailable": 0}}, []),
        ({}, []),
        ({"type": "Recreate", "rollingUpdate": {}}, ["strategy-rolling"]),
        ({"type": "recreate"}, ["strategy-type"]),
        ({"rollingUpdate": {"maxSurge": 0, "maxUnavailable": "0%"}}, ["strategy-value"]),
        ({"rollingUpdate": {"maxSurge": "some"}}, ["strategy-value"]),
    ],
)
def test_s9_strategies_kubernetes_refuses(strategy: dict[str, Any], codes: list[str]) -> None:
    assert refused(one(section(strategy=strategy))) == codes


@pytest.mark.parametrize(
    ("entry", "codes"),
    [
        ({"volume": {"name": "ModuleA", "emptyDir": {}}}, ["volume-name"]),
        ({"volumeMounts": [{"name": "nothing", "mountPath": "/x"}]}, ["mount-unknown"]),
        ({"volume": {"name": "a", "emptyDir": {}}, "volumeMounts": [{"name": "a"}]}, ["mount-path"]),
        ({"volume": {"name": "a", "emptyDir": {}, "hostPath": {"path": "/x"}}}, ["volume-sources"]),
        ({"volume": {"name": "a", "hostPath": {"path": "/x/../y"}}}, ["volume-field"]),
        ({"volume": {"name": "a", "hostPath": {"path": "/x", "type": "Folder"}}}, ["volume-field"]),
        ({"volume": {"name": "a", "persistentVolumeClaim": {}}}, ["volume-field"]),
        ({"volume": {"name": "a", "emptyDir": {"medium": "memory"}}}, ["volume-medium"]),
        ({"volume": {"name": "a", "emptyDir": {"sizeLimit": "1GB"}}}, ["quantity"]),
        (
            {
                "volume": {"name": "a", "emptyDir": {}},
                "volumeMounts": [{"name": "a", "mountPath": "/x", "subPath": "/y"}],
            },
            ["mount-sub-path"],
        ),
    ],
)
def test_s9_volumes_kubernetes_refuses(entry: dict[str, Any], codes: list[str]) -> None:
    assert refused(one(section(volumes=[entry]))) == codes


@pytest.mark.parametrize(
    ("key", "value", "codes"),
    [
        ("nodeSelector", {"a b": "x"}, ["selector-key"]),
        ("nodeSelector", {"a": "x y"}, ["selector-value"]),
        ("securityContext", {"runAsUser": -1}, ["context-value"]),
        ("securityContext", {"supplementalGroups": [5, -5]}, ["context-value"]),
        ("securityContext", {"sysctls": [{"name": "net.core.somaxconn", "value": "1"}]}, []),
        ("securityContext", {"sysctls": [{"name": "No Name", "value": "1"}]}, ["context-value"]),
    ],
)
def test_s9_selectors_and_contexts_kubernetes_refuses(key: str, value: Any, codes: list[str]) -> None:
    assert refused(one(section(**{key: value}))) == codes


def test_s1b_a_port_key_without_protocol_is_read_from_beta10_on() -> None:
    options = {"ExposedPorts": {"80": {}}, "HostConfig": {"PortBindings": {"81": [{"HostPort": "81"}]}}}
    old, new = one(options, profile=BETA8), one(options, profile=BETA12)
    assert old.service is None and set(dropped(old).values()) == {"port-key"}
    assert new.service is not None and len(new.service.body["spec"]["ports"]) == 2
