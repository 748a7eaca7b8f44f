"""Docker options honored, ignored and refused, and the forms of storage: section 5 of the reference."""

from __future__ import annotations

from typing import Any

import pytest

from core.targets.kubernetes import Reach, Stage
from tests.core.targets.kubernetes.previews import ALL, BETA8, BETA12, BETA15, dropped, env, one, refused, show

OLD = (BETA8, BETA12)


def mount(**members: Any) -> dict[str, Any]:
    return {"HostConfig": {"Mounts": [members]}}


def share(source: str, target: str = "/in", **more: Any) -> dict[str, Any]:
    return {"Type": "volume", "Source": source, "Target": target, **more}


def annotations(result: Any) -> dict[str, str]:
    found: dict[str, str] = result.deployment.body["spec"]["template"]["metadata"]["annotations"]
    return found


# --- 5.1 honored ----------------------------------------------------------------------------------------------------


def test_s5_1_env_becomes_env() -> None:
    assert ("LINE", "7") in env(one({"Env": ["LINE=7"]}))


def test_s5_1_exposed_ports_become_container_and_service_ports() -> None:
    result = one({"ExposedPorts": {"80/tcp": {}}})
    assert result.container["ports"] == [{"containerPort": 80, "protocol": "TCP"}]
    assert result.service.body["spec"]["ports"] == [{"name": "exposedport-80-tcp", "port": 80, "protocol": "TCP"}]


def test_s5_1_port_bindings_are_service_ports_only() -> None:
    result = one({"HostConfig": {"PortBindings": {"80/tcp": [{"HostPort": "8080"}]}}})
    assert "ports" not in result.container
    assert result.service.body["spec"]["ports"][0]["targetPort"] == 80


def test_s5_1_labels_become_annotations_never_labels() -> None:
    result = one({"Labels": {"Team": "Vision"}, "ExposedPorts": {"80/tcp": {}}})
    assert annotations(result)["Team"] == "Vision"
    assert result.service.body["metadata"]["annotations"] == {"Team": "Vision"}
    for body in (result.deployment.body, result.service.body):
        assert "Team" not in body["metadata"]["labels"]


@pytest.mark.parametrize(("option", "field"), [("Entrypoint", "command"), ("Cmd", "args")], ids=["entrypoint", "cmd"])
def test_s5_1_entrypoint_and_cmd_become_command_and_args(option: str, field: str) -> None:
    assert one({option: ["run", "--fast", 1]}).container[field] == ["run", "--fast", "1"]


@pytest.mark.parametrize("profile", ALL)
@pytest.mark.parametrize("value", ["run --fast", {"a": 1}, 7])
@pytest.mark.parametrize("option", ["Entrypoint", "Cmd"])
def test_s5_1_entrypoint_and_cmd_must_be_an_array(option: str, value: Any, profile: str) -> None:
    result = one({option: value}, profile)
    assert refused(result) == ["option-type"]
    assert (result.refusals[0].stage, result.refusals[0].reach) == (Stage.COMBINE, Reach.DEPLOYMENT)


def test_s5_1_working_dir_must_be_a_scalar() -> None:
    assert one({"WorkingDir": "/app"}).container["workingDir"] == "/app"
    assert refused(one({"WorkingDir": ["/app"]})) == ["option-type"]


def test_s5_1_the_old_agent_needs_the_exact_spelling() -> None:
    options = {"EntryPoint": ["run"], "cmd": ["x"], "workingdir": "/app"}
    old = one(options, BETA8)
    assert dropped(old) == dict.fromkeys(options, "old-agent-option")
    assert not {"command", "args", "workingDir"} & old.container.keys()
    for profile in (BETA12, BETA15):
        assert one(options, profile).container["command"] == ["run"]


def test_s5_1_privileged_is_of_the_module_s_container_alone() -> None:
    result = one({"HostConfig": {"Privileged": True}})
    assert result.container["securityContext"] == {"privileged": True}
    assert "securityContext" not in result.pod["containers"][0]
    assert "securityContext" not in one({"HostConfig": {"Privileged": False}}).container


@pytest.mark.parametrize("mode", ["host", "HOST"])
def test_s5_1_network_mode_host_sets_the_dns_policy(mode: str) -> None:
    options = {"HostConfig": {"NetworkMode": mode}}
    for profile in (BETA12, BETA15):
        pod = one(options, profile).pod
        assert (pod["hostNetwork"], pod["dnsPolicy"]) == (True, "ClusterFirstWithHostNet")
    old = one(options, BETA8)
    assert "hostNetwork" not in old.pod
    assert dropped(old) == {"HostConfig/NetworkMode": "old-agent-option"}


