"""The packages, a screen and a Windows for all tests; a fresh prefix for each group of them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtGui import QImage

from tests.paths import ROOT
from tests.windows.wine import Screen, Wine, make_prefix, make_stubs

BUILD = ROOT / "build" / "windows"
OUT = ROOT / "out" / "windows"
OLDER = "0.0.9"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds `--built`, which tests the packages of the last build."""
    parser.addoption("--built", action="store_true", help="test the packages in dist/windows as they are")


class Home:
    """The files that the installer creates for the user."""

    def __init__(self, wine: Wine) -> None:
        local = wine.home / "AppData" / "Local"
        self.program = local / "Programs" / "EdgeShift"
        self.data = local / "edgeshift"
        self.settings = self.data / "edgeshift.ini"
        self.answers = self.data / "sessions" / "0123.decisions.json"
        self.entry = wine.home / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/EdgeShift.lnk"


class Packages(NamedTuple):
    """The packages of `make windows`, and an older version of the installer."""

    setup: Path
    portable: Path
    sums: Path
    older: Path


@pytest.fixture(scope="session")
def packages(request: pytest.FixtureRequest) -> Packages:
    """Packages built from this checkout; the older installer is not compressed."""
    build = [sys.executable, ROOT / "packaging" / "windows" / "build.py"]
    older, dist = BUILD / "older", ROOT / "dist" / "windows"
    if not request.config.getoption("--built"):
        subprocess.run([*build, "--fast", "--version", OLDER, "--out", older], check=True)
        subprocess.run(build, check=True)
    return Packages(
        next(dist.glob("EdgeShift-*-setup.exe")),
        next(dist.glob("EdgeShift-*-portable.zip")),
        dist / "SHA256SUMS",
        older / f"EdgeShift-{OLDER}-setup.exe",
    )


@pytest.fixture(scope="session")
def unpacked(packages: Packages, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The portable zip, unpacked on Linux."""
    folder = tmp_path_factory.mktemp("unpacked")
    zipfile.ZipFile(packages.portable).extractall(folder)
    (program,) = folder.iterdir()
    return program


@pytest.fixture(scope="session")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    opened = Screen(tmp_path_factory.mktemp("screen") / "frame")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def fresh(unpacked: Path, screen: Screen, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh prefix, which is copied for each group of tests."""
    folder = tmp_path_factory.mktemp("windows")
    make_stubs(folder / "stubs", unpacked / "packages" / "PySide6" / "Qt6Core.dll")
    make_prefix(folder / "prefix", screen, folder / "stubs")
    return folder / "prefix"


@pytest.fixture(scope="module")
def wine(fresh: Path, screen: Screen, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wine]:
    """The Windows of one group of tests."""
    prefix = tmp_path_factory.mktemp("group") / "prefix"
    shutil.copytree(fresh, prefix, symlinks=True, copy_function=link_system)
    opened = Wine(prefix, screen)
    yield opened
    opened.stop()


@pytest.fixture(scope="module")
def program(wine: Wine, unpacked: Path) -> Path:
    """The portable program, in a folder with spaces and non-ASCII letters."""
    folder = wine.drive / "Werkstatt Süd" / "Перенос 移行"
    shutil.copytree(unpacked, folder)
    return folder


def link_system(source: str, target: str) -> None:
    """Copies a file of a prefix; the DLLs of Windows (600 MB, never written) are hard links."""
    if source.endswith((".dll", ".exe", ".sys", ".drv")):
        os.link(source, target)
    else:
        shutil.copy2(source, target)


def keep(picture: QImage, name: str) -> None:
    """Keeps a picture with the other screenshots."""
    OUT.mkdir(parents=True, exist_ok=True)
    assert picture.save(str(OUT / f"{name}.png"))
