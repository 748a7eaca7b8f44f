"""What the command line says: options with their consequences, what comes next, and what to do about every error."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from core.bundle.exported import read_export
from core.cli.main import main
from core.model import rule_ids
from core.model.device_models import presets
from core.report.texts import counted, manual_steps
from tests.golden_cases import expand
from tests.paths import ROOT, SAMPLE

Capture = pytest.CaptureFixture[str]


def test_inspect_shows_options_defaults_and_what_comes_next(capsys: Capture) -> None:
    assert main(["inspect", str(SAMPLE), "--all"]) == 0
    out = capsys.readouterr().out
    assert "- drop: Remove it" in out
    assert "* external: Reachable from outside. weldScorer gets the next free address" in out
    assert "default: external, because the module was reachable from outside on the old device" in out
    assert "no default" in out
    assert "3 findings need you;" in out
    assert f"Next: edgeshift convert {SAMPLE} --out FOLDER --decisions FILE, with the answers that are needed" in out
    assert "A share as share:name or share:name/folder, or a directory as bind:/path." in out


def test_inspect_proposes_the_defaults_where_every_question_has_one(tmp_path: Path, capsys: Capture) -> None:
    given = tmp_path / "cam.json"
    given.write_text(json.dumps(expand({"edgeAgent": {}, "edgeHub": {}, "cam": {}})), encoding="utf-8")
    assert main(["inspect", str(given)]) == 0
    assert f"Next: edgeshift convert {given} --out FOLDER --defaults." in capsys.readouterr().out


def test_convert_names_the_suggestions_that_give_something_up(tmp_path: Path, capsys: Capture) -> None:
    """The lines are answers: given in a file, nothing is left to confirm."""
    given, answers = tmp_path / "cam.json", tmp_path / "answers.json"
    binds = {"HostConfig": {"Binds": [f"/data{number}:/data{number}" for number in range(11)]}}
    given.write_text(json.dumps(expand({"edgeAgent": {}, "edgeHub": {}, "cam": {"createOptions": binds}})))
    assert main(["convert", str(given), "--defaults", "--out", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().err
    assert "11 of them are suggestions to confirm, by the same answers in a file for --decisions:" in said
    assert "  … and 1 more; the report lists all" in said
    lines = [line.strip().partition(" = ") for line in said.splitlines() if " = " in line]
    assert len(lines) == 10
    items = [{"finding": name, "answer": answer} for name, _, answer in lines]
    answers.write_text(json.dumps({"format": "edgeshift-decisions/1", "items": items}))
    assert main(["convert", str(given), "--decisions", str(answers), "--out", str(tmp_path / "again")]) == 0
    assert "1 of them is a suggestion to confirm" in capsys.readouterr().err


def test_convert_says_the_same_of_what_needs_you(tmp_path: Path, capsys: Capture) -> None:
    assert main(["convert", str(SAMPLE), "--out", str(tmp_path / "out"), "--defaults"]) == 1
    result = capsys.readouterr().err
    assert "3 findings need you:" in result
    assert "- tcp: Keep only TCP. " in result
    assert "no default" in result


def test_convert_counts_what_needs_you_apart_from_defaults(tmp_path: Path, capsys: Capture) -> None:
    assert main(["convert", str(SAMPLE), "--out", str(tmp_path / "out")]) == 1
    result = capsys.readouterr().err
    needed, _, suggested = result.partition(" questions have a default that is not confirmed:")
    assert "\n3 findings need you:\n" in needed
    assert needed.count("no default") == 3
    assert "no default" not in suggested
    assert "* external: Reachable from outside." in suggested


@pytest.mark.parametrize("platform", ["kubernetes", "linux-vm"])
def test_convert_counts_the_manual_steps_that_report_and_run_sheet_list(
    platform: str, tmp_path: Path, capsys: Capture
) -> None:
    """Some manual steps are of checks alone; the tasks outside the file are one step."""
    modules = {"edgeAgent": {}, "edgeHub": {}, "cam": {"env": {"URL": {"value": "http://10.1.2.3:80/${PATH}"}}}}
    given, out = tmp_path / "cam.json", tmp_path / "out"
    given.write_text(json.dumps(expand(modules)), encoding="utf-8")
    assert main(["convert", str(given), "--platform", platform, "--defaults", "--out", str(out)]) == 0
    report = read_export(out).report
    steps = len(manual_steps(report))
    said = f"{steps} manual step remains." if steps == 1 else f"{steps} manual steps remain."
    assert steps and said in capsys.readouterr().err
    assert any(number == steps and word == "manual steps" for number, word, _tone in counted(report))


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["inspect", "gone.json"], "Check the name and the current folder."),
        (["inspect", "."], "Specify the file, not its folder."),
        (["convert", "x.json", "--out", ""], "a folder name that is not empty"),
        (["convert", "x.json"], "See edgeshift convert --help."),
        (["migrate", "x.json"], "See edgeshift --help."),
        (["inspect", "x.json", "--gpu", "two"], "See edgeshift inspect --help."),
    ],
)
def test_an_error_says_what_to_do(
    arguments: list[str], wanted: str, capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.json").write_bytes(SAMPLE.read_bytes())
    assert main(arguments) == 2
    result = capsys.readouterr().err
    assert wanted in result
    assert "Traceback" not in result
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.json"]


def test_json_stays_json_when_the_file_is_bad(tmp_path: Path, capsys: Capture) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text('{\n  "modulesContent": {"$edgeAgent" 5}\n}', encoding="utf-8")
    assert main(["inspect", str(bad), "--json"]) == 2
    error = json.loads(capsys.readouterr().out)["error"]
    assert (error["file"], error["line"]) == ("bad.json", 2)
    assert error["expected"] and error["message"]


@pytest.mark.parametrize("arguments", [["inspect", "--json"], ["verify", "--json", "x.json", "--gpus", "two"]])
def test_json_stays_json_when_the_command_is_wrong(arguments: list[str], capsys: Capture) -> None:
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert "See edgeshift" in json.loads(printed.out)["error"]["message"]
    assert "See edgeshift" in printed.err


@pytest.mark.parametrize(
    ("option", "value", "platform"),
    [("--profile", "beta12", "linux-vm"), ("--vm-size", "Standard_NC4as_T4_v3", "kubernetes")],
)
def test_an_option_of_the_other_runtime_ends_the_command(
    option: str, value: str, platform: str, capsys: Capture
) -> None:
    assert main(["inspect", str(SAMPLE), option, value, "--platform", platform]) == 2
    assert f"{option} has no effect with --platform {platform}" in capsys.readouterr().err


@pytest.mark.parametrize(("gpus", "named"), [("1", False), ("9", True)])
def test_more_gpus_than_the_model_has_are_named(gpus: str, named: bool, tmp_path: Path, capsys: Capture) -> None:
    assert main(["inspect", str(SAMPLE), "--gpus", gpus]) == 0
    assert ("has 1 GPU." in capsys.readouterr().err) == named
    device = tmp_path / "device.json"
    device.write_text(f'{{"gpus": {gpus}}}', encoding="utf-8")
    assert main(["inspect", str(SAMPLE), "--device", str(device)]) == 0
    assert ("device.json: The model has 1 GPU." in capsys.readouterr().err) == named


def test_the_models_with_enough_gpus_are_named(capsys: Capture) -> None:
    assert main(["inspect", str(SAMPLE), "--gpus", "2"]) == 0
    assert "with enough GPUs in a file for --device: pro-gpu-2, pro-2-256g6t." in capsys.readouterr().err


def test_a_model_that_does_not_exist_is_refused_with_the_models(tmp_path: Path, capsys: Capture) -> None:
    device = tmp_path / "device.json"
    device.write_text('{"model": "nonsense", "gpus": 9}', encoding="utf-8")
    for command in (["inspect", str(SAMPLE)], ["convert", str(SAMPLE), "--defaults", "--out", str(tmp_path / "out")]):
        assert main([*command, "--device", str(device)]) == 2
        reported = capsys.readouterr().err
        assert "line 1, column 11, model: This model does not exist." in reported
        assert all(model.key in reported for model in presets())


def test_the_documented_device_file_is_accepted(tmp_path: Path, capsys: Capture) -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8").partition("## The target device")[2]
    device = tmp_path / "device.json"
    device.write_text(page.split("```")[1].removeprefix("json"), encoding="utf-8")
    assert main(["inspect", str(SAMPLE), "--device", str(device)]) == 0
    assert capsys.readouterr().err == ""
    assert all(f"| `{model.key}` | {model.name} |" in page for model in presets())


@pytest.mark.parametrize("name", ["two-commands-pods-svc.txt", "role-utf16.txt"])
def test_the_way_from_device_output_to_a_device_file_is_named(name: str, capsys: Capture) -> None:
    output = ROOT / "tests" / "golden" / "device_outputs" / name
    assert main(["inspect", str(SAMPLE), "--device", str(output)]) == 2
    assert f"run edgeshift device {name} --json" in capsys.readouterr().err
    main(["device", str(output)])
    assert "--device accepts this output" not in capsys.readouterr().out


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_answers_are_read_as_windows_writes_them(encoding: str, tmp_path: Path, capsys: Capture) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text('{"format": "edgeshift-decisions/1", "items": []}', encoding=encoding)
    assert main(["convert", str(SAMPLE), "--decisions", str(answers), "--out", str(tmp_path / "out")]) == 1
    assert "UTF" not in capsys.readouterr().err


def test_an_option_without_effect_is_reported(tmp_path: Path, capsys: Capture) -> None:
    main(["convert", str(SAMPLE), "--out", str(tmp_path / "out"), "--proxy", "http://p:1", "--accept-risk", "why not"])
    result = capsys.readouterr().err
    assert "--proxy does not change the migrated file" in result
    assert "--accept-risk does not answer questions" in result


def test_the_head_of_the_report_can_be_given(tmp_path: Path) -> None:
    site = tmp_path / "site.json"
    options = {"HostConfig": {"Privileged": True}}
    site.write_text(json.dumps(options), encoding="utf-8")
    out = tmp_path / "out"
    head = ["--customer", "Contoso", "--site", "Hall 3", "--engineer", "Kim", "--ticket", "T-7"]
    assert main(["convert", str(site), "--out", str(out), "--defaults", *head]) == 0
    export = read_export(out)
    assert export.decisions.about.customer == "Contoso"
    assert export.report.about.ticket == "T-7"
    again = tmp_path / "again"
    assert main(["convert", str(site), "--out", str(again), "--decisions", str(out / "decisions.json")]) == 0
    assert read_export(again).decisions.about == export.decisions.about


def test_a_repaired_file_is_kept_as_it_came(tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{"HostConfig": {"Privileged": true}', encoding="utf-8")
    out = tmp_path / "out"
    assert main(["convert", str(broken), "--out", str(out), "--defaults", "--repair"]) == 0
    assert (out / "original" / "as-it-came" / "broken.json").read_bytes() == broken.read_bytes()
    assert "original/as-it-came/broken.json" in (out / "SHA256SUMS").read_text(encoding="utf-8")
    assert read_export(out).name == "broken.repaired.json"


SECRETS = ("StoneHorse2005", "ghp_abcdefghijklmnopqrstuvwxyz0123456789")


@pytest.mark.parametrize("arguments", [("inspect",), ("inspect", "--json"), ("convert",), ("convert", "--json")])
def test_answers_and_defaults_are_masked_until_revealed(
    arguments: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two paths of binds hold secrets: they are in titles, in options, in defaults, and in the example of an answer."""
    path = Path(__file__).parents[2] / "hostile" / "secret-in-an-option.json"
    out = ("--out", str(tmp_path / "out")) if arguments[0] == "convert" else ()
    main([*arguments, *out, str(path)])
    printed = capsys.readouterr()
    assert not any(secret in printed.out + printed.err for secret in SECRETS)
    assert "bind:/data/••• secret 1" in printed.out + printed.err
    if "--json" not in arguments:
        assert "--reveal" in printed.out + printed.err
    main([*arguments, *out, "--reveal", str(path)])
    printed = capsys.readouterr()
    assert " ".join(arguments) == "convert --json" or all(secret in printed.out + printed.err for secret in SECRETS)


