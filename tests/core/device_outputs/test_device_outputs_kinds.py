"""Outputs without a sample, in the shapes that the public documentation and the programs' sources show."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.device_outputs.document import document
from core.device_outputs.reading import read
from tests.paste_noise import sample, without_prompts


def seen(text: str) -> dict[str, Any]:
    return document(read([("paste.txt", text.encode())]))


KUBERNETES_LIST = """[10.57.48.10]: PS>iotedge list

NAME         STATUS  DESCRIPTION CONFIG                                          EXTERNAL-IP PORT(S)
----         ------  ----------- ------                                          -----       -------
edgehub      Running Up 5 days   mcr.microsoft.com/azureiotedge-hub:1.0          10.57.48.62 443:31457/TCP,5671:308
                                                                                             81/TCP,8883:31753/TCP
iotedged     Running Up 7 days   azureiotedge/azureiotedge-iotedged:0.1.0-beta13 <none>      35000/TCP,35001/TCP
weldscorer   Running Up 1 days   registry.example.net/weldscorer:2.1
edgeagent    Running Up 7 days   azureiotedge/azureiotedge-agent:0.1.0-beta13

[10.57.48.10]: PS>"""


def test_iotedge_list_of_the_kubernetes_device() -> None:
    result = seen(KUBERNETES_LIST)
    assert result["observed"]["command"] == ["iotedge list"]
    assert result["observed"]["modules"][0] == {
        "name": "edgehub",
        "status": "running",
        "image": "mcr.microsoft.com/azureiotedge-hub:1.0",
        "externalIp": "10.57.48.62",
        "ports": [443, 5671, 8883],
    }
    assert result["observed"]["modules"][2]["ports"] == []
    assert result["observed"]["usedExternalIps"] == ["10.57.48.62"]
    assert result["target"]["images"]["edgeAgent"] == "azureiotedge/azureiotedge-agent:0.1.0-beta13"
    assert result["device"] == {"profile": "beta15"}
    assert result["unread"] == []


def test_iotedge_list_of_a_linux_machine() -> None:
    result = seen(
        """user@vm:~$ sudo iotedge list
NAME             STATUS           DESCRIPTION                 CONFIG
edgeAgent        running          Up 2 days                   mcr.microsoft.com/azureiotedge-agent:1.1
Historian        failed           Failed (137) 5 minutes ago  registry.example.net/historian:1.9
WeldScorer       stopped          Stopped 3 hours ago         registry.example.net/weldscorer:2.0
"""
    )
    assert [(row["name"], row["status"]) for row in result["observed"]["modules"]] == [
        ("edgeAgent", "running"),
        ("Historian", "failed"),
        ("WeldScorer", "stopped"),
    ]
    assert result["observed"]["modules"][1]["exitCode"] == 137
    assert result["observed"]["runtime"] == "linux"
    assert result["target"] == {}
    assert result["unread"] == []


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        (
            """PS C:\\plant7> az databoxedge device share list -g rg-plant7 --device-name plant7-gpu -o table
AccessProtocol    DataPolicy    Description    MonitoringStatus    Name        ResourceGroup    ShareStatus
----------------  ------------  -------------  ------------------  ----------  ---------------  -------------
SMB               Local                        Enabled             models      rg-plant7        OK
NFS               Cloud         camera frames  Enabled             camera-in   rg-plant7        Offline
""",
            [("models", "smb", None, False, "OK"), ("camera-in", "nfs", None, True, "Offline")],
        ),
        (
            """PS C:\\> Get-AzStackEdgeShare -ResourceGroupName rg-plant7 -DeviceName plant7-gpu

Name      Type DataPolicy StorageAccountName DeviceName
----      ---- ---------- ------------------ ----------
models    SMB  Local      N/A                plant7-gpu
camera-in NFS  Cloud      plant7sa           plant7-gpu
""",
            [("models", "smb", None, False, None), ("camera-in", "nfs", None, True, None)],
        ),
        (
            """Name       Type       DataPolicy       DataFormat       ResourceGroupName     StorageAccountName
