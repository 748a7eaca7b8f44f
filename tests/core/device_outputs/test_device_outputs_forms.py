"""The same facts from other commands and through other pipes: events, volumes, lists and JSON of PowerShell."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.device_outputs.document import document
from core.device_outputs.reading import read
from tests.paste_noise import EXPECTED, Noise, indented_then_wrapped, missing, sample, utf16, wrapped


def seen(text: str) -> dict[str, Any]:
    return document(read([("paste.txt", text.encode())]))


ROWS = (
    (
        "41s",
        "Warning",
        "FailedScheduling",
        "pod/weldscorer-7d9c6b5f48-k2x9m",
        "0/1 nodes: 1 Insufficient nvidia.com/gpu.",
    ),
    ("2m", "Normal", "Pulling", "pod/dashboard-84b6d9c7f5-zt6hn", 'Pulling image "registry.example.net/dashboard:2.1"'),
    (
        "2m",
        "Warning",
        "Failed",
        "pod/dashboard-84b6d9c7f5-zt6hn",
        'Failed to pull image "registry.example.net/dashboard:2.1": rpc error: unauthorized: authentication required',
    ),
    (
        "3m",
        "Warning",
        "FailedMount",
        "pod/historian-6c7d8b9f55-v8w2p",
        'SetUp failed for volume "camera-out" : exit 32',
    ),
    ("9m", "Warning", "BackOff", "pod/heartbeat-59d8c7b6f4-n5j7s", "Back-off restarting failed container"),
    ("5m", "Normal", "Started", "pod/heartbeat-59d8c7b6f4-n5j7s", "Started container heartbeat"),
    ("5m", "Normal", "FailedBinding", "persistentvolumeclaim/camera-out", "no persistent volumes available"),
    ("14s", "Warning", "AllocationFailed", "service/historian", "Failed to allocate IP: no available IPs"),
)
EVENTS = "[10.57.48.10]: PS>kubectl get events -n iotedge\n" + "".join(
    f"{age:<12}{kind:<10}{reason:<19}{of:<35}{message}\n"
    for age, kind, reason, of, message in (("LAST SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE"), *ROWS)
)
WARNED = {
    "weldscorer": "not enough free GPU",
    "dashboard": "image cannot be pulled: not authorised at the registry",
    "historian": "volume camera-out cannot be mounted; no free external address",
    "camera-out": "no share of this name is mounted, or it is claimed already",
}


@pytest.mark.parametrize("noise", [str.encode, utf16, wrapped, indented_then_wrapped], ids=lambda noise: noise.__name__)
def test_events_say_why_and_what_is_over_is_no_problem(noise: Noise) -> None:
    result = document(read([("paste", noise(EVENTS))]))
    assert result["observed"]["command"] == ["kubectl get events"]
    assert result["observed"]["problems"] == WARNED
    assert result["unread"] == []


def test_events_of_objects_that_are_well_now_are_history() -> None:
    result = seen(EVENTS + sample("two-commands-pods-svc.txt") + "\n" + sample("pvc-bound.txt"))
    assert "problems" not in result["observed"] and result["observed"]["healthy"] is True


def test_the_volumes_of_shares() -> None:
    result = seen(
        """NAME         CAPACITY   ACCESS MODES   RECLAIM POLICY   STATUS      CLAIM               STORAGECLASS   AGE
camera-in    32Ti       RWO,RWX        Retain           Bound       iotedge/camera-in                  16h
camera-out   32Ti       RWO,RWX        Retain           Available                                      16h
"""
    )
    assert result["observed"]["volumes"] == [
        {"name": "camera-in", "status": "Bound", "claim": "iotedge/camera-in"},
        {"name": "camera-out", "status": "Available", "claim": None},
    ]
    assert result["unread"] == []


LISTED = """[10.57.48.10]: PS>iotedge list | Format-List

NAME        : edgehub
STATUS      : Running
DESCRIPTION : Up 5 days
CONFIG      : mcr.microsoft.com/azureiotedge-hub:1.0
EXTERNAL-IP : 10.57.48.62
PORT(S)     : 443:31457/TCP,5671:30881/TCP,8883:31753/TCP

