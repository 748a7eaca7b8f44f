"""The run sheet of a Linux VM: each task is in the step in which it can be done, and nothing is lost before a test."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from core.cli.main import main
from tests.golden_cases import expand

OPTIONS = ("--platform", "linux-vm", "--defaults", "--accept-risk", "x", "--share", "models")
SHARE = "From a small VM without a GPU, mount one share as in step 5"
SAVED = "managed-service.before.json"
HOST = {
    "Privileged": True,
    "Binds": ["/home/hcsshares/models:/models", "/data/line7:/line", "/etc/localtime:/etc/localtime:ro"],
    "Devices": [{"PathOnHost": "/dev/ttyUSB0", "PathInContainer": "/dev/ttyUSB0", "CgroupPermissions": "rwm"}],
    "DeviceRequests": [{"Driver": "nvidia", "DeviceIDs": ["0"], "Capabilities": [["gpu"]]}],
}
CLAIM = {"HostConfig": {"Mounts": [{"Type": "volume", "Source": "models", "Target": "/models"}]}}
LIMITS = {"k8s-experimental": {"resources": {"limits": {"nvidia.com/gpu": 1}}, "strategy": {"type": "Recreate"}}}


def exported(out: Path, options: dict[str, Any], routes: dict[str, str] | None = None, *more: str) -> dict[str, str]:
    """The texts of an export for a VM of one module with these create options."""
    tree = expand({"edgeHub": {}, "cam": {"createOptions": options}})
    if routes is not None:
        tree["modulesContent"]["$edgeHub"] = {"properties.desired": {"schemaVersion": "1.1", "routes": routes}}
    site = out / "site.json"
    site.write_text(json.dumps(tree), encoding="utf-8")
    assert main(["convert", str(site), "--out", str(out / "out"), *OPTIONS, *more]) == 0
    return {name: (out / "out" / name).read_text("utf-8") for name in ("runsheet.md", "rollback/steps.md", "report.md")}


@pytest.fixture(scope="module")
def fpga(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return exported(tmp_path_factory.mktemp("fpga"), {"HostConfig": HOST}, None, "--proxy", "http://10.0.0.1:3128")


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return exported(tmp_path_factory.mktemp("moved"), CLAIM | LIMITS)


def step(sheet: str, number: int) -> str:
    """The text of one step of the run sheet."""
    return re.split(r"^## (?=\d+\. )", sheet, flags=re.MULTILINE)[number]


def test_a_share_is_tested_before_the_irreversible_step(fpga: dict[str, str], moved: dict[str, str]) -> None:
    for texts in (fpga, moved):
        assert SHARE in step(texts["runsheet.md"], 1)
        assert "Test one share first. If the test fails, stop here." in step(texts["runsheet.md"], 5)


def test_double_work_is_named_before_it_begins(fpga: dict[str, str], moved: dict[str, str]) -> None:
    deploy = step(fpga["runsheet.md"], 7)
    assert deploy.index("is processed and sent twice") < deploy.index("az iot edge set-modules")
    assert "twice" not in step(fpga["runsheet.md"], 10)
    assert "sent twice" not in moved["runsheet.md"], "the managed service ended in step 2"


def test_the_work_on_the_vm_itself_has_its_minutes_and_its_instructions(fpga: dict[str, str]) -> None:
    lines = {line.partition("· ")[0]: line.partition("· ")[2] for line in fpga["report.md"].splitlines()}
    vm = next(text for title, text in lines.items() if "Tasks on the VM" in title)
    assert vm.startswith("manual step, 120 min. Follow the run sheet")
    for title in ("Can the VM reach", "Tasks outside this file"):
        itemized = next(text for found, text in lines.items() if title in found)
        assert itemized == "manual step. These tasks are listed under “Outside the file”."


def test_without_shares_no_share_is_tested(tmp_path: Path) -> None:
    assert SHARE not in exported(tmp_path, {})["runsheet.md"]


def test_what_step_2_deletes_is_saved_before_it(fpga: dict[str, str], moved: dict[str, str]) -> None:
    assert f"-d MANAGED-DEVICE > {SAVED}" in step(fpga["runsheet.md"], 1)
    assert f"deploy {SAVED}, which step 1 of the run sheet saved" in fpga["rollback/steps.md"]
    assert "MANAGED-DEVICE" not in "".join(moved.values())
    for texts in (fpga, moved):
        assert texts["runsheet.md"].count("-d OLD-DEVICE > old-device.before.json") == 1
        assert "old-device.before.json" in step(texts["runsheet.md"], 1)


def test_tasks_of_the_vm_are_in_a_step_that_has_the_vm(fpga: dict[str, str]) -> None:
    sheet = fpga["runsheet.md"]
    for number, text in (
        (3, "The VM is allowed as a client of the shares of step 5."),
        (4, "/etc/docker/daemon.json"),
        (4, "The VM needs the NVIDIA driver"),
        (6, "/data/line7 is now a path of the VM"),
        (6, "The VM must have /dev/ttyUSB0"),
        (6, "Because cam has privileges, set allow_elevated_docker_permissions = true."),
    ):
        assert text in step(sheet, number), text
        assert text not in step(sheet, 1), text


def test_config_toml_names_its_keys_and_privileges_only_where_needed(
    fpga: dict[str, str], moved: dict[str, str]
) -> None:
    for texts in (fpga, moved):
        for key in ("hostname", "[edge_ca]", "trust_bundle_cert", "[agent.env] storageFolder"):
            assert key in step(texts["runsheet.md"], 6).replace("\\", ""), key
    assert "allow_elevated" not in moved["runsheet.md"]


def test_what_a_command_needs_is_before_it(fpga: dict[str, str]) -> None:
    software = step(fpga["runsheet.md"], 4)
    assert software.index("First set the proxy http") < software.index("wget ")
    assert software.index("22.04 in the first command is the release of the image") < software.index("wget ")
    assert software.index("Add the NVIDIA package repository") < software.index("apt-get install nvidia-container")


@pytest.mark.parametrize("topic", ["models", ""])
def test_routes_need_triggers_only_where_one_has_a_topic(topic: str, tmp_path: Path) -> None:
    where = f" WHERE topic = '{topic}'" if topic else ""
    texts = exported(tmp_path, {}, {"up": f"FROM /messages/*{where} INTO $upstream"})
    for name in ("runsheet.md", "report.md"):
        assert ("depends on a trigger of the device" in texts[name]) is bool(topic)
        assert ("If the old device has triggers" in texts[name]) is not bool(topic)


def test_only_folders_with_data_are_checked(fpga: dict[str, str]) -> None:
    watched = step(fpga["runsheet.md"], 8)
    assert "/data/line7 is a path of the VM" in watched
    assert "localtime" not in watched


def test_the_rollback_waits_for_the_queue_and_claims_no_stop(fpga: dict[str, str], moved: dict[str, str]) -> None:
    for texts in (fpga, moved):
        steps = texts["rollback/steps.md"]
        assert steps.index("queue of edgeHub on the VM is empty") < steps.index("stop the VM")
    assert "that the cutover stopped" in fpga["rollback/steps.md"]
    assert "that the cutover stopped" not in moved["rollback/steps.md"]
    assert "If the cutover stopped modules" not in moved["rollback/steps.md"]


def test_what_runs_on_the_vm_is_marked_in_one_form(fpga: dict[str, str]) -> None:
    sheet = fpga["runsheet.md"]
    assert not re.search(r"\(VM\)|^# VM|^VM\.", sheet, re.MULTILINE)
    assert all("VM:" in step(sheet, number) for number in (4, 5, 6, 8))
