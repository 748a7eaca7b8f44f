"""What was not understood is never called none, and no output is taken for another."""

from __future__ import annotations

import json

import pytest

from core.device_outputs.document import document
from core.device_outputs.found import Facts
from core.device_outputs.reading import read
from tests.paste_noise import sample

TWIN = {"deviceId": "d", "moduleId": "$edgeAgent"}
CONTAINERS = "CONTAINER ID   IMAGE      COMMAND   CREATED       STATUS       PORTS   NAMES\n"
ROW = '0123456789ab   x.io/y:1   "/e"      2 hours ago   Up 2 hours           cam\n'
EVENTS = """\
  Type     Reason            Age   From               Message
  ----     ------            ----  ----               -------
  Normal   Scheduled         5m    default-scheduler  Successfully assigned iotedge/cam-5b9f7c6d5d-abcde to node-1
  Warning  FailedMount       4m    kubelet            MountVolume.SetUp failed for volume "in" : mount failed
"""


def observed(text: str) -> Facts:
    found: Facts = document(read([("paste", text.encode())]))["observed"]
    return found


@pytest.mark.parametrize("modules", [[1], "cam", {"cam": 1}, 7])
def test_modules_that_are_no_objects_are_not_none(modules: object) -> None:
    facts = observed(json.dumps({**TWIN, "properties": {"desired": {}, "reported": {"modules": modules}}}))
    assert facts["incomplete"] == ["modules"]
    assert "not understood" in str(facts["partial"])


@pytest.mark.parametrize("modules", [{}, {"cam": None}, None])
def test_a_twin_without_modules_has_none(modules: object) -> None:
    reported = {"modules": modules, "systemModules": {}}
    facts = observed(json.dumps({**TWIN, "properties": {"desired": {}, "reported": reported}}))
    assert facts["modules"] == []
    assert "incomplete" not in facts


def test_docker_ps_is_of_the_fpga_device_only_where_it_shows() -> None:
    assert "sourceDevice" not in observed(CONTAINERS + ROW)
    assert observed("[10.0.0.1]: PS>dkrdbe ps\n" + CONTAINERS + ROW)["sourceDevice"] == "fpga"
    assert observed(CONTAINERS.replace("ID   ", "ID        ") + ROW)["sourceDevice"] == "fpga"
    assert observed(CONTAINERS + ROW.replace('"/e"  ', '"/eâ€¦"'))["sourceDevice"] == "fpga"


@pytest.mark.parametrize("head", ["Events:\n", ""])
def test_the_events_of_a_description_are_read_without_their_pod(head: str) -> None:
    facts = observed(head + EVENTS)
    assert facts["problems"] == {"cam": "volume in cannot be mounted"}
    unplaced = EVENTS.replace("Successfully assigned iotedge/cam-5b9f7c6d5d-abcde to node-1", "assigned")
    assert observed(head + unplaced)["problems"] == {"a pod": "volume in cannot be mounted"}


@pytest.mark.parametrize(
    "text",
    [
        "NAME                   CPU(cores)   MEMORY(bytes)\ncam-5b9f7c6d5d-abcde   12m          120Mi\n",
        "NAME     CPU(cores)   CPU%   MEMORY(bytes)   MEMORY%\nnode-1   250m         6%     3000Mi          40%\n",
        "CONTAINER ID   NAME   CPU %   MEM USAGE / LIMIT     MEM %   NET I/O        BLOCK I/O   PIDS\n"
        "0123456789ab   cam    0.10%   100.5MiB / 15.64GiB   0.63%   1.2MB / 900kB   0B / 12kB   20\n",
        "u@vm:~$ sudo iotedge system logs -- -n 3\n-- Logs begin at Fri 2026-11-27 --\nerror: no such thing\n",
    ],
)
def test_what_says_nothing_of_the_device_is_named_and_not_used(text: str) -> None:
    found = document(read([("paste", text.encode())]))
    assert found["observed"]["nothing"] == "not used: it says nothing that EdgeShift needs"
    assert found["unread"] == []


def test_iotedge_list_is_read_with_one_blank_between_its_columns() -> None:
    found = observed(
        "NAME STATUS DESCRIPTION CONFIG\nedgeAgent running Up 3 hours mcr.microsoft.com/azureiotedge-agent:1.4\n"
        "cam failed Failed (137) 2 seconds ago x.io/y:1\nscore backoff Restarting (1) 2 seconds ago x.io/z:1\n"
    )
    assert [(row["name"], row["status"], row["image"]) for row in found["modules"]] == [
        ("edgeAgent", "running", "mcr.microsoft.com/azureiotedge-agent:1.4"),
        ("cam", "failed", "x.io/y:1"),
        ("score", "backoff", "x.io/z:1"),
    ]


@pytest.mark.parametrize("kept", ["head", "all"])
def test_a_described_pod_without_its_sections_has_unknown_claims_and_gpus(kept: str) -> None:
    """Cut after the head, or pasted without its indentation."""
    whole = sample("describe-imagepull.txt").replace("\r", "")
    assert "Containers:" in whole and observed(whole)["claimsUsed"] is not None
    lines = [line.strip() for line in whole.splitlines()]
    end = lines.index("Containers:") if kept == "head" else len(lines)
    seen = observed("\n".join(lines[:end]) + "\n")
    assert (seen["claimsUsed"], seen["gpuRequested"], bool(seen["partial"])) == (None, None, True)
