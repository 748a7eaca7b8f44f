"""Fixtures of every test: Qt off-screen, a home folder of its own, the corpus if it exists, one hypothesis profile."""

from __future__ import annotations

import gc
import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_API", "pyside6")

SHARED = Path(__file__).parents[2] / "shared"
CORPUS = SHARED / "corpus"
CASES = SHARED / "cases"

# How long an example takes says more about the machine than about the code, so no test has a deadline. `make test` and
# `make test-long` draw the same examples every time, so that CI shows what was seen; `make test-long EXAMPLES=random`
# draws new ones.
settings.register_profile(
    "edgeshift",
    deadline=None,
    derandomize=True,
    max_examples=30,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile("long", settings.get_profile("edgeshift"), max_examples=300)
settings.register_profile("random", settings.get_profile("long"), derandomize=False, print_blob=True)
settings.register_profile("few", settings.get_profile("edgeshift"), max_examples=10)  # make test-windows-core
settings.load_profile("edgeshift")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-goldens` writes the present results; read the difference before you commit it."""
    parser.addoption("--update-goldens", action="store_true", help="write the golden cases anew")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors, because robots spend a third of their time waiting for the window."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leaves the real manifests to `make test-long`: they take minutes, and few checkouts have them beside."""
    for item in items:
        if "corpus" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.long)


def pytest_collection_finish() -> None:
    """Keeps 300,000 objects of the collected tests out of every later garbage collection.

    `no_collection` would return them to the collector after each migration, so it may not unfreeze them here.
    """
    gc.collect()
    gc.freeze()
    gc.freeze = gc.unfreeze = lambda: None


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders that do not exist yet, one for each test; `mktemp` would list those of all earlier tests first."""
    above = tmp_path_factory.mktemp("homes")
    return (above / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def own_home(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keeps every test away from the settings of the person who runs it."""
    home = next(homes)
    home.mkdir()
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


@pytest.fixture(scope="session")
def field_cases() -> Path:
    """The folder of inputs that failed in the field."""
    if not (CASES / "INDEX.csv").is_file():
        pytest.skip("the cases from the field are not beside this checkout")
    return CASES
