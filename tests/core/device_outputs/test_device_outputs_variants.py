"""Outputs in other forms than the samples: objects, other columns and orders, cut cells, what chats and shells add."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.device_outputs import yaml_text
from core.device_outputs.document import document
from core.device_outputs.reading import read
from tests.paste_noise import ALL, Noise, sample, wrapped


def seen(text: str) -> dict[str, Any]:
    return document(read([("paste.txt", text.encode())]))


EDGEHUB = {"module": "edgehub", "pod": "edgehub-6f9d7c8b54-b4k8d", "ready": "2/2", "status": "Running", "restarts": 0}
CAM = {"module": "cam", "pod": "cam-6f9d7c8b54-b4k8d", "ready": "1/2", "status": "CrashLoopBackOff", "restarts": 5}
PODS = {
    "wide": """NAME                       READY   STATUS             RESTARTS   AGE   IP        NODE    NOMINATED NODE
edgehub-6f9d7c8b54-b4k8d   2/2     Running            0          9d    10.0.0.1  k8s-1   <none>
cam-6f9d7c8b54-b4k8d       1/2     CrashLoopBackOff   5          9d    10.0.0.2  k8s-1   <none>
""",
    "labels": """NAME                       READY   STATUS             RESTARTS   AGE   LABELS
edgehub-6f9d7c8b54-b4k8d   2/2     Running            0          9d    net.azure-devices.edge.module=edgehub,a=b
cam-6f9d7c8b54-b4k8d       1/2     CrashLoopBackOff   5          9d    net.azure-devices.edge.module=cam,a=b
""",
    "restarts ago": """NAME                       READY   STATUS             RESTARTS        AGE
edgehub-6f9d7c8b54-b4k8d   2/2     Running            0               9d
cam-6f9d7c8b54-b4k8d       1/2     CrashLoopBackOff   5 (2m13s ago)   9d
""",
    "blanks lost": """NAME READY STATUS RESTARTS AGE
edgehub-6f9d7c8b54-b4k8d 2/2 Running 0 9d
cam-6f9d7c8b54-b4k8d 1/2 CrashLoopBackOff 5 (2m13s ago) 9d
""",
    "tabs": "NAME\tREADY\tSTATUS\tRESTARTS\tAGE\nedgehub-6f9d7c8b54-b4k8d\t2/2\tRunning\t0\t9d\n"
    "cam-6f9d7c8b54-b4k8d\t1/2\tCrashLoopBackOff\t5\t9d\n",
    "other order": """NAME                       RESTARTS   STATUS             READY   AGE