def test_an_answer_that_is_typed_has_its_form_and_what_changes_nothing(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "m.json"
    path.write_text(SAMPLE.read_text("utf-8").replace('"image": "', '"image": "10.0.0.5:31001/'), "utf-8")
    main(["inspect", str(path), "--platform", "linux-vm"])
    out = capsys.readouterr().out
    assert "A registry that the VM can reach, such as myregistry.azurecr.io." in out
    assert "- 10.0.0.5:31001: Keep it; nothing changes\n" in out
    assert "- or another string\n" in out


def test_a_name_that_may_stay_is_an_answer_of_its_own_beside_the_form_of_others(capsys: Capture) -> None:
    main(["inspect", str(SAMPLE), "--all"])
    block = capsys.readouterr().out.partition(f"{rule_ids.NEW_NAME}/weldScorer/name\n")[2].splitlines()[:4]
    assert block[0].strip() == "* weldScorer: Keep it; nothing changes"
    assert block[1].strip() == "- or another string" and block[3].strip().startswith("default: weldScorer")


def test_inspect_counts_the_questions_that_it_prints(capsys: Capture) -> None:
    main(["inspect", str(SAMPLE)])
    short = capsys.readouterr().out
    main(["inspect", str(SAMPLE), "--all"])
    whole = capsys.readouterr().out
    shown, folded = map(int, re.findall(r"\((\d+) shown, (\d+) under advice: --all\)", short)[0])
    assert short.count("\n      default: ") == shown
    assert whole.count("\n      default: ") == shown + folded
    assert f"{shown + folded} questions have a default" in whole and "under advice" not in whole


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        ("share:b", "or another value of this form: A share as share:name"),
        ("share:images ", '"share:images " is not allowed. Use one of '),
    ],
)
def test_an_invalid_answer_is_reported_with_every_form_that_is_allowed(
    answer: str, wanted: str, tmp_path: Path, capsys: Capture
) -> None:
    given, answers = tmp_path / "m.json", tmp_path / "answers.json"
    binds = {"HostConfig": {"Binds": ["/home/hcsshares/images:/d"]}}
    given.write_text(json.dumps(expand({"cam": {"createOptions": binds}})), encoding="utf-8")
    items = [{"finding": f"{rule_ids.BIND}/cam//d", "answer": answer}]
    answers.write_text(json.dumps({"format": "edgeshift-decisions/1", "items": items}), encoding="utf-8")
    assert main(["convert", str(given), "--decisions", str(answers), "--out", str(tmp_path / "out")]) == 1
    out = capsys.readouterr().err
    assert wanted in out and "letters, digits and single hyphens" in out


def test_one_module_is_one_module(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for count, words in ((1, "manifest, 1 module\n"), (2, "manifest, 2 modules\n")):
        site = tmp_path / "site.json"
        site.write_text(json.dumps(expand({f"m{number}": {} for number in range(count)})), encoding="utf-8")
        assert main(["inspect", str(site)]) == 0
        assert words in capsys.readouterr().out


def test_inspect_prints_the_deployment_once_beside_a_module_without_a_name(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "site.json"
    file.write_text(json.dumps(expand({"": {}, "cam": {}})), encoding="utf-8")
    assert main(["inspect", str(file)]) == 0
    assert capsys.readouterr().out.splitlines().count("Deployment") == 1
