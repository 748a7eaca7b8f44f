"""What a newcomer to the command line needs: a help that explains itself, and a sample that can be converted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.bundle.exported import read_export
from core.cli import exit_codes
from core.cli.main import main
from core.migration.answers import present_id
from core.model import rule_ids
from core.report.texts import outcome_look
from tests.paths import SAMPLE

Capture = pytest.CaptureFixture[str]
ANSWERS = SAMPLE.with_name("fpga-site.decisions.json")


def written(out: Path, *more: str) -> list[str]:
    """The arguments of `convert` for the sample."""
    return ["convert", str(SAMPLE), "--out", str(out), *more]


@pytest.mark.parametrize("command", exit_codes.CODES)
def test_the_help_of_a_command_describes_it_and_its_exit_codes(command: str, capsys: Capture) -> None:
    assert main([command, "--help"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    description = text.partition("positional arguments")[0]
    assert description.rstrip().endswith("."), "a sentence between usage and arguments"
    assert "Exit codes: 0: " in text and "2: the command, a file or a folder cannot be used" in text


def test_every_command_is_in_the_table_of_exit_codes(capsys: Capture) -> None:
    from gui.__main__ import COMMANDS

    assert set(exit_codes.CODES) == set(COMMANDS)
    assert main(["inspect", "--help"]) == 0
    assert "can be repeated" in capsys.readouterr().out


def test_a_folder_with_an_export_is_refused_before_anything_else(tmp_path: Path, capsys: Capture) -> None:
    assert main(written(tmp_path / "out", "--decisions", str(ANSWERS))) == 0
    capsys.readouterr()
    for more in (["--decisions", str(ANSWERS)], ["--defaults"], []):
        assert main(written(tmp_path / "out", *more)) == 2
        output = capsys.readouterr()
        assert output.out == "" and len(output.err.splitlines()) == 1
        assert "already exists" in output.err
    assert main(written(tmp_path / "out" / "report.md", "--defaults")) == 2
    output = capsys.readouterr().err.splitlines()
    assert len(output) == 1 and "is a file, not a folder" in output[0]


def test_the_sample_has_answers_beside_it_that_leave_nothing_to_confirm(tmp_path: Path, capsys: Capture) -> None:
    assert main(written(tmp_path / "out", "--decisions", str(ANSWERS))) == 0
    said = capsys.readouterr().err
    assert "another manifest" not in said and "gives up" not in said and "give up" not in said
    assert outcome_look(read_export(tmp_path / "out").report)[:3] == ("ok", "✓", "Complete")


def test_a_report_with_suggestions_to_confirm_is_not_green(tmp_path: Path, capsys: Capture) -> None:
    answers = json.loads(ANSWERS.read_text(encoding="utf-8"))
    names = ((present_id(item["finding"]), item) for item in answers["items"])
    answers["items"] = [item for name, item in names if not name.startswith(f"{rule_ids.FPGA_BY_RESOURCE}/")]
    some = tmp_path / "some.json"
    some.write_text(json.dumps(answers), encoding="utf-8")
    assert main(written(tmp_path / "out", "--decisions", str(some))) == 0
    look = outcome_look(read_export(tmp_path / "out").report)
    assert look[:3] == ("ask", "!", "Complete, with 1 suggestion to confirm")
    capsys.readouterr()
