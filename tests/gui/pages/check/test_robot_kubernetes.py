"""The Check page: what Kubernetes makes of the result, linked with the manifest, as a picture; the way to mend it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtWidgets import QLabel, QStyleOptionViewItem, QTableView, QTreeWidgetItem

from gui.pages.check.check_page import CheckPage
from gui.theme.plain_text import JOIN
from gui.widgets.picture.picture_view import PictureView
from tests.golden_cases import expand
from tests.gui.pages.check.test_robot_checks import check
from tests.robot import Robot

pytestmark = pytest.mark.gui


def site(tmp_path: Path) -> Path:
    options = {
        "HostConfig": {
            "Binds": ["/home/hcsshares/in:/data"],
            "PortBindings": {"80/tcp": [{"HostPort": "8080"}]},
            "ExtraHosts": ["a:1.2.3.4"],
        },
        "Env": ["PASSWORD=hunter2-secret"],
    }
    routes = {
        "up": "FROM /messages/modules/cam/* INTO $upstream",
        "lost": "FROM /messages/modules/gone/* INTO $upstream",
    }
    path = tmp_path / "site.json"
    path.write_text(json.dumps(expand({"cam": {"createOptions": options}, "$routes": routes})), encoding="utf-8")
    return path


def open_tab(robot: Robot, path: Path, tab: int) -> CheckPage:
    robot.open(path)
    robot.key("Ctrl+4")
    robot.settle()
    page = check(robot)
    page.tabs.setCurrentIndex(tab)
    robot.settle()
    return page


def item(page: CheckPage, *texts: str) -> QTreeWidgetItem:
    """An item of the tree by the beginnings of the texts on the way to it."""
    found = next(
        branch
        for index in range(page.objects.tree.topLevelItemCount())
        if (branch := page.objects.tree.topLevelItem(index)) is not None and branch.text(0).startswith(texts[0])
    )
    for text in texts[1:]:
        found = next(found.child(n) for n in range(found.childCount()) if found.child(n).text(0).startswith(text))
    return found


def put_caret_on(text: object, wanted: str) -> None:
    from gui.widgets.basics.linked_text import LinkedText

    assert isinstance(text, LinkedText)
    line = next(line for line in text._lines if wanted in line.text)
    assert text.go_to(line.place)


def test_a_mount_leads_to_its_volume_and_its_claim(robot: Robot, tmp_path: Path) -> None:
    page = open_tab(robot, site(tmp_path), 2)
    page.objects.tree.setCurrentItem(item(page, "cam"))
    put_caret_on(page.objects.entry, '"Source": "in"')
    marked = "\n".join(page.objects.yaml.marked())
    assert "claimName: in" in marked
    assert "mountPath: /data" in marked
    assert "kind: PersistentVolumeClaim" in marked
    assert "Becomes" in page.objects.story.text()


def test_a_line_of_an_object_leads_back_to_the_option(robot: Robot, tmp_path: Path) -> None:
    page = open_tab(robot, site(tmp_path), 2)
    page.objects.tree.setCurrentItem(item(page, "cam"))
    put_caret_on(page.objects.yaml, "targetPort: 80")
    assert any('"HostPort": "8080"' in text for text in page.objects.entry.marked())
    assert "Comes from /settings/createOptions/HostConfig/PortBindings" in page.objects.story.text()
    put_caret_on(page.objects.yaml, "IOTEDGE_WORKLOADURI")
    assert page.objects.entry.marked() == ()
    assert page.objects.story.text() == "The edge agent adds this line."


def test_what_is_left_out_is_reported_at_its_place(robot: Robot, tmp_path: Path) -> None:
    page = open_tab(robot, site(tmp_path), 2)
    page.objects.tree.setCurrentItem(item(page, "cam", "Omitted: The edge agent does not apply ExtraHosts"))
    assert page.objects.story.text().startswith("Omitted:")
    assert any("ExtraHosts" in text for text in page.objects.entry.marked())


def test_secrets_are_masked_and_a_line_leads_to_review(robot: Robot, tmp_path: Path) -> None:
    page = open_tab(robot, site(tmp_path), 2)
    page.objects.tree.setCurrentItem(item(page, "cam"))
    assert "hunter2" not in page.objects.yaml.toPlainText() + page.objects.entry.toPlainText()
    put_caret_on(page.objects.entry, '"HostPort"')
    robot.click("objectsGo")
    assert robot.page() == "reviewPage"
    row = robot.wizard.review_page.compare.diff.current_row()
    assert row is not None and row.right is not None and "HostPort" in row.right.text


def test_the_picture_can_be_seen_heard_and_saved(robot: Robot, tmp_path: Path) -> None:
    page = open_tab(robot, site(tmp_path), 3)
    view = page.picture.view
    assert "cam: from outside: 8080/tcp" in view.accessibleDescription()
    assert "Route up: from cam to IoT Hub" in view.accessibleDescription()
    before = view.transform().m11()
    robot.click("pictureIn")
    assert view.transform().m11() > before
    view.setFocus()
    robot.key("Ctrl+0")
    assert view.transform().m11() == pytest.approx(before)
    robot.answers.save = tmp_path / "deployment.svg"
    robot.click("pictureSave")
    assert (tmp_path / "deployment.svg").read_text(encoding="utf-8").startswith("<svg")
    assert robot.says("Saved as")


def test_a_picture_that_cannot_be_saved_is_reported(robot: Robot, tmp_path: Path) -> None:
    open_tab(robot, site(tmp_path), 3)
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    robot.answers.save = tmp_path / "file" / "deployment.svg"
    robot.click("pictureSave")
    assert robot.says("Nothing was written")


def test_values_are_shown_on_the_screen_until_the_page_is_left(robot: Robot, tmp_path: Path) -> None:
    page = open_tab(robot, site(tmp_path), 2)
    page.objects.tree.setCurrentItem(item(page, "cam"))
    assert "hunter2" not in page.objects.yaml.toPlainText()
    page.objects.values.click()
    robot.settle()
    assert "hunter2" in page.objects.yaml.toPlainText()
    robot.key("Ctrl+3")
    robot.key("Ctrl+4")
    robot.settle()
    assert not page.objects.values.isChecked() and "hunter2" not in page.objects.yaml.toPlainText()


def test_values_are_shown_by_keyboard_and_everything_stays_in_place(robot: Robot, tmp_path: Path) -> None:
    page = open_tab(robot, site(tmp_path), 2)
    page.objects.tree.setCurrentItem(item(page, "cam", "Deployment"))
    page.objects.tree.setFocus()
    bar = page.objects.yaml.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    place, chosen = bar.value(), page.objects.tree.currentItem()
    robot.key("Alt+V")
    assert page.objects.values.isChecked() and "hunter2" in page.objects.yaml.toPlainText()
    assert bar.value() == place > 0 and page.objects.tree.currentItem() is chosen
    assert page.objects.values.text().replace("&", "") == "Show values"
    assert "export stays masked" in page.objects.values.accessibleDescription()
    robot.key("Alt+V")
    assert "hunter2" not in page.objects.yaml.toPlainText()
    robot.tab_to("objectsValues")
    robot.key("Space")
    assert page.objects.values.isChecked()


def test_icons_of_the_tree_follow_the_theme(robot: Robot, tmp_path: Path) -> None:
    page = open_tab(robot, site(tmp_path), 2)

    def picture() -> bytes:
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        item(page, "cam").icon(0).pixmap(16).save(buffer, "PNG")
        return bytes(data.data())

    light = picture()
    robot.wizard.side.theme_chosen.emit("dark")
    robot.settle()
    assert picture() != light
    robot.wizard.side.theme_chosen.emit("light")


def test_the_headings_name_what_the_target_makes(robot: Robot, tmp_path: Path) -> None:
    page = open_tab(robot, site(tmp_path), 1)
    assert headings(page) == ["&Modules and their objects", "Objects as they are &sent"]
    robot.session.set_device(robot.session.device.model_copy(update={"platform": "linux-vm"}))
    robot.settle()
    page.refresh()
    assert headings(page) == ["&Modules and their containers", "Containers as Compose &services"]
    assert page.objects.yaml.accessibleName() == "Containers as Compose services"


def headings(page: CheckPage) -> list[str]:
    views = (page.objects.tree, page.objects.yaml)
    return [label.text() for view in views for label in page.objects.findChildren(QLabel) if label.buddy() is view]


def test_another_theme_does_not_scroll_the_picture(robot: Robot) -> None:
    robot.sample()
    robot.key("Ctrl+4")
    robot.wizard.resize(1024, 600)
    robot.open_tab(3)
    view = robot.find("pictureView", PictureView)
    robot.wait_for(lambda: view.verticalScrollBar().maximum() > 20)
    for place in (0, 17):
        view.verticalScrollBar().setValue(place)
        for theme in ("dark", "light"):
            robot.wizard.side.theme_chosen.emit(theme)
            robot.settle()
            assert view.verticalScrollBar().value() == place


def test_decisions_break_no_short_path(robot: Robot) -> None:
    robot.sample()
    robot.key("Ctrl+4")
    robot.wizard.resize(1024, 600)
    robot.open_tab(1)
    table = robot.find("decisionsTable", QTableView)
    texts = []
    for row in range(table.model().rowCount()):
        option, index = QStyleOptionViewItem(), table.model().index(row, 1)
        table.itemDelegate().initStyleOption(option, index)
        texts.append(option.text)
    with_path = [text for text in texts if "app/" in text]
    assert with_path and all(f"/{JOIN}app/{JOIN}models" in text for text in with_path)
