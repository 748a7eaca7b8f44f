"""`make bundle`: a PyInstaller folder for Linux or macOS in dist/folder, tested by running it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import licenses

ROOT = Path(__file__).resolve().parents[1]
WORK, DIST = ROOT / "build" / "folder", ROOT / "dist" / "folder"
SAMPLE = ROOT / "resources" / "samples" / "fpga-site.json"
PROMISED = ("fpga-site.gpu.json", "report.html", "report.json", "decisions.json", "original/fpga-site.json")


def build() -> Path:
    """Runs PyInstaller and returns the path of the program."""
    for folder in (WORK, DIST):
        shutil.rmtree(folder, ignore_errors=True)
    spec = "macos.spec" if sys.platform == "darwin" else "edgeshift.spec"
    command = [
        sys.executable,
        "-P",
        "-m",
        "PyInstaller",
        "--noconfirm",
        "--clean",
        "--log-level=WARN",
        f"--workpath={WORK}",
        f"--distpath={DIST}",
        f"packaging/{spec}",
    ]
    fixed = {**os.environ, "PYTHONPATH": str(ROOT)}  # the spec lists the modules of core and gui
    subprocess.run(command, cwd=ROOT, env=fixed, check=True)
    licenses.add(DIST / "edgeshift")
    return DIST / "edgeshift" / "edgeshift"


def smoke(program: Path) -> None:
    """Starts the bundle without our environment and off-screen, and reads its export back."""
    clean = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
    with tempfile.TemporaryDirectory() as folder:
        clean |= {"QT_QPA_PLATFORM": "offscreen", "HOME": folder, "USERPROFILE": folder, "LANG": "C.UTF-8"}
        tour = Path(folder) / "tour"
        run(program, clean, "inspect", str(SAMPLE), "--json")
        run(program, clean, "--tour", str(tour))
        check(tour)
        again = Path(folder) / "again"
        run(program, clean, "convert", str(SAMPLE), "--out", str(again), "--decisions", str(tour / "decisions.json"))
        check(again)
        for name in PROMISED:
            if (tour / name).read_bytes() != (again / name).read_bytes():
                raise SystemExit(f"bundle: the window and the command line wrote different bytes: {name}")


def run(program: Path, environment: dict[str, str], *arguments: str) -> None:
    """Runs the bundle once; its output is shown only if it fails."""
    result = subprocess.run(
        [program, *arguments], env=environment, capture_output=True, text=True, timeout=180, check=False
    )
    if result.returncode != 0:
        raise SystemExit(
            f"bundle: {' '.join(arguments)} ended with {result.returncode}\n{result.stdout}\n{result.stderr}"
        )


def check(folder: Path) -> None:
    """Verifies that every promised file exists and is not empty."""
    missing = [name for name in PROMISED if not (folder / name).is_file() or not (folder / name).stat().st_size]
    if missing:
        raise SystemExit(f"bundle: not written: {', '.join(missing)}")


def size(folder: Path) -> int:
    """The bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


if __name__ == "__main__":
    built = build()
    smoke(built)
    print(f"{built.parent}: {size(built.parent) / 1e6:.0f} MB, started, toured and exported")