def test_s5_1_another_network_mode_means_false() -> None:
    result = one({"HostConfig": {"NetworkMode": "bridge"}})
    assert result.pod["hostNetwork"] is False
    assert "dnsPolicy" not in result.pod
    assert dropped(result) == {"HostConfig/NetworkMode": "other-value"}


def test_s5_1_ipc_mode_host_from_beta12_on() -> None:
    options = {"HostConfig": {"IpcMode": "Host"}}
    assert one(options, BETA12).pod["hostIPC"] is True
    assert one({"HostConfig": {"IpcMode": "shareable"}}).pod["hostIPC"] is False
    assert dropped(one(options, BETA8)) == {"HostConfig/IpcMode": "old-agent-option"}


def test_s1a_pid_mode_host_from_beta13_on() -> None:
    options = {"HostConfig": {"PidMode": "host"}}
    assert one(options, BETA15).pod["hostPID"] is True
    for profile in OLD:
        assert dropped(one(options, profile)) == {"HostConfig/PidMode": "old-agent-option"}


@pytest.mark.parametrize("value", ["pa$$word", "$(HOME)/x"])
def test_s5_1_kubernetes_substitutes_dollars(value: str) -> None:
    result = one({"Env": [f"A={value}"], "Cmd": [value]}, env={"B": {"value": value}})
    assert dropped(result) == {"Env/0": "substituted", "Cmd": "substituted", "B": "substituted"}
    assert dropped(one({"Env": ["A=$5 and ${X}"]})) == {}


# --- 5.2 ignored -----------------------------------------------------------------------------------------------------

TOP = (
    "User Image NetworkingConfig Healthcheck Hostname Domainname Tty OpenStdin AttachStdin AttachStdout AttachStderr"
    " StdinOnce StopSignal StopTimeout Shell OnBuild MacAddress ArgsEscaped Volumes NetworkDisabled Whatever"
)
HOST = (
    "LogConfig RestartPolicy AutoRemove PublishAllPorts Devices DeviceRequests DeviceCgroupRules Runtime CapAdd CapDrop"
    " SecurityOpt ReadonlyRootfs Memory MemoryReservation MemorySwap NanoCpus CpuShares CpuQuota CpusetCpus BlkioWeight"
    " PidsLimit Ulimits ShmSize Tmpfs Sysctls GroupAdd ExtraHosts Dns DnsOptions DnsSearch Links VolumesFrom"
    " VolumeDriver UTSMode UsernsMode CgroupParent OomScoreAdj Init StorageOpt Isolation Whatever"
)


@pytest.mark.parametrize("profile", ALL)
@pytest.mark.parametrize("key", TOP.split())
def test_s5_2_top_level_options_are_ignored(key: str, profile: str) -> None:
    value: Any = {} if key == "NetworkingConfig" else "x"
    result = one({key: value}, profile)
    assert dropped(result) == {key: "ignored-option"}
    assert refused(result) == []
    assert result.deployment.body == one({}, profile).deployment.body


@pytest.mark.parametrize("profile", ALL)
@pytest.mark.parametrize("key", HOST.split())
def test_s5_2_host_config_options_are_ignored(key: str, profile: str) -> None:
    result = one({"HostConfig": {key: {} if key == "LogConfig" else 1}}, profile)
    assert dropped(result) == {f"HostConfig/{key}": "ignored-option"}
    assert result.deployment.body == one({}, profile).deployment.body


@pytest.mark.parametrize("key", ["BindOptions", "VolumeOptions", "TmpfsOptions", "Consistency"])
def test_s5_2_options_of_a_mount_are_ignored(key: str) -> None:
    result = one(mount(**share("in"), **{key: {}}))
    assert dropped(result) == {f"HostConfig/Mounts/0/{key}": "ignored-mount-option"}


def test_s5_2_the_host_address_of_a_binding_is_ignored() -> None:
    result = one({"HostConfig": {"PortBindings": {"80/tcp": [{"HostPort": "80", "HostIp": "127.0.0.1"}]}}})
    assert dropped(result) == {"HostConfig/PortBindings/80~1tcp/0": "ignored-address"}
    assert result.service.body["spec"]["type"] == "LoadBalancer"


