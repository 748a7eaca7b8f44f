"""One verdict: what `convert` calls done `verify` does not call refused, and what is accepted covers the rest."""

from __future__ import annotations

import copy
import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.cli.main import main
from core.manifest.errors import ManifestError
from core.manifest.read import read
from core.migration.migrate import Migration, migrate
from core.migration.remedy import remedies
from core.migration.verdict import Kind, Outcome, judged, verdict
from core.migration.verify import seen_of, verify
from core.model import rule_ids
from core.model.decisions import Decision, Decisions
from core.model.device import Device, Share
from tests.contradictions import accepting_all, contradictions, verified, worsened
from tests.core.checks.test_checks_mutations import DEVICE, FAULTS, GOOD, encoded, whole
from tests.core.checks.test_checks_random import DEVICES, MODULE_NAMES, MODULES
from tests.golden_cases import cases, expand
from tests.sampling import examples, sampled
from tests.strategies import Sample, samples

PROFILES = ("beta8", "beta12", "beta15")
LARGE = {"cam": {"env": {"LIMIT": {"value": 10**16}}}}
"""A number that IoT Hub refuses: only a check reports it."""
SMALL = {"cam": {"env": {"LIMIT": {"value": 5}}}}
ID = "check/twin-limits/cam/10000000000000000"


def converted(short: dict[str, Any], *items: Decision, **device: Any) -> Migration:
    manifest = read(json.dumps(expand(short)).encode(), "site.json")
    return migrate(manifest, Device(**device), Decisions(items=items))


def readable(data: bytes) -> bool:
    try:
        read(data, "site.json")
    except ManifestError:
        return False
    return True


def devices() -> Iterator[Device]:
    for profile in PROFILES:
        yield Device(gpus=1, shares=(Share(name="data"),), profile=profile)


def test_a_block_below_an_option_that_is_there_twice_is_left_to_its_question() -> None:
    twice = {"hostconfig": {"Binds": ["/home/hcsshares/in:/in"]}, "HostConfig": {"Memory": 1073741824}}
    reasons = judged(converted({"web": {"createOptions": twice}})).blocking
    assert [reason.kind for reason in reasons] == [Kind.QUESTION]


def test_a_mount_that_is_null_is_reported_once() -> None:
    mount = {"Type": "volume", "Source": "data", "Target": "/d"}
    migration = converted({"cam": {"createOptions": {"HostConfig": {"Mounts": [mount, None]}}}})
    found = [(reason.kind, reason.finding.rule) for reason in judged(migration).of(Kind.QUESTION, Kind.CHECK)]
    assert found == [(Kind.QUESTION, rule_ids.WRONG_TYPE)]


@pytest.mark.long
def test_the_golden_cases_never_contradict_themselves() -> None:
    for case in (*cases(), *cases("checks")):
        assert contradictions(case.manifest(), case.device()) == [], case.name
        assert worsened(case.manifest(), case.device()) == [], case.name


@pytest.mark.parametrize("folder", [pytest.param("corpus", marks=pytest.mark.long), "field_cases"])
def test_real_manifests_never_contradict_themselves(folder: str, request: pytest.FixtureRequest) -> None:
    place: Path = request.getfixturevalue(folder)
    for entry in csv.DictReader((place / "INDEX.csv").read_text(encoding="utf-8").splitlines()):
        if entry["kind"] == "O":  # costs minutes, and holds nothing that is judged
            continue
        path = place / entry["file"]
        try:
            manifest = read(path.read_bytes(), path.name)
        except ManifestError:
            continue
        for device in devices():
            assert contradictions(manifest, device) == [], (path.name, device.profile)
            assert worsened(manifest, device) == [], (path.name, device.profile)


def test_a_block_of_a_check_stops_and_is_accepted_like_one_of_a_rule() -> None:
    found = judged(converted(LARGE))
    assert found.outcome is Outcome.BLOCKED
    assert [(reason.kind, reason.id) for reason in found.blocking] == [(Kind.CHECK, ID)]
    decision = Decision(finding=ID, answer=True, by="Anna", note="the hub is asked first")
    found = judged(converted(LARGE, decision))
    assert found.outcome is Outcome.UNCONFIRMED and not found.blocking
    assert [(item.id, item.decision) for item in found.accepted] == [(ID, decision)]


@pytest.mark.parametrize("decision", [Decision(finding=ID, answer=True), Decision(finding=ID, note="no answer")])
def test_a_risk_is_accepted_with_true_and_a_reason(decision: Decision) -> None:
    found = judged(converted(LARGE, decision))
    assert [reason.id for reason in found.blocking] == [ID] and not found.accepted and not found.gone


def test_an_acceptance_that_nothing_needs_is_noted_and_never_stale() -> None:
    migration = converted(SMALL, Decision(finding=ID, answer=True, note="the hub is asked first"))
    assert migration.stale == () and judged(migration).gone == (ID,)


