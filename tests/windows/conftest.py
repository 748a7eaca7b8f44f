"""A screen and a Windows for all tests; a fresh prefix for each group of them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.paths import ROOT
from tests.windows.wine import Screen, Wine, make_prefix, make_stubs

BUILD = ROOT / "build" / "windows"
OUT = ROOT / "out" / "windows"


@pytest.fixture(scope="session")
def program() -> Path:
    """The folder of the program, made from this checkout."""
    folder = BUILD / "EdgeShift"
    subprocess.run([sys.executable, ROOT / "packaging" / "windows" / "assemble.py", folder], check=True)
    return folder


@pytest.fixture(scope="session")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    made = Screen(tmp_path_factory.mktemp("screen") / "frame")
    yield made
    made.close()


@pytest.fixture(scope="session")
def fresh(program: Path, screen: Screen, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A prefix in which nothing ran yet; groups of tests get copies."""
    folder = tmp_path_factory.mktemp("windows")
    make_stubs(folder / "stubs", program / "packages" / "PySide6" / "Qt6Core.dll")
    make_prefix(folder / "prefix", screen, folder / "stubs")
    return folder / "prefix"


@pytest.fixture(scope="module")
def wine(fresh: Path, screen: Screen, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wine]:
    """The Windows of one group of tests."""
    prefix = tmp_path_factory.mktemp("group") / "prefix"
    shutil.copytree(fresh, prefix, symlinks=True, copy_function=link_system)
    made = Wine(prefix, screen)
    yield made
    made.stop()


def link_system(source: str, target: str) -> None:
    """Copy a file of a prefix; the DLLs of Windows itself, 600 MB that nobody writes, only get another name."""
    if source.endswith((".dll", ".exe", ".sys", ".drv")):
        os.link(source, target)
    else:
        shutil.copy2(source, target)


def keep(picture: QImage, name: str) -> None:
    """Keep a picture where people look for it."""
    OUT.mkdir(parents=True, exist_ok=True)
    assert picture.save(str(OUT / f"{name}.png"))
