"""Editing by hand on the Review page: by key and by menu, judged as one types, undone, exported and replayed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QLineEdit, QMenu, QPlainTextEdit

from core.cli.main import main
from core.manifest import pointer as ptr
from gui.models.decisions_table import decision_lines
from gui.pages.review.edit_dialog import EditDialog
from tests.golden_cases import expand
from tests.robot import Robot

pytestmark = pytest.mark.gui
IMAGE = "/modulesContent/$edgeAgent/properties.desired/modules/weldScorer/settings/image"


def put_caret_on(robot: Robot, ending: str) -> None:
    """The caret on the row of a place of the module in view, the keyboard in the comparison."""
    view = robot.wizard.review_page.compare.diff
    view.go_to(next(row for row in view.all_rows() if row.place.endswith(ending)))
    view.body.right.setFocus()


def dialog(robot: Robot) -> EditDialog:
    robot.wait_for(lambda: any(isinstance(child, EditDialog) for child in robot.wizard.findChildren(QDialog)))
    return robot.wizard.findChildren(EditDialog)[-1]


def apply(robot: Robot) -> None:
    editor = dialog(robot)
    robot.wait_for(editor.apply.isEnabled)
    robot.click("editApply")
    robot.wait_for(lambda: not robot.wizard.findChildren(EditDialog))


def value_of(robot: Robot, place: str) -> object:
    migration = robot.session.migration
    assert migration is not None
    return ptr.resolve(migration.tree, place)


def set_image(robot: Robot, value: str = '"example/own:2"', note: str = "built anew") -> None:
    put_caret_on(robot, "/settings/image")
    robot.key("F2")
    dialog(robot)
    robot.find("editValue", QPlainTextEdit).setPlainText(value)
    robot.type("editNote", note)
    apply(robot)


def test_f2_sets_a_value_and_everything_follows(at_review: Robot) -> None:
    before = value_of(at_review, IMAGE)
    set_image(at_review)
    assert value_of(at_review, IMAGE) == "example/own:2"
    view = at_review.wizard.review_page.compare.diff
    row = next(row for row in view.all_rows() if row.place == IMAGE)
    assert row.right is not None and "example/own:2" in row.right.text and row.findings[0].startswith("hand-edit/")
    assert at_review.session.selection.finding == row.findings[0]
    assert at_review.says("weldScorer: settings/image set manually") and at_review.says("Edited manually")
    at_review.key("Ctrl+Z")
    assert value_of(at_review, IMAGE) == before
    at_review.key("Ctrl+Shift+Z")
    assert value_of(at_review, IMAGE) == "example/own:2"


def test_it_is_taken_back_and_edited_again(at_review: Robot) -> None:
    before = value_of(at_review, IMAGE)
    set_image(at_review)
    at_review.click("editAgain")
    assert dialog(at_review).value.toPlainText() == '"example/own:2"'
    at_review.find("editValue", QPlainTextEdit).setPlainText('"example/own:3"')
    apply(at_review)
    assert value_of(at_review, IMAGE) == "example/own:3"
    at_review.click("takeBack")
    assert value_of(at_review, IMAGE) == before


def test_a_member_is_added_and_one_removed(at_review: Robot) -> None:
    put_caret_on(at_review, "/settings/createOptions")
    at_review.key("F2")
    assert dialog(at_review).ops.checkedButton().objectName() == "editAdd"
    assert not at_review.find("editApply", QAbstractButton).isEnabled()
    at_review.find("editKey", QLineEdit).setText("Labels")
    at_review.find("editValue", QPlainTextEdit).setPlainText('{"team": "blue"}')
    apply(at_review)
    place = IMAGE.removesuffix("image") + "createOptions"
    assert at_review.session.migration is not None
    assert value_of(at_review, f"{place}/Labels") == {"team": "blue"}
    put_caret_on(at_review, "createOptions/Labels/team")
    at_review.key("F2")
    dialog(at_review)
    at_review.click("editRemove")
    apply(at_review)
    assert value_of(at_review, f"{place}/Labels") == {}


def test_what_does_not_fit_is_reported_before_anything_is_done(at_review: Robot) -> None:
    put_caret_on(at_review, "/settings/image")
    at_review.key("F2")
    editor = dialog(at_review)
    editor.value.setPlainText("plain words")
    result = at_review.find("editTold", QLabel)
    assert "Not valid JSON" in result.text() and not editor.apply.isEnabled()
    at_review.click("editAsText")
    assert editor.value.toPlainText() == '"plain words"'
    editor.value.setPlainText("7")
    at_review.wait_for(lambda: "is not possible" in result.text())
    assert not editor.apply.isEnabled()
    at_review.click("editRemove")
    at_review.wait_for(lambda: "is not possible" in result.text() or "fits" in result.text())
    editor.reject()
    assert at_review.session.migration is not None and not at_review.session.migration.edit_layer.done


def test_the_menu_of_a_row_offers_it(at_review: Robot) -> None:
    put_caret_on(at_review, "/settings/image")
    view = at_review.wizard.review_page.compare.diff
    pane = view.body.right
    view._menu(pane, view.body.current_row(), pane.mapToGlobal(pane.rect().center()))
    at_review.settle()
    menu = view.findChild(QMenu, "rowMenu")
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.objectName() == "editRow").trigger()
    menu.close()
    dialog(at_review).reject()


def test_a_secret_is_not_shown_for_editing(at_review: Robot) -> None:
    secret = '"HostName=h.azure-devices.net;SharedAccessKey=Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE="'
    put_caret_on(at_review, "/settings/createOptions")
    at_review.key("F2")
    dialog(at_review)
    at_review.find("editKey", QLineEdit).setText("Labels")
    at_review.find("editValue", QPlainTextEdit).setPlainText(f'{{"key": {secret}}}')
    apply(at_review)
    assert "Zm9vYmFy" not in at_review.screen()
    put_caret_on(at_review, "Labels/key")
    at_review.key("F2")
    editor = dialog(at_review)
    assert editor.value.toPlainText() == "" and "secret" in editor.value.placeholderText()
    editor.reject()


def test_decisions_list_it_and_the_export_replays_to_the_same_bytes(robot: Robot, tmp_path: Path) -> None:
    manifest = tmp_path / "site.json"
    manifest.write_text(json.dumps(expand({"cam": {"createOptions": {}}})), encoding="utf-8")
    robot.open(manifest)
    robot.go(2)
    robot.choose_module("cam")
    set_image(robot)
    migration = robot.session.migration
    assert migration is not None
    assert any(line.finding.startswith("hand-edit/") for line in decision_lines(migration, robot.session.redactor))
    files = robot.session.files()
    assert b"built anew" in files["report.html"] and b"example/own:2" in files["site.gpu.json"]
    answers = tmp_path / "answers.json"
    answers.write_bytes(files["decisions.json"])
    out = tmp_path / "out"
    assert main(["convert", str(manifest), "--decisions", str(answers), "--out", str(out)]) == 0
    assert (out / "site.gpu.json").read_bytes() == files["site.gpu.json"]
