"""The command line as a program uses it: exit codes, documents, nothing half-written."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from core.cli.main import main
from core.model import rule_ids
from tests.paths import ROOT, SAMPLE

SEED_BEFORE = {
    "HostConfig": {"Privileged": True, "PortBindings": {"50051/tcp": [{"HostPort": "50051"}]}},
    "k8s-experimental": {
        "resources": {"limits": {"microsoft.com/fpga_catapult": 2}, "requests": {"microsoft.com/fpga_catapult": 2}}
    },
    "Env": ["WIRESERVER_ADDRESS=10.139.218.1"],
}
SEED_AFTER = {
    "HostConfig": {"Privileged": True, "PortBindings": {"50051/tcp": [{"HostPort": "50051"}]}},
    "k8s-experimental": {
        "resources": {"limits": {"nvidia.com/gpu": 2}, "requests": {"nvidia.com/gpu": 2}},
        "strategy": {"type": "Recreate"},
    },
}


def manifest(options: dict[str, Any]) -> dict[str, Any]:
    module = {
        "type": "docker",
        "status": "running",
        "restartPolicy": "always",
        "settings": {"image": "registry.example/scorer:7", "createOptions": json.dumps(options)},
    }
    system = {
        "edgeAgent": {"type": "docker", "settings": {"image": "registry.example/agent:1"}},
        "edgeHub": {
            "type": "docker",
            "status": "running",
            "restartPolicy": "always",
            "settings": {"image": "registry.example/hub:1"},
        },
    }
    agent = {
        "schemaVersion": "1.1",
        "runtime": {"type": "docker", "settings": {"minDockerVersion": "v1.25"}},
        "systemModules": system,
        "modules": {"scorer": module},
    }
    hub = {
        "schemaVersion": "1.1",
        "routes": {"up": "FROM /messages/* INTO $upstream"},
        "storeAndForwardConfiguration": {"timeToLiveSecs": 7200},
    }
    return {"modulesContent": {"$edgeAgent": {"properties.desired": agent}, "$edgeHub": {"properties.desired": hub}}}


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    """The migration guide's FPGA example as a manifest."""
    path = tmp_path / "site.json"
    path.write_text(json.dumps(manifest(SEED_BEFORE), indent=2), encoding="utf-8")
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(argument) for argument in arguments])
    result = capsys.readouterr()
    assert "Traceback" not in result.out + result.err
    return code, result.out, result.err


def findings(capsys: pytest.CaptureFixture[str], path: Path, *options: object) -> dict[str, dict[str, Any]]:
    code, out, _ = run(capsys, "inspect", path, "--json", *options)
    assert code == 0
    return {finding["rule"]: finding for finding in json.loads(out)["findings"]}


def answers(path: Path, **values: Any) -> Path:
    target = path.parent / "answers.json"
    items = [{"finding": finding, "answer": answer} for finding, answer in values.items()]
    target.write_text(json.dumps({"format": "edgeshift-decisions/1", "items": items}), encoding="utf-8")
    return target


def options_after(out: Path) -> Any:
    tree = json.loads((out / "site.gpu.json").read_text(encoding="utf-8"))
    settings = tree["modulesContent"]["$edgeAgent"]["properties.desired"]["modules"]["scorer"]["settings"]
    return json.loads(settings["createOptions"])


