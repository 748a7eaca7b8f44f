"""It all works from an installed wheel: resources are package data, nothing is read by the current directory."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.paths import ROOT

SOURCES = ("core", "gui", "resources")
NO_SOURCE = shutil.ignore_patterns("__pycache__")


def _run(*command: str, cwd: Path, **variables: str) -> str:
    environment = os.environ | variables
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the sources and unpacked as an installer would."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("site")
    for name in SOURCES:
        shutil.copytree(ROOT / name, source / name, ignore=NO_SOURCE)
    for name in ("pyproject.toml", "README.md", "LICENSE", "THIRD-PARTY-NOTICES.md"):
        shutil.copy(ROOT / name, source)
    build = 'from setuptools.build_meta import build_wheel; build_wheel("wheel")'
    (source / "wheel").mkdir()
    _run(sys.executable, "-c", build, cwd=source)
    (wheel,) = (source / "wheel").glob("edgeshift-*.whl")
    zipfile.ZipFile(wheel).extractall(target)
    return target


def test_the_wheel_holds_every_file(installed: Path) -> None:
    for name in SOURCES:
        here = {
            path.relative_to(ROOT)
            for path in (ROOT / name).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        there = {path.relative_to(installed) for path in (installed / name).rglob("*") if path.is_file()}
        assert here == there


def test_the_installed_command_line_reads(installed: Path, tmp_path: Path) -> None:
    sample = installed / "resources" / "samples" / "fpga-site.json"
    command = (sys.executable, "-m", "gui", "inspect", str(sample), "--json")
    result = _run(*command, cwd=tmp_path, PYTHONPATH=str(installed))
    assert json.loads(result)["findings"]


@pytest.mark.long
@pytest.mark.gui
def test_the_installed_wizard_exports(installed: Path, tmp_path: Path) -> None:
    result = _run(sys.executable, "-m", "gui.tour", str(tmp_path / "out"), cwd=tmp_path, PYTHONPATH=str(installed))
    assert "fpga-site.gpu.json" in result
    assert (tmp_path / "out" / "report.html").stat().st_size
