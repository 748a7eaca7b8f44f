"""The models behind lists and tables: sound for Qt, and true to the migration."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from core.manifest.read import read
from core.migration.migrate import Migration, migrate
from core.model import rule_ids
from core.model.decisions import Decision, Decisions
from core.model.device import Device, Platform, Share
from core.model.states import State
from core.redaction.redactor import Redactor
from gui.models import answers
from gui.models.decisions_table import DecisionsTable, decision_lines
from gui.models.files_tree import FilesTree, purpose, size_words, there
from gui.models.findings import module_items, module_title, next_waiting, waiting
from gui.models.items_model import ITEM, Item, ItemsModel
from gui.models.modules_table import ModulesTable, counts, shape_name
from gui.models.objects import object_views
from gui.models.todo import todo
from tests.golden_cases import expand
from tests.paths import SAMPLE

pytestmark = pytest.mark.gui

BIND = f"{rule_ids.BIND}/cameraIngest//data/in"
MODELS = f"{rule_ids.BIND}/weldScorer//app/models"


def _migration(*items: Decision, shares: tuple[str, ...] = ()) -> Migration:
    device = Device(shares=tuple(Share(name=name) for name in shares))
    return migrate(read(SAMPLE.read_bytes(), SAMPLE.name), device, Decisions(device=device, items=items))


def test_items_model(qtmodeltester: ModelTester) -> None:
    model = ItemsModel()
    model.set_items([Item("g", "Storage", badge="1", group=True), Item("a", "One"), Item("b", "Two", "caption")])
    qtmodeltester.check(model)
    assert model.item(model.index(0)) is None
    assert model.data(model.index(2), Qt.ItemDataRole.AccessibleTextRole) == "Two, caption"
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsSelectable
    assert model.index_of("b").row() == 2
    assert not model.index_of("nobody").isValid()


def test_items_with_the_same_keys_are_only_changed() -> None:
    model = ItemsModel()
    model.set_items([Item("a", "One"), Item("b", "Two")])
    changed: list[int] = []
    resets: list[int] = []
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    model.modelReset.connect(lambda: resets.append(1))
    model.set_items([Item("a", "One"), Item("b", "Zwei")])
    assert changed == [1]
    assert resets == []
    model.set_items([Item("b", "Zwei")])
    assert resets == [1]


def test_modules_table(qtmodeltester: ModelTester) -> None:
    model = ModulesTable()
    migration = _migration()
    model.set_migration(migration)
    qtmodeltester.check(model)
    names = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert names == [module.name for module in migration.before.modules]
    assert "5 custom modules" in counts(migration)
    assert shape_name("manifest") == "Deployment manifest"
    assert shape_name("something new") == "something new"


def test_decisions_table(qtmodeltester: ModelTester) -> None:
    migration = _migration()
    model = DecisionsTable()
    lines = decision_lines(migration, Redactor(migration.before))
    model.set_rows(lines)
    qtmodeltester.check(model)
    result = {line.finding for line in lines}
    assert result == {finding.id for finding in migration.shown} < {finding.id for finding in migration.findings}
    changes = sum(line.changes.count("\n") + 1 for line in lines if line.changes != "–")
    assert changes == sum(entry.kind != "kept" for entry in migration.ledger)
    assert model.index(0, 0).data(ITEM) in result


def test_decisions_mask_secrets() -> None:
    reason = "the password is Wq7!sT3-hall4-pull-2023"
    migration = _migration(Decision(finding=BIND, answer=None, note=reason))
    texts = [text for line in decision_lines(migration, Redactor(migration.before)) for text in line.texts()]
    assert not any("hall4-pull-2023" in text for text in texts)
    assert any("•••" in text for text in texts)


def test_files_tree(qtmodeltester: ModelTester, tmp_path: Path) -> None:
    (tmp_path / "rollback").mkdir()
    (tmp_path / "report.html").write_text("", encoding="utf-8")
    (tmp_path / "rollback" / "steps.md").write_text("", encoding="utf-8")
    model = FilesTree()
    files = {"a.gpu.json": b"{}", "report.html": b"<html>", "rollback/steps.md": b"1", "rollback/a.rollback.json": b"2"}
    assert model.set_files(files) and not model.set_files(files)
    qtmodeltester.check(model)
    assert model.existing() == 0
    model.set_existing(there(tmp_path, model.names()))
    assert model.existing() == 2
    rows = [[model.index(row, column).data() for column in range(4)] for row in range(model.rowCount())]
    assert [row[0] for row in rows] == ["a.gpu.json", "report.html", "rollback/"]
    assert [row[3] for row in rows] == ["new", "exists", "some exist"]
    assert rows[2][1] == "Rollback (2 files)"
    assert model.index(0, 0, model.index(2, 0)).data() == "steps.md"
    assert "kB" in size_words(5000)


def test_every_file_of_a_bundle_says_what_it_is() -> None:
    from core.bundle.export import bundle

    names = [*bundle(_migration()), "report.pdf", "original/target.json", "rollback/target.json", "twins/cam.json"]
    assert {name: purpose(name) for name in names if not purpose(name)} == {}
    top = [purpose(name) for name in names if "/" not in name]
    assert len(set(top)) == len(top), "each has words of its own"
    assert purpose("report.md") == "Report as Markdown, for tickets and wikis"
    assert purpose("unknown.bin") == ""


def test_modules_say_what_they_need() -> None:
    items = {item.module: item for item in module_items(_migration())}
    assert items["weldScorer"].tone == "ask"
    assert "1 needs you" in items["weldScorer"].caption
    assert "change" in items["edgeHub"].caption


def test_what_is_to_do_is_one_list_below_the_modules() -> None:
    migration = _migration()
    found = todo(migration, str)
    rules = {name for name in found.entries if not name.startswith("check/")}
    statuses = {name: status for name, status in migration.statuses.items() if status is not None}
    assert rules == {name for name, status in statuses.items() if status.state in ("needs-you", "confirm", "manual")}
    headings = [item.title for item in found.items if item.group]
    modules = {module_title(item.module) for item in found.items if not item.group}
    assert len(headings) == len(set(headings)) and set(headings) == modules
    assert found.first() in migration.open


def test_the_next_question_visits_what_needs_the_operator_then_what_is_to_be_confirmed() -> None:
    migration = _migration()
    walk, current = [], ""
    for _turn in waiting(migration):
        following = next_waiting(migration, current)
        assert following is not None
        walk.append(current := following.id)
    states = [status.state for name in walk if (status := migration.status(name)) is not None]
    assert len(set(walk)) == len(walk) == len(waiting(migration)) and walk[0].startswith(f"{rule_ids.BIND}/weldScorer/")
    assert states == sorted(states, key=list(State).index) and set(states) == {State.NEEDS_YOU, State.CONFIRM}
    assert next_waiting(migration, current) == migration.finding(walk[0])


def test_how_an_answer_is_shown() -> None:
    migration = _migration(
        Decision(finding=MODELS, answer="share:models ro"),
        Decision(finding=BIND, answer=None, note="stays"),
        shares=("models", "camera-in"),
    )
    assert answers.answer_words(migration, migration.finding(BIND)) == "No change: stays"
    result = answers.answer_words(migration, migration.finding(MODELS))
    assert "models" in result
    assert "suggested" not in result
    assert answers.share_users(migration)["models"] == ["weldScorer"]
    assert answers.answer_state(migration, BIND).note == "stays"
    assert answers.answer_state(migration, MODELS).by == "operator"


def test_gpus_left_counts_the_other_modules() -> None:
    migration = _migration()
    gpu = next(finding for finding in migration.findings if finding.rule == rule_ids.FPGA_BY_RESOURCE)
    assert answers.gpus_left(migration, gpu) == "1 of 1 GPU is left for this module"
    assert answers.gpus_left(migration, migration.finding(BIND)) == ""


@pytest.mark.parametrize("platform", ["kubernetes", "linux-vm"])
def test_the_entry_beside_a_preview_is_masked_like_the_preview(platform: Platform) -> None:
    """A word that looks like no secret is masked on both sides, and is there where the values are shown."""
    words = ["htpasswd", "-b", "/etc/users", "admin", "Krokodil"]
    options = {"Cmd": words, "Env": ["NOTE=Walzwerk", "LEVEL=debug"]}
    body = {"cam": {"createOptions": options, "env": {"HINT": {"value": "Hochofen"}}}}
    device = Device(platform=platform)
    migration = migrate(read(json.dumps(expand(body)).encode(), "site.json"), device, Decisions(device=device))
    for plain in (False, True):
        _, views = object_views(migration, migration.redactor, plain)
        for lines in (views[-1].entry, views[-1].yaml):
            text = "\n".join(line.text for line in lines)
            assert "/etc/users" in text and "debug" in text
            for word in ("Krokodil", "Walzwerk", "Hochofen"):
                assert (word in text) == plain, (word, text)


def test_what_a_change_does_not_need_is_masked_in_the_decisions() -> None:
    options = {"Env": ["PEERS=http://Cam_1:80 Krokodil", "A.B=Walzwerk"]}
    site = read(json.dumps(expand({"Cam_1": {}, "web": {"createOptions": options}})).encode(), "site.json")
    migration = migrate(site, Device(), Decisions())
    text = "\n".join(line.changes for line in decision_lines(migration, migration.redactor))
    assert "cam-1" in text and "PEERS" in text
    assert "Krokodil" not in text and "Walzwerk" not in text
