"""What each page shows and asks, as a user meets it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication, QTableView

from core.diff.rows import rows
from core.migration.decisions_file import dump
from core.model import rule_ids
from gui.models.decisions_table import DECISION, DecisionsTable
from gui.models.findings import state_counts
from gui.pages.common.page import Step
from gui.pages.common.risk_dialog import RiskDialog
from gui.widgets.diff.diff_rows import changes
from tests.golden_page import MANIFESTS
from tests.robot import Robot

pytestmark = pytest.mark.gui

BIND = f"{rule_ids.BIND}/cameraIngest//etc/localtime"


def test_next_says_what_is_missing_and_goes_there(robot: Robot) -> None:
    robot.next()
    assert robot.page() == "importPage"
    assert "Open a manifest first" in robot.banner()
    assert robot.focus().objectName() == "openButton"


def test_a_step_ahead_needs_a_manifest_first(robot: Robot) -> None:
    robot.go(Step.CHECK)
    assert robot.page() == "importPage"
    assert "Open a manifest first" in robot.banner()


def test_an_error_has_its_place_in_the_text(robot: Robot, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{\n  "modulesContent": {\n    "$edgeAgent" 5\n  }\n}\n', encoding="utf-8")
    robot.open(broken)
    assert robot.says("broken.json cannot be opened")
    assert robot.says("line 3")
    assert "▲" in robot.wizard.import_page.status.error.snippet.toPlainText()
    robot.next()
    assert robot.page() == "importPage"


def test_the_arrow_is_below_its_column_in_every_theme(robot: Robot, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{\n  "modulesContent" 5\n}\n', encoding="utf-8")
    robot.open(broken)
    snippet = robot.wizard.import_page.status.error.snippet
    for mode in ("dark", "light"):
        robot.wizard.side.theme_chosen.emit(mode)
        QApplication.processEvents()
        assert QFontInfo(snippet.document().defaultFont()).fixedPitch()


def test_a_missing_file_is_reported_calmly(robot: Robot, tmp_path: Path) -> None:
    robot.open(tmp_path / "gone.json")
    assert robot.says("gone.json cannot be read")


def test_an_error_keeps_what_is_open(robot: Robot, sample: Path, tmp_path: Path) -> None:
    robot.open(sample)
    robot.open(tmp_path / "gone.json")
    assert robot.says("gone.json cannot be read")
    assert robot.says("weldScorer")


def test_a_text_one_brace_short_can_be_repaired_into_a_new_file(robot: Robot, sample: Path, tmp_path: Path) -> None:
    short = tmp_path / "short.json"
    short.write_text(sample.read_text(encoding="utf-8").rstrip()[:-1], encoding="utf-8")
    robot.open(short)
    assert robot.wizard.import_page.status.repair.preview.isVisible()
    assert robot.wizard.import_page.status.repair.preview.toPlainText().rstrip().endswith("}")
    robot.answers.save = tmp_path / "fixed.json"
    robot.click("repairButton")
    assert robot.session.path == tmp_path / "fixed.json"
    assert robot.says("fixed.json")


@pytest.mark.parametrize(("name", "line"), [("key-case-modulescontent", "modulesContent"), ("left-over-chunk", "42:")])
def test_a_manifest_with_a_fault_of_its_shape_is_offered_repaired(
    robot: Robot, tmp_path: Path, name: str, line: str
) -> None:
    robot.open(MANIFESTS / f"{name}.json")
    repair = robot.wizard.import_page.status.repair
    assert repair.preview.isVisible() and line in repair.preview.toPlainText()
    robot.answers.save = tmp_path / "fixed.json"
    robot.click("repairButton")
    assert robot.session.path == tmp_path / "fixed.json"
    assert robot.session.migration is not None and robot.session.migration.before.custom


def test_the_output_of_docker_inspect_opens_under_the_name_of_its_container(robot: Robot) -> None:
    robot.open(MANIFESTS / "docker-inspect-output.json")
    assert robot.session.migration is not None
    assert [module.name for module in robot.session.migration.before.modules] == ["cam"]
    assert robot.says("Create options of one module")


def test_pasted_text_is_saved_to_a_file_first(robot: Robot, sample: Path, tmp_path: Path) -> None:
    QApplication.clipboard().setText(sample.read_text(encoding="utf-8"))
    robot.answers.save = tmp_path / "pasted.json"
    robot.key("Ctrl+V")
    assert robot.session.path == tmp_path / "pasted.json"
    assert (tmp_path / "pasted.json").read_bytes() == sample.read_bytes()
    assert robot.says("Pasted text is saved to a file first")


def test_pasted_text_without_a_place_is_not_opened(robot: Robot, sample: Path) -> None:
    QApplication.clipboard().setText(sample.read_text(encoding="utf-8"))
    robot.key("Ctrl+V")
    assert robot.says("The text was not opened")
    assert robot.session.migration is None


def test_pasted_nonsense_is_reported_before_anybody_saves_it(robot: Robot) -> None:
    QApplication.clipboard().setText("kind regards")
    robot.key("Ctrl+V")
    assert robot.says("Pasted text cannot be opened")


def test_a_pasted_file_is_opened(robot: Robot, sample: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(sample))])
    QApplication.clipboard().setMimeData(data)
    robot.key("Ctrl+V")
    assert robot.session.path == sample


def test_recent_files_open_with_a_click(new_robot: Callable[[], Robot], sample: Path) -> None:
    first = new_robot()
    first.open(sample)
    first.close()
    second = new_robot()
    second.choose("recentList", "fpga-site.json")
    assert second.session.path == sample


def test_device_names_are_judged_while_typing(robot: Robot) -> None:
    robot.sample()
    robot.next()
    robot.click("addShareButton")
    robot.keys("my_share")
    assert robot.says("A share name has 3 to 63 letters")
    robot.next()
    assert robot.page() == "devicePage"
    assert robot.focus().objectName() == "shareName1"
    robot.type("shareName1", "my-share")
    robot.next()
    assert robot.page() == "reviewPage"
    assert robot.session.device.share_names() == ("my-share",)


def test_device_shares_are_edited_and_removed(robot: Robot) -> None:
    robot.sample()
    robot.next()
    robot.add_share("input")
    robot.add_share("output")
    robot.pick("shareProtocol2", "NFS")
    robot.type("shareName1", "camera")
    assert [(share.name, share.protocol) for share in robot.session.device.shares] == [
        ("camera", "smb"),
        ("output", "nfs"),
    ]
    robot.click("shareRemove1")
    assert robot.session.device.share_names() == ("output",)


def test_a_name_twice_is_one_too_many(robot: Robot) -> None:
    robot.sample()
    robot.next()
    robot.add_share("input")
    robot.add_share("input")
    assert robot.says("A share with this name already exists.")
    robot.next()
    assert robot.page() == "devicePage"


def test_the_proxy_is_a_url_or_none(robot: Robot) -> None:
    robot.sample()
    robot.next()
    robot.click("proxyUse")
    robot.next()
    assert "Type the URL of the proxy" in robot.banner()
    robot.type("proxyUrl", "https://proxy.site.example:8080")
    assert robot.says("The device does not accept https")
    robot.type("proxyUrl", "http://proxy.site.example:8080")
    robot.next()
    assert robot.session.device.proxy == "http://proxy.site.example:8080"


def test_another_model_brings_its_gpus(robot: Robot) -> None:
    robot.sample()
    robot.next()
    robot.pick("deviceModel", "Azure Stack Edge Pro GPU, 2 GPUs")
    assert robot.session.device.gpus == 2
    assert robot.session.device.model == "pro-gpu-2"


def test_review_asks_before_it_goes_on(robot: Robot) -> None:
    robot.sample()
    robot.go(2)
    robot.next()
    assert robot.page() == "reviewPage"
    assert "findings need you" in robot.banner()
    assert robot.find("answerEditor").isAncestorOf(robot.focus())
    robot.answer_open()
    assert robot.banner() == ""
    robot.next()
    assert robot.page() == "checkPage"


def test_keep_the_original_with_a_note(robot: Robot) -> None:
    robot.sample()
    robot.go(2)
    robot.choose_module("weldScorer")
    robot.choose_finding("weldScorer requests an FPGA")
    robot.click("keepButton")
    robot.type("keepNoteEdit", "tested without")
    migration = robot.session.migration
    assert migration is not None
    kept = [item for item in migration.decisions.items if item.answer is None]
    assert [item.note for item in kept] == ["tested without"]
    assert migration.resolution(kept[0].finding) == "kept"
    assert robot.says("No change")
    assert b"fpga_catapult" in robot.output()


def test_choosing_a_finding_shows_its_rows_and_back(robot: Robot) -> None:
    robot.sample()
    robot.go(2)
    robot.choose_module("weldScorer")
    robot.choose_finding("WIRESERVER_ADDRESS")
    row = robot.wizard.review_page.compare.diff.current_row()
    assert row is not None
    assert robot.session.selection.finding in row.findings
    robot.key("F7")
    diff = robot.wizard.review_page.compare.diff.current_row()
    assert diff is not None
    assert robot.session.selection.finding in diff.findings


def test_f7_walks_through_all_modules(robot: Robot) -> None:
    robot.sample()
    robot.go(2)
    robot.choose_module("edgeAgent")
    page = robot.wizard.review_page
    seen = [robot.session.selection.module]
    for _press in range(90):
        robot.key("F7")
        if robot.session.selection.module != seen[-1]:
            seen.append(robot.session.selection.module)
    migration = robot.session.migration
    assert migration is not None
    assert seen == [module.name for module in migration.before.modules if changes(rows(migration, module.name))]
    assert page.compare.place.text() == "No further change"
    robot.key("Shift+F7")
    assert "Change" in page.compare.place.text()


def test_the_filter_shows_only_what_is_open(robot: Robot) -> None:
    robot.sample()
    robot.go(2)
    robot.choose_module("cameraIngest")
    assert robot.says("/data/in")
    robot.pick("stateFilter", "Needs you (3)")
    assert not robot.says("mounted at /data/in")
    assert robot.says("/etc/localtime")


def test_check_links_back_to_the_finding(robot: Robot) -> None:
    robot.sample()
    robot.go(Step.CHECK)
    robot.choose("todoList", BIND)
    robot.click("goToButton")
    assert robot.page() == "reviewPage"
    assert robot.session.selection.finding == BIND


def test_decisions_link_back_and_are_found(robot: Robot) -> None:
    robot.sample()
    robot.go(Step.CHECK)
    robot.open_tab(1)
    robot.type("decisionsSearch", "WIRESERVER")
    assert robot.says("WIRESERVER_ADDRESS=10.139.218.1")
    assert not robot.says("no_proxy")
    robot.click("decisionsGoButton")
    assert robot.page() == "reviewPage"
    assert robot.session.selection.module == "weldScorer"


def test_decisions_show_no_secret(robot: Robot) -> None:
    robot.sample()
    robot.go(Step.CHECK)
    robot.open_tab(1)
    assert "hall4-pull-2023" not in robot.screen()
    assert "kJ8s-2hQpLw0ZxT7vNfa" not in robot.screen()


def test_export_asks_before_it_replaces(robot: Robot, sample: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "report.html").write_text("mine", encoding="utf-8")
    robot.open(sample)
    robot.go(2)
    robot.answer_open()
    robot.go(Step.EXPORT)
    robot.type("exportFolder", str(tmp_path / "out"))
    robot.finish()
    assert "already exist" in robot.banner()
    assert (tmp_path / "out" / "report.html").read_text(encoding="utf-8") == "mine"
    robot.click("forceBox")
    robot.finish()
    robot.wait_for(lambda: robot.session.result is not None)
    robot.click("openReportButton")
    assert robot.answers.revealed == [tmp_path / "out" / "report.html"]
    robot.answers.can_reveal = False
    robot.click("openFolderButton")
    assert str(tmp_path / "out") in robot.banner()


def test_export_refuses_while_something_is_open(robot: Robot, tmp_path: Path) -> None:
    robot.sample()
    robot.go(Step.EXPORT)
    robot.type("exportFolder", str(tmp_path / "out"))
    assert robot.says("Not ready: ")
    robot.finish()
    assert robot.page() == "checkPage"
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_reported(robot: Robot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    robot.sample()
    robot.go(2)
    robot.answer_open()
    robot.go(Step.EXPORT)
    robot.type("exportFolder", str(tmp_path / "file" / "out"))
    robot.finish()
    robot.wait_for(lambda: robot.says("Nothing was written"))
    assert robot.session.result is None


def test_a_change_after_the_export_wants_another_one(robot: Robot, tmp_path: Path) -> None:
    robot.sample()
    robot.go(2)
    robot.answer_open()
    robot.go(Step.EXPORT)
    robot.type("exportFolder", str(tmp_path / "out"))
    robot.finish()
    robot.wait_for(lambda: robot.session.result is not None)
    robot.key("Ctrl+Z")
    assert robot.session.result is None
    assert robot.says("Not ready: 1 finding needs you.")


def test_secrets_are_masked_until_somebody_asks(robot: Robot) -> None:
    robot.sample()
    robot.go(2)
    robot.choose_module("historian")
    pane = robot.wizard.review_page.compare.diff.body.left
    assert "kJ8s-2hQpLw0ZxT7vNfa" not in pane.toPlainText()
    robot.click("foldRowsButton")
    assert "•••" in pane.toPlainText()
    robot.click("revealSecrets")
    assert "kJ8s-2hQpLw0ZxT7vNfa" in robot.wizard.review_page.compare.diff.body.left.toPlainText()
    robot.go(Step.CHECK)
    robot.go(2)
    assert "kJ8s-2hQpLw0ZxT7vNfa" not in robot.wizard.review_page.compare.diff.body.left.toPlainText()


def test_a_risk_is_accepted_by_name(robot: Robot, sample: Path, tmp_path: Path) -> None:
    text = sample.read_text(encoding="utf-8").replace("3000/tcp", "35000/tcp").replace("cameraIngest", "camera")
    sample.write_text(text, encoding="utf-8")
    robot.open(sample)
    robot.go(2)
    robot.answer_open()
    robot.next()
    assert robot.page() == "checkPage"
    robot.next()
    assert "blocks the export" in robot.banner()
    assert robot.focus().objectName() == "riskButton"
    robot.click("riskButton")
    if robot.has("riskAll"):
        robot.click("riskAll")
    robot.click("acceptRiskButton")
    assert "both required" in robot.find("riskDialog", RiskDialog).problem.text()
    robot.type("riskReason", "the module is switched off anyway")
    robot.type("riskName", "Kim")
    assert robot.session.blocking() == ()
    accepted = [item for item in robot.session.decisions.items if item.answer is True]
    assert {(item.by, item.note) for item in accepted} == {("Kim", "the module is switched off anyway")}
    assert robot.banner() == "" and robot.says("risks are accepted")
    robot.open_tab(1)
    assert robot.says("Risk accepted by Kim")
    robot.next()
    robot.type("exportFolder", str(tmp_path / "out"))
    robot.finish()
    robot.wait_for(lambda: robot.session.result is not None)


def test_searching_goes_on_in_other_modules(robot: Robot) -> None:
    robot.sample()
    robot.go(2)
    robot.choose_module("weldScorer")
    robot.key("Ctrl+F")
    robot.keys("RETENTION_DAYS")
    assert robot.says("in other modules")
    robot.key("Return")
    assert robot.session.selection.module == "historian"


def test_unused_answers_are_named(robot: Robot, sample: Path) -> None:
    robot.open(sample)
    robot.session.decide(f"{rule_ids.TCP_AND_UDP}/cameraIngest/ports", "tcp")
    item = robot.session.decisions.items[0].model_copy(update={"seen": "2:another hash"})
    decisions = sample.parent / "decisions.json"
    decisions.write_bytes(dump(robot.session.decisions.model_copy(update={"items": (item,)})))
    robot.open(decisions)
    robot.open(sample)
    robot.go(Step.CHECK)
    assert robot.says("Answers that were not used")
    assert robot.says(f"{rule_ids.TCP_AND_UDP}/cameraIngest/ports: given for another finding or other facts")


def test_it_is_a_window_and_no_dialog(robot: Robot) -> None:
    kind = Qt.WindowType
    buttons = kind.WindowMinimizeButtonHint | kind.WindowMaximizeButtonHint | kind.WindowCloseButtonHint
    usual = kind.WindowTitleHint | kind.WindowSystemMenuHint | buttons | kind.WindowFullscreenButtonHint
    assert robot.wizard.windowHandle().flags() == kind.Window | usual


def test_decisions_filter_by_state_and_say_when(robot: Robot) -> None:
    robot.sample()
    robot.go(2)
    robot.answer_open()
    robot.go(Step.CHECK)
    robot.open_tab(1)
    table = robot.find("decisionsTable", QTableView)
    lines = table.model()
    assert isinstance(lines, DecisionsTable)
    everything = lines.rowCount()
    answered = {line.finding for line in lines.rows if line.decided}
    assert answered == {item.finding for item in robot.session.decisions.items}
    row = next(row for row, line in enumerate(lines.rows) if line.decided)
    assert lines.index(row, DECISION).data().count("\n") == 1, "the time of the answer has a line of its own"
    assert lines.index(row, DECISION).data(Qt.ItemDataRole.ToolTipRole) == lines.rows[row].decided
    assert robot.session.migration is not None
    counts = state_counts(robot.session.migration, None)
    for state, words in (("advice", "Advice"), ("changed", "Changed")):
        robot.pick("decisionsState", f"{words} ({counts[state]})")
        assert {line.state for line in lines.rows} == {state}
        assert robot.says(f"{counts[state]} of {counts['']} findings")
    assert 0 < lines.rowCount() < everything
    robot.type("decisionsSearch", "nothing is called like this")
    assert lines.rowCount() == 0
    robot.type("decisionsSearch", "")
    robot.pick("decisionsState", f"All ({counts['']})")
    assert lines.rowCount() == everything
    robot.wait_for(lambda: table.rowHeight(everything - 1) == table.sizeHintForRow(everything - 1))
    heights = [table.rowHeight(row) for row in range(everything)]
    assert heights == [table.sizeHintForRow(row) for row in range(everything)]