edgehub-6f9d7c8b54-b4k8d   0          Running            2/2     9d
cam-6f9d7c8b54-b4k8d       5          CrashLoopBackOff   1/2     9d
""",
}


@pytest.mark.parametrize("text", PODS.values(), ids=PODS.keys())
@pytest.mark.parametrize("noise", ALL, ids=lambda noise: noise.__name__)
def test_pods_in_other_columns(text: str, noise: Noise) -> None:
    result = document(read([("paste", noise(text))]))
    assert result["observed"]["pods"] == [EDGEHUB, CAM]
    assert "partial" not in result["observed"] and result["unread"] == []


def pod(name: str, module: str, *, ready: bool, state: dict[str, Any], restarts: int) -> dict[str, Any]:
    status = {"ready": True, "restartCount": 0, "state": {"running": {"startedAt": "2026-11-27T10:00:00Z"}}}
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {
            "annotations": {"net.azure-devices.edge.original-moduleid": module},
            "name": name,
            "namespace": "iotedge",
        },
        "spec": {
            "containers": [
                {"env": [{"name": "DB_PASSWORD", "value": "REDACT-ME"}, {"name": "EMPTY"}], "name": "module"},
                {"image": "proxy:1", "name": "proxy"},
            ]
        },
        "status": {
            "containerStatuses": [
                {"lastState": {}, "ready": ready, "restartCount": restarts, "state": state},
                status,
            ],
            "phase": "Running",
        },
    }


ITEMS = [
    pod("edgehub-6f9d7c8b54-b4k8d", "edgeHub", ready=True, state={"running": {}}, restarts=0),
    pod(
        "cam-6f9d7c8b54-b4k8d",
        "Cam",
        ready=False,
        state={"waiting": {"message": "back-off 5m0s: restarting", "reason": "CrashLoopBackOff"}},
        restarts=5,
    ),
]
SERVICE = {
    "apiVersion": "v1",
    "kind": "Service",
    "metadata": {"name": "edgehub", "namespace": "iotedge"},
    "spec": {"clusterIP": "172.28.1.1", "ports": [{"nodePort": 30443, "port": 443}], "type": "LoadBalancer"},
    "status": {"loadBalancer": {}},
}
CLAIM = {
    "apiVersion": "v1",
    "kind": "PersistentVolumeClaim",
    "metadata": {"name": "models", "namespace": "iotedge"},
    "spec": {"storageClassName": "", "volumeName": "models"},
    "status": {"phase": "Bound"},
}
WHOLE = {"apiVersion": "v1", "items": [*ITEMS, SERVICE, CLAIM], "kind": "List", "metadata": {"resourceVersion": ""}}


def as_yaml(value: Any, indent: int = 0) -> str:
    """As kubectl prints it: lists at the indentation of their key."""
    blank = " " * indent
    if isinstance(value, dict):
        lines = []
        for key, item in value.items():
            if isinstance(item, dict | list) and item:
                inner = indent if isinstance(item, list) else indent + 2
                lines.append(f"{blank}{key}:\n{as_yaml(item, inner)}")
            else:
                lines.append(f"{blank}{key}: {_scalar(item)}")
        return "\n".join(lines)
    return "\n".join(f"{blank}- {as_yaml(item, indent + 2).lstrip(' ')}" for item in value)


def _scalar(value: Any) -> str:
    if isinstance(value, str) and (not value or re.fullmatch(r"[\d.]+|true|null|.*: .*|.*Z", value)):
        return json.dumps(value)
    return value if isinstance(value, str) else json.dumps(value)


FORMS = {
    "json": json.dumps(WHOLE, indent=4),
    "one line": json.dumps(WHOLE),
    "yaml": as_yaml(WHOLE) + "\n",
    "narrow json": wrapped(json.dumps(WHOLE, indent=4)).decode(),
    "with a prompt": "[10.57.48.10]: PS>kubectl get pods,svc,pvc -n iotedge -o yaml\n" + as_yaml(WHOLE) + "\n",
}


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS.keys())
def test_objects_give_the_facts_of_the_tables(text: str) -> None:
    result = seen(text)
    assert result["observed"]["pods"] == [EDGEHUB, CAM]
    assert result["observed"]["healthy"] is False
    assert result["observed"]["services"] == [
        {
            "module": "edgehub",
            "type": "LoadBalancer",
            "clusterIp": "172.28.1.1",
            "externalIp": None,
            "pending": True,
            "ports": [443],
        }
    ]
    assert [(claim["name"], claim["bound"]) for claim in result["observed"]["claims"]] == [("models", True)]
    assert result["unread"] == [] and "REDACT-ME" not in json.dumps(result)


def test_other_objects_are_not_understood_and_masked() -> None:
    secret = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "x"}, "data": {"password": "UkVEQUNULU1F"}}
    result = seen(json.dumps(secret, indent=1))
    assert result["observed"] == {"command": []} and "UkVEQUNULU1F" not in json.dumps(result)


CLAIMS = {
    "wide": """NAME     STATUS    VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   AGE   VOLUMEMODE
models   Bound     models   32Ti       RWO,RWX                       16h   Filesystem
out      Pending                                                     2m    Filesystem
""",
    "newer": """NAME     STATUS    VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   VOLUMEATTRIBUTESCLASS   AGE
models   Bound     models   32Ti       RWO,RWX                       <unset>                 16h
out      Pending                                                     <unset>                 2m
""",
    "blanks lost": """NAME STATUS VOLUME CAPACITY ACCESS MODES STORAGECLASS AGE
models Bound models 32Ti RWO,RWX 16h
out Pending 2m
""",
}


@pytest.mark.parametrize("text", CLAIMS.values(), ids=CLAIMS.keys())
@pytest.mark.parametrize("width", [80, 100, 120, 999])
def test_claims_in_other_columns(text: str, width: int) -> None:
    result = seen("PS C:\\> kubectl get pvc -n iotedge\n" + wrapped(text, width).decode())
    assert [(row["name"], row["status"], row["volume"]) for row in result["observed"]["claims"]] == [
        ("models", "Bound", "models"),
        ("out", "Pending", None),
    ]
    assert result["unread"] == []


SHARES = {
    "order": """DeviceName Type Name      DataPolicy
---------- ---- ----      ----------
plant7-gpu SMB  models    Local
plant7-gpu NFS  camera-in Cloud
""",
    "list": """
Name       : models
Type       : SMB
DataPolicy : Local

Name       : camera-in
Type       : NFS
DataPolicy : Cloud
""",
    "yaml": """- accessProtocol: SMB
  dataPolicy: Local
  name: models
  shareStatus: OK
- accessProtocol: NFS
  dataPolicy: Cloud
  name: camera-in
  shareStatus: OK
""",
}


@pytest.mark.parametrize("text", SHARES.values(), ids=SHARES.keys())
def test_shares_in_other_forms(text: str) -> None:
    result = seen(text)
    rows = [(share["name"], share["protocol"], share["cloud"]) for share in result["observed"]["shares"]]
    assert rows == [("models", "smb", False), ("camera-in", "nfs", True)]
    assert result["unread"] == []


def test_a_name_that_was_cut_is_no_share_and_the_list_is_not_whole() -> None:
    result = seen(
        """Name      Type DataPolicy StorageAccountName DeviceName
