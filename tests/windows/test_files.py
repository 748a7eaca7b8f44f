"""What is in the packages: every DLL that is imported, every license, the checksums, the properties of the programs."""

from __future__ import annotations

import ast
import hashlib
import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree

from tests.paths import ROOT
from tests.windows.conftest import Packages
from tests.windows.wine import MINGW, imported

SYSTEM = Path("/usr/lib/x86_64-linux-gnu/wine/x86_64-windows")
MISSING_IN_WINE = {"icuuc.dll", "bcryptprimitives.dll"}
"""In Windows 10 and later; see `make_stubs`."""


def programs(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.suffix.lower() in (".exe", ".dll", ".pyd")]


def test_every_imported_dll_is_there(unpacked: Path) -> None:
    """In the folder of the one that imports it, with Python, with shiboken, or in Windows."""
    always = {path.name.lower() for path in (unpacked / "python").iterdir()}
    always |= {
        path.name.lower() for name in ("shiboken6", "PySide6") for path in (unpacked / "packages" / name).iterdir()
    }
    always |= {path.name.lower() for path in SYSTEM.iterdir()} | MISSING_IN_WINE
    for program in programs(unpacked):
        beside = {path.name.lower() for path in program.parent.iterdir()}
        missing = {name for name in imported(program) if not name.startswith("api-ms-win-")} - beside - always
        assert not missing, f"{program.name} imports {missing}"


def test_every_part_of_qt_the_source_imports_is_there(unpacked: Path) -> None:
    used: set[str] = set()
    for source in (*ROOT.glob("core/**/*.py"), *ROOT.glob("gui/**/*.py")):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "PySide6":
                used |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6."):
                used.add(str(node.module).split(".")[1])
            elif isinstance(node, ast.Import):
                used |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("PySide6.")}
    assert used
    assert {name for name in used if not (unpacked / "packages" / "PySide6" / f"{name}.pyd").is_file()} == set()


def test_the_list_of_qt_files_names_none_that_is_gone(unpacked: Path) -> None:
    lines = (ROOT / "packaging" / "windows" / "qt-files.txt").read_text(encoding="utf-8").splitlines()
    names = [line for line in lines if not line.startswith("#")]
    assert [name for name in names if not (unpacked / "packages" / name).is_file()] == []


def test_licenses_of_all_parts_are_there(unpacked: Path) -> None:
    licenses = {path.name for path in (unpacked / "licenses").iterdir()}
    assert {"Qt-LGPL-3.txt", "Qt-GPL-3.txt", "CPython.txt"} <= licenses
    versions = (unpacked / "VERSIONS.txt").read_text(encoding="utf-8")
    for info in (unpacked / "packages").glob("*.dist-info"):
        name, version = info.name.removesuffix(".dist-info").rsplit("-", 1)
        assert f" {version}: " in versions
        if name not in ("pyside6_essentials", "shiboken6"):
            assert any(text.lower().replace("-", "_").startswith(name.lower().replace("-", "_")) for text in licenses)


def test_the_checksums_are_right(packages: Packages) -> None:
    wanted = dict(line.split("  ")[::-1] for line in packages.sums.read_text(encoding="ascii").splitlines())
    assert set(wanted) == {packages.setup.name, packages.portable.name}
    for path in (packages.setup, packages.portable):
        assert hashlib.sha256(path.read_bytes()).hexdigest() == wanted[path.name]


def test_finished_files_are_in_dist_and_no_other_package_is_touched(packages: Packages) -> None:
    """Each kind of package has a folder of its own; a release is what lies above them."""
    dist = packages.sums.parents[1]
    for path in (packages.setup, packages.portable, packages.sums):
        assert (dist / path.name).read_bytes() == path.read_bytes()
    assert len([*dist.glob("EdgeShift-*")]) == 2


def test_the_launchers_have_console_icon_and_manifest_as_they_should(unpacked: Path) -> None:
    for name, subsystem in (("EdgeShift.exe", "Windows GUI"), ("edgeshift-cli.exe", "Windows CUI")):
        command = [f"{MINGW}objdump", "-p", unpacked / name]
        assert subsystem in subprocess.run(command, capture_output=True, text=True, check=True).stdout
        data = (unpacked / name).read_bytes()
        assert b"\x89PNG" in data
        assert "ProductVersion".encode("utf-16-le") in data
        settings = manifest(data)
        assert settings["dpiAwareness"] == "PerMonitorV2"
        assert settings["longPathAware"] == "true"
        assert settings["activeCodePage"] == "UTF-8"
        assert settings["requestedExecutionLevel"] == "asInvoker"


def test_the_installer_asks_for_no_rights(packages: Packages) -> None:
    assert manifest(packages.setup.read_bytes())["requestedExecutionLevel"] == "asInvoker"


def manifest(program: bytes) -> dict[str, str]:
    """What a program says of itself to Windows, by the last part of its name: the text, or the level of rights."""
    (text,) = re.findall(rb"<assembly .*?</assembly>", program, re.DOTALL)
    elements = ElementTree.fromstring(text).iter()
    return {element.tag.split("}")[1]: element.get("level") or (element.text or "").strip() for element in elements}
