"""More kinds of outputs: Docker and IoT Edge of a VM, described services and claims, states of pods, parts of twins."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.device_outputs.document import document
from core.device_outputs.reading import read
from tests.paste_noise import ALL, Noise, sample


def seen(text: str) -> dict[str, Any]:
    return document(read([("paste.txt", text.encode())]))


DOCKER = """azureuser@edge-vm:~$ sudo docker ps
CONTAINER ID   IMAGE              COMMAND       CREATED       STATUS                   PORTS                                                             NAMES
0a1b2c3d4e5f   acr.io/dash:2.1    "docker-e…"   2 hours ago   Up 2 hours               0.0.0.0:8080->80/tcp, :::8080->80/tcp, 53/udp                     dashboard
0a1b2c3d4e6f   acr.io/cam:1       "cam"         2 hours ago   Up 2 hours (unhealthy)   0.0.0.0:8000-8001->9000-9001/tcp, [::]:8000-8001->9000-9001/tcp   cam
0a1b2c3d4e7f   0a1b2c3d4e5f       "x"           2 hours ago   Up 2 hours (Paused)                                                                        moved
0a1b2c3d4e8f   acr.io/old:1       "x"           2 hours ago   Exited (0) 5 hours ago                                                                     old
"""  # noqa: E501


@pytest.mark.parametrize("noise", ALL, ids=lambda noise: noise.__name__)
def test_docker_ps_with_its_published_ports(noise: Noise) -> None:
    result = document(read([("paste", noise(DOCKER))]))
    rows = [(row["name"], row["status"]) for row in result["observed"]["modules"]]
    assert rows == [("dashboard", "running"), ("cam", "unhealthy"), ("moved", "paused"), ("old", "exited")]
    assert result["observed"]["images"] == {
        "dashboard": "acr.io/dash:2.1",
        "cam": "acr.io/cam:1",
        "old": "acr.io/old:1",
    }
    assert result["observed"]["published"] == {
        "dashboard": [{"host": 8080, "port": 80, "protocol": "tcp"}],
        "cam": [
            {"host": 8000, "port": 9000, "protocol": "tcp"},
            {"host": 8001, "port": 9001, "protocol": "tcp"},
        ],
        "moved": [],
    }
    assert result["unread"] == []


def test_docker_inspect_gives_state_image_and_ports_and_no_variable() -> None:
    container = {
        "Name": "/dashboard",
        "State": {"Status": "exited", "ExitCode": 3},
        "Config": {"Image": "acr.io/dash:2.1", "Env": ["DB_PASSWORD=hunter2hunter2"]},
        "NetworkSettings": {"Ports": {"80/tcp": [{"HostIp": "0.0.0.0", "HostPort": "8080"}], "53/udp": None}},
    }
    result = seen("user@vm:~$ sudo docker inspect dashboard\n" + json.dumps([container], indent=4) + "\n")
    assert result["observed"]["modules"] == [
        {"name": "dashboard", "status": "exited", "exitCode": 3, "image": "acr.io/dash:2.1"}
    ]
    assert result["observed"]["published"] == {"dashboard": [{"host": 8080, "port": 80, "protocol": "tcp"}]}
    assert result["unread"] == [] and "hunter2" not in json.dumps(result)


CHECK = """user@vm:~$ sudo iotedge check

Configuration checks (aziot-identity-service)
---------------------------------------------
√ keyd configuration is well-formed - OK
√ host time is close to reference time - OK

Connectivity checks
-------------------
‼ DNS server - Warning
    Container engine is not configured with DNS server setting.
× production readiness: Edge Hub's storage directory is persisted - Error
    Could not check current state of edgeHub container
2 check(s) succeeded.
1 check(s) raised warnings. Re-run with --verbose for more details.
"""
STATUS = """user@vm:~$ sudo iotedge system status
System services:
    aziot-edged             Down - activating
    aziot-tpmd              Ready

