"""The golden bundle: byte for byte the same for the same input, device and decisions, wherever it is made.

`--update-goldens` writes it again: read the difference before you commit it.
"""

from __future__ import annotations

import difflib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.bundle import checksums
from core.cli.main import main
from tests.golden_bundle import GIVEN, golden, tree, write
from tests.paths import ROOT

WHEN = "2026-11-27T14:30:00+00:00"
ARGUMENTS = ["convert", str(GIVEN / "bottling.json"), "--decisions", str(GIVEN / "decisions.json"), "--out"]
UPDATE = "pytest tests/core/bundle/test_golden_bundle.py --update-goldens, and read the difference"
SECRETS = ("Etikett-4711", "Kork-und-Flasche-7")
WITH_SECRETS = ("bottling.gpu.json", "original/", "rollback/")


def changed(before: bytes, after: bytes) -> bytes:
    """The lines that differ, with their numbers."""
    one, other = before.decode().splitlines(keepends=True), after.decode().splitlines(keepends=True)
    return "".join(difflib.unified_diff(one, other, n=0)).encode()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("golden") / "out"
    assert main([*ARGUMENTS, str(out)]) == 0
    if request.config.getoption("--update-goldens"):
        write("wanted", tree(out))
    return tree(out)


def test_the_golden_bundle_is_made_byte_for_byte(files: dict[str, bytes]) -> None:
    wanted = golden("wanted")
    assert sorted(files) == sorted(wanted), UPDATE
    assert [name for name in wanted if files[name] != wanted[name]] == [], UPDATE


def test_the_confirmed_bundle_is_made_byte_for_byte(
    files: dict[str, bytes], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    out = tmp_path / "out"
    assert main([*ARGUMENTS, str(out)]) == 0
    options = ["--when", WHEN, "--by", "M. Brauer", "--old-address", "10.57.48.20"]
    assert main(["confirm", str(out), str(GIVEN / "devices.txt"), *options]) == 0
    confirmed = {name: data for name, data in tree(out).items() if files.get(name) != data}
    # the files that a confirmation adds, and for each that it changes the difference
    added = {
        f"{name}.diff" if name in files else name: changed(files[name], data) if name in files else data
        for name, data in confirmed.items()
    }
    if request.config.getoption("--update-goldens"):
        write("confirmed", added)
    wanted = golden("confirmed")
    assert sorted(added) == sorted(wanted), UPDATE
    assert [name for name in wanted if added[name] != wanted[name]] == [], UPDATE


@pytest.mark.parametrize(
    "variables",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONUTF8": "0"},
        {"PYTHONHASHSEED": "2", "TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr"},
    ],
    ids=["C", "tr"],
)
def test_place_time_and_language_of_the_system_say_nothing(
    variables: dict[str, str], files: dict[str, bytes], tmp_path: Path
) -> None:
    code = "import sys; from core.cli.main import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, *ARGUMENTS, str(tmp_path / "out")]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **variables}, check=True, capture_output=True)
    assert tree(tmp_path / "out") == files


def test_its_own_decisions_make_it_again(files: dict[str, bytes], tmp_path: Path) -> None:
    given = tmp_path / "decisions.json"
    given.write_bytes(files["decisions.json"])
    again = ["convert", str(GIVEN / "bottling.json"), "--decisions", str(given), "--out", str(tmp_path / "out")]
    assert main(again) == 0
    assert tree(tmp_path / "out") == files


def test_it_is_made_of_what_docs_bundle_lists(files: dict[str, bytes]) -> None:
    text = (ROOT / "docs" / "bundle.md").read_text(encoding="utf-8")
    named = {name.replace("bottling", "<stem>") for name in files if not name.startswith("kubernetes/")}
    named = {"original/<name>" if name.startswith("original/") else name for name in named}
    assert [name for name in sorted(named) if f"`{name}`" not in text] == []


def test_the_secrets_stay_where_they_belong(files: dict[str, bytes]) -> None:
    holding = [name for name, data in files.items() if any(secret.encode() in data for secret in SECRETS)]
    assert holding and all(name.startswith(WITH_SECRETS) for name in holding)


def test_the_list_of_hashes_is_whole_and_true(files: dict[str, bytes]) -> None:
    others = {name: data for name, data in files.items() if name != checksums.NAME}
    assert files[checksums.NAME] == checksums.sums(others)