# --- 5.3 refused -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", ALL)
def test_s5_3_a_mount_without_type(profile: str) -> None:
    result = one(mount(Source="a", Target="/b"), profile)
    assert refused(result) == ["mount-type"]
    assert result.refusals[0].reach is Reach.KIND


@pytest.mark.parametrize("profile", OLD)
@pytest.mark.parametrize("source", ["/1", "", "...", "a" * 64])
@pytest.mark.parametrize("kind", ["bind", "volume"])
def test_s5_3_a_source_without_a_letter_or_too_long(kind: str, source: str, profile: str) -> None:
    assert refused(one(mount(Type=kind, Source=source, Target="/x"), profile)) == ["mount-source"]


def test_s5_3_a_bind_without_a_letter() -> None:
    assert refused(one({"HostConfig": {"Binds": ["/1:/x"]}}, BETA12)) == ["mount-source"]
    assert refused(one({"HostConfig": {"Binds": ["/1:/x"]}}, BETA15)) == []


@pytest.mark.parametrize("profile", ALL)
def test_s5_3_a_mount_without_target(profile: str) -> None:
    code = "mount-target" if profile == BETA15 else "mount-path"
    assert refused(one(mount(Type="volume", Source="a"), profile)) == [code]


def test_s5_3_two_mounts_at_one_path() -> None:
    options = {"HostConfig": {"Mounts": [share("a"), share("b")]}}
    assert refused(one(options)) == ["mount-path-twice"]


@pytest.mark.parametrize(
    "host",
    [
        {"Binds": ["/a:/x", "/a:/y"]},
        {"Binds": ["/a/b:/x", "/ab:/y"]},
        {"Binds": ["/in:/x"], "Mounts": [share("in", "/y")]},
        {
            "Mounts": [
                {"Type": "bind", "Source": "/a", "Target": "/x"},
                {"Type": "bind", "Source": "/a", "Target": "/y"},
            ]
        },
    ],
)
def test_s5_3_two_volumes_of_one_cleaned_name_up_to_beta12(host: dict[str, Any]) -> None:
    for profile in OLD:
        assert refused(one({"HostConfig": host}, profile)) == ["volume-twice"]
    assert refused(one({"HostConfig": host}, BETA15)) == []


@pytest.mark.parametrize("name", ["config-volume", "trust-bundle-volume"])
@pytest.mark.parametrize("profile", ALL)
def test_s5_3_the_helper_s_volume_names_are_taken(name: str, profile: str) -> None:
    assert refused(one(mount(**share(name)), profile)) == ["volume-twice"]
    own = {"k8s-experimental": {"volumes": [{"volume": {"name": name, "emptyDir": {}}}]}}
    assert refused(one(own, profile)) == ["volume-twice"]


def test_s1a_from_beta13_on_mounts_of_all_kinds_are_grouped_and_a_writable_one_wins() -> None:
    host = {
        "Binds": ["/in:/x:ro"],
        "Mounts": [share("in", "/y", ReadOnly=True), share("in", "/z")],
    }
    result = one({"HostConfig": host}, BETA15)
    (volume,) = result.pod["volumes"][2:]
    assert volume == {"name": "in", "persistentVolumeClaim": {"claimName": "in", "readOnly": False}}
    assert dropped(result) == {"HostConfig/Binds/0": "merged-volume", "HostConfig/Mounts/1": "one-claim"}


def test_s1a_own_volumes_are_not_grouped() -> None:
    own = {"volumes": [{"volume": {"name": "in", "emptyDir": {}}}]}
    assert refused(one({**mount(**share("in")), "k8s-experimental": own}, BETA15)) == ["volume-twice"]


@pytest.mark.parametrize("label", ["", "_", "a" * 64, "1.2/x", "/x"])
def test_s5_3_a_label_nothing_can_be_made_of(label: str) -> None:
    result = one({"Labels": {label: "x"}})
    assert refused(result) == ["label-key"]
    assert result.refusals[0].stage is Stage.SERVICES


def test_s5_3_two_labels_that_become_equal() -> None:
    assert refused(one({"Labels": {"_a": "1", "a": "2"}})) == ["label-twice"]


