"""The first question of the Device page: the runtime, corrected by the software version; then the whole way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QRadioButton, QSpinBox, QTabWidget, QToolButton

from core.cli.main import main
from core.model import rule_ids
from gui.pages.device.outputs_card import OutputsCard
from tests.robot import Robot

pytestmark = pytest.mark.gui


@pytest.fixture
def device(robot: Robot, sample: Path) -> Robot:
    robot.open(sample)
    robot.go(1)
    return robot


def test_kubernetes_is_chosen_until_somebody_says_otherwise(device: Robot) -> None:
    assert device.find("runtimeKubernetes", QRadioButton).isChecked()
    assert device.session.device.platform == "kubernetes"
    assert not device.wizard.findChild(QComboBox, "vmSize").isVisible()


def test_the_software_version_corrects_the_runtime_with_a_sentence(device: Robot) -> None:
    version = device.find("softwareVersion", QLineEdit)
    version.setText("Azure Stack Edge 2309")
    device.settle()
    assert device.session.device.platform == "linux-vm"
    assert "only on a Linux VM" in device.find("runtimeSentence", QLabel).text()
    version.setText("2209")
    device.settle()
    assert device.session.device.platform == "kubernetes"
    version.setText("")
    device.settle()
    assert not device.wizard.findChild(QLabel, "runtimeSentence").isVisible()


def test_the_version_shown_as_an_example_is_one_of_the_runtime(device: Robot) -> None:
    version = device.find("softwareVersion", QLineEdit)
    assert version.placeholderText() == "For example 2210"
    device.find("runtimeVm", QRadioButton).click()
    assert version.placeholderText() == "For example 2301"


def test_what_only_kubernetes_has_is_hidden_for_a_vm(device: Robot) -> None:
    more = device.find("advancedButton", QToolButton)
    assert more.isVisible()
    device.find("runtimeVm", QRadioButton).click()
    device.settle()
    assert not more.isVisible()


def test_the_sizes_are_those_that_the_model_can_hold(device: Robot) -> None:
    device.find("runtimeVm", QRadioButton).click()
    device.settle()
    size = device.find("vmSize", QComboBox)
    assert size.isVisible()
    assert size.findData("Standard_NC4as_T4_v3") > 0
    assert size.findData("Standard_NC4as_A2") < 0
    size.setCurrentIndex(size.findData("Standard_NC4as_T4_v3"))
    size.activated.emit(size.currentIndex())
    device.settle()
    assert device.session.device.vm_size == "Standard_NC4as_T4_v3"
    model = device.find("deviceModel", QComboBox)
    model.setCurrentIndex(model.findData("mini-r"))
    model.activated.emit(model.currentIndex())
    device.settle()
    assert device.session.device.vm_size == ""


def test_the_findings_are_those_of_the_chosen_runtime(device: Robot) -> None:
    before = {finding.rule for finding in device.session.migration.findings}
    device.find("runtimeVm", QRadioButton).click()
    device.settle()
    rules = {finding.rule for finding in device.session.migration.findings}
    assert rule_ids.BIND in before and rule_ids.SHARE_ON_VM not in before
    assert rule_ids.SHARE_ON_VM in rules and rule_ids.BIND not in rules
    assert json.loads(device.session.device.model_dump_json())["platform"] == "linux-vm"


def test_the_whole_way_to_a_linux_vm(robot: Robot, sample: Path, tmp_path: Path) -> None:
    robot.open(sample)
    robot.next()
    robot.find("runtimeVm", QRadioButton).click()
    robot.settle()
    robot.click("suggestSharesButton")
    robot.next()
    assert robot.says("Linux VM, Docker")
    robot.answer_open()
    robot.next()
    assert robot.says("Ready to export")
    assert robot.find("checkTabs", QTabWidget).tabText(2) == "C&ontainers"
    robot.open_tab(2)
    robot.open_tab(3)
    robot.next()
    ours, theirs = tmp_path / "out", tmp_path / "cli"
    robot.type("exportFolder", str(ours))
    robot.finish()
    robot.wait_for(lambda: robot.session.result is not None)
    assert robot.says("in a shell on the VM") and not robot.says("ContainerCreating")
    assert robot.find("keepCommand", QLineEdit).text().endswith("--device-id OLD-DEVICE > old-device.before.json")
    assert main(["convert", str(sample), "--out", str(theirs), "--decisions", str(ours / "decisions.json")]) == 0
    for path in theirs.rglob("*"):
        if path.is_file() and path.name != "SHA256SUMS":
            assert (ours / path.relative_to(theirs)).read_bytes() == path.read_bytes(), path.name
    assert (ours / "containers" / "compose.yaml").is_file()


def test_examples_of_output_are_those_of_the_runtime(device: Robot) -> None:
    """Services are printed by Kubernetes alone: the old one, where a manifest comes from it."""
    hint, examples = device.wizard.findChild(OutputsCard).hint, []
    for platform, source in (("kubernetes", ""), ("linux-vm", ""), ("linux-vm", "kubernetes")):
        device.session.set_device(device.session.device.model_copy(update={"platform": platform}))
        if source:
            device.session.set_source(source)
        device.settle()
        examples.append("kubectl get svc" in hint.text())
    assert examples == [True, False, True]


def test_more_gpus_than_the_model_has_are_reported_beside_the_number(robot: Robot) -> None:
    robot.sample()
    robot.next()
    gpus = robot.find("deviceGpus", QSpinBox)
    for value, reported in ((1, False), (2, True), (1, False)):
        gpus.setValue(value)
        robot.settle()
        assert robot.says("The model has 1 GPU.") is reported
