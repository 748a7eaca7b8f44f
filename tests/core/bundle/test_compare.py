"""An export read again: to go on with it, and to compare it with another."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from core.bundle.compare import compare
from core.bundle.exported import read_export
from core.bundle.reopen import ExportedError, is_export
from core.cli.main import main
from core.migration import answers
from core.model import rule_ids
from tests.golden_bundle import unpack
from tests.golden_cases import expand
from tests.golden_page import GOLDEN
from tests.paths import SAMPLE

SECRET = "hunter2-proxy"


ANSWERS = {
    f"{rule_ids.BIND}/cameraIngest//etc/localtime": "drop",
    f"{rule_ids.BIND}/weldScorer//app/models": "share:models",
    f"{rule_ids.TCP_AND_UDP}/cameraIngest/ports": "tcp",
}


def export(folder: Path, *more: str) -> Path:
    """An export of the sample with these answers."""
    manifest = folder.parent / "site.json"
    manifest.write_bytes(SAMPLE.read_bytes())
    items = [{"finding": finding, "answer": answer} for finding, answer in ANSWERS.items()]
    decisions = folder.parent / "answers.json"
    decisions.write_text(json.dumps({"format": "edgeshift-decisions/1", "items": items}), encoding="utf-8")
    base = ["convert", str(manifest), "--decisions", str(decisions), "--out", str(folder), "--accept-risk", "tested"]
    assert main([*base, *more]) == 0
    return folder


def test_an_export_can_be_read_again(tmp_path: Path) -> None:
    folder = export(tmp_path / "out")
    assert is_export(folder)
    reopened = read_export(folder)
    assert reopened.name == "site.json"
    assert reopened.original == (tmp_path / "site.json").read_bytes()
    assert reopened.decisions.by_finding()[f"{rule_ids.BIND}/cameraIngest//etc/localtime"].answer == "drop"
    assert read_export(folder / "report.json") == reopened


def test_a_report_with_the_earlier_name_of_a_field_is_read(tmp_path: Path) -> None:
    folder = export(tmp_path / "out")
    path, whole = folder / "report.json", read_export(folder)
    text = path.read_text(encoding="utf-8")
    assert '"reported_by"' in text
    path.write_text(text.replace('"reported_by"', '"told"'), encoding="utf-8")
    assert read_export(path).report == whole.report


def test_two_exports_of_the_same_answers_say_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = export(tmp_path / "one"), export(tmp_path / "two")
    capsys.readouterr()
    assert main(["compare", str(one), str(other)]) == 0
    assert capsys.readouterr().out == "No differences.\n"


def test_what_differs_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = export(tmp_path / "one"), export(tmp_path / "two", "--gpus", "2", "--proxy", f"http://u:{SECRET}@p:1")
    capsys.readouterr()
    assert main(["compare", str(one), str(other), "--json"]) == 0
    result = capsys.readouterr().out
    assert SECRET not in result
    found = json.loads(result)["differences"]
    assert {"topic": "device", "what": "gpus", "module": "", "before": 1, "after": 2} in found
    assert [item for item in found if item["topic"] == "file" and item["what"] == "output"] == []
    assert main(["compare", str(one), str(other)]) == 0
    assert "gpus\n      1 → 2" in capsys.readouterr().out


def test_a_folder_that_is_no_export(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", str(tmp_path), str(tmp_path)]) == 2
    assert "is not an export of EdgeShift" in capsys.readouterr().err
    assert main(["compare", str(tmp_path / "gone"), str(tmp_path)]) == 2
    assert f"{tmp_path / 'gone'} does not exist" in capsys.readouterr().err


def test_a_damaged_export_is_reported(tmp_path: Path) -> None:
    folder = export(tmp_path / "out")
    original = folder / "original" / "site.json"
    original.write_bytes(original.read_bytes() + b"\n")
    with pytest.raises(ExportedError, match="was changed"):
        read_export(folder)
    (folder / "original" / "more.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ExportedError, match="contains 2 files"):
        read_export(folder)


def test_a_report_of_another_version_is_reported(tmp_path: Path) -> None:
    folder = export(tmp_path / "out")
    (folder / "report.json").write_text('{"format": "edgeshift-report/9"}', encoding="utf-8")
    with pytest.raises(ExportedError, match="another version"):
        read_export(folder)


def test_an_export_with_a_report_of_the_first_format_is_compared(tmp_path: Path) -> None:
    """The report was written by the last version of that format, from the golden bundle."""
    folder, present = unpack("wanted", tmp_path / "old"), unpack("wanted", tmp_path / "new")
    shutil.copy(GOLDEN / "bundle" / "report-1.json", folder / "report.json")
    old, new = read_export(folder).report, read_export(present).report
    earlier = json.loads((GOLDEN / "bundle" / "report-1.json").read_text(encoding="utf-8"))
    everything = [*earlier["deployment"], *(item for module in earlier["modules"] for item in module["findings"])]
    assert [item.id for item in old.findings()] == [item["id"] for item in everything if item["state"] != "idle"]
    words = {answers.present_id(item.id): item.status for item in old.findings()}
    assert {words[item.id] for item in new.findings() if item.id in words} == {*words.values()}
    assert not compare(read_export(folder), read_export(folder))
    found = {item.topic for item in compare(read_export(folder), read_export(present))}
    assert found <= {"file", "finding"}


def say(folder: Path, name: str, *items: dict[str, object], **about: str) -> None:
    """An export of a small manifest with these answers, beside the others."""
    manifest, decisions = folder / "site.json", folder / f"{name}.json"
    options = {
        "HostConfig": {"Binds": ["/home/hcsshares/input:/data"], "PortBindings": {"35000/tcp": [{"HostPort": "1"}]}}
    }
    manifest.write_text(json.dumps(expand({"cam": {"createOptions": options}})), encoding="utf-8")
    result = {
        "format": "edgeshift-decisions/1",
        "about": about,
        "items": items,
        "device": {"shares": [{"name": "input"}]},
    }
    decisions.write_text(json.dumps(result), encoding="utf-8")
    arguments = ["--decisions", str(decisions), "--out", str(folder / name), "--accept-risk", "tested"]
    assert main(["convert", str(manifest), *arguments]) == 0


def test_answers_notes_and_names_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bind = f"{rule_ids.BIND}/cam//data"
    say(tmp_path, "one", {"finding": bind, "answer": None, "note": "later", "by": "Anna"}, ticket="T-1")
    say(tmp_path, "two", {"finding": bind, "answer": None, "note": "never", "by": "Bo"}, ticket="T-2")
    say(tmp_path, "three", ticket="T-2")
    capsys.readouterr()
    assert main(["compare", str(tmp_path / "one"), str(tmp_path / "two"), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["differences"]
    assert [(item["topic"], item["before"], item["after"]) for item in found] == [
        ("about", "T-1", "T-2"),
        ("answer", "kept unchanged · later · Anna", "kept unchanged · never · Bo"),
    ]
    assert main(["compare", str(tmp_path / "two"), str(tmp_path / "three")]) == 0
    result = capsys.readouterr().out
    assert "kept unchanged · never · Bo → Share “input” · default" in result
    assert "Files\n  output" in result and "Changes\n  /modulesContent" in result


def test_findings_of_a_renamed_rule_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = export(tmp_path / "out")
    new = read_export(folder)
    path = folder / "report.json"
    path.write_text(path.read_text(encoding="utf-8").replace(f"{rule_ids.BIND}/", "old-bind/"), encoding="utf-8")
    old = read_export(folder)
    assert {item.topic for item in compare(old, new)} == {"finding", "change"}
    monkeypatch.setitem(answers.PRESENT_IDS, "old-bind", rule_ids.BIND)
    assert compare(old, new) == ()


def test_an_export_against_one_of_another_file_names_what_came_and_went(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    say(tmp_path, "one")
    other = export(tmp_path / "two")
    capsys.readouterr()
    assert main(["compare", str(tmp_path / "one"), str(other), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["differences"]
    assert {item["topic"] for item in found} >= {"file", "device", "finding", "change"}
    gone = [item for item in found if item["topic"] == "finding" and item["after"] is None]
    assert {item["module"] for item in gone} >= {"cam"}