----      ---- ---------- ------------------ ----------
models    SMB  Local      N/A                plant7-gpu
camera... NFS  Cloud      plant7sa           plant7-gpu
"""
    )
    assert [share["name"] for share in result["observed"]["shares"]] == ["models"]
    assert "partial" in result["observed"]
    assert [line["line"] for line in result["unread"]] == [4]


def test_an_image_that_was_cut_is_not_known() -> None:
    result = seen(
        """NAME     STATUS  DESCRIPTION CONFIG                   EXTERNAL-IP PORT(S)
----     ------  ----------- ------                   ----------- -------
edgehub  Running Up 5 days   mcr.microsoft.com/azu... 10.57.48.62 443:31457/TCP
cam      Running Up 5 days   registry.example.net/...
"""
    )
    assert result["observed"]["images"] == {}
    assert [row["name"] for row in result["observed"]["modules"]] == ["edgehub", "cam"]
    assert result["observed"]["usedExternalIps"] == ["10.57.48.62"]


@pytest.mark.parametrize(
    "date", ["Mo 2. Nov 18:13:15 CET 2020", "Mon Nov  2 06:13:15 PM UTC 2020", "2020年 11月 2日 18:13:15"]
)
def test_the_date_of_a_gpu_table_is_in_any_language(date: str) -> None:
    text = re.sub(r"\w{3} \w{3} +\d+ \d\d:\d\d:\d\d \d{4}", date, sample("gpu-two-idle.txt"))
    assert date in text
    result = seen(text)
    assert result["observed"]["gpus"] == 2 and result["unread"] == []


def test_a_list_of_gpus() -> None:
    result = seen("user@vm:~$ nvidia-smi -L\nGPU 0: Tesla T4 (UUID: GPU-1)\nGPU 1: Tesla T4 (UUID: GPU-2)\n")
    assert (result["observed"]["gpus"], result["observed"]["gpuModel"]) == (2, "Tesla T4")


ALL_OF_IT = """NAME                           READY   STATUS    RESTARTS   AGE
pod/edgehub-6f9d7c8b54-b4k8d   2/2     Running   0          9d

NAME              TYPE           CLUSTER-IP       EXTERNAL-IP   PORT(S)        AGE
service/edgehub   LoadBalancer   172.28.118.192   10.57.48.61   443:30443/TCP  34h

NAME                      READY   UP-TO-DATE   AVAILABLE   AGE
deployment.apps/edgehub   1/1     1            1           9d

NAME                                 DESIRED   CURRENT   READY   AGE
replicaset.apps/edgehub-6f9d7c8b54   1         1         1       9d
"""
AROUND = {
    "all": ALL_OF_IT,
    "chat": f"```console\n{ALL_OF_IT}```\n",
    "mail": re.sub(r"(?m)^", "> ", ALL_OF_IT.rstrip("\n")) + "\n",
    "zsh": "➜  ~ kubectl get all -n iotedge\n" + ALL_OF_IT,
    "mac": "me@laptop plant7 % kubectl get all -n iotedge\n" + ALL_OF_IT,
    "cmd": "C:\\Users\\me>kubectl get all -n iotedge\n" + ALL_OF_IT + "\nC:\\Users\\me>",
}


@pytest.mark.parametrize("text", AROUND.values(), ids=AROUND.keys())
def test_everything_at_once_with_what_shells_and_chats_add(text: str) -> None:
    result = seen(text)
    assert result["observed"]["pods"] == [EDGEHUB]
    assert result["observed"]["usedExternalIps"] == ["10.57.48.61"]
    assert result["unread"] == [] and "partial" not in result["observed"]


def test_prose_is_no_table() -> None:
    assert seen("The NAME and READY, STATUS, RESTARTS of a pod\nare in one table.\n")["observed"] == {"command": []}


VARIANTS = [*PODS.values(), *FORMS.values(), *CLAIMS.values(), *SHARES.values(), *AROUND.values()]
PIECES = st.sampled_from(VARIANTS).flatmap(
    lambda text: st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(
        lambda ends: text[min(ends) : max(ends)]
    )
)


@given(st.lists(PIECES | st.text(max_size=40) | st.sampled_from(["\n", "- ", ":", "  ", "|", "- a: b"]), max_size=6))
def test_cuts_and_joins_never_raise(pieces: list[str]) -> None:
    json.dumps(seen("".join(pieces)))


@given(st.text(alphabet=" -:abc\n\"'|>#{}[]0.", max_size=120))
def test_reading_yaml_never_raises_and_goes_on(text: str) -> None:
    lines = text.split("\n")
    for index in range(len(lines)):
        found = yaml_text.parse(lines, index)
        assert found is None or index < found[1] <= len(lines)


def test_json_behind_many_broken_ones_is_found() -> None:
    twin = '{"properties": {"desired": {}, "reported": {"modules": {"cam": {"runtimeStatus": "running"}}}}}'
    assert seen('{"a":\n' * 500 + twin)["observed"]["modules"] == [{"name": "cam", "status": "running"}]
