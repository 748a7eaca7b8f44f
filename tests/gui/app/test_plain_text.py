"""Texts from files are plain wherever the window shows them: nothing lets Qt open a file that they name."""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6 import QtGui
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QGraphicsView,
    QHeaderView,
    QLabel,
    QMessageBox,
    QTabWidget,
    QTextEdit,
    QToolButton,
    QWidget,
)

from core.cli.main import main
from core.report.picture_shapes import Box, Line, Picture
from gui.pages.common.confirm_dialog import confirm_export
from gui.pages.common.rows import ItemList
from gui.pages.review.bulk_dialog import BulkDialog
from gui.pages.review.edit_dialog import EditDialog
from gui.theme.plain_text import tip
from tests.golden_cases import expand
from tests.gui.pages.device.test_robot_device_facts import deployment, paste
from tests.gui.pages.review.test_robot_manual_edits import put_caret_on
from tests.paths import ROOT
from tests.robot import Robot

pytestmark = pytest.mark.gui

CASE = ROOT.joinpath("tests") / "cases" / "module-name-with-markup.json"
HOSTILE = "<img src=probe.png>"
LOADS = re.compile(r"<\s*(img|link|object|embed|iframe|image)\b|url\(", re.IGNORECASE)
"""Markup with which Qt would open something. Our own has none: its pictures are set as pictures."""


def shown_as_markup(text: str) -> bool:
    """Whether Qt would guess that a text is markup, and it names something to open."""
    return QtGui.Qt.mightBeRichText(text) and LOADS.search(text) is not None


class Eyes:
    """Looks at everything that is there, and remembers where a hostile text was met and where it is markup."""

    def __init__(self) -> None:
        self.met: Counter[str] = Counter()
        self.bad: set[str] = set()

    def look(self) -> None:
        """At all windows."""
        for top in QApplication.topLevelWidgets():
            for widget in (top, *top.findChildren(QWidget)):
                for kind, text, markup in texts(widget):
                    if "img src" in text:
                        self.met[kind] += 1
                        if markup:
                            self.bad.add(f"{kind} of {type(widget).__name__} {widget.objectName()}: {text[:80]}")


def texts(widget: QWidget) -> Iterator[tuple[str, str, bool]]:
    """Kind and text of all that a widget shows, and whether Qt would take it for markup."""
    for text in (widget.toolTip(), widget.whatsThis(), widget.statusTip()):
        yield "tool tip", text, shown_as_markup(text)
    if isinstance(widget, QLabel):
        plain = widget.textFormat() == Qt.TextFormat.PlainText
        yield "label", widget.text(), not plain and shown_as_markup(widget.text())
    if isinstance(widget, QMessageBox):
        for text in (widget.text(), widget.informativeText()):
            yield "message box", text, widget.textFormat() != Qt.TextFormat.PlainText and shown_as_markup(text)
    if isinstance(widget, QTextEdit):
        yield "document", widget.toPlainText(), LOADS.search(widget.toHtml()) is not None
    if isinstance(widget, QToolButton) and widget.defaultAction() is not None:
        yield "action", widget.defaultAction().toolTip(), shown_as_markup(widget.defaultAction().toolTip())
    if isinstance(widget, QGraphicsView) and widget.scene() is not None:
        for item in widget.scene().items():
            yield "picture", item.toolTip(), shown_as_markup(item.toolTip())
    if isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView) and widget.model() is not None:
        for index in indexes(widget.model()):
            yield "item", str(index.data() or index.data(Qt.ItemDataRole.AccessibleTextRole) or ""), False
            text = str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
            yield "item tool tip", text, shown_as_markup(text)
            if widget.indexWidget(index) is not None:
                yield from texts(widget.indexWidget(index))


