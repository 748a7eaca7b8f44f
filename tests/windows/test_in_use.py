"""Another process has a file open while answers are saved, or while an export is replaced."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.paths import ROOT, SAMPLE
from tests.windows.test_commands import ANSWERS
from tests.windows.wine import Wine

HERE = ROOT / "tests" / "windows"


@contextmanager
def held(wine: Wine, program: Path, path: Path) -> Iterator[None]:
    """Holds a file open in another process."""
    with wine.start(program / "python" / "python.exe", wine.name(HERE / "holder.py"), wine.name(path)) as holder:
        assert holder.stdin is not None and holder.stdout is not None
        assert holder.stdout.readline().strip() == b"held"
        yield
        holder.stdin.close()


@pytest.fixture
def answers(wine: Wine) -> Path:
    path = wine.drive / "answers" / "site.decisions.json"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"old")
    return path


def save(wine: Wine, program: Path, path: Path) -> tuple[int, str]:
    python = program / "python" / "python.exe"
    done = wine.run(python, "-X", "utf8", wine.name(HERE / "save.py"), wine.name(path), "new")
    assert not done.stderr, done.stderr.decode()
    return done.returncode, done.stdout.decode()


def test_saving_says_that_the_file_is_in_use(wine: Wine, program: Path, answers: Path) -> None:
    with held(wine, program, answers):
        code, reported = save(wine, program, answers)
    assert code == 3
    assert "Your answers could not be saved" in reported
    assert "Close other programs" in reported
    assert answers.read_bytes() == b"old"
    assert [path.name for path in answers.parent.iterdir()] == [answers.name]


def test_saving_works_as_soon_as_the_file_is_free(wine: Wine, program: Path, answers: Path) -> None:
    with held(wine, program, answers):
        assert save(wine, program, answers)[0] == 3
    assert save(wine, program, answers) == (0, "")
    assert answers.read_bytes() == b"new"


def test_an_export_onto_an_open_report_names_it_and_leaves_all(wine: Wine, program: Path) -> None:
    folder = wine.drive / "export"
    folder.mkdir()
    (folder / "site.json").write_bytes(SAMPLE.read_bytes())
    (folder / "answers.json").write_text(json.dumps(ANSWERS), encoding="utf-8")
    command = (program / "edgeshift-cli.exe", "convert", "site.json", "--out", "out", "--decisions", "answers.json")
    assert wine.run(*command, cwd=folder).returncode == 0
    before = {path: path.read_bytes() for path in (folder / "out").rglob("*") if path.is_file()}
    with held(wine, program, folder / "out" / "report.html"):
        done = wine.run(*command, "--force", cwd=folder)
    reported = done.stderr.decode()
    assert done.returncode == 2
    assert "report.html: another program uses the file. Close the program that uses the file" in reported
    assert {path: path.read_bytes() for path in (folder / "out").rglob("*") if path.is_file()} == before
    assert wine.run(*command, "--force", cwd=folder).returncode == 0
