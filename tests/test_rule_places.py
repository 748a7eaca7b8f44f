"""A new rule that lacks a place is told so first, by `make check ONLY=` and `make goldens` alike."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from core.checks import CHECKS
from core.rules import RULES
from tests import goldens, rule_places
from tests.paths import ROOT

KNOWN = [("rules", RULES[0].id), ("checks", CHECKS[0].id)]


def tree(root: Path, kind: str, name: str, model: str) -> Path:
    """A tree with the files of one rule or check, copied from a model."""
    for path, copied in zip(
        rule_places.files(kind, name).values(), rule_places.files(kind, model).values(), strict=True
    ):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / copied, root / path)
    return root


@pytest.mark.parametrize(("kind", "name"), KNOWN)
@pytest.mark.parametrize("key", ["prose", "golden", "code"])
def test_a_missing_file_is_named(tmp_path: Path, kind: str, name: str, key: str) -> None:
    root = tree(tmp_path, kind, name, name)
    assert rule_places.lacking(name, root) == []
    path = rule_places.files(kind, name)[key]
    (root / path).unlink()
    assert [text.partition(" is missing")[0] for text in rule_places.lacking(name, root)] == [f"{name}: {path}"]


@pytest.mark.parametrize(("kind", "model"), KNOWN)
def test_a_missing_line_of_the_registry_is_written_out(tmp_path: Path, kind: str, model: str) -> None:
    """The copy has an id of its own as text: no other test of one rule runs it."""
    root = tree(tmp_path, kind, "usb-camera", model)
    (text,) = rule_places.lacking("usb-camera", root)
    assert f"core/{kind}/__init__.py does not register it" in text
    assert text.endswith(f"from core.{kind}.usb_camera import {rule_places.KINDS[kind]} as USB_CAMERA")


def test_a_name_of_nothing_is_named_and_a_field_case_is_none(tmp_path: Path) -> None:
    assert rule_places.lacking("usb-camera") == ["usb-camera: there is no rule and no check of this name"]
    case = next((ROOT / "tests" / "golden" / "cases").glob("*.md")).stem
    assert rule_places.lacking(case) == []


def test_goldens_writes_nothing_for_a_rule_that_is_not_whole(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(goldens, "update", lambda path: pytest.fail(f"{path} is written"))
    assert goldens.main(["usb-camera"]) == 1
    assert "no rule and no check of this name\nNothing was written." in capsys.readouterr().out
    monkeypatch.setattr(rule_places, "left_over", lambda: ["usb-camera: core/rules/__init__.py does not register it"])
    assert goldens.main([]) == 1
    assert "does not register it" in capsys.readouterr().out


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_check_looks_at_the_places_before_anything_else(tmp_path: Path) -> None:
    command = ["make", "-n", "-C", str(ROOT), "check", f"ONLY={RULES[0].id}"]
    steps = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert f"-m tests.rule_places {RULES[0].id}" in steps
    assert steps.index("tests.rule_places") < steps.index("ruff") < steps.index("pytest")
