"""The command line on Windows prints and writes the same as on Linux."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from core.model import rule_ids
from tests.paths import ROOT, SAMPLE
from tests.windows.bundles import contents
from tests.windows.wine import Wine

ANSWERS = {
    "format": "edgeshift-decisions/1",
    "items": [
        {"finding": f"{rule_ids.BIND}/weldScorer//app/models", "answer": "share:models ro"},
        {"finding": f"{rule_ids.BIND}/cameraIngest//etc/localtime", "answer": "drop"},
        {"finding": f"{rule_ids.TCP_AND_UDP}/cameraIngest/ports", "answer": "cluster"},
    ],
}


class Site(NamedTuple):
    """The same manifest on both systems; folder and name have a space and non-ASCII letters."""

    windows: Path
    linux: Path

    NAME = "Werk Süd – 熔接.json"


@pytest.fixture(scope="module")
def site(wine: Wine, tmp_path_factory: pytest.TempPathFactory) -> Site:
    found = Site(wine.drive / "Daten für Halle 3", tmp_path_factory.mktemp("linux"))
    for folder in found:
        folder.mkdir(exist_ok=True)
        (folder / Site.NAME).write_bytes(SAMPLE.read_bytes())
        (folder / "answers.json").write_text(json.dumps(ANSWERS), encoding="utf-8")
    return found


def both(
    wine: Wine, program: Path, site: Site, *arguments: str
) -> tuple[subprocess.CompletedProcess[bytes], subprocess.CompletedProcess[bytes]]:
    """Run one command in the folder of the manifest, on Windows and on Linux."""
    there = wine.run(program / "edgeshift-cli.exe", *arguments, cwd=site.windows)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "gui", *arguments]
    return there, subprocess.run(command, cwd=site.linux, env=environment, capture_output=True, timeout=120)


@pytest.fixture(scope="module")
def converted(wine: Wine, program: Path, site: Site) -> Site:
    """The bundle of both, with the PDF."""
    options = ("--out", "Ausgabe", "--decisions", "answers.json", "--pdf")
    for done in both(wine, program, site, "convert", Site.NAME, *options):
        assert done.returncode == 0, done.stderr.decode()
    return site


def test_the_bundles_are_the_same(converted: Site) -> None:
    windows, linux = contents(converted.windows / "Ausgabe"), contents(converted.linux / "Ausgabe")
    assert sorted(windows) == sorted(linux)
    assert any(name.endswith(".pdf") for name in windows)
    assert windows == linux


@pytest.mark.parametrize(
    "arguments",
    [
        ("inspect", Site.NAME, "--json"),
        ("verify", f"Ausgabe/{Path(Site.NAME).stem}.gpu.json", "--json"),
        ("compare", Site.NAME, f"Ausgabe/{Path(Site.NAME).stem}.gpu.json", "--json"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_json_is_the_same_bytes(wine: Wine, program: Path, converted: Site, arguments: tuple[str, ...]) -> None:
    there, here = both(wine, program, converted, *arguments)
    assert there.returncode == here.returncode
    assert there.stdout == here.stdout
    assert b"\r" not in there.stdout
    json.loads(there.stdout.decode("utf-8"))
    assert b"Traceback" not in there.stderr


def test_an_error_is_a_document_too(wine: Wine, program: Path, site: Site) -> None:
    """The reason is given in the words of the system."""
    there = wine.run(program / "edgeshift-cli.exe", "inspect", "not there.json", "--json", cwd=site.windows)
    assert there.returncode == 2
    assert b"\r" not in there.stdout
    assert "Check the name" in json.loads(there.stdout)["error"]["message"]


def test_a_reader_that_leaves_is_no_error(wine: Wine, program: Path, converted: Site) -> None:
    """Windows says EINVAL where others say EPIPE."""
    with wine.start(program / "edgeshift-cli.exe", "inspect", Site.NAME, "--json", cwd=converted.windows) as command:
        assert command.stdin and command.stdout and command.stderr
        command.stdin.close()
        command.stdout.close()
        err = command.stderr.read()
        assert command.wait(60) == 0, err
    assert b"Traceback" not in err


def test_reads_nothing_from_the_current_folder_or_the_machine(wine: Wine, program: Path, site: Site) -> None:
    packages = wine.home / "AppData" / "Roaming" / "Python" / "Python313" / "site-packages"  # those of the user
    packages.mkdir(parents=True)
    for name in ("json.py", "core.py", "sitecustomize.py", "usercustomize.py", "gui.py"):
        for folder in (site.windows, packages):
            (folder / name).write_text("raise SystemExit(77)")
    (site.windows / "python313.dll").write_bytes(b"no DLL")
    there = wine.run(
        program / "edgeshift-cli.exe",
        "--version",
        cwd=site.windows,
        PYTHONPATH=wine.name(site.windows),
        PYTHONHOME="C:\\",
    )
    assert there.returncode == 0, there.stderr


def test_uses_no_plugins_of_another_qt(wine: Wine, program: Path, site: Site) -> None:
    """Anaconda, for example, names its own in the environment; here one that cannot be loaded."""
    name = "platforms/qoffscreen.dll"
    other = site.windows / "another Qt"
    (other / "platforms").mkdir(parents=True)
    plugin = (program / "packages" / "PySide6" / "plugins" / name).read_bytes()
    assert b"Qt6Core.dll\0" in plugin
    (other / name).write_bytes(plugin.replace(b"Qt6Core.dll\0", b"Qt6Gone.dll\0"))
    where = {"WINEQT_PLUGIN_PATH": wine.name(other), "WINEQT_QPA_PLATFORM_PLUGIN_PATH": wine.name(other / "platforms")}
    done = wine.run(program / "edgeshift-cli.exe", "--print-report", data=b"<p>one page</p>", **where)
    assert done.stdout.startswith(b"%PDF"), done.stderr
