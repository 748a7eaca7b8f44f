"""What every test gets: Qt off-screen, a home of its own, the corpus where it is there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_API", "pyside6")

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-goldens` writes what the engine says now; read the difference before you commit it."""
    parser.addoption("--update-goldens", action="store_true", help="write the golden cases anew")


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes the settings of the person who runs it."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    return home


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real manifests, which belong to others and are not part of this project."""
    if not (CORPUS / "INDEX.csv").is_file():
        pytest.skip("the corpus of real manifests is not beside this checkout")
    return CORPUS
