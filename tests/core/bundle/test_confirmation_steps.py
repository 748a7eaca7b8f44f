"""The step of a line names what is missing and never asks again for what was just refused or cut."""

from __future__ import annotations

import json

import pytest

from core.bundle.confirmation import compare
from core.bundle.confirmation.expected import Module
from core.device_outputs.document import document
from core.device_outputs.reading import read
from core.report.confirmation import Line
from core.report.model import ModuleObjects, PortFacts
from core.targets.kubernetes.target import Kubernetes
from core.targets.linux_vm.target import LinuxVm

SYSLOG = ModuleObjects(
    module="Syslog",
    name="syslog",
    objects=(),
    service="LoadBalancer",
    ports=(PortFacts(port=514, protocol="TCP", target=514),),
    shares=("logs",),
    folders=(),
    gpus="1",
)
PROMPT = "[10.57.48.60]: PS>"
PODS = """kubectl get pods -n iotedge
NAME                      READY   STATUS              RESTARTS   AGE
syslog-59f7c8d6b4-w6n8q   0/2     ContainerCreating   0          14m
"""
MOUNT = """kubectl get events -n iotedge
LAST SEEN   TYPE      REASON        OBJECT                        MESSAGE
2m          Warning   FailedMount   pod/syslog-59f7c8d6b4-w6n8q   MountVolume.SetUp failed for volume "logs" : failed
"""
SERVICE = """kubectl get svc -n iotedge
NAME     TYPE           CLUSTER-IP   EXTERNAL-IP   PORT(S)         AGE
syslog   LoadBalancer   172.28.0.9   <pending>     514:31422/TCP   34h
"""
REFUSED = (
    "kubectl get {plural} -n iotedge\n"
    'Error from server (Forbidden): {kind} is forbidden: User "u" cannot list resource "{kind}" in API group "" '
    'in the namespace "iotedge"\n'
)
CLAIM = """kubectl get pvc -n iotedge
NAME   STATUS        VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   AGE
logs   Terminating   logs     32Ti       RWO,RWX                       14m
"""
DEAD = """Get-HcsGpuNvidiaSmi
NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.
"""
CUT = """Get-HcsGpuNvidiaSmi
+-----------------------------------------------------------------------------+
| NVIDIA-SMI 460.32.03    Driver Version: 460.32.03    CUDA Version: 11.2     |
|-------------------------------+----------------------+----------------------+
| GPU  Name        Persistence-M| Bus-Id        Disp.A | Volatile Uncorr. ECC |
| Fan  Temp  Perf  Pwr:Usage/Cap|         Memory-Usage | GPU-Util  Compute M. |
|                               |                      |               MIG M. |
|===============================+======================+======================|
|   0  Tesla T4            On   | 00003B1E:00:00.0 Off |                    0 |
| N/A   36C    P8     9W /  70W |      0MiB / 15109MiB |      0%      Default |
|                               |                      |                  N/A |
+-------------------------------+----------------------+----------------------+
"""


def lines(*outputs: str, target: Kubernetes | LinuxVm | None = None, module: ModuleObjects = SYSLOG) -> dict[str, Line]:
    facts = document(read([("paste", "".join(PROMPT + text for text in outputs).encode())]))["observed"]
    expected = Module(module, image="", stopped=False, old={})
    return {line.kind: line for line in compare.lines([expected], facts, target or Kubernetes())}


def test_a_share_that_cannot_be_mounted_is_no_image_that_is_being_pulled() -> None:
    assert lines(PODS)["module"].state == "not yet"
    line = lines(PODS, MOUNT)["module"]
    assert line.state == "wrong" and "cannot be mounted" in line.meaning


def test_a_missing_address_is_shown() -> None:
    line = lines(SERVICE)["service"]
    assert (line.state, line.seen) == ("not yet", "LoadBalancer <pending> 514")


@pytest.mark.parametrize(
    ("plural", "kind", "line"),
    [("pods", "pods", "module"), ("svc", "services", "service"), ("pvc", "persistentvolumeclaims", "claim")],
)
def test_what_was_refused_is_asked_of_an_administrator(plural: str, kind: str, line: str) -> None:
    step = lines(REFUSED.format(plural=plural, kind=kind))[line].todo
    assert step == f"Ask a cluster administrator to run kubectl get {plural} -n iotedge, and add its output."


def test_a_claim_that_is_being_removed_is_listed_again() -> None:
    assert lines(CLAIM)["claim"].todo == "Wait a minute, then run kubectl get pvc -n iotedge again."


def test_a_driver_that_fails_leaves_the_gpus_unknown() -> None:
    line = lines(DEAD)["gpu"]
    assert (line.state, line.todo) == ("not seen", "Run Get-HcsGpuNvidiaSmi again and add its output.")
    assert "gpu" not in lines(PODS)


@pytest.mark.parametrize(("requested", "state"), [("1", "confirmed"), ("2", "not seen")])
def test_a_table_that_is_cut_off_confirms_the_gpus_that_it_shows(requested: str, state: str) -> None:
    """The table has one GPU and no list of processes: more GPUs may follow."""
    assert lines(CUT, module=SYSLOG.model_copy(update={"gpus": requested}))["gpu"].state == state


@pytest.mark.parametrize(
    ("code", "target", "step"),
    [
        (500, Kubernetes(), "kubectl logs -n iotedge deployment/edgeagent"),
        (500, LinuxVm(), "sudo iotedge logs edgeAgent"),
        (417, Kubernetes(), "Deploy the migrated manifest."),
        (400, Kubernetes(), "Correct the manifest"),
    ],
)
def test_each_answer_of_the_agent_has_its_step(code: int, target: Kubernetes | LinuxVm, step: str) -> None:
    reported = {"lastDesiredVersion": 9, "lastDesiredStatus": {"code": code, "description": ""}, "systemModules": {}}
    twin = {"moduleId": "$edgeAgent", "properties": {"desired": {"$version": 9}, "reported": reported}}
    line = lines(f"az iot hub module-twin show\n{json.dumps(twin)}", target=target)["deployment"]
    assert line.state == "wrong" and step in line.todo