def indexes(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[QModelIndex]:
    """Every item of a model, of trees too."""
    above = parent or QModelIndex()
    for row in range(model.rowCount(above)):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(above)):
            index = model.index(row, column, above)
            yield index
            if not isinstance(model, QAbstractListModel | QAbstractTableModel):
                yield from indexes(model, index)


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """The case with a hostile name in every other place, too, in a file of such a name."""
    tree = json.loads(CASE.read_text(encoding="utf-8"))
    desired = tree["modulesContent"]["$edgeAgent"]["properties.desired"]
    (module,) = desired["modules"].values()
    module["settings"]["image"] = f"{HOSTILE}:1"
    module["settings"]["createOptions"] |= {
        "Env": [f"{HOSTILE}={HOSTILE}", f"HOST={HOSTILE}"],
        "Hostname": HOSTILE,
        HOSTILE: HOSTILE,
    }
    module["settings"]["createOptions"]["HostConfig"] |= {
        "PortBindings": {f"{HOSTILE}/tcp": [{"HostPort": HOSTILE}], "53/udp": [{}]},
        "Devices": [{"PathOnHost": HOSTILE, "PathInContainer": HOSTILE}],
        "Mounts": [{"Type": "volume", "Source": HOSTILE, "Target": f"/{HOSTILE}"}],
        "NetworkMode": HOSTILE,
        "LogConfig": {"Type": HOSTILE},
        HOSTILE: {HOSTILE: [HOSTILE]},
    }
    module["settings"]["createOptions"]["k8s-experimental"] = {"resources": {"limits": {HOSTILE: HOSTILE}}}
    desired["modules"][f"second {HOSTILE}"] = json.loads(json.dumps(module)) | {HOSTILE: HOSTILE, "status": HOSTILE}
    path = tmp_path / f"{HOSTILE}.json"
    path.write_text(json.dumps(tree), encoding="utf-8")
    return path


def visit(robot: Robot, eyes: Eyes) -> None:
    """Look at every tab of the page, and at every line that can be chosen."""
    page = robot.wizard.current()
    for tabs in page.findChildren(QTabWidget):
        for number in range(tabs.count()):
            tabs.setCurrentIndex(number)
            robot.settle()
            eyes.look()
        tabs.setCurrentIndex(0)
    for view in page.findChildren(ItemList):
        for row in range(view.items.rowCount()):
            if view.isVisible() and not view.items.items()[row].group:
                view.setCurrentIndex(view.items.index(row))
                robot.settle()
                eyes.look()


def test_every_page_view_and_tool_tip_is_plain(robot: Robot, hostile: Path) -> None:
    eyes = Eyes()
    robot.session.engineer = HOSTILE
    robot.open(hostile)
    robot.go(1)
    for step in robot.wizard.pageIds():
        robot.go(step)
        visit(robot, eyes)
    robot.go(2)
    robot.session.select(module=f"second {HOSTILE}")
    put_caret_on(robot, "/settings/image")
    robot.key("F2")
    robot.wait_for(lambda: bool(robot.wizard.findChildren(EditDialog)))
    eyes.look()
    robot.wizard.findChildren(EditDialog)[-1].reject()
    robot.click("severalButton")
    eyes.look()
    robot.wizard.review_page.findChildren(BulkDialog)[0].reject()
    robot.key("Shift+F1")
    eyes.look()
    robot.go(3)
    name_in_picture(robot)
    eyes.look()
    assert not eyes.bad
    assert eyes.met.keys() >= {"label", "item", "item tool tip", "picture", "document"}, eyes.met


def name_in_picture(robot: Robot) -> None:
    """Give a box and a line of the picture a hostile name: by default the rules write names that are harmless."""
    page = robot.wizard.current()
    page.tabs.setCurrentWidget(page.picture)
    robot.wait_for(lambda: page.picture.view.scene() is not None)
    robot.settle()
    box = Box("module", HOSTILE, 0, 0, 100, 50, HOSTILE, (), HOSTILE)
    line = Line("route", ((0, 0), (100, 50)), HOSTILE)
    page.picture.view.show_picture(Picture(200, 100, (box,), (line,), ()))


