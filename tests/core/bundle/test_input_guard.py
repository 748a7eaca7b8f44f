"""The input survives every command that writes, whatever its name, its links and the folder chosen."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from core.cli.main import main
from tests.links import make_link
from tests.paths import ROOT

GIVEN = ROOT.joinpath("tests") / "golden" / "bundle" / "given"
ACCEPT = ["--accept-risk", "a test"]
SAYS = "it contains the file that you are converting"


def tree(folder: Path) -> dict[str, bytes | str]:
    """Every file with its bytes, every link with its target."""
    return {
        path.relative_to(folder).as_posix(): str(path.readlink()) if path.is_symlink() else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


def run(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The export of a manifest that asks nothing: one that is migrated already."""
    folder = tmp_path_factory.mktemp("exported")
    given = ["--decisions", GIVEN / "decisions.json"]
    assert run("convert", GIVEN / "bottling.json", "--out", folder / "first", *given) == 0
    (folder / "first" / "bottling.gpu.json").rename(folder / "bottling.json")
    assert run("convert", folder / "bottling.json", "--out", folder / "E", "--defaults", *ACCEPT) == 0
    return folder / "E"


@pytest.fixture
def export(exported: Path, tmp_path: Path) -> Path:
    """An earlier export, with everything in it, in a folder named E."""
    return shutil.copytree(exported, tmp_path / "E")


def left_over(export: Path) -> Path:
    """Its name is that of no new file; the list of the earlier export would have it removed."""
    return export / "bottling.gpu.json"


def named_like_a_file_of_the_export(export: Path) -> Path:
    return shutil.copy(left_over(export), export / "report.json")


def the_original_of_the_export(export: Path) -> Path:
    return export / "original" / "bottling.json"


def link_from_elsewhere(export: Path) -> Path:
    path = export.parent / "link.json"
    make_link(path, left_over(export))
    return path


def link_inside_to_elsewhere(export: Path) -> Path:
    """The link is what would be replaced, and it is the file that was named."""
    real = shutil.copy(left_over(export), export.parent / "real.json")
    (export / "report.md").unlink()
    make_link(export / "report.md", real)
    return export / "report.md"


def link_of_a_link(export: Path) -> Path:
    """The link between them lies inside; what it leads to lies elsewhere."""
    inside = link_inside_to_elsewhere(export)
    path = export.parent / "link.json"
    make_link(path, inside)
    return path


def through_a_linked_folder(export: Path) -> Path:
    make_link(export.parent / "again", export)
    return export.parent / "again" / "bottling.gpu.json"


CASES = [
    left_over,
    named_like_a_file_of_the_export,
    the_original_of_the_export,
    link_from_elsewhere,
    link_inside_to_elsewhere,
    link_of_a_link,
    through_a_linked_folder,
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
@pytest.mark.parametrize("more", [[], ["--strict"], ["--json"]], ids=["plain", "strict", "json"])
def test_the_manifest_is_never_removed_or_replaced(
    case: Callable[[Path], Path], more: list[str], export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = case(export)
    before = tree(export.parent)
    code = run("convert", path, "--out", export, "--defaults", *ACCEPT, "--force", *more)
    assert SAYS in capsys.readouterr().err
    assert code == 2
    assert tree(export.parent) == before


def test_no_twin_is_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One of several inputs is enough."""
    folder = tmp_path / "twins"
    folder.mkdir()
    for name, path in (("a", "one.json"), ("b", "report.json")):
        twin = f'{{"moduleId": "{name}", "properties": {{"desired": {{"x": 1}}}}}}'
        (folder / path).write_text(twin, encoding="utf-8")
    before = tree(folder)
    assert run("convert", *folder.iterdir(), "--out", folder, "--defaults", "--force") == 2
    assert SAYS in capsys.readouterr().err
    assert tree(folder) == before


@pytest.mark.parametrize("option", ["--decisions", "--device"])
def test_what_a_run_reads_beside_the_manifest_stays(
    option: str, export: Path, exported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    device = export / "report.json"
    device.write_text('{"gpus": 1}', encoding="utf-8")
    read = export / "decisions.json" if option == "--decisions" else device
    before = tree(export)
    code = run(
        "convert", exported.parent / "bottling.json", "--out", export, "--defaults", *ACCEPT, "--force", option, read
    )
    assert f"{read.name}, an input of this run" in capsys.readouterr().err
    assert code == 2
    assert tree(export) == before


def test_verify_writes_no_objects_over_its_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("verify", GIVEN / "bottling.json", "--objects", tmp_path) in (0, 1)
    name = sorted(path.name for path in tmp_path.iterdir())[0]
    shutil.copy(GIVEN / "bottling.json", tmp_path / name)
    before = tree(tmp_path)
    assert run("verify", tmp_path / name, "--objects", tmp_path, "--force") == 2
    assert "an input of this run" in capsys.readouterr().err
    assert tree(tmp_path) == before


def test_a_folder_that_only_holds_the_input_will_do(export: Path) -> None:
    """Nothing of the export has its name: it is written beside it."""
    path = shutil.copy(left_over(export), export / "mine.json")
    before = path.read_bytes()
    assert run("convert", path, "--out", export, "--defaults", *ACCEPT, "--force") == 0
    assert path.read_bytes() == before
