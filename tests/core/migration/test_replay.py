"""Answers used again: what no longer fits stops the run, what is missing or unused is named and all goes on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.cli.main import main
from core.manifest.read import read
from core.migration.migrate import migrate
from core.migration.replay import replayed
from core.model import rule_ids
from core.model.decisions import Decision, Decisions
from core.model.device import Device, Share
from tests.golden_cases import expand

SITE = {
    "Cam_1": {"createOptions": {"HostConfig": {"Binds": ["/home/hcsshares/input:/data"]}}},
    "scorer": {"createOptions": {"HostConfig": {"PortBindings": {"35000/tcp": [{"HostPort": "35000"}]}}}},
}
DEVICE = {"shares": [{"name": "input"}]}
RENAME = f"{rule_ids.NEW_NAME}/Cam_1/name"
BIND = f"{rule_ids.BIND}/Cam_1//data"


def files(folder: Path, *items: dict[str, Any], **head: Any) -> tuple[str, str]:
    """The manifest, and a decisions file of a program that wrote no more than it had to."""
    manifest, decisions = folder / "site.json", folder / "answers.json"
    manifest.write_text(json.dumps(expand(SITE)), encoding="utf-8")
    result = {"format": "edgeshift-decisions/1", "device": DEVICE, **head, "items": items}
    decisions.write_text(json.dumps(result), encoding="utf-8")
    return str(manifest), str(decisions)


def convert(
    folder: Path, capsys: pytest.CaptureFixture[str], *items: dict[str, Any], **head: Any
) -> tuple[int, list[str]]:
    manifest, decisions = files(folder, *items, **head)
    accept = ["--accept-risk", "tested", "--force"]
    code = main(["convert", manifest, "--decisions", decisions, "--out", str(folder / "out"), *accept])
    return code, capsys.readouterr().err.splitlines()


def test_a_question_without_an_answer_is_named_with_its_default(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, result = convert(tmp_path, capsys)
    assert code == 0
    assert result[0] == "answers.json has no answer to these questions, so their defaults are used:"
    assert f"  {BIND} = share:input" in result
    code, result = convert(tmp_path, capsys, {"finding": BIND, "answer": "drop"})
    assert code == 0 and not [line for line in result if BIND in line]


def test_an_export_replayed_has_nothing_to_say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    convert(tmp_path, capsys, {"finding": BIND, "answer": "drop"})
    again = str(tmp_path / "out" / "decisions.json")
    assert main(["convert", str(tmp_path / "site.json"), "--decisions", again, "--out", str(tmp_path / "again")]) == 0
    result = capsys.readouterr().err.splitlines()
    assert "files written to" in result[0] and result[-1].startswith("Next: ")
    assert "6 defaults were used without confirmation" in result[1] and len(result) == 4
    assert result[2] == "1 manual step remains."
    assert (
        main(["convert", again.replace("decisions", "site.gpu"), "--decisions", again, "--out", str(tmp_path / "x")])
        == 1
    )
    assert "was created for another manifest" in capsys.readouterr().err


def test_a_stale_answer_says_why_and_stops(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gone = f"{rule_ids.BIND}/gone//data"
    code, result = convert(tmp_path, capsys, {"finding": gone, "answer": "drop"})
    assert code == 1
    near = f"there is no finding with this name; the most similar is {BIND}"
    assert f"  unusable answer: {gone} ({near})" in result
    code, result = convert(tmp_path, capsys, {"finding": "something/else", "answer": "drop"})
    assert "  unusable answer: something/else (there is no finding with this name)" in result
    code, result = convert(tmp_path, capsys, {"finding": BIND.replace("bind", "bnd"), "answer": "drop"})
    assert code == 1 and f"  unusable answer: {BIND.replace('bind', 'bnd')} ({near})" in result
    code, result = convert(tmp_path, capsys, {"finding": BIND, "answer": "drop", "seen": "2:" + "0" * 16})
    assert code == 1
    assert f"  unusable answer: {BIND} (this finding now has other facts)" in result


def test_answers_of_a_module_that_another_answer_removes_are_set_aside() -> None:
    manifest = read(json.dumps(expand({**SITE, "bad": {**SITE["Cam_1"], "image": "a/b:1:2"}})).encode(), "site.json")
    device = Device(shares=(Share(name="input"),))
    asked = next(each for each in migrate(manifest, device, Decisions()).findings if each.id.endswith("/bad/image"))
    first = Decision(finding=asked.id, answer="drop")
    other = Decision(finding=f"{rule_ids.BIND}/bad//data", answer="drop", seen="2:" + "0" * 16)
    unknown = Decision(finding=f"{rule_ids.BIND}/gone//data", answer="drop")
    given = Decisions(items=(other, first, unknown))
    result = migrate(manifest, device, given)
    assert "bad" not in [module.name for module in result.after().modules]
    assert result.stale == (unknown.finding,)
    assert (other.finding, "another answer removes its module") in replayed(given, result).unused


def test_a_seen_of_an_earlier_version_is_noted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, result = convert(tmp_path, capsys, {"finding": BIND, "answer": "drop", "seen": "0" * 16})
    assert code == 0
    assert any(line.startswith("answers.json is from an earlier version") for line in result)


def test_an_answer_of_no_effect_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    twice = [{"finding": BIND, "answer": answer} for answer in ("drop", "share:input")]
    code, result = convert(tmp_path, capsys, *twice)
    assert code == 0
    assert "answers.json contains answers that are not used:" in result
    assert f"  {BIND} (answered 2 times; the last answer applies)" in result


def test_each_kind_of_unused_answer() -> None:
    manifest = read(json.dumps(expand(SITE)).encode(), "site.json")
    device = Device(shares=(Share(name="input"),))
    bare = migrate(manifest, device, Decisions())
    silent = next(f.id for f in bare.findings if bare.resolution(f.id) in ("note", "manual"))
    block = next(f.id for f in bare.findings if f.verdict.value == "block" and f.question is None)
    given = Decisions(items=(Decision(finding=silent, answer=True), Decision(finding=block, answer=True)))
    found = replayed(given, migrate(manifest, device, given))
    assert found.unused == (
        (silent, "this finding has no question"),
        (block, "to accept a risk, the answer must be true, with a note"),
    )


def test_what_is_named_is_masked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    secret = f"{rule_ids.BIND}/HostName=h;SharedAccessKey=c2VjcmV0LXNlY3JldC1zZWNyZXQ=/x"
    code, result = convert(
        tmp_path, capsys, {"finding": secret, "answer": "drop"}, {"finding": secret, "answer": "drop"}
    )
    assert code == 1 and "c2VjcmV0" not in "\n".join(result)
