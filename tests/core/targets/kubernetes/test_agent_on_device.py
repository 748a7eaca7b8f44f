"""Behaviours that show on the device only, told by checks: rest of sections 1, 4, 5.4, 7, 8 and 9 of the reference."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.docker.profiles import PROFILES
from core.manifest.errors import ManifestError
from core.manifest.read import read
from core.migration.verify import verify
from core.model.device import Device
from core.targets.kubernetes import Settings, preview
from tests.core.targets.kubernetes.previews import BETA8, BETA12, BETA15, dropped, env, manifest, one
from tests.golden_cases import expand


def checks(short: dict[str, Any], **device: Any) -> set[str]:
    return {finding.rule for finding in verify(manifest(short), Device(**device)).findings}


def host(**options: Any) -> dict[str, Any]:
    return {"createOptions": {"HostConfig": options}}


def chunks(*parts: str) -> bytes:
    tree = expand({"cam": {}})
    entry = tree["modulesContent"]["$edgeAgent"]["properties.desired"]["modules"]["cam"]
    entry["settings"] |= {"createOptions" + (f"{n:02d}" if n else ""): part for n, part in enumerate(parts)}
    return json.dumps(tree).encode()


def test_s1b_every_preview_tag_keeps_the_image_of_edge_agent() -> None:
    image = "registry.example/agent:1.0.10"
    for profile in (BETA8, BETA12, BETA15):
        result = one(name="edgeAgent", image=image, profile=profile)
        assert result.container["image"] != image
        assert dropped(result) == {"image": "agent-image"}


@pytest.mark.parametrize("text", ["{'Env': []}", '{"Env": [],}', '{"Env": [] /* x */}'])
def test_s4_text_the_agent_reads_leniently_must_be_strict_here(text: str) -> None:
    with pytest.raises(ManifestError):
        read(chunks(text), "site.json")


def test_s4_reading_does_not_check_the_length_of_chunks() -> None:
    text = json.dumps({"Env": ["A=" + "x" * 3000, "B=2"]})
    result = preview(read(chunks(text[:2000], text[2000:]), "site.json"), Settings(PROFILES[BETA15]))
    assert ("B", "2") in env(result.modules[0])


@pytest.mark.parametrize("source", ["/etc/localtime", "/var/run/docker.sock"])
def test_s5_4_a_file_or_socket_fails_at_mount_time(source: str) -> None:
    assert "node-path" in checks({"cam": host(Mounts=[{"Type": "bind", "Source": source, "Target": "/x"}])})


def test_s5_4_an_fpga_share_path_mounts_empty_without_error() -> None:
    short = {"cam": host(Binds=["/home/hcsshares/in:/in"])}
    assert not preview(manifest(short), Settings(PROFILES[BETA15])).all_refusals
    assert "bind-left" in checks(short)


@pytest.mark.parametrize("name", ["1cam", "a.b"])
def test_s7_status_is_looked_up_by_the_rule_for_volumes(name: str) -> None:
    assert "status-hidden" in checks({name: {}})
    assert "status-hidden" not in checks({"my_cam": {}})


@pytest.mark.parametrize("port", ["35000", "35001", "8080"])
def test_s8_the_sidecar_listens_on_three_ports(port: str) -> None:
    short = {"cam": {"createOptions": {"ExposedPorts": {f"{port}/tcp": {}}}}}
    assert "helper-port" in checks(short)


def test_s8_a_host_port_of_the_sidecar_s_number_is_harmless() -> None:
    assert "helper-port" not in checks({"cam": host(PortBindings={"80/tcp": [{"HostPort": "35000"}]})})


def test_s8_siblings_reach_the_host_port_only() -> None:
    web = {"env": {"URL": {"value": "http://cam:80"}}}
    assert "wrong-port" in checks({"cam": host(PortBindings={"80/tcp": [{"HostPort": "8080"}]}), "web": web})
    assert "no-service" in checks({"cam": {}, "web": web})


def test_s8_one_module_on_the_host_network_and_no_rolling_update_of_it() -> None:
    found = checks({"a": host(NetworkMode="host"), "b": host(NetworkMode="host")})
    assert {"host-network-twice", "update-deadlock"} <= found


def test_s9_more_devices_than_there_are_stay_pending() -> None:
    gpu = {"createOptions": {"k8s-experimental": {"resources": {"limits": {"nvidia.com/gpu": 2}}}}}
    assert "gpu-total" in checks({"cam": gpu}, gpus=1)
    assert "gpu-total" not in checks({"cam": gpu}, gpus=2)
