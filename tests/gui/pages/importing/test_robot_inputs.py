"""Other inputs at the window: several twins, create options alone, a departure from the schema, the strict form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.cli.main import main
from tests.robot import Robot

pytestmark = pytest.mark.gui


def save(folder: Path, name: str, content: Any) -> Path:
    path = folder / name
    path.write_text(json.dumps(content, indent=2), encoding="utf-8")
    return path


def twins(folder: Path) -> list[Path]:
    module = {"type": "docker", "status": "asleep", "restartPolicy": "always", "settings": {"image": "i:1"}}
    agent = {"schemaVersion": "1.1", "runtime": {"type": "docker", "settings": {}}, "modules": {"cam": module}}
    return [
        save(folder, "agent.json", {"moduleId": "$edgeAgent", "properties": {"desired": agent}}),
        save(folder, "cam.json", {"moduleId": "cam", "properties": {"desired": {"rate": 5}}}),
    ]


def test_several_twins_are_joined_saved_and_opened(robot: Robot, tmp_path: Path) -> None:
    robot.answers.open = twins(tmp_path)
    robot.answers.save = tmp_path / "joined.json"
    robot.click("openButton")
    assert robot.says("Module twins") and robot.says("joined.json")
    assert robot.session.migration is not None
    assert [module.name for module in robot.session.migration.before.modules] == ["cam"]


def test_a_file_that_is_no_twin_is_reported_and_nothing_is_lost(robot: Robot, sample: Path, tmp_path: Path) -> None:
    robot.answers.open = [sample, twins(tmp_path)[1]]
    robot.click("openButton")
    assert robot.says("not a module twin")


def test_schema_violations_of_the_original_are_distinguished(robot: Robot, tmp_path: Path) -> None:
    robot.answers.open, robot.answers.save = twins(tmp_path), tmp_path / "joined.json"
    robot.click("openButton")
    robot.wait(lambda: robot.wizard.import_page.found.schema.isVisible())
    assert "schema violations in the original" in robot.wizard.import_page.found.schema.text()


def test_create_options_alone_get_a_name_that_travels_with_the_decisions(robot: Robot, tmp_path: Path) -> None:
    path = save(tmp_path, "options.json", {"HostConfig": {"Binds": ["/data:/data"]}})
    robot.open(path)
    entry = robot.wizard.import_page.found.module
    assert entry.isVisible() and entry.text() == "module"
    entry.setFocus()
    entry.selectAll()
    QTest.keyClicks(entry, "scorer")
    QTest.keyClick(entry, Qt.Key.Key_Tab)
    assert robot.session.migration is not None
    assert robot.session.migration.before.modules[0].name == "scorer"
    files = robot.session.files()
    decisions = tmp_path / "decisions.json"
    decisions.write_bytes(files["decisions.json"])
    out = tmp_path / "out"
    assert main(["convert", str(path), "--decisions", str(decisions), "--out", str(out)]) == 0
    assert (out / "options.gpu.json").read_bytes() == files["options.gpu.json"]


def test_the_strict_form_can_be_chosen(robot: Robot, tmp_path: Path) -> None:
    module = {"type": "docker", "settings": {"image": "i:1", "createOptions": {"Labels": {"note": "x" * 600}}}}
    tree = {"modulesContent": {"$edgeAgent": {"properties.desired": {"modules": {"cam": module}}}}}
    robot.open(save(tmp_path, "site.json", tree))
    loose = robot.session.files()["site.gpu.json"]
    robot.session.strict = True
    strict = robot.session.files()["site.gpu.json"]
    assert b"createOptions01" in strict and b"createOptions01" not in loose
