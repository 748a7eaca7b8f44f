"""An export opened again goes on where it ended: the same file, the same answers, the same bytes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.bundle.export import bundle
from core.bundle.reopen import ExportedError, from_folder, is_export
from core.cli.main import main
from core.manifest.read import read
from core.migration.decisions_file import DecisionsError
from core.migration.migrate import migrate
from tests.paths import SAMPLE


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An export of a small manifest."""
    agent = {
        "modules": {"Cam_1": {"settings": {"image": "i:1", "createOptions": '{"HostConfig": {"Privileged": true}}'}}}
    }
    tree = {"modulesContent": {"$edgeAgent": {"properties.desired": agent}}}
    path = tmp_path / "site.json"
    path.write_text(json.dumps(tree), encoding="utf-8")
    assert main(["convert", str(path), "--out", str(tmp_path / "out"), "--defaults", "--accept-risk", "tested"]) == 0
    return tmp_path / "out"


def test_it_goes_on_where_it_ended(out: Path) -> None:
    found = from_folder(out)
    assert is_export(out) and found.path.read_bytes() == found.original
    again = migrate(read(found.original, found.name), found.decisions.device, found.decisions)
    files = bundle(again)
    assert {name: (out / name).read_bytes() for name in files} == files


@pytest.mark.parametrize("name", ["decisions.json", "report.json", "site.gpu.json"])
def test_a_file_of_it_will_do(name: str, out: Path) -> None:
    assert from_folder(out / name) == from_folder(out)


def test_the_report_is_not_needed(out: Path) -> None:
    (out / "report.json").unlink()
    assert from_folder(out).name == "site.json"


def test_what_the_system_puts_there_does_not_count(out: Path) -> None:
    for name in (".DS_Store", "._site.json", "Thumbs.db"):
        (out / "original" / name).write_bytes(b"x")
    assert from_folder(out).name == "site.json"


def test_another_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "decisions.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ExportedError, match="is not an export of EdgeShift"):
        from_folder(tmp_path)
    with pytest.raises(ExportedError, match=r"gone.* does not exist"):
        from_folder(tmp_path / "gone" / "decisions.json")


def test_a_changed_original_is_refused(out: Path) -> None:
    (out / "original" / "site.json").write_bytes(SAMPLE.read_bytes())
    with pytest.raises(ExportedError, match="was changed"):
        from_folder(out)


def test_answers_without_a_hash_trust_the_list(out: Path) -> None:
    path = out / "decisions.json"
    answers = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**answers, "input_sha256": ""}), encoding="utf-8")
    assert from_folder(out).name == "site.json"
    (out / "original" / "site.json").write_bytes(SAMPLE.read_bytes())
    with pytest.raises(ExportedError, match="was changed"):
        from_folder(out)


@pytest.mark.parametrize("names", [(), ("site.json", "more.json")])
def test_one_original_and_no_other(names: tuple[str, ...], out: Path) -> None:
    (out / "original" / "site.json").unlink()
    for name in names:
        (out / "original" / name).write_text("{}", encoding="utf-8")
    with pytest.raises(ExportedError, match=f"contains {len(names)} files"):
        from_folder(out)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"format": "edgeshift-decisions/9"}', "\x00"])
def test_damaged_answers_are_reported(text: str, out: Path) -> None:
    (out / "decisions.json").write_text(text, encoding="utf-8")
    with pytest.raises(DecisionsError, match=r"decisions\.json"):
        from_folder(out)


def test_the_result_of_an_export_is_known_for_what_it_is(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = out / "site.gpu.json"
    capsys.readouterr()
    main(["inspect", str(result)])
    assert "site.gpu.json is already migrated: EdgeShift " in capsys.readouterr().err
    result.write_bytes(result.read_bytes() + b"\n")
    main(["inspect", str(result)])
    main(["inspect", str(out.parent / "site.json")])
    assert "already migrated" not in capsys.readouterr().err
