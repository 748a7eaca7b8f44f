"""What a run sheet says of a step is true at that step, for manifests that lack what most of them have."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from core.cli.main import main
from tests.golden_cases import expand

READ_ONLY = {"HostConfig": {"Mounts": [{"Type": "volume", "Source": "data", "Target": "/d", "ReadOnly": True}]}}
PORT = {"HostConfig": {"PortBindings": {"8080/tcp": [{"HostPort": "8080"}]}}}
OPTIONS = {"HostConfig": {"Binds": ["/home/hcsshares/video:/v"], "PortBindings": {"80/tcp": [{"HostPort": "80"}]}}}


def exported(folder: Path, tree: dict[str, Any], platform: str = "kubernetes", *more: str) -> dict[str, str]:
    site = folder / "site.json"
    site.write_text(json.dumps(tree), encoding="utf-8")
    given = [str(site), "--defaults", "--accept-risk", "a test", "--platform", platform, *more]
    assert main(["convert", *given, "--out", str(folder / "out")]) == 0
    return {
        name: (folder / "out" / name).read_text(encoding="utf-8")
        for name in ("runsheet.md", "report.md", "rollback/steps.md")
    }


def step(sheet: str, title: str) -> str:
    return re.split(r"(?m)^## \d+\. ", sheet.partition(f" {title}\n")[2])[0]


@pytest.mark.parametrize("platform", ["kubernetes", "linux-vm"])
def test_create_options_alone_name_their_share_and_their_clients(tmp_path: Path, platform: str) -> None:
    texts = exported(tmp_path, OPTIONS, platform)
    assert "the share “video”" in texts["report.md"]
    assert ("the share “video”" if platform == "kubernetes" else "/mnt/ase/video") in texts["runsheet.md"]
    assert "No tasks outside the file" not in texts["runsheet.md"]
    assert "Configure the clients of this module" in texts["report.md"] and " 0 min |" not in texts["report.md"]
    assert "its own identity in IoT Hub" not in texts["report.md"]
    assert "this command" not in step(texts["runsheet.md"], "Cut over").lower()


def test_what_only_a_running_module_shows_is_checked_when_it_runs(tmp_path: Path) -> None:
    before = {"ro": {"createOptions": READ_ONLY}, "rw": {"createOptions": PORT}}
    sheet = exported(tmp_path, expand(before), "kubernetes", "--share", "data")["runsheet.md"]
    prepare, check = step(sheet, "Prepare the GPU device"), step(sheet, "Check each module")
    for text in ("mounts the share “data” read-only", "which may be reserved"):
        assert text in check.lower() if text[0].islower() else text in check
        assert text not in prepare.lower()
    assert "In this case choose read-write access in EdgeShift, export and deploy again." in sheet


@pytest.mark.parametrize("platform", ["kubernetes", "linux-vm"])
def test_the_old_device_is_not_called_unchanged_after_its_modules_were_stopped(tmp_path: Path, platform: str) -> None:
    assert "stays unchanged" not in exported(tmp_path, expand({"cam": {}}), platform)["runsheet.md"]


def test_a_module_that_ended_is_restarted_on_kubernetes(tmp_path: Path) -> None:
    assert (
        "the module ended without an error; Kubernetes restarts it"
        in exported(tmp_path, expand({"cam": {}}))["runsheet.md"]
    )


@pytest.mark.parametrize("platform", ["kubernetes", "linux-vm"])
def test_without_shares_and_topics_nothing_is_said_of_them(tmp_path: Path, platform: str) -> None:
    texts = exported(tmp_path, expand({"cam": {}}), platform)
    for text in ("Copy the files", "copy the files,", "Check the space", "routes depend", "Create the users"):
        assert text not in texts["runsheet.md"] + texts["report.md"], text
    assert "If the old device has" in texts["report.md"]


@pytest.mark.parametrize("platform", ["kubernetes", "linux-vm"])
@pytest.mark.parametrize("credentials", [{}, {"acr": {"address": "a.example", "username": "u", "password": "p"}}])
def test_the_rollback_names_passwords_only_where_there_are_some(
    tmp_path: Path, platform: str, credentials: dict[str, Any]
) -> None:
    tree = expand({"cam": {}})
    agent = tree["modulesContent"]["$edgeAgent"]["properties.desired"]
    agent["runtime"] = {"type": "docker", "settings": {"registryCredentials": credentials}}
    steps = exported(tmp_path, tree, platform)["rollback/steps.md"]
    assert ("contains passwords of registries" in steps) is bool(credentials)


@pytest.mark.parametrize("protocol", ["AmqpWs", ""])
def test_the_vm_gets_the_protocol_of_the_manifest(tmp_path: Path, protocol: str) -> None:
    tree = expand({"cam": {}, "edgeAgent": {"env": {"UpstreamProtocol": {"value": protocol}}} if protocol else {}})
    sheet = exported(tmp_path, tree, "linux-vm")["runsheet.md"]
    assert ("and UpstreamProtocol to AmqpWs" in sheet) is bool(protocol)
    assert "as in the manifest" not in sheet
    software = step(sheet, "Install the software for the modules")
    assert "supports API version 1.41" in software and '"log-driver": "local"' in software.replace("\\", "")


def test_a_template_is_deployed_as_the_filled_file(tmp_path: Path) -> None:
    sheet = exported(tmp_path, {"$schema-template": "4.0.0", **expand({"cam": {"image": "${MODULES.Cam}"}})})[
        "runsheet.md"
    ]
    assert "--content FILLED-FILE" in sheet and "FILLED-FILE (" in sheet
    assert "MODULES" not in step(sheet, "Watch the modules start")


ON_LAPTOP = re.compile(r"az |Enter-PSSession|\{")


@pytest.mark.parametrize("platform", ["kubernetes", "linux-vm"])
@pytest.mark.parametrize("gpus", [0, 1])
def test_every_command_says_where_it_runs(tmp_path: Path, platform: str, gpus: int) -> None:
    """A mark in the text applies up to the next text; on a VM, `sudo` is one too."""
    options = {"k8s-experimental": {"resources": {"limits": {"nvidia.com/gpu": 1}}}} if gpus else {}
    vm = {"HostConfig": {"Runtime": "nvidia"}} if gpus else {}
    before = {"cam": {"createOptions": options if platform == "kubernetes" else vm}, "edgeHub": {}}
    sheet = exported(tmp_path, expand(before), platform)["runsheet.md"]
    parts = sheet.split("```\n")
    text = ""
    for number, part in enumerate(parts):
        if number % 2 == 0:
            text = part.strip() or text
            continue
        commands = part.strip()
        marked = "PowerShell" in text.rpartition("\n")[2] or text.rpartition("\n")[2].startswith("VM:")
        assert marked or "sudo " in commands or ON_LAPTOP.match(commands) or "iotedge list" in commands, commands