@pytest.mark.parametrize("platform", ["kubernetes", "linux-vm"])
def test_what_devices_say_is_plain(robot: Robot, hostile: Path, tmp_path: Path, platform: str) -> None:
    eyes = Eyes()
    robot.open(hostile)
    robot.session.set_device(robot.session.device.model_copy(update={"platform": platform}))
    robot.go(1)
    paste(robot, deployment().replace("labelPrinter", HOSTILE))
    for line in (
        f"NAME  READY  STATUS  RESTARTS  AGE\n{HOSTILE}  0/1  {HOSTILE}  3  5m\n",
        f"NAME  TYPE  CLUSTER-IP  EXTERNAL-IP  PORT(S)  AGE\n{HOSTILE}  NodePort  10.0.0.1  {HOSTILE}  80/TCP  5m\n",
        f"CONTAINER ID  IMAGE  COMMAND  CREATED  STATUS  PORTS  NAMES\n1  {HOSTILE}  x  1  Up 5 s  80/tcp  {HOSTILE}",
    ):
        paste(robot, line)
    for step in robot.wizard.pageIds():
        robot.go(step)
        visit(robot, eyes)
    given, out = tmp_path / "small.json", tmp_path / "out"
    given.write_text(
        json.dumps(expand({HOSTILE if platform == "kubernetes" else "cam": {"image": "cam:1"}})), encoding="utf-8"
    )
    options = ["--platform", platform, "--defaults", "--accept-risk", "a test", "--out", str(out)]
    assert main(["convert", str(given), *options]) == 0
    dialog = confirm_export(robot.wizard, robot.wizard.import_page.context, out)
    robot.settle()
    eyes.look()
    dialog.close()
    assert not eyes.bad
    assert eyes.met.keys() >= {"label", "item", "item tool tip", "document"}, eyes.met


def test_what_cannot_be_opened_is_named_plainly(robot: Robot, tmp_path: Path) -> None:
    eyes = Eyes()
    for name, text in ((f"{HOSTILE}.json", f'{{"{HOSTILE}": 5 "x"}}'), (f"b {HOSTILE}.json", f'{{"{HOSTILE}": 5}}')):
        (tmp_path / name).write_text(text, encoding="utf-8")
        robot.open(tmp_path / name)
        eyes.look()
    robot.open(tmp_path / f"gone {HOSTILE}.json")
    eyes.look()
    assert eyes.met["label"] >= 3
    assert not eyes.bad


@pytest.mark.parametrize(
    "text", [HOSTILE, f"a\n{HOSTILE}", "a &lt;b", "a & b", "plain", "two\nlines", "<b>", "<!doc", ""]
)
def test_a_tool_tip_shows_every_character(text: str, qapp: QApplication) -> None:
    shown = tip(text)
    if QtGui.Qt.mightBeRichText(shown):
        box = QTextEdit()
        box.setHtml(shown)
        assert LOADS.search(box.toHtml()) is None
        shown = box.toPlainText()
    assert shown == text


SOURCES = sorted((ROOT / "gui").rglob("*.py"))


def test_texts_go_through_the_helpers() -> None:
    """A tool tip is ours (`_("…")`) or goes through `tip`; a label with a text is made by `parts.label`."""
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call):
                _check_call(path, node)
        assert "ToolTipRole" not in text or "import tip\n" in text, path


def _check_call(path: Path, node: ast.Call) -> None:
    called = ast.unparse(node.func)
    if called.endswith((".setToolTip", ".setWhatsThis", "QToolTip.showText")):
        shown = [ast.unparse(argument) for argument in node.args]
        assert any(part.startswith(("tip(", "plain_text.tip(", "_(")) for part in shown), (path, ast.unparse(node))
    if called.rpartition(".")[2] == "QLabel":
        assert not node.args or path.name == "parts.py", (path, ast.unparse(node))


def test_the_eyes_see() -> None:
    """The markup they look for is what Qt would take for markup."""
    assert shown_as_markup(HOSTILE) and shown_as_markup(f"\n {HOSTILE}")
    assert not shown_as_markup(tip(HOSTILE))
