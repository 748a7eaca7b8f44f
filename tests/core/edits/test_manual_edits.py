"""Edits by hand: carried out after all rules, told everywhere, replayed, and named where they no longer fit."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from core.bundle.export import bundle
from core.cli.main import main
from core.diff.change_positions import count
from core.diff.rows import rows
from core.edits.requests import EditRequest, decided, fault
from core.manifest import pointer as ptr
from core.manifest.read import read
from core.migration.migrate import Migration, migrate
from core.migration.verify import verify_migration
from core.model import rule_ids
from core.model.decisions import Decision, Decisions
from core.model.device import Device, Share
from core.report.build import build
from tests.core.redaction.test_redact_bundle import SHAPES, make_secret
from tests.golden_cases import expand

SITE = {
    "cam": {
        "createOptions": {
            "Env": ["MODE=fast"],
            "HostConfig": {
                "Binds": ["/home/hcsshares/input:/data"],
                "PortBindings": {"80/tcp": [{"HostPort": "8080"}]},
            },
        },
        "env": {"LEVEL": {"value": "info"}},
    },
    "scorer": {"createOptions": {}},
}
DEVICE = Device(shares=(Share(name="input"),))
HELD = "/modulesContent/$edgeAgent/properties.desired/modules"
CAM = f"{HELD}/cam"
OPTIONS = f"{CAM}/settings/createOptions"


def first(decisions: Decisions | None = None) -> Migration:
    return migrate(read(json.dumps(expand(SITE)).encode(), "site.json"), DEVICE, decisions or Decisions())


def requested(result: Migration, *requests: EditRequest, note: str = "") -> Migration:
    """The migration with wishes fulfilled, one after the other."""
    for request in requests:
        assert fault(result, request) is None
        result = migrate(result.before, result.device, decided(result, request, "Ann", note, "2026-01-02T03:04:05Z"))
    return result


def at(result: Migration, place: str) -> Any:
    return ptr.resolve(result.tree, place)


def test_a_value_is_set_added_and_removed() -> None:
    result = requested(
        first(),
        EditRequest("set", f"{CAM}/env/LEVEL/value", "debug"),
        EditRequest("add", f"{OPTIONS}/Env", "EXTRA=1"),
        EditRequest("add", OPTIONS, {"team": "blue"}, "Labels"),
        EditRequest("remove", f"{OPTIONS}/HostConfig/PortBindings"),
    )
    assert at(result, f"{CAM}/env/LEVEL/value") == "debug"
    assert at(result, f"{OPTIONS}/Env") == ["MODE=fast", "EXTRA=1"]
    assert at(result, f"{OPTIONS}/Labels") == {"team": "blue"}
    assert "PortBindings" not in at(result, OPTIONS).get("HostConfig", {})
    assert result.after().tree == result.tree
    assert [item.edit.id for item in result.edit_layer.done] == [
        "hand-edit/cam/env/LEVEL/value",
        "hand-edit/cam/settings/createOptions/Env/1",
        "hand-edit/cam/settings/createOptions/HostConfig/PortBindings",
        "hand-edit/cam/settings/createOptions/Labels",
    ]


def test_the_edit_wins_over_the_rule_and_the_ledger_has_both() -> None:
    before = first()
    mounts = at(before, f"{OPTIONS}/HostConfig/Mounts")
    result = requested(before, EditRequest("set", f"{OPTIONS}/HostConfig/Mounts/0/Source", "other"))
    assert mounts[0]["Source"] == "input" and at(result, f"{OPTIONS}/HostConfig/Mounts/0/Source") == "other"
    entry = result.ledger[-1]
    assert (entry.kind, entry.before, entry.after) == ("changed", "input", "other")
    assert any(item.finding == f"{rule_ids.BIND}/cam//data" for item in result.ledger)
    outcome = result.edits[0].facts["wanted"]
    assert outcome == "Share “input” mounted at /data"


def test_a_row_names_the_edit_first_and_where_it_is() -> None:
    result = requested(first(), EditRequest("set", f"{CAM}/env/LEVEL/value", "debug"))
    changed = next(row for row in rows(result, "cam") if row.place == f"{CAM}/env/LEVEL/value")
    assert changed.kind == "changed" and changed.findings[0] == "hand-edit/cam/env/LEVEL/value"


def test_every_right_side_has_its_place_in_the_result() -> None:
    result = first()
    for row in rows(result, "cam"):
        if row.place:
            ptr.resolve(result.tree, row.place)
    assert [row for row in rows(result, "cam") if bool(row.place) is (row.right is None)] == []


def test_counts_are_the_same_everywhere() -> None:
    result = requested(
        first(), EditRequest("set", f"{CAM}/env/LEVEL/value", "debug"), EditRequest("add", OPTIONS, 1, "Tag")
    )
    report = build(result)
    assert report.counts.changes == count(result) == count(first()) + 2
    cam = next(module for module in report.modules if module.name == "cam")
    assert cam.changes == next(module for module in build(first()).modules if module.name == "cam").changes + 2


def test_the_report_names_who_did_what_and_why() -> None:
    result = requested(first(), EditRequest("set", f"{CAM}/env/LEVEL/value", "debug"), note="asked for by the site")
    edit = build(result).hand_edits[0]
    assert (edit.op, edit.module, edit.place, edit.before, edit.after) == (
        "set",
        "cam",
        "env/LEVEL/value",
        "info",
        "debug",
    )
    assert (edit.by, edit.when, edit.note, edit.state) == (
        "Ann", "2026-01-02T03:04:05Z", "asked for by the site", "edited",
    )  # fmt: skip
    files = bundle(result)
    for page in ("report.html", "report.md"):
        text = files[page].decode()
        assert "Edited manually" in text and "asked for by the site" in text and "env/LEVEL/value" in text


def test_an_edit_of_the_deployment_is_reported_with_it() -> None:
    route = "/modulesContent/$edgeHub/properties.desired/routes/up"
    before = first()
    assert at(before, "/modulesContent/$edgeHub/properties.desired/routes") is not None
    result = requested(before, EditRequest("add", ptr.parent(route), "FROM /messages/* INTO $upstream", "up"))
    assert result.edits[0].module == ""
    assert "Deployment as a whole" in bundle(result)["report.html"].decode()


def test_the_checks_look_at_what_was_edited() -> None:
    result = requested(first(), EditRequest("set", f"{OPTIONS}/HostConfig/Mounts/0/Source", "nowhere"))
    assert "share-missing" not in [finding.rule for finding in verify_migration(first()).findings]
    found = [finding for finding in verify_migration(result).findings if finding.rule == "share-missing"]
    assert [finding.module for finding in found] == ["cam"]


def test_a_replay_of_the_export_gives_the_same_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    manifest = tmp_path / "site.json"
    manifest.write_text(json.dumps(expand(SITE)), encoding="utf-8")
    before = migrate(read(manifest.read_bytes(), "site.json"), DEVICE, Decisions(device=DEVICE))
    result = requested(
        before,
        EditRequest("set", f"{CAM}/env/LEVEL/value", "debug"),
        EditRequest("remove", f"{OPTIONS}/HostConfig/PortBindings"),
    )
    answers = tmp_path / "answers.json"
    answers.write_bytes(bundle(result)["decisions.json"])
    out = tmp_path / "out"
    assert main(["convert", str(manifest), "--decisions", str(answers), "--out", str(out)]) == 0, capsys.readouterr()
    assert (out / "site.gpu.json").read_bytes() == result.output()
    assert (out / "decisions.json").read_bytes() == answers.read_bytes()


def test_an_edit_whose_place_is_gone_is_stale_and_named() -> None:
    result = requested(first(), EditRequest("set", f"{OPTIONS}/HostConfig/Mounts/0/Source", "other"))
    kept = Decision(finding=f"{rule_ids.BIND}/cam//data", answer=None, note="stays")
    items = (*result.decisions.items, kept)
    other = migrate(result.before, result.device, result.decisions.model_copy(update={"items": items}))
    name = "hand-edit/cam/settings/createOptions/HostConfig/Mounts/0/Source"
    assert other.stale == (name,) and other.resolution(name) == "stale"
    edit = build(other).hand_edits[0]
    assert edit.state == "stale" and "no longer applies" in edit.title
    assert "Not applied" in bundle(other)["report.html"].decode()


def test_taking_it_back_gives_back_what_the_rules_made() -> None:
    before = first()
    result = requested(before, EditRequest("set", f"{CAM}/env/LEVEL/value", "debug"))
    again = requested(result, EditRequest("set", f"{CAM}/env/LEVEL/value", "info"))
    assert again.decisions.items == () and again.output() == before.output()


@pytest.mark.parametrize(
    ("edit_request", "reason"),
    [
        (EditRequest("remove", f"{CAM}"), "part of the structure of the manifest"),
        (EditRequest("set", f"{OPTIONS}", []), "part of the structure of the manifest"),
        (EditRequest("add", HELD, {"type": "docker"}, "new"), "part of the structure of the manifest"),
        (EditRequest("set", f"{CAM}/status", "walking"), "published schema"),
        (EditRequest("set", f"{CAM}/env/LEVEL/value", "\ud800"), "incomplete character"),
        (EditRequest("set", f"{CAM}/env/LEVEL/value", float("nan")), "not a JSON number"),
        (EditRequest("set", f"{CAM}/env/NONE/value", "x"), "cannot be edited manually"),
        (EditRequest("add", f"{CAM}/env", {"value": "x"}, "LEVEL"), "cannot be edited manually"),
    ],
)
def test_what_would_spoil_the_manifest_is_refused_with_a_reason(edit_request: EditRequest, reason: str) -> None:
    assert reason in (fault(first(), edit_request) or "")


@pytest.mark.parametrize("answer", [5, "x", {"op": "set"}, {"op": "set", "module": "cam", "pointer": "/b", "value": 1}])
def test_an_answer_that_is_no_edit_is_named_and_not_carried_out(answer: Any) -> None:
    name = "hand-edit/cam/status"
    result = first(Decisions(items=(Decision(finding=name, answer=answer),)))
    assert result.resolution(name) == "refused" and result.output() == first().output()
    assert any(name in problem for problem in result.problems)


def test_a_secret_is_masked_and_left_out_of_what_is_saved() -> None:
    secret = "HostName=h.azure-devices.net;SharedAccessKey=Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE="
    result = requested(first(), EditRequest("set", f"{CAM}/env/LEVEL/value", secret))
    assert secret in result.output().decode()
    for name, data in bundle(result).items():
        if name not in ("site.gpu.json",) and not name.startswith(("original/", "rollback/")):
            assert b"Zm9vYmFyYmF6cXV4" not in data, name
    assert not build(result).hand_edits[0].saved


def test_no_shape_of_secret_leaves_by_an_edit() -> None:
    """Nothing of it was in the manifest before: only its name and its shape tell that it is one."""
    rng, result, hidden = random.Random(11), first(), set()
    for index, shape in enumerate(SHAPES):
        placed, found = shape(make_secret(rng), index)
        requests = [
            EditRequest("add", f"{CAM}/env", value, f"{name}_{index}") for name, value in placed.get("env", {}).items()
        ]
        requests += [
            EditRequest("add", f"{OPTIONS}/HostConfig", {name: value}, f"made{index}")
            for name, value in placed.get("options", {}).items()
        ]
        for request in requests:
            reason = fault(result, request)
            assert reason is None or "IoT Hub refuses" in reason
            if reason is None:
                result = migrate(result.before, result.device, decided(result, request, "Ann"))
                hidden |= set(found)
    assert len(hidden) > 25 and result.problems == ()
    for name, data in bundle(result).items():
        if name != "site.gpu.json" and not name.startswith(("original/", "rollback/")):
            text = data.decode()
            assert [secret for secret in hidden if secret in text] == [], name