---------- ---------- ---------------- ---------------- --------------------- -------------------
share-1    SMB        Cloud            PageBlob         rg-plant7             plant7sa
""",
            [("share-1", "smb", None, True, None)],
        ),
    ],
    ids=["az", "cmdlet", "help"],
)
def test_tables_of_shares(text: str, shares: list[tuple[Any, ...]]) -> None:
    result = seen(text)
    keys = ("name", "protocol", "mounted", "cloud", "status")
    assert [tuple(share.get(key) for key in keys) for share in result["observed"]["shares"]] == shares
    assert result["unread"] == []


OLD_DRIVER = """    [10.57.48.10]: PS>Get-HcsGpuNvidiaSmi
    K8S-2WLD7Q3CL-2WLD7Q3:

    Mon Nov  2 18:13:15 2020
    +-----------------------------------------------------------------------------+
    | NVIDIA-SMI 440.64.00    Driver Version: 440.64.00    CUDA Version: 10.2     |
    |-------------------------------+----------------------+----------------------+
    | GPU  Name        Persistence-M| Bus-Id        Disp.A | Volatile Uncorr. ECC |
    | Fan  Temp  Perf  Pwr:Usage/Cap|         Memory-Usage | GPU-Util  Compute M. |
    |===============================+======================+======================|
    |   0  Tesla T4            On   | 00008439:00:00.0 Off |                    0 |
    | N/A   62C    P0    30W /  70W |  14700MiB / 15109MiB |      7%      Default |
    +-------------------------------+----------------------+----------------------+
"""
OLD_PROCESSES = """
    +-----------------------------------------------------------------------------+
    | Processes:                                                       GPU Memory |
    |  GPU       PID   Type   Process name                             Usage      |
    |=============================================================================|
    |    0    123456      C   python                                      7360MiB |
    +-----------------------------------------------------------------------------+
"""


def test_an_old_driver_has_no_mig_line() -> None:
    result = seen(OLD_DRIVER)["observed"]
    assert (result["gpus"], result["mig"], result["mps"]) == (1, False, False)
    assert not {"partial", "processes"} & result.keys()
    assert seen(OLD_DRIVER + OLD_PROCESSES)["observed"]["processes"] == [
        {"gpu": 0, "name": "python", "memoryMiB": 7360}
    ]


def test_a_new_driver_prints_a_wider_table() -> None:
    wide = (
        sample("gpu-two-idle.txt")
        .replace("             |\n", "                       |\n")
        .replace("-+\n", "-----------+\n")
    )
    assert seen(wide)["observed"]["gpus"] == 2


def test_two_nodes_are_added_up() -> None:
    first = without_prompts(sample("gpu-two-idle.txt")).decode()
    result = seen("[10.57.48.10]: PS>Get-HcsGpuNvidiaSmi\n" + first + "\n" + first.replace("2WLD7Q3:", "9QQB2Z1:"))
    assert result["observed"]["gpus"] == 4
    assert len(result["observed"]["gpusByNode"]) == 2
    assert result["unread"] == []


def test_the_same_node_twice_is_the_command_run_again() -> None:
    first = without_prompts(sample("gpu-two-idle.txt")).decode()
    assert seen(first + "\n" + first)["observed"]["gpus"] == 2


def test_a_table_of_gpus_cut_in_the_middle_gives_the_device_no_number() -> None:
    result = seen("\n".join(sample("gpu-two-idle.txt").split("\n")[:15]))
    assert "partial" in result["observed"]
    assert result["device"] == {}


DEPLOYMENT = {
    "$edgeAgent": {
        "properties.desired": {
            "runtime": {
                "settings": {
                    "registryCredentials": {
                        "plant7": {"address": "plant7.azurecr.io", "username": "u", "password": "REDACT-ME-PW"}
                    }
                }
            },
            "systemModules": {
                "edgeAgent": {
                    "settings": {"image": "azureiotedge/azureiotedge-agent:0.1.0-beta8"},
                    "env": {"https_proxy": {"value": "http://proxy.plant7:3128"}},
                },
                "edgeHub": {"settings": {"image": "mcr.microsoft.com/azureiotedge-hub:1.0"}},
            },
            "modules": {"Heart": {"settings": {"image": "registry.example.net/heart:1"}}},
        }
    },
    "$edgeHub": {"properties.desired": {}},
}


def test_an_exported_deployment_is_the_target() -> None:
    result = seen(json.dumps({"content": {"modulesContent": DEPLOYMENT}}, indent=2))
    assert result["observed"]["command"] == ["az iot edge export-modules"]
    assert result["target"]["images"]["Heart"] == "registry.example.net/heart:1"
    assert [module["name"] for module in result["target"]["modules"]] == ["edgeAgent", "edgeHub", "Heart"]
    assert result["target"]["registryCredentials"] == [{"name": "plant7", "address": "plant7.azurecr.io"}]
    assert result["device"] == {"proxy": "http://proxy.plant7:3128", "profile": "beta8"}
    assert result["observed"]["secret"] == ["registryCredentials.plant7.password"]
    assert "REDACT-ME" not in json.dumps(result)


def test_a_layered_deployment_of_the_portal() -> None:
    layered = {"$edgeAgent": {"properties.desired.modules.cam": {"settings": {"image": "registry.example.net/cam:1"}}}}
    result = seen(json.dumps({"modulesContent": layered}))
    assert result["target"]["images"] == {"cam": "registry.example.net/cam:1"}


def test_a_target_without_a_deployment_has_no_images() -> None:
    empty = {"$edgeAgent": {"properties.desired": {}}, "$edgeHub": {"properties.desired": {}}}
    assert seen(json.dumps({"content": {"modulesContent": empty}}))["target"]["images"] == {}


def test_the_twin_says_why_a_module_fails() -> None:
    twin = json.loads(sample("az-twin-running.json"))
    entry = twin["properties"]["reported"]["modules"]["historian"]
    entry["runtimeStatus"], entry["statusDescription"] = "backoff", "Module in Waiting State: ErrImagePull: not found"
    result = seen(json.dumps(twin, indent=1))
    assert result["observed"]["problems"] == {"historian": "image cannot be pulled: not found at the registry"}


def test_an_empty_answer_counts_only_beside_its_command() -> None:
    with_command = "[10.57.48.10]: PS>kubectl get pvc -n iotedge\nNo resources found in iotedge namespace.\n"
    assert seen(with_command)["observed"]["claims"] == []
    assert "claims" not in seen("No resources found in iotedge namespace.\n")["observed"]
    assert seen("PS C:\\> az databoxedge device share list -g rg\n[]\n")["device"] == {"shares": []}
    assert seen("[]\n")["device"] == {}


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("bash: kubectl: command not found", "unknown on this machine"),
        ("user@lap7:~$ az iot edge export-modules -d x\nERROR: Please run 'az login' to setup account.", "az login"),
        ("error: You must be logged in to the server (Unauthorized)", "not signed in"),
        ("Unable to connect to the server: dial tcp 10.57.48.11:6443: i/o timeout", "cannot be reached"),
        ("[10.57.48.10]: PS>kubectl get pods -n kube-system\n" + sample("pods-ansi.txt"), "kube-system"),
        ("[10.57.48.10]: PS>iotedge logs weldscorer\n" + sample("pvc-lost-terminating.txt"), "not interpreted"),
    ],
)
def test_outputs_without_facts_say_why(text: str, result: str) -> None:
    found = seen(text)
    assert result in found["observed"]["nothing"]
    assert found["device"] == {}


def test_a_kubernetes_configuration_is_dropped() -> None:
    result = seen(
        """[10.57.48.10]: PS>New-HcsKubernetesUser -UserName "plant7"
apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSU
    server: https://compute.plant7.example.net:6443
  name: kubernetes
kind: Config
users:
- name: plant7
  user:
    client-key-data: REDACT-ME-LS0tLS1CRUdJTiBSU0EgUF
"""
    )
    assert "REDACT-ME" not in json.dumps(result)
    assert result["unread"] == []


def test_unknown_lines_are_named_and_masked() -> None:
    result = seen("lorem ipsum\n    DB_PASSWORD:  hunter\n")
    assert [line["line"] for line in result["unread"]] == [1, 2]
    assert "hunter" not in json.dumps(result)


@pytest.mark.parametrize("name", ["az-set-modules.json", "az-twin-running.json"])
def test_a_cut_document_keeps_its_secrets(name: str) -> None:
    text = sample(name)
    for end in range(0, len(text), 101):
        assert "REDACT-ME" not in json.dumps(seen(text[:end]))


def test_the_later_list_of_pods_replaces_the_earlier_one() -> None:
    result = seen(sample("pods-ansi.txt") + "\n" + sample("pods-rollout-two-of-one.txt"))
    assert {row["module"] for row in result["observed"]["pods"]} == {"edgeagent", "edgehub", "weldscorer"}


def test_azure_says_more_of_a_share_than_the_role() -> None:
    result = seen(sample("az-share-list.json") + "\n" + sample("role-three-shares.txt"))
    assert {share["name"]: share["mounted"] for share in result["observed"]["shares"]} == {
        "models": True,
        "camera-in": True,
        "camera-out": False,
    }


def test_a_crash_is_no_matter_of_the_image() -> None:
    text = sample("describe-imagepull.txt").replace(
        "Reason:       ImagePullBackOff",
        "Reason:       CrashLoopBackOff\n    Last State:     Terminated\n"
        "      Reason:       Error\n      Exit Code:    3",
    )
    assert seen(text)["observed"]["problems"] == ["starts and ends repeatedly (exit code 3)"]
