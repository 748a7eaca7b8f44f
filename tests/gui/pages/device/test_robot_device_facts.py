"""The Device page: a fresh device for each manifest, offers, outputs that are pasted, the deployment of the device."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QComboBox, QPlainTextEdit

from core.cli.main import main
from core.model import rule_ids
from gui.pages.device.device_page import DevicePage
from tests.paste_noise import sample as output
from tests.robot import Robot

pytestmark = pytest.mark.gui

Robots = Callable[[], Robot]
PROXY = "http://proxy.hall4.example:8080"


def page(robot: Robot) -> DevicePage:
    current = robot.wizard.current()
    assert isinstance(current, DevicePage)
    return current


def paste(robot: Robot, text: str, box: str = "deviceOutputText") -> None:
    data = QMimeData()
    data.setText(text)
    robot.find(box, QPlainTextEdit).insertFromMimeData(data)
    robot.settle()


def deployment(agent: str = "azureiotedge/azureiotedge-agent:0.1.0-beta15") -> str:
    """The deployment of a GPU device, with a module of its own."""
    settings = {"image": agent, "createOptions": "{}"}
    desired = {
        "schemaVersion": "1.1",
        "runtime": {"type": "docker", "settings": {"registryCredentials": {
            "plant": {"address": "plant.example", "username": "u", "password": "REDACT-ME-4711"}}}},
        "systemModules": {"edgeAgent": {"type": "docker", "settings": settings},
                          "edgeHub": {"type": "docker", "status": "running", "restartPolicy": "always",
                                      "settings": {"image": "azureiotedge-hub:1.0", "createOptions": "{}"}}},
        "modules": {"labelPrinter": {"type": "docker", "status": "running", "restartPolicy": "always", "version": "1.0",
                                     "settings": {"image": "plant.example/label:1", "createOptions": "{}"}}},
    }  # fmt: skip
    hub = {"schemaVersion": "1.1", "routes": {}, "storeAndForwardConfiguration": {"timeToLiveSecs": 7200}}
    content = {"$edgeAgent": {"properties.desired": desired}, "$edgeHub": {"properties.desired": hub}}
    return json.dumps({"content": {"modulesContent": content}}, indent=2)


@pytest.fixture
def other(sample: Path) -> Path:
    """Another manifest."""
    path = sample.with_name("other.json")
    path.write_text(sample.read_text(encoding="utf-8").replace("heartbeat", "pulse"), encoding="utf-8")
    return path


def test_the_device_of_the_manifest_before_is_offered(robot: Robot, sample: Path, other: Path) -> None:
    robot.open(sample)
    robot.go(1)
    robot.add_share("models")
    before = robot.session.device
    robot.go(0)
    robot.open(other)
    assert robot.session.device.shares == ()
    robot.go(1)
    assert robot.says("Keep the device settings of fpga-site.json?") and robot.focus().objectName() == "keepDevice"
    robot.key("Space")
    assert robot.session.device == before
    assert not robot.says("Keep the device")
    robot.key("Ctrl+Z")
    assert robot.session.device.shares == ()


def test_the_device_of_the_manifest_before_can_be_refused(robot: Robot, sample: Path, other: Path) -> None:
    robot.open(sample)
    robot.go(1)
    robot.add_share("models")
    robot.go(0)
    robot.open(other)
    robot.go(1)
    robot.click("startAfresh")
    assert robot.session.device.shares == () and not robot.says("Keep the device")


def test_a_resumed_session_has_a_device_of_its_own(robot: Robot, sample: Path, other: Path) -> None:
    robot.open(other)
    robot.go(1)
    robot.add_share("others")
    robot.wait_for(lambda: robot.wizard.side.saved.text() == "Saved")
    robot.go(0)
    robot.open(sample)
    robot.go(1)
    robot.add_share("models")
    robot.go(0)
    robot.open(other)
    robot.click("resumeButton")
    robot.go(1)
    assert robot.session.device.share_names() == ("others",) and not robot.says("Keep the device")


def test_lines_without_a_name_vanish(robot: Robot, sample: Path) -> None:
    robot.open(sample)
    robot.go(1)
    robot.click("addShareButton")
    robot.click("addShareButton")
    assert len(page(robot).shares.shares()) == 0
    robot.next()
    robot.back()
    assert robot.says("No shares yet")


def test_proxy_and_shares_of_the_manifest_are_offered(robot: Robot, sample: Path) -> None:
    robot.open(sample)
    robot.go(1)
    assert robot.says(f"The manifest uses the proxy {PROXY}. Use it at the new site?")
    robot.click("useProxy")
    assert robot.session.device.proxy == PROXY
    assert not robot.says("Use it at the new site?")
    robot.click("offerShare2")
    assert robot.session.device.share_names() == ("camera-in",)
    robot.click("suggestSharesButton")
    assert robot.session.device.share_names() == ("camera-in", "models", "camera-out")
    assert not page(robot).suggested.isVisible()


@pytest.mark.parametrize("width", [683, 1024, 1366])
def test_the_model_is_never_clipped(robot: Robot, sample: Path, width: int) -> None:
    robot.open(sample)
    robot.go(1)
    robot.wizard.resize(width, 600)
    robot.settle()
    combo = robot.find("deviceModel", QComboBox)
    longest = max(combo.fontMetrics().horizontalAdvance(combo.itemText(row)) for row in range(combo.count()))
    assert combo.width() >= longest + 30
    robot.click("suggestSharesButton")
    paste(robot, output("role-three-shares.txt"))
    assert page(robot).area.horizontalScrollBar().maximum() == 0
    assert robot.find("shareName1").width() >= 120


def test_outputs_fill_what_no_one_typed(robot: Robot, sample: Path) -> None:
    robot.open(sample)
    robot.go(1)
    robot.add_share("models")
    paste(robot, output("gpu-two-idle.txt") + "\n" + output("role-three-shares.txt"))
    device = robot.session.device
    assert device.gpus == 2
    assert {share.name: (share.protocol, share.mounted) for share in device.shares} == {
        "models": ("smb", True),
        "camera-in": ("nfs", True),
        "camera-out": ("smb", True),
    }
    assert robot.says("Get-HcsGpuNvidiaSmi") and robot.says("paste 1, line")
    assert robot.session.about.hub and robot.find("hubName").property("text") == robot.session.about.hub
    assert robot.find("deviceOutputText", QPlainTextEdit).toPlainText() == ""


def test_what_is_typed_wins_before_and_after(robot: Robot, sample: Path) -> None:
    robot.open(sample)
    robot.go(1)
    robot.find("deviceGpus").setFocus()
    robot.key("Up")
    robot.key("Down")
    paste(robot, output("gpu-two-idle.txt"))
    assert robot.session.device.gpus == 1
    assert robot.says("entered and used: 1") and robot.says(
        "The number of GPUs was entered as 1, but the device reports 2."
    )
    robot.go(0)
    robot.sample()
    robot.go(1)
    assert not robot.says("GPUs was entered")


def test_contradictions_are_shown_at_once(robot: Robot, sample: Path) -> None:
    robot.open(sample)
    robot.go(1)
    paste(robot, output("role-no-shares.txt"))
    assert robot.says("The manifest uses the share “camera-in”, but the device lists no share with this name.")
    paste(robot, output("fpga-dkrdbe-ps.txt"))
    assert robot.says("is in the manifest but does not run on the old device")


def test_lines_that_are_not_understood_are_named_and_masked(robot: Robot, sample: Path) -> None:
    robot.open(sample)
    robot.go(1)
    robot.find("deviceOutputText").setFocus()
    robot.keys("the cat sat, password=REDACT-ME-1")
    robot.key("Ctrl+Return")
    assert robot.says("No known output was found") and robot.says("paste 1, line 1: the cat •••, password=•••")
    assert "REDACT-ME" not in robot.screen()
    robot.click("forgetFacts")
    assert not robot.says("No known output was found")


def test_files_are_read_by_button_and_by_drop(robot: Robot, sample: Path, tmp_path: Path) -> None:
    gpus, shares = tmp_path / "gpus.txt", tmp_path / "shares.json"
    gpus.write_text(output("gpu-two-idle.txt"), encoding="utf-8")
    shares.write_text(output("az-share-list.json"), encoding="utf-8")
    robot.open(sample)
    robot.go(1)
    robot.answers.outputs = [gpus]
    robot.click("deviceOutputFiles")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(shares)), QUrl.fromLocalFile(str(tmp_path / "gone.txt"))])
    robot.find("deviceOutputText", QPlainTextEdit).insertFromMimeData(data)
    robot.settle()
    assert robot.session.device.gpus == 2 and len(robot.session.device.shares) == 3
    assert robot.says("gpus.txt, line") and robot.says("gone.txt: ")
    assert robot.says("it is not enabled for Edge compute")


def test_the_deployment_of_the_device_is_a_second_input(robot: Robot, sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "gpu-now.json"
    target.write_text(deployment(), encoding="utf-8")
    robot.open(sample)
    robot.go(1)
    robot.answers.outputs = [target]
    robot.click("targetDeploymentFiles")
    assert robot.says("gpu-now.json: 3 modules") and robot.says("labelPrinter")
    migration = robot.session.migration
    assert migration is not None and any(finding.rule == rule_ids.COPY_ON_KUBERNETES for finding in migration.findings)
    assert robot.session.decisions.target is not None
    assert robot.session.decisions.target.sha256 == hashlib.sha256(target.read_bytes()).hexdigest()
    robot.click("suggestSharesButton")
    robot.go(2)
    robot.answer_open()
    files = robot.session.files()
    assert files["original/target.json"] == target.read_bytes()
    assert json.loads(files["rollback/target.json"])
    assert b"REDACT-ME" not in files["decisions.json"] and b"labelPrinter" in files["fpga-site.gpu.json"]
    decisions, out = tmp_path / "decisions.json", tmp_path / "cli"
    decisions.write_bytes(files["decisions.json"])
    options = ["--decisions", str(decisions), "--target", str(target), "--out", str(out)]
    assert main(["convert", str(sample), *options]) == 0
    assert (out / "fpga-site.gpu.json").read_bytes() == files["fpga-site.gpu.json"]
    robot.go(1)
    robot.click("removeTarget")
    assert robot.session.decisions.target is None
    assert b"labelPrinter" not in robot.output()
    robot.key("Ctrl+Z")
    assert b"labelPrinter" in robot.output()


def test_a_deployment_for_kubernetes_is_taken_from_the_outputs(robot: Robot, sample: Path) -> None:
    robot.open(sample)
    robot.go(1)
    paste(robot, deployment("mcr.microsoft.com/azureiotedge-agent:1.1"))
    assert robot.session.decisions.target is None and robot.says("is not used as the deployment of the GPU device")
    paste(robot, deployment())
    assert robot.session.decisions.target is not None and robot.says("pasted deployment: 3 modules")
    assert "REDACT-ME" not in robot.screen()
    robot.click("removeTarget")
    paste(robot, "hello", "targetDeploymentText")
    assert robot.find("targetDeploymentProblem").isVisible()


def test_a_session_finds_the_deployment_again_or_asks_for_it(new_robot: Robots, sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "gpu-now.json"
    target.write_text(deployment(), encoding="utf-8")
    first = new_robot()
    first.open(sample)
    first.go(1)
    first.answers.outputs = [target]
    first.click("targetDeploymentFiles")
    first.wait_for(lambda: first.wizard.side.saved.text() == "Saved")
    first.close()
    again = new_robot()
    again.open(sample)
    again.click("resumeButton")
    assert b"labelPrinter" in again.output()
    again.close()
    target.unlink()
    asked = new_robot()
    asked.open(sample)
    asked.click("resumeButton")
    asked.go(1)
    assert asked.says("The answers were given with the deployment gpu-now.json.")
    asked.next()
    assert "gpu-now.json" in asked.banner() and asked.page() == "devicePage"
    paste(asked, deployment(), "targetDeploymentText")
    assert b"labelPrinter" in asked.output()
    asked.next()
    assert asked.page() == "reviewPage"


def test_the_software_of_the_device_decides_its_runtime(robot: Robot, sample: Path) -> None:
    robot.open(sample)
    robot.go(1)
    paste(robot, output("appliance-info.txt").replace("2103", "2403"))
    assert robot.session.device.platform == "linux-vm"


def test_hub_and_device_are_in_the_commands(robot: Robot, sample: Path) -> None:
    robot.open(sample)
    robot.go(1)
    robot.type("hubName", "plant7hub")
    robot.type("edgeDeviceName", "plant7-gpu")
    robot.click("suggestSharesButton")
    robot.go(2)
    robot.answer_open()
    sheet = robot.session.files()["runsheet.md"].decode()
    assert "-n plant7hub" in sheet and "-d plant7-gpu" in sheet
    robot.go(4)
    robot.type("exportFolder", str(sample.parent / "out"))
    robot.finish()
    robot.wait_for(lambda: robot.session.result is not None)
    assert robot.says("az iot edge set-modules --hub-name plant7hub --device-id plant7-gpu --content")


LONG = "\n".join(f"nothing that anyone knows, line {number}" for number in range(2_000))


@pytest.mark.parametrize("name", ["deviceOutputText", "targetDeploymentText"])
def test_nothing_that_is_pasted_is_read_on_the_thread_of_the_window(robot: Robot, name: str) -> None:
    """A short text may take long, too."""
    robot.sample()
    robot.go(1)
    data = QMimeData()
    data.setText("x")
    robot.find(name, QPlainTextEdit).insertFromMimeData(data)
    assert page(robot).pasted.reading
    robot.settle()
    assert not page(robot).pasted.reading


def test_a_long_paste_is_read_in_the_background_and_can_be_left(robot: Robot) -> None:
    """It shows that it is being read after a second; until then one does not go on, and what is left counts not."""
    robot.sample()
    robot.go(1)
    device = page(robot)
    data = QMimeData()
    data.setText(LONG)
    robot.find("deviceOutputText", QPlainTextEdit).insertFromMimeData(data)
    assert device.pasted.reading and device.missing() is not None
    device.outputs.box._patience.timeout.emit()
    assert device.outputs.box.progress.isVisible()
    device.outputs.box.progress.cancel.click()
    assert not device.pasted.reading and device.outputs.box.progress.isHidden()
    robot.settle()
    assert device.outputs.unread.isHidden() and device.missing() is None
    paste(robot, LONG)
    assert "2,000" in device.outputs.unread.text() or "2000" in device.outputs.unread.text()
