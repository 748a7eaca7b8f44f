"""Every command in a block of run sheet and rollback has its expected output, or words where no shape is published."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from core.bundle import expected_session, rollback, run_sheet
from core.device_outputs.document import observed
from core.device_outputs.reading import read as read_outputs
from core.manifest.read import read
from core.migration.migrate import migrate
from core.model.decisions import About, Decisions
from core.model.device import Device, Share
from core.report import build
from core.targets.registry import target_of
from tests.golden_cases import expand
from tests.paths import SAMPLE

OUTPUT = re.compile(
    r"Enter-PSSession |Get-AzureDataBoxEdgeRole$|Get-HcsGpuNvidiaSmi$|nvidia-smi$|sudo docker run .* nvidia-smi$"
    r"|(?:sudo )?iotedge (?:list|version|system status|check|logs .*)$|sudo docker ps$|kubectl get "
    r"|az iot edge (?:set-modules|deployment (?:list|create)) "
)
"""Commands whose output has a known shape: it follows in the same block."""
SILENT = re.compile(
    r"az iot edge (?:export-modules .* > \S+\.json$|deployment delete )|sudo (?:mkdir|mount|nano|systemctl) "
)
"""Commands that print nothing, or open an editor."""
WORDS = re.compile(
    r"az login$|az extension add |az iot hub device-identity |wget |sudo (?:dpkg|apt-get|nvidia-ctk|iotedge config) "
    r"|docker version$|findmnt$|jsonpatch "
)
"""Commands whose output has no published shape, or does not matter: installations, and what the text describes."""
LAYERED = {"modulesContent": {"$edgeAgent": {"properties.desired.modules.cam": expand({"cam": {}})["modulesContent"][
    "$edgeAgent"]["properties.desired"]["modules"]["cam"]}}}  # fmt: skip
SHARES = (Share(name="camera-in", protocol="nfs"), Share(name="models", mounted=True))
INPUTS: dict[str, bytes] = {
    "sample": SAMPLE.read_bytes(),
    "layered": json.dumps(LAYERED).encode(),
    "template": json.dumps({"$schema-template": "4.0.0", **expand({"cam": {}})}).encode(),
    "hostile": json.dumps(expand({"cam`$(rm)`\n```\n|x": {}})).encode(),
}
GPU_CLAIM = {
    "HostConfig": {"Mounts": [{"Type": "volume", "Source": "models", "Target": "/models"}]},
    "k8s-experimental": {"resources": {"limits": {"nvidia.com/gpu": 1}}},
}
INPUTS["moved"] = json.dumps(expand({"edgeHub": {}, "cam": {"createOptions": GPU_CLAIM}})).encode()


def pages(data: bytes, *, moved: bool = False, **device: Any) -> dict[str, str]:
    decisions = Decisions(about=About(hub="plant7hub", edge_device="gpu1"))
    migration = migrate(read(data, "site.json"), Device(**device), decisions)
    target, report = target_of(migration.device), build(migration)
    sheet = run_sheet.markdown(report, migration.after(), rollback.stop_name(migration.before), target, moved=moved)
    files = rollback.files(migration.before, migration.after(), report, migration.redactor, target, moved=moved)
    return {"runsheet.md": sheet, "steps.md": files["rollback/steps.md"].decode()}


def blocks(page: str) -> list[str]:
    return re.findall(r"^```\n(.*?)\n```$", page, re.MULTILINE | re.DOTALL)


def block(page: str, command: str) -> str:
    return next(text for text in blocks(page) if text.startswith(command))


def faults(page: str) -> list[str]:
    """The commands without an output of their own, those that are unknown, and outputs without a command."""
    found = []
    for text in blocks(page):
        if text.startswith("{"):  # the content of the files that the block before it writes
            continue
        commands, _, output = text.partition("\n\n")
        *first, last = (line for line in commands.splitlines() if line != "# VM")
        shared = re.search(r"nvidia-smi$", last) if output.strip() else None  # both print the same table
        found += [
            line
            for line in first
            if not (SILENT.match(line) or WORDS.match(line) or (shared and line == shared.group()))
        ]
        known = OUTPUT.match(last) if output.strip() else SILENT.match(last) or WORDS.match(last)
        found += [] if known else [last]
    return found


@pytest.mark.parametrize("platform", ["kubernetes", "linux-vm"])
@pytest.mark.parametrize("name", INPUTS)
def test_every_command_has_its_expected_output(name: str, platform: str) -> None:
    for moved in (False, True) if platform == "linux-vm" else (False,):
        for page, text in pages(INPUTS[name], moved=moved, platform=platform, shares=SHARES).items():
            assert blocks(text), page
            assert faults(text) == [], page


def test_a_command_without_its_output_is_found() -> None:
    page = pages(SAMPLE.read_bytes())["runsheet.md"]
    for command in ("iotedge list", "az iot edge set-modules", "kubectl get pods", "Enter-PSSession"):
        text = block(page, command)
        line = text.partition("\n")[0]
        assert faults(page.replace(text, line, 1)) == [line]
    assert faults("```\nGet-Unknown\n\n1\n```") == ["Get-Unknown"]


@pytest.mark.parametrize(
    ("command", "known"),
    [
        ("Get-AzureDataBoxEdgeRole", {"role": {"state": "Created", "hostPlatform": "KubernetesCluster"}}),
        ("Get-HcsGpuNvidiaSmi", {"gpus": 1, "gpuModel": "Tesla T4", "mps": False}),
    ],
)
def test_the_reader_recognizes_what_is_shown(command: str, known: dict[str, Any]) -> None:
    """What is cut is read as partial: it is no whole list."""
    shown = block(pages(SAMPLE.read_bytes(), shares=SHARES)["runsheet.md"], command)
    facts = observed(read_outputs([("paste", f"[10.0.0.1]: PS>{shown}".encode())]))
    assert facts["command"] == [command] and facts["partial"]
    for key, value in known.items():
        assert facts[key] == value or value.items() <= facts[key].items(), key


def test_the_answers_of_the_hub_have_the_names_of_this_deployment() -> None:
    page = pages(SAMPLE.read_bytes())
    listed = block(page["runsheet.md"], "az iot edge set-modules -n plant7hub -d gpu1")
    assert '"deviceId": "gpu1", … "managedBy": null, "moduleId": "$edgeAgent"' in listed
    assert '"managedBy": "IotEdge", "moduleId": "weldScorer"' in listed and listed.endswith("\n  …\n]")
    assert '"deviceId": "OLD-DEVICE"' in block(page["steps.md"], "az iot edge set-modules -n plant7hub -d OLD-DEVICE")
    layered = pages(INPUTS["layered"])["runsheet.md"]
    assert re.search(r"(?m)^BASE +5  deviceId='gpu1'$", block(layered, "az iot edge deployment list"))
    assert '"targetCondition": "deviceId=\'gpu1\'"' in block(layered, "az iot edge deployment create")


def test_a_table_of_az_keeps_the_id_of_a_deployment() -> None:
    """`-o table` leaves out the keys `id`, `type` and `etag` unless they are renamed."""
    for name, platform in (("sample", "kubernetes"), ("sample", "linux-vm"), ("layered", "kubernetes")):
        page = pages(INPUTS[name], platform=platform)["runsheet.md"]
        assert "{Id:id," in block(page, "az iot edge deployment list").partition("\n")[0]


def test_long_lists_are_cut() -> None:
    assert expected_session.role({"a": "smb", "b": "nfs", "c": "smb"}).count("Name:") == 3  # one is that of the image
    assert len(expected_session.identities("d", [f"m{n}" for n in range(50)]).splitlines()) == 6


def test_a_vm_shows_its_gpus_without_a_version_of_the_driver() -> None:
    page = pages(SAMPLE.read_bytes(), platform="linux-vm")["runsheet.md"]
    shown = block(page, "sudo apt-get install nvidia-container-toolkit")
    assert "|   0  Tesla T4            On   | …" in shown and "460" not in shown
