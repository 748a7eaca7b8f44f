"""Install, update, start from the Start menu, uninstall: one story, in this order."""

from __future__ import annotations

import configparser
from pathlib import Path

import pytest

from core import __version__
from core.migration.decisions_file import dump
from core.model.decisions import Decisions
from tests.paths import ROOT
from tests.windows.conftest import OLDER, Home, Packages, keep
from tests.windows.looks import themed
from tests.windows.wine import Wine, wait_for

KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\EdgeShift"
HOLDER = ROOT / "tests" / "windows" / "holder.py"
ANSWERS = dump(Decisions(input_sha256=64 * "0"))


@pytest.fixture(scope="module")
def home(wine: Wine) -> Home:
    return Home(wine)


def registered(wine: Wine, value: str) -> str:
    """A value of the entry in the list of installed programs; empty if there is no entry."""
    done = wine.run("reg", "query", KEY, "/v", value)
    return done.stdout.decode().split("REG_SZ")[-1].strip() if done.returncode == 0 else ""


def files_of(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_installs_an_older_version(wine: Wine, packages: Packages, home: Home) -> None:
    assert wine.run(packages.older, "/S").returncode == 0
    assert registered(wine, "DisplayVersion") == OLDER
    assert home.entry.is_file()
    (home.program / "app" / "gui" / "of_an_older_version.py").touch()
    home.answers.parent.mkdir(parents=True)
    home.answers.write_bytes(ANSWERS)
    home.settings.write_text("[look]\ntheme=dark\n", encoding="utf-8")


def test_refuses_while_the_program_runs(wine: Wine, packages: Packages, home: Home) -> None:
    with wine.running(home.program / "EdgeShift.exe") as window:
        wait_for(lambda: themed(wine.screen.picture(), "dark"), "the window of the older version")
        assert wine.run(packages.setup, "/S").returncode == 2
        assert registered(wine, "DisplayVersion") == OLDER
        assert window.poll() is None


def test_ends_where_a_file_is_in_use_and_goes_on_when_it_is_not(wine: Wine, packages: Packages, home: Home) -> None:
    """The Python of the program runs alone and holds no mutex."""
    with wine.start(home.program / "python" / "python.exe", wine.name(HOLDER), wine.name(HOLDER)) as held:
        assert held.stdin is not None and held.stdout is not None
        assert held.stdout.readline().strip() == b"held"
        assert wine.run(packages.setup, "/S").returncode == 2
        held.stdin.close()
    assert registered(wine, "DisplayVersion") == OLDER


def test_leaves_a_folder_alone_that_holds_files_of_others(wine: Wine, packages: Packages, home: Home) -> None:
    folder = wine.drive / "Programme"  # without a space, which /D takes unquoted only
    (folder / "python").mkdir(parents=True)
    (folder / "python" / "work.py").write_bytes(b"mine")
    assert wine.run(packages.setup, "/S", f"/D={wine.name(folder)}").returncode == 2
    assert files_of(folder) == {"python/work.py"}
    assert registered(wine, "InstallLocation") == wine.name(home.program)


def test_updates_and_keeps_what_is_the_users(wine: Wine, packages: Packages, home: Home, unpacked: Path) -> None:
    assert wine.run(packages.setup, "/S").returncode == 0
    assert registered(wine, "DisplayVersion") == __version__
    assert files_of(home.program) - files_of(unpacked) == {"uninstall.exe"}
    assert files_of(unpacked) <= files_of(home.program)
    assert home.answers.read_bytes() == ANSWERS
    assert configparser.ConfigParser().read(home.settings)


@pytest.mark.parametrize("name", ["dark", "light"])
def test_the_start_menu_opens_the_window(wine: Wine, home: Home, name: str) -> None:
    home.settings.write_text(f"[look]\ntheme={name}\n", encoding="utf-8")
    with wine.running("start", "/unix", home.entry):
        wait_for(lambda: themed(wine.screen.picture(), name), f"the {name} window")
        keep(wine.screen.still(seconds=3), f"start-{name}")  # what is around the page comes after it


def test_uninstalls_all_but_saved_answers(wine: Wine, home: Home) -> None:
    assert list(home.program.rglob("*.pyc")), "nothing ran that the uninstaller would have to clean up after"
    assert wine.run(home.program / "uninstall.exe", "/S").returncode == 0
    wait_for(lambda: not home.program.exists(), "the end of the uninstaller")  # it goes on in a copy of itself
    wait_for(lambda: not registered(wine, "DisplayVersion"), "its entry to go")
    assert not home.entry.exists()
    assert files_of(home.data) == {"sessions/0123.decisions.json"}
    assert home.answers.read_bytes() == ANSWERS
