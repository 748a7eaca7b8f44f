"""A child process runs our code and nothing that lies in the current folder."""

from __future__ import annotations

import ast
import os
import sys
from pathlib import Path

import pytest

from gui.printing import child
from gui.printing.pdf import print_in_child
from tests.paths import ROOT

NAMES = ("gui", "core", "resources", "PySide6", "jinja2", "html", "json", "sitecustomize", "usercustomize", "encodings")


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder where every name a child may import leads to code that leaves a mark."""
    folder = tmp_path / "downloads"
    for name in NAMES:
        package = folder / name
        package.mkdir(parents=True)
        code = f"open({str(tmp_path / 'mark')!r}, 'a').write({name!r})\n"
        for file in ("__init__.py", "__main__.py"):
            (package / file).write_text(code, encoding="utf-8")
    monkeypatch.chdir(folder)
    return tmp_path / "mark"


@pytest.mark.gui
@pytest.mark.parametrize("path", [None, "", ".", f".{os.pathsep}", str(ROOT), f"{ROOT}{os.pathsep}"])
def test_the_current_folder_is_not_run(path: str | None, hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if path is None:
        monkeypatch.delenv("PYTHONPATH", raising=False)
    else:
        monkeypatch.setenv("PYTHONPATH", path)
    assert print_in_child("<p>a</p>").startswith(b"%PDF")
    assert not hostile.exists(), hostile.read_text(encoding="utf-8")


@pytest.mark.gui
def test_the_trap_works(hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without our care the mark is made: else the test above could not fail."""
    monkeypatch.delenv("PYTHONPATH", raising=False)
    child.subprocess.run([sys.executable, "-m", "gui"], check=False)
    assert hostile.exists()


def test_packages_kept_elsewhere_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(["libs", "", ".", str(tmp_path), "/opt/packages"]))
    assert child._python_path() == [str(tmp_path / "libs"), str(Path("/opt/packages"))]


def test_processes_are_started_in_one_place() -> None:
    """Whatever is started, in the application and in what builds it, is started without the current folder."""
    for path in [*(ROOT / "core").rglob("*.py"), *(ROOT / "gui").rglob("*.py"), *(ROOT / "packaging").rglob("*.py")]:
        text = path.read_text(encoding="utf-8")
        if path.is_relative_to(ROOT / "packaging"):
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.List) and ast.unparse(node).startswith("[sys.executable"):
                    assert ast.unparse(node).startswith("[sys.executable, '-P'"), path
        elif path.name != "child.py":
            assert not any(word in text for word in ("import subprocess", "QProcess", "os.system", "os.popen")), path