def test_an_id_survives_a_rename() -> None:
    options = {"k8s-experimental": {"nodeSelector": {"bad key!": "x"}}}
    short = {"My_Cam": {"createOptions": options}}
    name = "check/pod-refused/My_Cam/bad key!"
    rename = Decision(finding=f"{rule_ids.NEW_NAME}/My_Cam/name", answer="camera-7")
    for items in ((), (rename,)):
        migration = converted(short, *items)
        verification = verified(migration)
        assert name in {item.id for item in judged(accepting_all(migration)).accepted}
        assert name not in {verification.id(finding) for finding in verification.blocks}
        assert not judged(accepting_all(migration)).blocking


def test_an_acceptance_is_for_what_was_seen_whatever_the_module_is_called() -> None:
    options = {"Labels": {"x" * 64: "1"}}
    short = {"My_Cam": {"createOptions": options}}
    name = "check/annotation-refused/My_Cam/" + "x" * 64
    seen = seen_of(accepting_all(converted(short)), name)
    assert seen is not None
    rename = Decision(finding=f"{rule_ids.NEW_NAME}/My_Cam/name", answer="camera-7")
    for stored, fits in ((seen, True), (None, True), ("2:0000000000000000", False), ("0000000000000000", True)):
        accepted = Decision(finding=name, answer=True, note="known", seen=stored)
        found = judged(converted(short, rename, accepted))
        assert (name in {item.id for item in found.accepted}) is fits, stored
        assert found.outdated == (() if fits else (name,)), stored


KEPT = {
    "a change that was kept out": (
        {"web": {"createOptions": {"HostConfig": {"RestartPolicy": {"Name": "unless-stopped"}}}}},
        Decision(finding=f"{rule_ids.UNREAD_TYPE}/web/RestartPolicy", note="as it was"),
        (True,),
    ),
    "an answer of several": (
        {"cam": {"createOptions": {"HostConfig": {"Binds": ["/home/hcsshares/data:/in"]}}}},
        Decision(finding=f"{rule_ids.BIND}/cam//in", note="as it was"),
        ("share:data", "drop"),
    ),
}