@pytest.mark.parametrize("value", [None, [None], [{"HostPort": "80"}, None]])
def test_s5_3_a_null_binding_blocks_all_deployments(value: Any) -> None:
    result = show({"cam": {"createOptions": {"HostConfig": {"PortBindings": {"80/tcp": value}}}}, "log": {}})
    assert refused(result) == ["null-binding"]
    assert result.fate()[Stage.SERVICES] == "blocked"
    assert result.fate()[Stage.DEPLOYMENTS] == "blocked"


def test_s5_3_a_null_binding_of_a_port_no_one_can_read_is_ignored() -> None:
    assert refused(one({"HostConfig": {"PortBindings": {"80-90/tcp": None}}})) == []


@pytest.mark.parametrize("port", ["70000", "0", 65536])
def test_s5_3_a_port_outside_1_to_65535(port: Any) -> None:
    assert refused(one({"HostConfig": {"PortBindings": {"80/tcp": [{"HostPort": port}]}}})) == ["port-range"]
    exposed = one({"ExposedPorts": {f"{port}/tcp": {}}})
    assert refused(exposed) == ["port-range", "container-port"]


def test_s5_3_two_host_ports_for_one_container_port() -> None:
    bindings = {"80/tcp": [{"HostPort": "80"}, {"HostPort": "81"}]}
    result = one({"HostConfig": {"PortBindings": bindings}})
    assert refused(result) == ["port-name-twice"]
    assert [port["name"] for port in result.service.body["spec"]["ports"]] == ["hostport-80-tcp"] * 2


# --- 5.4 storage -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", ALL)
@pytest.mark.parametrize(("mode", "read_only"), [("", False), (":rw", False), (":ro", True), (":ro,z", True)])
def test_s5_4_a_bind_is_a_directory_of_the_node(mode: str, read_only: bool, profile: str) -> None:
    result = one({"HostConfig": {"Binds": [f"/home/hcsshares/in:/data{mode}"]}}, profile)
    assert result.pod["volumes"][2] == {
        "name": "homehcssharesin",
        "hostPath": {"path": "/home/hcsshares/in", "type": "DirectoryOrCreate"},
    }
    assert result.container["volumeMounts"] == [
        {"name": "homehcssharesin", "readOnly": read_only, "mountPath": "/data"}
    ]
    assert result.claims == ()


def test_s5_4_a_named_volume_is_a_relative_path_and_no_claim() -> None:
    result = one({"HostConfig": {"Binds": ["models:/m"]}})
    assert result.pod["volumes"][2]["hostPath"]["path"] == "models"
    assert result.claims == ()


def test_s5_4_a_bind_of_one_part_is_ignored() -> None:
    result = one({"HostConfig": {"Binds": ["/in"]}})
    assert dropped(result) == {"HostConfig/Binds/0": "one-part-bind"}
    assert "volumeMounts" not in result.container


def test_s5_4_windows_paths_are_destroyed() -> None:
    result = one({"HostConfig": {"Binds": ["C:\\x:/in"]}})
    assert result.pod["volumes"][2] == {"name": "c", "hostPath": {"path": "C", "type": "DirectoryOrCreate"}}
    assert result.container["volumeMounts"][0]["mountPath"] == "\\x"
    assert dropped(result) == {"HostConfig/Binds/0": "cut-bind"}


@pytest.mark.parametrize("kind", ["bind", "Bind"])
def test_s5_4_a_bind_mount_is_a_directory_and_honours_read_only(kind: str) -> None:
    result = one(mount(Type=kind, Source="/var/x", Target="/x", ReadOnly=True))
    assert result.pod["volumes"][2] == {"name": "varx", "hostPath": {"path": "/var/x", "type": "DirectoryOrCreate"}}
    assert result.container["volumeMounts"][0]["readOnly"] is True


def test_s5_4_a_volume_mount_is_a_claim_reference() -> None:
    result = one(mount(**share("My_Share")))
    assert result.pod["volumes"][2] == {
        "name": "myshare",
        "persistentVolumeClaim": {"claimName": "myshare", "readOnly": False},
    }
    assert result.uses == ("myshare",)


def test_s5_4_equal_names_are_merged_and_up_to_beta12_the_first_decides() -> None:
    host = {"Mounts": [share("in", "/a", ReadOnly=True), share("in", "/b")]}
    for profile in OLD:
        result = one({"HostConfig": host}, profile)
        assert result.pod["volumes"][2]["persistentVolumeClaim"]["readOnly"] is True
        assert len(result.container["volumeMounts"]) == 2