def test_the_guides_example_becomes_the_guides_gpu_example(
    seed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gpu = findings(capsys, seed, "--gpus", 2)[rule_ids.FPGA_BY_RESOURCE]
    assert gpu["question"]["kind"] == "number"
    assert (gpu["question"]["low"], gpu["question"]["high"], gpu["question"]["default"]) == (0, 2, 1)
    decisions = answers(seed, **{gpu["id"]: 2})
    code, out, _ = run(capsys, "convert", seed, "--out", tmp_path / "out", "--gpus", 2, "--decisions", decisions)
    assert code == 0
    assert options_after(tmp_path / "out") == SEED_AFTER
    assert {Path(line).name for line in out.splitlines()} >= {"site.gpu.json", "report.html", "decisions.json"}


def test_the_bundle_holds_what_is_promised(seed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    code, document, _ = run(capsys, "convert", seed, "--out", out, "--defaults", "--json")
    assert code == 0
    assert (out / "original" / "site.json").read_bytes() == seed.read_bytes()
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert report == json.loads(document)
    assert report["input"]["sha256"] == hashlib.sha256(seed.read_bytes()).hexdigest()
    assert report["output"]["sha256"] == hashlib.sha256((out / "site.gpu.json").read_bytes()).hexdigest()
    scorer = next(module for module in report["modules"] if module["name"] == "scorer")
    assert {"id", "rule", "verdict", "pointer", "answer", "by"} <= scorer["findings"][0].keys()
    assert {"op", "pointer", "before", "after", "finding"} <= report["changes"][0].keys()
    assert str(tmp_path) not in (out / "report.json").read_text(encoding="utf-8")


def test_its_own_decisions_give_the_same_bytes(seed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    run(capsys, "convert", seed, "--out", first, "--defaults", "--gpus", 2, "--share", "input:nfs")
    code, _, _ = run(capsys, "convert", seed, "--out", second, "--decisions", first / "decisions.json")
    assert code == 0
    for path in sorted(first.rglob("*.*")):
        assert path.read_bytes() == (second / path.relative_to(first)).read_bytes(), path.name


def test_open_questions_end_with_one_and_write_nothing(
    seed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, error = run(capsys, "convert", seed, "--out", tmp_path / "out")
    assert code == 1 and f"{rule_ids.FPGA_BY_RESOURCE}/scorer" in error
    assert not (tmp_path / "out").exists()
    code, _, error = run(capsys, "convert", seed, "--out", tmp_path / "out", "--defaults", "--gpus", 0)
    assert code == 1 and "from 0 to 0" in error


@pytest.mark.parametrize("value", [3, "2", True, -1])
def test_an_invalid_answer_ends_with_one(
    seed: Path, tmp_path: Path, value: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    decisions = answers(seed, **{f"{rule_ids.FPGA_BY_RESOURCE}/scorer/gpu": value})
    code, _, error = run(capsys, "convert", seed, "--out", tmp_path / "out", "--gpus", 2, "--decisions", decisions)
    assert code == 1 and f"{rule_ids.FPGA_BY_RESOURCE}/scorer/gpu" in error


def test_a_stale_answer_is_named(seed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    decisions = answers(seed, **{f"{rule_ids.FPGA_BY_RESOURCE}/gone/gpu": 1})
    code, _, error = run(capsys, "convert", seed, "--out", tmp_path / "out", "--decisions", decisions)
    assert code == 1 and f"{rule_ids.FPGA_BY_RESOURCE}/gone/gpu" in error


def test_a_block_needs_a_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "site.json"
    bindings = {"HostConfig": {"PortBindings": {"35000/tcp": [{"HostPort": "35000"}]}}}
    path.write_text(json.dumps(manifest(bindings)), encoding="utf-8")
    out = tmp_path / "out"
    assert run(capsys, "convert", path, "--out", out, "--defaults")[0] == 1
    assert run(capsys, "convert", path, "--out", out, "--defaults", "--accept-risk", " ")[0] == 2
    assert not out.exists()
    code, document, error = run(
        capsys, "convert", path, "--out", out, "--defaults", "--accept-risk", "lab only", "--by", "Anna", "--json"
    )
    accepted = json.loads(document)["accepted"]
    assert code == 0 and {(risk["by"], risk["reason"]) for risk in accepted} == {("Anna", "lab only")}
    names = {risk["finding"] for risk in accepted}
    assert names == {f"{rule_ids.HELPER_PORT}/scorer/35000", "check/helper-port/scorer/35000"}
    assert all(f"  {name}\n" in error for name in names)
    again = tmp_path / "again"
    assert run(capsys, "convert", path, "--out", again, "--decisions", out / "decisions.json")[0] == 0


def test_existing_files_need_force(seed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "report.html").write_text("mine")
    code, _, error = run(capsys, "convert", seed, "--out", out, "--defaults")
    assert code == 2 and "report.html" in error
    assert [path.name for path in out.iterdir()] == ["report.html"]
    assert run(capsys, "convert", seed, "--out", out, "--defaults", "--force")[0] == 0
    assert (out / "report.html").read_text(encoding="utf-8") != "mine"


def test_the_input_is_never_written(seed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = seed.read_bytes()
    original = seed.parent / "original"
    original.mkdir()
    twin = original / "site.json"
    twin.write_bytes(before)
    code, _, _ = run(capsys, "convert", twin, "--out", seed.parent, "--defaults", "--force")
    assert code == 2 and twin.read_bytes() == before


USAGE: list[tuple[list[str], str]] = [
    ([], "COMMAND"),
    (["fly"], "fly"),
    (["convert", "SITE"], "--out"),
    (["inspect", "nowhere.json"], "nowhere.json"),
    (["inspect", "SITE", "--gpus", "-1"], "--gpus"),
    (["inspect", "SITE", "--gpus", "two"], '--gpus: "two" is not a whole number'),
    (["inspect", "SITE", "--share", "my_share"], "my_share"),
    (["inspect", "SITE", "--share", "data:ftp"], "smb or nfs"),
    (["inspect", "SITE", "--device", "SITE"], "modulesContent"),
    (["inspect", "SITE", "--share", "data", "--share", "Data:nfs"], "A share with this name already exists"),
    (["inspect", "SITE", "--proxy", "proxy.example"], "--proxy"),
    (["inspect", "SITE", "--proxy", "http://proxy.example:port"], "--proxy"),
    (["inspect", "SITE", "--device", "DEEP"], "nested too deeply"),
    (["inspect", "SITE", "--device", "ODD"], "gpus"),
    (["convert", "SITE", "--out", "out", "--decisions", "SITE"], "not a decisions file"),
    (["convert", "SITE", "--out", "out", "--decisions", "DEEP"], "nested too deeply"),
    (["convert", "SITE", "--out", "out", "--decisions", "ZIP"], "ZIP archive, or an Office document. Use a file that"),
    (["inspect", "SITE", "--device", "ZIP"], "ZIP archive, or an Office document. Use a file that EdgeShift wrote"),
    (["device", "LARGE"], "expected: a text file\n  what to do: check that this is the right file"),
    (["confirm", "SITE", "SITE", "--when", "today"], '"today" is not a time in the form'),
    (["convert", "SITE", "--out", "out", "--defaults", "--by", "Anna"], "--accept-risk"),
    (["convert", "SITE", "--out", "SITE", "--defaults"], "Nothing was written"),
    (["inspect", "."], "directory"),
]


@pytest.mark.parametrize(("arguments", "words"), USAGE, ids=range(len(USAGE)))
def test_unusable_input_ends_with_two(
    arguments: list[str],
    words: str,
    seed: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    files = {"SITE": seed, "DEEP": tmp_path / "deep.json", "ODD": tmp_path / "odd.json"}
    files |= {"ZIP": tmp_path / "a.zip", "LARGE": tmp_path / "b.zip"}
    files["ZIP"].write_bytes(b"PK\3\4" + b"\0" * 90)
    files["LARGE"].write_bytes(b"PK\3\4" + b"\0" * 6_000_000)
    files["DEEP"].write_text("[" * 100_000)
    files["ODD"].write_text(json.dumps({"format": 3, "gpus": "many"}))
    code, out, error = run(capsys, *(files.get(argument, argument) for argument in arguments))
    assert (code, out) == (2, "")
    assert words in error


def test_an_already_migrated_file_is_written_unchanged(
    seed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "convert", seed, "--out", tmp_path / "out", "--defaults")
    migrated = tmp_path / "out" / "site.gpu.json"
    code, _, _ = run(capsys, "convert", migrated, "--out", tmp_path / "again", "--defaults")
    assert code == 0
    assert (tmp_path / "again" / "site.gpu.gpu.json").read_bytes() == migrated.read_bytes()


def test_json_reports_what_is_open_without_defaults(
    seed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, document, _ = run(capsys, "convert", seed, "--out", tmp_path / "out", "--json")
    report = json.loads(document)
    opened = {finding["id"]: finding for finding in report["open"]}
    assert code == 1 and report["verdict"]["outcome"] == "open"
    assert opened[f"{rule_ids.FPGA_BY_RESOURCE}/scorer/gpu"]["answer"] is None
    assert not {change["finding"] for change in report["changes"]} & set(opened)


def test_decisions_for_another_manifest_are_reported(
    seed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "convert", seed, "--out", tmp_path / "first", "--defaults")
    other = tmp_path / "other.json"
    other.write_text(seed.read_text(encoding="utf-8").replace("scorer:7", "scorer:8"), encoding="utf-8")
    decisions = tmp_path / "first" / "decisions.json"
    code, _, error = run(capsys, "convert", other, "--out", tmp_path / "second", "--decisions", decisions)
    assert code == 0 and "decisions.json was created for another manifest" in error


def test_a_lone_surrogate_is_handled(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "site.json"
    odd = {"Env": ["WIRESERVER_ADDRESS=\ud83d"], "HostConfig": {"Binds": ["/home/hcsshares/\ud83d:/x"]}}
    path.write_text(json.dumps(manifest(odd)).replace("scorer", "sc\\ud83dorer"), encoding="utf-8")
    out = tmp_path / "out"
    code, _, _ = run(capsys, "inspect", path, "--json")
    assert code == 0
    code, _, error = run(capsys, "convert", path, "--out", out, "--defaults", "--share", "data")
    opened = [line.strip() for line in error.splitlines() if "/" in line]
    assert code in (0, 1) and (code == 0 or opened)
    run(capsys, "convert", path, "--out", out, "--defaults", "--share", "data", "--json", "--accept-risk", "test")


def test_a_terminal_obeys_no_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "site.json"
    name = "\x1b[2Jcam\x9b31m\u202e"
    path.write_text(json.dumps(manifest(SEED_BEFORE)).replace('"scorer"', json.dumps(name)), encoding="utf-8")
    for arguments in (["inspect", path], ["convert", path, "--out", tmp_path / "out"]):
        _, out, error = run(capsys, *arguments)
        assert not {"\x1b", "\x9b", "\u202e"} & set(out + error) and "‹U+001B›[2Jcam" in out + error


def test_a_fault_of_ours_is_a_sentence(
    seed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("Sup3r!geheim")

    monkeypatch.setattr("core.cli.main.migrate", broken)
    code, _, error = run(capsys, "inspect", seed)
    assert code == 2 and "KeyError in test_cli.py" in error and "geheim" not in error


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this platform has no device that is always full")
def test_output_that_cannot_be_written(seed: Path) -> None:
    command = [sys.executable, "-m", "gui", "inspect", str(seed), "--json"]
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, cwd=ROOT)
    assert result.returncode == 2 and "Traceback" not in result.stderr and "No space" in result.stderr


def test_a_reader_that_leaves(seed: Path) -> None:
    command = [sys.executable, "-m", "gui", "inspect", str(seed), "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 0


class _Left(io.StringIO):
    """An output whose reader has left: Windows says EINVAL where others say EPIPE."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def write(self, text: str) -> int:
        raise OSError(self.number, os.strerror(self.number))


@pytest.mark.parametrize("number", [errno.EPIPE, errno.EINVAL])
def test_a_reader_that_leaves_is_no_error(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", _Left(number))
    assert main(["inspect", str(SAMPLE), "--json"]) == 0


def test_json_has_the_same_line_ends_everywhere() -> None:
    """As on Windows: a text stream that would write CR LF in some code page."""
    code = (
        "import sys; sys.stdout.reconfigure(encoding='cp1252', newline='\\r\\n');"
        "from core.cli.main import main; sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", code, "inspect", str(SAMPLE), "--json"]
    run = subprocess.run(command, capture_output=True, check=True, timeout=60, cwd=ROOT)
    assert b"\n" in run.stdout
    assert b"\r" not in run.stdout


def test_runs_without_any_output() -> None:
    """So Windows starts a program without a console."""
    code = "import sys; sys.stdout = sys.stderr = None; from gui.__main__ import main; sys.exit(main(sys.argv[1:]))"
    for arguments, expected in ((["inspect", str(SAMPLE)], 0), (["inspekt"], 2)):
        run = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, timeout=60, cwd=ROOT)
        assert run.returncode == expected, run.stderr


def test_inspect_folds_advice_and_prints_it_where_it_is_wanted(seed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    every = findings(capsys, seed)
    advice = [finding["id"] for finding in every.values() if finding["state"] == "advice"]
    _, short, _ = run(capsys, "inspect", seed)
    _, full, _ = run(capsys, "inspect", seed, "--all")
    assert advice and all(f"      {name}\n" in full and f"      {name}\n" not in short for name in advice)
    assert "print with --all" in short and "print with --all" not in full
    assert all(f"      {f['id']}\n" in short for f in every.values() if f["state"] not in ("advice", ""))
