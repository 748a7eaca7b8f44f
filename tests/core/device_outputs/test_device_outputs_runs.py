"""Commands run again, for some objects only, or in vain: the latest run counts, and no gap becomes "not there"."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.device_outputs.document import document
from core.device_outputs.reading import read
from tests.paste_noise import Noise, indented, quoted, sample, wrapped


def seen(text: str) -> dict[str, Any]:
    return document(read([("paste.txt", text.encode())]))


HEAD = "NAME                         READY   STATUS             RESTARTS   AGE\n"
ASKED = "[10.57.48.10]: PS>kubectl get pods -n iotedge\n"
CRASHED = HEAD + "cam-5b8f7c9d64-qm4tz         1/2     CrashLoopBackOff   3          9s\n"
RUNS = HEAD + "cam-5b8f7c9d64-qm4tz         2/2     Running            3          9m\n"


def test_a_list_that_was_printed_again_leaves_no_old_problem() -> None:
    result = seen(ASKED + CRASHED + ASKED + RUNS)["observed"]
    assert result["healthy"] is True and "problems" not in result


def test_a_watched_list_says_the_last_state_of_each_pod() -> None:
    text = ASKED.replace("\n", " -w\n") + CRASHED + RUNS.removeprefix(HEAD) + "^C[10.57.48.10]: PS>"
    result = seen(text)
    assert [(row["ready"], row["status"]) for row in result["observed"]["pods"]] == [("2/2", "Running")]
    assert result["unread"] == []


LIST = """[10.57.48.10]: PS>iotedge list

NAME    STATUS  DESCRIPTION CONFIG EXTERNAL-IP PORT(S)
----    ------  ----------- ------ ----------- -------
cam     Running Up 5 days   a/b:1
gone    Running Up 5 days   a/b:2

