"""What inspect, convert and device say of the same input agrees: manual steps, answers, the proxy, the device."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.cli.main import main
from core.model import rule_ids
from tests.golden_cases import expand
from tests.paste_noise import SAMPLES

Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize("answer", ["share:b", "share:Frames Share", "share:a--b"])
@pytest.mark.parametrize("platform", ["kubernetes", "linux-vm"])
def test_the_name_of_a_share_is_judged_alike_on_both_targets(
    platform: str, answer: str, tmp_path: Path, capsys: Capture
) -> None:
    given, answers = tmp_path / "m.json", tmp_path / "answers.json"
    binds = {"HostConfig": {"Binds": ["/home/hcsshares/images:/d"]}}
    given.write_text(json.dumps(expand({"cam": {"createOptions": binds}})), encoding="utf-8")
    rule = rule_ids.BIND if platform == "kubernetes" else rule_ids.SHARE_ON_VM
    items = [{"finding": f"{rule}/cam//d", "answer": answer}]
    answers.write_text(json.dumps({"format": "edgeshift-decisions/1", "items": items}), encoding="utf-8")
    options = ["--platform", platform, "--decisions", str(answers), "--out", str(tmp_path / "out")]
    assert main(["convert", str(given), *options]) == 1
    out = capsys.readouterr().err
    assert f'"{answer}" is not allowed. Use one of "share:images"' in out
    assert "3 to 63 letters, digits and single hyphens" in out.split("is not allowed", 1)[1]


def test_inspect_lists_every_manual_step_that_convert_counts(tmp_path: Path, capsys: Capture) -> None:
    given = tmp_path / "m.json"
    options = {"HostConfig": {"Privileged": True, "Devices": [{"PathOnHost": "/dev/ttyUSB0"}]}}
    given.write_text(json.dumps(expand({"cam": {"createOptions": options}})), encoding="utf-8")
    assert main(["inspect", str(given), "--platform", "linux-vm", "--all"]) == 0
    listed = capsys.readouterr().out
    assert "check/vm-device-left/cam//dev/ttyUSB0" in listed and "check/vm-privileges/cam/Privileged" in listed
    arguments = ["--platform", "linux-vm", "--defaults", "--out", str(tmp_path / "out")]
    assert main(["convert", str(given), *arguments]) == 0
    assert f"\n{listed.count('Manual step: ')} manual steps remain." in capsys.readouterr().err


def test_a_proxy_that_changes_no_file_is_said_to_be_in_the_run_sheet(tmp_path: Path, capsys: Capture) -> None:
    given, out = tmp_path / "m.json", tmp_path / "out"
    given.write_text(json.dumps(expand({"cam": {}})), encoding="utf-8")
    assert main(["convert", str(given), "--proxy", "http://10.0.0.9:8080", "--defaults", "--out", str(out)]) == 0
    assert "--proxy does not change the migrated file" in capsys.readouterr().err
    for name in ("runsheet.md", "report.md"):
        assert "10.0.0.9:8080" in (out / name).read_text(encoding="utf-8")
    assert "10.0.0.9" not in (out / "m.gpu.json").read_text(encoding="utf-8")


def test_what_device_prints_is_a_file_for_the_device(tmp_path: Path, capsys: Capture) -> None:
    assert main(["device", str(SAMPLES / "gpu-two-idle.txt"), "--json"]) == 0
    printed, given = tmp_path / "printed.json", tmp_path / "m.json"
    printed.write_text(capsys.readouterr().out, encoding="utf-8")
    given.write_text(json.dumps(expand({"cam": {}})), encoding="utf-8")
    out = tmp_path / "out"
    assert main(["convert", str(given), "--device", str(printed), "--defaults", "--out", str(out)]) == 0
    assert json.loads((out / "decisions.json").read_text(encoding="utf-8"))["device"]["gpus"] == 2