@pytest.mark.parametrize("kind", ["bind", "volume", "tmpfs", "npipe"])
def test_s1b_a_mount_of_any_type_without_source_or_target_stops_the_agent_from_beta14_on(kind: str) -> None:
    assert refused(one(mount(Type=kind, Target="/x"))) == ["mount-no-source"]
    assert refused(one(mount(Type=kind, Source="abc"))) == ["mount-target"]


def test_s1b_a_read_write_claim_wins_over_a_bind_of_its_name() -> None:
    both = {"HostConfig": {"Binds": ["/data:/a"], "Mounts": [{"Type": "volume", "Source": "data", "Target": "/b"}]}}
    assert "persistentVolumeClaim" in one(both).pod["volumes"][2]
    both["HostConfig"]["Mounts"][0]["ReadOnly"] = True
    assert "hostPath" in one(both).pod["volumes"][2]


@pytest.mark.parametrize("kind", ["tmpfs", "npipe", "other"])
def test_s5_4_other_mounts_are_ignored(kind: str) -> None:
    for result in (one(mount(Type=kind, Target="/x"), profile=BETA12), one(mount(Type=kind, Source="x", Target="/x"))):
        assert dropped(result) == {"HostConfig/Mounts/0": "ignored-mount"}
    assert "volumeMounts" not in result.container


def test_s5_4_the_docker_option_volumes_is_ignored() -> None:
    assert dropped(one({"Volumes": {"/data": {}}})) == {"Volumes": "ignored-option"}


@pytest.mark.parametrize(("read_only", "mode"), [(False, "ReadWriteMany"), (True, "ReadOnlyMany")])
def test_s5_4_a_claim_is_made_for_a_share(read_only: bool, mode: str) -> None:
    (claim,) = one(mount(**share("in", ReadOnly=read_only))).claims
    assert claim.name == "in"
    assert claim.body["spec"] == {
        "accessModes": [mode],
        "resources": {"requests": {"storage": "1024Mi"}},
        "volumeName": "in",
        "storageClassName": "",
    }
    assert set(claim.body["metadata"]["labels"]) == {"net.azure-devices.edge.deviceid"}


def test_s5_4_the_volume_name_needs_its_setting() -> None:
    (claim,) = one(mount(**share("in")), settings={"source_is_volume": False}).claims
    assert "volumeName" not in claim.body["spec"]


def test_s5_4_without_a_storage_class_no_claim_is_made() -> None:
    result = one(mount(**share("in")), settings={"storage_class": None})
    assert result.claims == ()
    assert result.uses == ("in",)
    assert refused(result) == ["claim-missing"]
    assert result.refusals[0].reach is Reach.MODULE


def test_s5_4_without_a_size_the_claim_is_refused() -> None:
    assert refused(one(mount(**share("in")), settings={"claim_mebibytes": None})) == ["claim-size"]


@pytest.mark.parametrize(
    ("source", "claim", "volume"), [("my.share", "my.share", "myshare"), ("1share", "1share", "share")]
)
def test_s5_4_up_to_beta12_some_names_never_find_their_claim(source: str, claim: str, volume: str) -> None:
    for profile in OLD:
        result = one(mount(**share(source)), profile)
        assert (result.claims[0].name, result.uses) == (claim, (volume,))
        assert refused(result) == ["claim-differs"]
        assert result.refusals[0].stage is Stage.RUN


def test_s5_4_a_leading_hyphen_is_refused_as_a_claim_too() -> None:
    assert refused(one(mount(**share("-share")), BETA12)) == ["claim-differs", "claim-name"]


@pytest.mark.parametrize(("source", "name"), [("my.share", "myshare"), ("1share", "1share"), ("-share", "share")])
def test_s1a_from_beta13_on_both_names_are_one(source: str, name: str) -> None:
    result = one(mount(**share(source)), BETA15)
    assert (result.claims[0].name, result.uses) == (name, (name,))
    assert refused(result) == []


def test_s5_4_one_claim_a_name_and_the_first_module_decides() -> None:
    result = show(
        {"a": {"createOptions": mount(**share("in", ReadOnly=True))}, "b": {"createOptions": mount(**share("in"))}}
    )
    first, second = result.modules
    assert first.claims[0].body["spec"]["accessModes"] == ["ReadOnlyMany"]
    assert second.claims == ()
    assert [drop.facts["module"] for drop in second.drops if drop.code == "one-claim"] == ["a"]