NAME        : weldscorer
STATUS      : Running
DESCRIPTION : Up 1 days
CONFIG      : registry.example.net/weldscorer:2.1
EXTERNAL-IP :
PORT(S)     :
"""
AS_JSON = json.dumps(
    [
        {"NAME": "edgehub", "STATUS": "Running", "DESCRIPTION": "Up 5 days", "EXTERNAL-IP": "10.57.48.62"}
        | {
            "CONFIG": "mcr.microsoft.com/azureiotedge-hub:1.0",
            "PORT(S)": "443:31457/TCP,5671:30881/TCP,8883:31753/TCP",
        },
        {"NAME": "weldscorer", "STATUS": "Running", "DESCRIPTION": "Up 1 days", "EXTERNAL-IP": None}
        | {"CONFIG": "registry.example.net/weldscorer:2.1", "PORT(S)": None},
    ],
    indent=4,
)


@pytest.mark.parametrize("text", [LISTED, AS_JSON, f"PS C:\\> iotedge list | ConvertTo-Json\n{AS_JSON}\n"])
def test_iotedge_list_through_a_pipe(text: str) -> None:
    result = seen(text)
    assert [row["ports"] for row in result["observed"]["modules"]] == [[443, 5671, 8883], []]
    assert result["observed"]["usedExternalIps"] == ["10.57.48.62"]
    assert result["target"]["images"] == {
        "edgeHub": "mcr.microsoft.com/azureiotedge-hub:1.0",
        "weldscorer": "registry.example.net/weldscorer:2.1",
    }
    assert result["unread"] == [] and "incomplete" not in result["observed"]


def test_shares_and_role_as_powershell_writes_json() -> None:
    shares = [
        {"Name": "models", "Type": "SMB", "DataPolicy": "Local", "StorageAccountName": "N/A"},
        {"Name": "camera-in", "Type": "NFS", "DataPolicy": "Cloud", "StorageAccountName": "plant7sa"},
    ]
    result = seen(
        "PS C:\\> Get-AzStackEdgeShare -DeviceName g | ConvertTo-Json\n" + json.dumps(shares, indent=2) + "\n"
    )
    assert [(row["name"], row["protocol"], row["cloud"]) for row in result["observed"]["shares"]] == [
        ("models", "smb", False),
        ("camera-in", "nfs", True),
    ]
    described = sample("role-three-shares.txt").split("Resources                  : ")[1].partition("HostPlatform ")[0]
    role = {
        "EdgeDeviceConnectionString": "HostName=h;SharedAccessKey=REDACT-ME",
        "HubHostName": "plant7hub.azure-devices.net",
        "EdgeDeviceId": "plant7-gpu-edge",
        "Name": "IotRole",
        "Resources": "\r\n".join(line.strip() for line in described.splitlines()),
        "HostPlatform": "KubernetesCluster",
        "State": "Created",
        "IsCreated": True,
    }
    for value in (role, [role]):
        result = seen(json.dumps(value, indent=1))
        assert result["observed"]["shares"] == EXPECTED["role-three-shares.txt"]["shares"]
        assert result["observed"]["role"] == EXPECTED["role-three-shares.txt"]["role"]
        assert result["unread"] == [] and "REDACT-ME" not in json.dumps(result)


LINE = {
    "a warning": "E1127 10:00:01.123456    1234 memcache.go:265] couldn't get resource list for metrics.k8s.io: "
    "the server is currently unable to handle the request",
    "a note": "WARNING: this session will end soon",
}


@pytest.mark.parametrize("line", LINE.values(), ids=LINE.keys())
@pytest.mark.parametrize("name", ["pods-rollout-two-of-one.txt", "svc-pending.txt", "pvc-pending-blank-cells.txt"])
def test_a_warning_between_rows_takes_no_row_away(name: str, line: str) -> None:
    rows = sample(name).split("\n")
    text = "\n".join([*rows[:3], line, *rows[3:]])
    assert missing(name, text.encode()) == []
    assert seen(text)["unread"] == []


def test_the_first_line_of_watch_is_its_command() -> None:
    text = "Every 2.0s: kubectl get pods -n iotedge          vm: Fri Nov 27 10:00:00 2026\n\n"
    result = seen(text + sample("pods-rollout-two-of-one.txt").partition("\n")[2])
    assert len(result["observed"]["pods"]) == 4 and result["unread"] == []


def test_the_name_of_a_module_that_powershell_swallowed() -> None:
    result = seen(
        "PS C:\\> az iot hub module-twin show -n h -d d -m $edgeAgent\nargument --module-id/-m: expected one argument\n"
    )
    assert "single quotes" in result["observed"]["nothing"] and result["unread"] == []


BOTH = """NAME     TYPE           CLUSTER-IP       EXTERNAL-IP   PORT(S)                                      AGE
syslog   LoadBalancer   172.28.118.192   10.57.48.61   514:30443/TCP,514:30443/UDP,8080:30110/TCP   34h
"""


def test_one_number_for_tcp_and_udp() -> None:
    facts = seen(BOTH)["observed"]
    assert facts["services"][0]["ports"] == [514, 514, 8080] and facts["udpPorts"] == {"syslog": [514]}
    service = {
        "kind": "Service",
        "apiVersion": "v1",
        "metadata": {"name": "syslog", "namespace": "iotedge"},
        "spec": {"type": "ClusterIP", "ports": [{"port": 514, "protocol": "UDP"}, {"port": 8080}]},
    }
    assert seen(json.dumps(service))["observed"]["udpPorts"] == {"syslog": [514]}
    assert "udpPorts" not in seen(sample("svc-pending.txt"))["observed"]


@pytest.mark.parametrize("text", [LISTED, AS_JSON, EVENTS, BOTH])
def test_a_cut_anywhere_never_raises(text: str) -> None:
    for end in range(0, len(text), 7):
        json.dumps(seen(text[:end]))
        json.dumps(seen(text[end:]))
