"""The package is installed, started and removed, as an administrator and a user would."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from core import __version__
from tests.paths import ROOT, SAMPLE
from tests.windows.looks import themed
from tests.windows.wine import Screen, wait_for


def apt(*arguments: str | Path) -> None:
    command = ["apt-get", "-y", "-qq", "--no-install-recommends", *map(str, arguments)]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL, timeout=300)


@pytest.fixture(scope="module")
def installed() -> Iterator[None]:
    (package,) = (ROOT / "dist" / "deb").glob("edgeshift_*.deb")
    if os.geteuid() != 0:
        pytest.fail(f"installing needs root: sudo apt-get install {package}")
    apt("install", package)
    yield
    apt("remove", "edgeshift")
    left = [path for path in ("/usr/bin/edgeshift", "/usr/lib/edgeshift") if os.path.lexists(path)]
    assert left == []


@pytest.fixture
def clean(tmp_path: Path) -> dict[str, str]:
    """A user without any variable of ours."""
    return {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}


def test_the_commands_work(installed: None, clean: dict[str, str], tmp_path: Path) -> None:
    run = subprocess.run(
        ["edgeshift", "--version"], env=clean, capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert run.stdout.strip() == f"edgeshift {__version__}"
    subprocess.run(["edgeshift", "inspect", SAMPLE], env=clean, capture_output=True, check=True, cwd=tmp_path)


def test_the_window_opens(installed: None, clean: dict[str, str], tmp_path: Path) -> None:
    screen = Screen(tmp_path / "screen")
    try:
        environment = clean | {"DISPLAY": screen.display}
        with subprocess.Popen(["edgeshift", "--sample", "--theme", "dark"], env=environment, cwd=tmp_path) as window:
            wait_for(lambda: themed(screen.picture(), "dark"), "the window")
            window.terminate()
    finally:
        screen.close()


def test_the_desktop_and_the_manual_know_it(installed: None) -> None:
    for path in (
        "applications/edgeshift.desktop",
        "icons/hicolor/scalable/apps/edgeshift.svg",
        "man/man1/edgeshift.1.gz",
    ):
        assert (Path("/usr/share") / path).is_file()