@pytest.mark.parametrize(("short", "decision", "expected"), KEPT.values(), ids=KEPT)
def test_what_a_rule_can_fix_names_the_answer_that_does(
    short: dict[str, Any],
    decision: Decision,
    expected: tuple[Any, ...],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    migration = converted(short, decision, shares=(Share(name="data"),))
    reason = next(reason for reason in judged(migration).of(Kind.CHECK) if reason.fix == decision.finding)
    assert remedies(migration, reason) == expected
    for answer in expected:
        fixed = converted(short, Decision(finding=decision.finding, answer=answer), shares=(Share(name="data"),))
        assert reason.id not in {verified(fixed).id(finding) for finding in verified(fixed).blocks}
    path, answers = tmp_path / "site.json", tmp_path / "answers.json"
    path.write_text(json.dumps(expand(short)), encoding="utf-8")
    items = [decision.model_dump(mode="json")]
    answers.write_text(json.dumps({"format": "edgeshift-decisions/1", "items": items}), encoding="utf-8")
    command = ["convert", str(path), "--out", str(tmp_path / "out"), "--decisions", str(answers), "--share", "data"]
    assert main(command) == 1
    printed = capsys.readouterr().err
    assert all(f"this answer resolves it: {decision.finding} = {answer}" in printed for answer in expected)


def test_a_block_about_two_places_names_the_answer_at_the_other_place() -> None:
    claim = {"Type": "volume", "Source": "data", "Target": "/b"}
    short = {"cam": {"createOptions": {"HostConfig": {"Binds": ["/data:/a"], "Mounts": [claim]}}}}
    migration = converted(short, profile="beta8", shares=(Share(name="data"),))
    (reason,) = judged(migration).blocking
    assert reason.id == "check/volume-refused/cam/data" and reason.fix == f"{rule_ids.BIND}/cam//a"
    assert remedies(migration, reason) == ("share:data", "drop")


def test_accepting_risks_says_that_questions_come_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = tmp_path / "site.json", str(tmp_path / "out")
    asking = {"cam": {"createOptions": {"HostConfig": {"Binds": ["/opt/a.conf:/a.conf"]}}}}
    command = ["convert", str(path), "--out", out, "--defaults", "--accept-risk", "known"]
    path.write_text(json.dumps(expand(asking)), encoding="utf-8")
    assert main(command) == 1
    printed = capsys.readouterr().err
    assert "does not answer questions" in printed and "had no effect" not in printed
    path.write_text(json.dumps(expand({**asking, **LARGE, "web": asking["cam"]})), encoding="utf-8")
    assert main(command) == 1
    printed = capsys.readouterr().err
    assert f"1 risk will be accepted when the questions are answered:\n  {ID}" in printed


def test_a_manifest_alone_is_judged_by_its_checks() -> None:
    manifest = read(json.dumps(expand(LARGE)).encode(), "site.json")
    found = verdict(verify(manifest, Device()))
    assert found.outcome is Outcome.BLOCKED and [reason.id for reason in found.reasons] == [ID]
    assert verdict(verify(read(json.dumps(expand(SMALL)).encode(), "site.json"), Device())).outcome is Outcome.READY


def test_a_block_at_an_open_question_is_asked_once() -> None:
    found = judged(converted({"cam": {"createOptions": {"HostConfig": {"Binds": ["/etc/fstab:/h", "/a/b:/c"]}}}}))
    assert [reason.id for reason in found.blocking] == [f"{rule_ids.BIND}/cam//h"]


def test_convert_stops_where_verify_blocks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = tmp_path / "site.json", tmp_path / "out"
    path.write_text(json.dumps(expand(LARGE)), encoding="utf-8")
    assert main(["convert", str(path), "--out", str(out), "--defaults"]) == 1
    reported = capsys.readouterr().err
    assert ID in reported and "the target would refuse the result" in reported and not out.exists()
    assert main(["convert", str(path), "--out", str(out), "--defaults", "--accept-risk", "hub first", "--json"]) == 0
    reported = capsys.readouterr()
    report = json.loads(reported.out)
    assert f"  {ID}\n" in reported.err and "without confirmation" in reported.err
    assert [(risk["finding"], risk["reason"]) for risk in report["accepted"]] == [(ID, "hub first")]
    for name in ("report.md", "runsheet.md"):
        head = (out / name).read_text(encoding="utf-8").split("\n## ")[0]
        assert "Risk accepted by command line" in head and "hub first" in head and "without confirmation" in head
    items = json.loads((out / "decisions.json").read_text(encoding="utf-8"))["items"]
    assert ID in {item["finding"] for item in items}
    again = ["convert", str(path), "--out", str(tmp_path / "again"), "--decisions", str(out / "decisions.json")]
    assert main(again) == 0
    assert main(["verify", str(out / "site.gpu.json")]) == 1


def test_inspect_counts_the_blocks_of_checks_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "site.json"
    path.write_text(json.dumps(expand(LARGE)), encoding="utf-8")
    assert main(["inspect", str(path)]) == 0
    printed = capsys.readouterr().out
    assert f"Blocks the export: The number 10000000000000000 is too large for IoT Hub\n      {ID}\n" in printed
    assert "1 finding needs you" in printed
    assert main(["inspect", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["blocking"] == [{"kind": "check", "id": ID}]


def test_an_acceptance_that_is_not_needed_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, answers = tmp_path / "site.json", tmp_path / "answers.json"
    path.write_text(json.dumps(expand(SMALL)), encoding="utf-8")
    item = {"finding": ID, "answer": True, "note": "hub first"}
    answers.write_text(json.dumps({"format": "edgeshift-decisions/1", "items": [item]}), encoding="utf-8")
    command = ["convert", str(path), "--out", str(tmp_path / "out"), "--decisions", str(answers)]
    assert main(command) == 0
    assert f"{ID} (the result no longer has this fault)" in capsys.readouterr().err


@examples(share=2, long=5)
@given(samples(), DEVICES)
def test_generated_manifests_never_contradict_themselves(sample: Sample, device: Device) -> None:
    manifest = read(sample.data, "site.json")
    assert contradictions(manifest, device) == []
    assert worsened(manifest, device) == []


@examples(share=2, long=5)
@given(st.dictionaries(MODULE_NAMES, MODULES, max_size=4), DEVICES)
def test_whatever_a_file_holds_never_contradicts_itself(short: dict[str, Any], device: Device) -> None:
    manifest = read(json.dumps(expand(short)).encode(), "site.json")
    assert contradictions(manifest, device) == []
    assert worsened(manifest, device) == []


@pytest.mark.parametrize("name", sampled(FAULTS, every=8))
def test_mutants_never_contradict_themselves(name: str) -> None:
    for good in GOOD:
        tree = whole(good())
        FAULTS[name][1](tree)
        if not readable(encoded(copy.deepcopy(tree))):
            continue
        for profile in PROFILES:
            device = DEVICE.model_copy(update={"profile": profile})
            assert contradictions(read(encoded(copy.deepcopy(tree)), "site.json"), device) == [], (
                good.__name__,
                profile,
            )


def test_two_mounts_at_one_path_are_asked_once_where_an_answer_changes_their_order() -> None:
    mount = {"Type": "bind", "Source": "/home/hcsshares/abc", "Target": "/d"}
    options = {"HostConfig": {"Binds": ["/home/hcsshares/abc:/d", "/home/hcsshares/def:/d/"], "Mounts": [mount]}}
    migration = converted({"cam": {"createOptions": options}}, platform="linux-vm")
    reasons = judged(migration).blocking
    assert [reason.finding.subject for reason in reasons] == ["/d/", "/d"]
    assert not judged(migration).of(Kind.CHECK)