"""


def test_a_module_that_a_later_list_does_not_name_is_gone() -> None:
    result = seen(LIST + LIST.replace("gone    Running Up 5 days   a/b:2\n", ""))
    assert [row["name"] for row in result["observed"]["modules"]] == ["cam"]
    assert result["target"]["images"] == {"cam": "a/b:1"}


def test_the_list_of_the_old_device_stays_beside_that_of_the_new_one() -> None:
    old = "PS> iotedge list\nNAME             STATUS           DESCRIPTION      CONFIG\n"
    result = seen(old + "Historian        running          Up 4 days        a/b:1\n" + LIST)
    assert [row["name"] for row in result["observed"]["modules"]] == ["Historian", "cam", "gone"]


@pytest.mark.parametrize(
    "command",
    [
        "kubectl get pods cam-5b8f7c9d64-qm4tz -n iotedge",
        "kubectl get pod/cam-5b8f7c9d64-qm4tz -n iotedge",
        "kubectl get pods -n iotedge -l net.azure-devices.edge.module=cam",
        "kubectl get pods -n iotedge | findstr cam",
    ],
)
def test_what_asks_for_some_objects_is_no_whole_list(command: str) -> None:
    whole = ASKED + sample("pods-rollout-two-of-one.txt").partition("\n")[2]
    result = seen(whole + f"PS C:\\> {command}\n" + CRASHED)["observed"]
    assert {row["module"] for row in result["pods"]} == {"cam", "edgeagent", "edgehub", "weldscorer"}
    assert seen(f"PS C:\\> {command}\n" + RUNS)["observed"]["incomplete"] == ["pods"]


@pytest.mark.parametrize(
    "command", ["kubectl get pods -n iotedge -o wide", "kubectl get pods -A", "kubectl -n iotedge get po | more"]
)
def test_what_asks_for_all_is_a_whole_list(command: str) -> None:
    assert "incomplete" not in seen(f"PS C:\\> {command}\n" + RUNS)["observed"]


@pytest.mark.parametrize("kind", ["pods", "svc", "pvc"])
def test_objects_of_another_namespace_are_no_list_of_this_one(kind: str) -> None:
    tables = {"pods": RUNS, "svc": sample("svc-pending.txt"), "pvc": sample("pvc-bound.txt")}
    table = "\n".join(line for line in tables[kind].split("\n") if "PS>" not in line)
    result = seen(f"PS C:\\> kubectl get {kind} -n default\n{table}")["observed"]
    assert "namespace default" in result["nothing"]
    assert not {"pods", "services", "claims"} & result.keys()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("user@vm:~$ nvidia-smi\n-bash: nvidia-smi: command not found\n", "unknown on this machine (not found)"),
        ("user@vm:~$ nvidia-smi\n\nCommand 'nvidia-smi' not found, but can be installed with:\n\n"
         "sudo apt install nvidia-utils-535\n", "unknown on this machine (not found)"),
        ("user@vm:~$ nvidia-smi\nFailed to initialize NVML: Driver/library version mismatch\n"
         "NVML library version: 535.161\n", "nvidia-smi reports a failure"),
        ("C:\\>kubectl get pods\n'kubectl' is not recognized as an internal or external command,\n"
         "operable program or batch file.\n", "unknown on this machine"),
        ("user@vm:~$ iotedge list\nA module runtime error occurred\n\nCaused by:\n"
         "    Permission denied (os error 13)\n", "run the command with sudo"),
        ("user@vm:~$ docker ps\npermission denied while trying to connect to the Docker daemon socket at "
         "unix:///var/run/docker.sock\n", "run the command with sudo"),
        ("user@vm:~$ docker ps\nCannot connect to the Docker daemon at unix:///var/run/docker.sock. "
         "Is the docker daemon running?\n", "the daemon does not answer"),
        ("user@lap7:~$ az iot edge export-modules -n h -d d\nPlease run 'az login' to setup account.\n", "az login"),
        ("PS C:\\> az iot edge export-modules -n h -d d\n'edge' is misspelled or not recognized by the system.\n",
         "az extension add --name azure-iot"),
        ("PS C:\\> az iot edge set-modules -n h -d d --content x\nERROR: {'Message': 'ErrorCode:DeviceNotFound'}\n",
         "no such device"),
        ("PS C:\\> kubectl describe pod x -n iotedge\nError from server (NotFound): pods \"x\" not found\n",
         "there is no x among the pods"),
        ("PS C:\\> kubectl get pods\nUnable to connect to the server: x509: certificate signed by unknown authority\n",
         "not trusted"),
        ("PS C:\\> kubectl get pods\nE1127 12:00:00.123456    1234 memcache.go:265] couldn't get current server API"
         " group list\nThe connection to the server 10.57.48.11:6443 was refused - did you specify the right host?\n",
         "cannot be reached"),
    ],
)  # fmt: skip
def test_a_command_in_vain_says_why_and_leaves_nothing_unread(text: str, why: str) -> None:
    result = seen(text)
    assert why in result["observed"]["nothing"]
    assert "not in the device session" not in result["observed"]["nothing"]
    assert result["unread"] == []


TRANSCRIPT = """**********************
{0}
{1}: 20261127143158
{2}: LAP7\\me
PSVersion: 5.1.19041.4648
**********************
{3} C:\\plant7\\log.txt
{{0}}**********************
{4}
{5}: 20261127143301
**********************
"""
ENGLISH = ("Windows PowerShell transcript start", "Start time", "Username", "Transcript started, output file is",
           "Windows PowerShell transcript end", "End time")  # fmt: skip
GERMAN = ("Start der Windows PowerShell-Aufzeichnung", "Startzeit", "Benutzername",
          "Die Aufzeichnung wurde gestartet. Die Ausgabedatei ist", "Ende der Windows PowerShell-Aufzeichnung",
          "Endzeit")  # fmt: skip


@pytest.mark.parametrize("words", [ENGLISH, GERMAN], ids=["english", "german"])
def test_the_frame_of_a_transcript_is_no_output(words: tuple[str, ...]) -> None:
    result = seen(TRANSCRIPT.format(*words).format(ASKED + RUNS + "[10.57.48.10]: PS>Stop-Transcript\n"))
    assert len(result["observed"]["pods"]) == 1 and result["unread"] == []


def test_stars_around_other_text_stay() -> None:
    assert len(seen("**********************\nlorem ipsum\n**********************\n")["unread"]) == 3


def test_an_unknown_line_behind_a_command_is_named() -> None:
    """Even where the command is the longest line: that alone does not make it a wrapped one."""
    result = seen("azureuser@plant7-edge-virtual-machine:~$ sudo docker system df\nlorem ipsum\n")
    assert [(line["line"], line["text"]) for line in result["unread"]] == [(2, "••• •••")]


def test_json_of_the_same_twin_later_counts() -> None:
    twin = json.loads(sample("az-twin-running.json"))
    late = json.loads(sample("az-twin-running.json"))
    twin["properties"]["reported"]["modules"]["historian"]["runtimeStatus"] = "failed"
    ask = "PS C:\\> az iot hub module-twin show -n h -d d -m '$edgeAgent'\n"
    result = seen(ask + json.dumps(twin, indent=1) + "\n" + ask + json.dumps(late, indent=1) + "\n")
    assert "problems" not in result["observed"]


LINUX = """user@vm:~$ sudo iotedge list
NAME             STATUS           DESCRIPTION                 Config
edgeAgent        running          Up 4 days                   mcr.microsoft.com/azureiotedge-agent:1.5
edgeHub          running          Up 4 days                   mcr.microsoft.com/azureiotedge-hub:1.5
historian        stopped          Stopped 2 days ago          acr.azurecr.io/historian:3
"""


@pytest.mark.parametrize("width", [90, 98, 99, 100, 101, 132])
@pytest.mark.parametrize(
    "text",
    [
        LINUX,
        sample("describe-failedmount.txt"),
        sample("az-twin-running.json"),
        sample("svc-pending.txt"),
        sample("role-three-shares.txt"),
    ],
    ids=["list", "describe", "twin", "services", "role"],
)
def test_a_window_of_any_width(text: str, width: int) -> None:
    """A line that just fits goes on nowhere, though it is as long as those that were wrapped."""
    plain, narrow = (document(read([("paste", each)])) for each in (text.encode(), wrapped(text, width)))
    assert narrow["observed"] == plain["observed"] and narrow["unread"] == []


@pytest.mark.parametrize("noise", [indented, quoted], ids=lambda noise: noise.__name__)
def test_ctrl_c_and_transcripts_inside_an_indentation_or_a_mail(noise: Noise) -> None:
    text = TRANSCRIPT.format(*ENGLISH).format(ASKED + RUNS + "^C[10.57.48.10]: PS>\n")
    result = document(read([("paste", noise(text))]))
    assert len(result["observed"]["pods"]) == 1 and result["unread"] == []


def test_a_command_in_vain_does_not_make_the_others_incomplete() -> None:
    failed = (
        'PS C:\\> kubectl get pvc -n iotedge\nError from server (Forbidden): pvc is forbidden: User "x" cannot list'
    )
    result = seen(ASKED + RUNS + failed + ' resource "persistentvolumeclaims" in API group ""\n')["observed"]
    assert result["healthy"] is True and "incomplete" not in result
    silent = seen("[10.57.48.10]: PS>iotedge logs cam\n" + ASKED + RUNS)["observed"]
    assert "partial" not in silent
    assert seen(sample("pods-truncated-no-header.txt"))["observed"]["incomplete"] == ["pods"]


def test_a_row_of_processes_that_is_not_understood_is_named() -> None:
    result = seen(sample("gpu-one-busy.txt").replace("1390MiB |", "1.39GB |"))
    assert len(result["unread"]) == 1 and len(result["observed"]["processes"]) == 1


def test_the_error_of_powershell_7_is_no_command() -> None:
    result = seen(
        "PS C:\\> Get-AzureDataBoxEdgeRole\nGet-AzureDataBoxEdgeRole: The term 'Get-AzureDataBoxEdgeRole' is not "
        "recognized as a name of a cmdlet.\nCheck the spelling of the name, or try again.\n"
    )
    assert "on the laptop, not in the device session" in result["observed"]["nothing"] and result["unread"] == []


@pytest.mark.parametrize("dots", ["...", " ...", "…", "."])
@pytest.mark.parametrize("name", ["pods-rollout-two-of-one.txt", "pvc-bound.txt", "gpu-one-busy.txt", "nodes-wide.txt"])
def test_dots_behind_every_line_are_no_part_of_it(name: str, dots: str) -> None:
    lines = [line.rstrip() for line in sample(name).split("\n")]
    text = "\n".join(line + dots if line else line for line in lines)
    assert seen(text)["observed"] == seen("\n".join(lines))["observed"] and seen(text)["unread"] == []


def test_dots_behind_some_lines_say_that_these_were_cut() -> None:
    result = seen("Name      Type DataPolicy\n----      ---- ----------\nmodels    SMB  Local\ncamera... NFS  Cl...\n")
    assert [share["name"] for share in result["observed"]["shares"]] == ["models"]
