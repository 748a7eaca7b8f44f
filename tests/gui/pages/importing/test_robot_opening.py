"""Opening at the window: wrong files by kind, what stays open, what takes long, where a paste goes, one way on."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from core.cli.main import main
from gui.pages.importing import clipboard_text
from gui.state import loading
from tests.robot import Robot

pytestmark = pytest.mark.gui

Robots = Callable[[], Robot]
KINDS = [
    ("screen.png", b"\x89PNG\r\n\x1a\n\x00\x00", "This is a PNG picture"),
    ("big.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 5_000_001, "This is a PNG picture"),
    ("pods.yaml", b"apiVersion: apps/v1\nkind: Deployment\n", "This looks like Kubernetes YAML (Deployment)"),
    ("pod.yaml", b"apiVersion: v1\nkind: Pod\nmetadata:\n  name: cam\n", "This looks like Kubernetes YAML (Pod)"),
    ("pods.json", b'{"apiVersion": "v1", "kind": "List", "items": []}', "This looks like Kubernetes JSON (List)"),
    ("report.json", b'{"format": "edgeshift-report/1"}', "This is a report of EdgeShift"),
    (
        "pods.txt",
        b"NAME                        READY   STATUS    RESTARTS   AGE\n"
        b"edgehub-6f9d7c8b54-b4k8d    2/2     Running   0          9d\n",
        "kubectl get pods",
    ),
]


def primary(robot: Robot) -> list[str]:
    """The buttons in view that are marked as the way on."""
    buttons = [button for button in robot.wizard.findChildren(QPushButton) if button.isVisible()]
    return [
        button.objectName()
        for button in buttons
        if button.property("role") == "primary" or (button.isDefault() and button.property("role") != "quiet")
    ]


@pytest.mark.parametrize(("name", "data", "text"), KINDS, ids=[kind[0] for kind in KINDS])
def test_a_file_of_another_kind_is_named(robot: Robot, tmp_path: Path, name: str, data: bytes, text: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    robot.open(path)
    assert robot.says(text)
    assert not robot.wizard.import_page.status.still.isVisible()


def test_a_failed_open_says_what_is_still_open_and_goes_with_the_next(robot: Robot, sample: Path) -> None:
    robot.open(sample)
    picture = sample.with_name("screen.png")
    picture.write_bytes(KINDS[0][1])
    robot.open(picture)
    assert robot.says("Still open: fpga-site.json")
    assert robot.session.name == "fpga-site.json"
    robot.open(sample)
    assert not robot.says("PNG") and not robot.says("Still open")


def test_the_result_of_an_export_is_named_and_leads_to_its_folder(robot: Robot, tmp_path: Path) -> None:
    agent = {"modules": {"cam": {"type": "docker", "settings": {"image": "i:1", "createOptions": "{}"}}}}
    source, out = tmp_path / "site.json", tmp_path / "out"
    source.write_text(json.dumps({"modulesContent": {"$edgeAgent": {"properties.desired": agent}}}), encoding="utf-8")
    assert main(["convert", str(source), "--out", str(out), "--defaults", "--accept-risk", "a test"]) == 0
    robot.open(out / "site.gpu.json")
    assert robot.says("site.gpu.json is already migrated: EdgeShift ")
    robot.click("openExportButton")
    assert robot.session.name == "site.json"
    assert robot.says("This is the export in “out”.")


def test_a_template_is_named(robot: Robot, tmp_path: Path) -> None:
    agent = {"properties.desired": {"modules": {"cam": {"settings": {"image": "${MODULES.cam}"}}}}}
    path = tmp_path / "deployment.template.json"
    path.write_text(json.dumps({"$schema-template": "4.0.0", "modulesContent": {"$edgeAgent": agent}}))
    robot.open(path)
    assert robot.says("This is a deployment template")


def test_there_is_one_primary_button(new_robot: Robots, sample: Path) -> None:
    robot = new_robot()
    assert primary(robot) == ["openButton"]
    robot.open(sample)
    assert primary(robot) == ["nextButton"]
    robot.go(2)
    robot.answer_open()
    robot.wait_for(lambda: robot.wizard.side.saved.text() == "Saved")
    robot.close()
    again = new_robot()
    assert primary(again) == ["continueButton"]
    again.open(sample)
    assert primary(again) == ["resumeButton"]
    again.next()
    assert primary(again) == ["nextButton"]


def test_a_paste_is_saved_to_the_documents(robot: Robot, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    robot.wizard.import_page.context.dialogs.save_file = lambda _window, name: asked.append(name)
    monkeypatch.setattr(clipboard_text, "documents", lambda: sample.parent)
    robot.wizard.import_page.context.settings.set_folder("open", sample.parent / "elsewhere")
    QGuiApplication.clipboard().setText(sample.read_text(encoding="utf-8"))
    robot.click("pasteButton")
    assert asked == [str(sample.parent / "deployment.json")]


def test_what_takes_long_is_shown_and_can_be_cancelled(
    robot: Robot, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    robot.open(sample)
    slow, read = threading.Event(), loading.open_data

    def open_slowly(*arguments: Any) -> Any:
        slow.wait(20)
        return read(*arguments)

    monkeypatch.setattr(loading, "open_data", open_slowly)
    other = sample.with_name("large.json")
    other.write_text(sample.read_text(encoding="utf-8") + " " * loading.BACKGROUND_BYTES, encoding="utf-8")
    robot.wizard.open_path(other)
    robot.wait(lambda: robot.has("cancelOpening"))
    assert robot.says("Reading large.json") and robot.focus().objectName() == "cancelOpening"
    button = robot.find("cancelOpening", QPushButton)
    button.click()
    assert not robot.session.jobs.pending("open") and robot.session.jobs.busy
    slow.set()
    robot.settle()
    assert robot.session.name == "fpga-site.json"
    assert not robot.has("cancelOpening")
    robot.wizard.open_path(other)
    robot.settle()
    assert robot.session.name == "large.json"


def test_of_another_manifest_no_step_is_done_yet(robot: Robot, sample: Path, tmp_path: Path) -> None:
    robot.open(sample)
    for step in (1, 2):
        robot.go(step)
    other = tmp_path / "other.json"
    other.write_bytes(sample.read_bytes().replace(b"weldScorer", b"seamScorer"))
    robot.go(0)
    robot.open(other)
    assert robot.wizard.visited == {0}
    states = [step.state for step in robot.wizard.side.steps._steps]
    assert states[:2] == ["done", "todo"]


def test_the_name_of_a_file_is_pasted(robot: Robot, sample: Path) -> None:
    """As Windows ("Copy as path") and browsers copy it."""
    for text in (f'"{sample}"', str(sample), sample.as_uri()):
        QGuiApplication.clipboard().setText(text)
        robot.key("Ctrl+V")
        robot.settle()
        assert robot.session.path == sample
        robot.click("sampleButton")
        robot.settle()
        assert robot.session.path != sample


def test_a_manifest_is_pasted_with_its_fence_of_markdown(robot: Robot, sample: Path, tmp_path: Path) -> None:
    wanted = tmp_path / "pasted.json"
    robot.answers.save = wanted
    QGuiApplication.clipboard().setText(f"```json\n{sample.read_text(encoding='utf-8')}\n```\n")
    robot.key("Ctrl+V")
    robot.settle()
    assert robot.session.path == wanted
    assert wanted.read_text(encoding="utf-8").startswith("{")


def test_every_remedy_is_a_sentence(robot: Robot) -> None:
    QGuiApplication.clipboard().setText("hello")
    robot.key("Ctrl+V")
    assert robot.says("Pasted text cannot be opened")
    assert robot.says("What to do: Check that this is a manifest")