aziot-edged is in a bad state because:
aziot-edged.service: Down - activating - inactive
"""


def test_what_iotedge_says_of_itself() -> None:
    result = seen(CHECK + STATUS + "user@vm:~$ iotedge version\niotedge 1.5.4\n")
    assert result["observed"]["checks"] == {
        "passed": 2,
        "warnings": ["DNS server"],
        "errors": ["production readiness: Edge Hub's storage directory is persisted"],
    }
    assert [row["status"] for row in result["observed"]["systemServices"]] == ["Down - activating", "Ready"]
    assert result["observed"]["problems"] == {"aziot-edged": "is Down - activating"}
    assert result["observed"]["runtimeVersion"] == "1.5.4"
    assert result["unread"] == []


SERVICE = """Name:                     edgehub
Namespace:                iotedge
Selector:                 net.azure-devices.edge.module=edgehub
Type:                     LoadBalancer
IP:                       172.28.118.192
LoadBalancer Ingress:     10.57.48.61
Port:                     hostport-443  443/TCP
TargetPort:               443/TCP
NodePort:                 hostport-443  30443/TCP
Port:                     hostport-8883  8883/TCP
TargetPort:               8883/TCP
Session Affinity:         None
Events:                   <none>
"""
CLAIM = """Name:          camera-out
Namespace:     iotedge
StorageClass:
Status:        Pending
Volume:
Access Modes:
Events:
  Type    Reason         Age              From                         Message
  ----    ------         ----             ----                         -------
  Normal  FailedBinding  4s (x26 over 6m) persistentvolume-controller  no persistent volumes available
"""


def test_a_described_service_or_claim_is_no_pod() -> None:
    result = seen(f"kubectl describe svc edgehub -n iotedge\n{SERVICE}\nkubectl describe pvc -n iotedge\n{CLAIM}")
    assert result["observed"]["command"] == ["kubectl describe svc", "kubectl describe pvc"]
    assert [(row["externalIp"], row["ports"]) for row in result["observed"]["services"]] == [
        ("10.57.48.61", [443, 8883])
    ]
    assert [(row["name"], row["bound"]) for row in result["observed"]["claims"]] == [("camera-out", False)]
    assert "pod" not in result["observed"] and result["unread"] == []


@pytest.mark.parametrize(
    ("status", "ready", "problem"),
    [
        ("Init:0/1", "0/2", None),
        ("PodInitializing", "0/2", None),
        ("Init:CrashLoopBackOff", "0/2", "starts and ends repeatedly"),
        ("Init:ImagePullBackOff", "0/2", "image cannot be pulled"),
        ("ErrImageNeverPull", "1/2", "image cannot be pulled"),
        ("ContainerStatusUnknown", "0/2", "the node does not answer"),
        ("UnexpectedAdmissionError", "0/2", "the node refuses the pod"),
        ("SomethingNew", "1/2", "is SomethingNew"),
        ("Running", "2/2", None),
    ],
)
def test_states_of_pods(status: str, ready: str, problem: str | None) -> None:
    row = f"cam-5b8f7c9d64-qm4tz   {ready}     {status:<26}   0          9s\n"
    result = seen("NAME                   READY   STATUS                       RESTARTS   AGE\n" + row)
    assert result["observed"]["pods"][0]["status"] == status
    assert result["observed"].get("problems", {}).get("cam") == problem


def test_a_service_with_two_addresses_uses_both() -> None:
    result = seen(
        "NAME   TYPE           CLUSTER-IP   EXTERNAL-IP               PORT(S)          AGE\n"
        "dash   LoadBalancer   172.28.1.3   10.57.48.62,10.57.48.63   8080:31880/TCP   4m\n"
    )["observed"]
    assert result["services"][0]["externalIp"] == "10.57.48.62"
    assert result["usedExternalIps"] == ["10.57.48.62", "10.57.48.63"]


@pytest.mark.parametrize("part", ["properties", "reported", "list"])
def test_parts_of_a_twin(part: str) -> None:
    twin = json.loads(sample("az-twin-running.json"))
    parts = {
        "properties": twin["properties"],
        "reported": twin["properties"]["reported"],
        "list": [{"moduleId": "$edgeHub", "properties": {}}, {**twin, "moduleId": "$edgeAgent"}],
    }
    result = seen(json.dumps(parts[part], indent=2))["observed"]
    assert result["command"] == ["az iot hub module-twin show"]
    assert result["deployment"] == {"code": 200, "applied": True}
    assert {row["status"] for row in result["modules"]} == {"running"}


def test_a_share_as_the_portal_has_it() -> None:
    share = {
        "name": "models",
        "properties": {"accessProtocol": "SMB", "dataPolicy": "Local", "shareMappings": [{"roleType": "IOT"}]},
    }
    expected = [{"name": "models", "protocol": "smb", "mounted": True, "cloud": False, "status": None}]
    for value in (share, {"value": [share]}):
        assert seen(json.dumps(value, indent=1))["observed"]["shares"] == expected


def test_a_node_without_a_line_of_gpus_has_an_unknown_number() -> None:
    text = sample("node-describe-gpu.txt").replace("  nvidia.com/gpu:     2\n", "")
    result = seen(text)
    assert result["observed"]["gpus"] is None and "gpus" not in result["device"]
