"""`convert --pdf`: the printer is handed in; without one everything else is written, and that is said."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from core.cli.main import main

CAM = {"type": "docker", "status": "running", "settings": {"image": "i:1"}}
TREE = {"modulesContent": {"$edgeAgent": {"properties.desired": {"schemaVersion": "1.1", "modules": {"cam": CAM}}}}}


def converted(folder: Path, printer: Callable[[str], bytes] | None, *more: str) -> tuple[int, set[str]]:
    path = folder / "site.json"
    path.write_text(json.dumps(TREE), encoding="utf-8")
    code = main(["convert", str(path), "--out", str(folder / "out"), "--defaults", "--pdf", *more], printer)
    return code, {file.name for file in (folder / "out").iterdir()}


def test_the_printer_gets_the_print_page(tmp_path: Path) -> None:
    pages: list[str] = []

    def printer(html: str) -> bytes:
        pages.append(html)
        return b"%PDF-1"

    code, names = converted(tmp_path, printer)
    assert code == 0 and "report.pdf" in names and "‹work›" in pages[0]
    assert (tmp_path / "out" / "report.pdf").read_bytes() == b"%PDF-1"


def broken(html: str) -> bytes:
    raise ImportError("libGL.so.1: cannot open shared object file")


@pytest.mark.parametrize("printer", [None, broken])
def test_without_qt_that_is_said_and_the_rest_is_written(
    tmp_path: Path, printer: Callable[[str], bytes] | None, capsys: pytest.CaptureFixture[str]
) -> None:
    code, names = converted(tmp_path, printer)
    result = capsys.readouterr()
    assert code == 0 and "report.pdf" not in names and "report.html" in names
    assert "report.pdf was not written" in result.err and "Print report.html" in result.err
    assert "Traceback" not in result.err


@pytest.mark.gui
def test_the_program_prints_without_a_screen(tmp_path: Path) -> None:
    path = tmp_path / "site.json"
    path.write_text(json.dumps(TREE), encoding="utf-8")
    command = [sys.executable, "-m", "gui", "convert", str(path), "--out", str(tmp_path / "out"), "--defaults", "--pdf"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "report.pdf").read_bytes().startswith(b"%PDF")
    if shutil.which("pdftotext"):
        result = subprocess.run(
            ["pdftotext", str(tmp_path / "out" / "report.pdf"), "-"], capture_output=True, check=True
        )
        assert b"Migration report" in result.stdout
