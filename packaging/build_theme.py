"""Builds resources/theme/{dark,light}.rcc from the installed QDarkStyle; run it after raising its version.

The files contain QDarkStyle's pictures and sheet (MIT, license beside them), so that the program starts without
QDarkStyle's loader. Usage: python packaging/build_theme.py [FOLDER]
"""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from shutil import which

DEFAULT = Path(__file__).resolve().parent.parent / "resources" / "theme"


def build(folder: Path) -> list[Path]:
    """Writes both resource files into the folder; the same input gives the same bytes (format 1 has no dates)."""
    spec = find_spec("qdarkstyle")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("QDarkStyle is not installed")
    package = Path(spec.submodule_search_locations[0])
    compiler = which("pyside6-rcc", path=str(Path(sys.executable).parent)) or "pyside6-rcc"
    written = []
    for name in ("dark", "light"):
        target = folder / f"{name}.rcc"
        source = package / name
        command = [
            compiler, "--binary", "--format-version", "1", "--compress-algo", "zlib",  # Qt on Windows has no zstd
            f"{name}style.qrc", "-o", str(target.resolve()),
        ]  # fmt: skip
        subprocess.run(command, cwd=source, check=True)
        written.append(target)
    return written


if __name__ == "__main__":
    for path in build(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT):
        print(path.name, path.stat().st_size)
