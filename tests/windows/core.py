"""`make test-windows-core`: the tests of the engine, run by the Windows Python under Wine.

    python -m tests.windows.core [ARGUMENTS OF PYTEST]

The program is assembled as for the installer; the packages of the tests lie beside it and are never shipped. What
cannot hold on Windows is skipped by its own test with the reason. Tests of generated manifests draw fewer of them: what
they promise is the same on every platform, and `make test` draws the rest.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging" / "windows"))

from assemble import LIBRARY, PLATFORM, ROOT, assemble, download, unpack_wheel

from tests.windows.wine import Screen, Wine, make_prefix, make_stubs

PACKAGES = (
    *("pytest", "pluggy", "iniconfig", "packaging", "pygments", "hypothesis", "sortedcontainers", "attrs"),
    *("jsonpatch", "jsonpointer", "kubernetes_validate", "importlib_resources", "pyyaml", "pytest_benchmark"),
    *("py_cpuinfo2", "pytest_qt", "rich", "click", "babel"),
)
"""What tests/core imports beside the program's own packages."""
OPTIONS = (
    *("-p", "tests.windows.gaps", "-c", "tests/windows/core.ini", "--rootdir", ".", "--confcutdir", "."),
    *("--hypothesis-profile", "few"),
)


MOUNTS = (r"HKLM\System\CurrentControlSet\Services\MountMgr", "/v", "Start", "/t", "REG_DWORD", "/d", "4", "/f")
"""No mount manager: Wine asks it for the volume of each file that Python looks at; that was two thirds of the time."""


def program() -> Path:
    """The folder of the program, with a Python that finds the checkout and the packages of its tests."""
    folder = assemble(ROOT / "build" / "windows" / "core")
    for wheel in download(ROOT / "requirements-dev.lock", *PLATFORM):
        if wheel.name.split("-")[0].lower() in PACKAGES:
            unpack_wheel(wheel, folder / "tests")
    (folder / "python" / "_wmi.pyd").unlink()  # Wine 8 cannot answer its queries; `platform` has other ways
    paths = (LIBRARY[0], ".", f"Z:{ROOT}".replace("/", "\\"), "..\\packages", "..\\tests")
    (folder / "python" / "python313._pth").write_text("\r\n".join(paths), encoding="utf-8", newline="")
    return folder


def main(arguments: list[str]) -> int:
    """Runs the tests, prints their progress and returns the exit code of pytest."""
    folder = program()
    with tempfile.TemporaryDirectory(prefix="edgeshift-wine-") as temporary:
        base = Path(temporary)
        screen = Screen(base / "screen")
        make_stubs(base / "stubs", folder / "packages" / "PySide6" / "Qt6Core.dll")
        make_prefix(base / "prefix", screen, base / "stubs")
        wine = Wine(base / "prefix", screen)
        wine.run("reg", "add", *MOUNTS)
        wine.stop()
        command = (folder / "python" / "python.exe", "-X", "utf8", "-B", "-u", "-m", "pytest", *OPTIONS, *arguments)
        try:
            with wine.start(*command, cwd=ROOT) as tests:
                assert tests.stdin is not None and tests.stdout is not None
                tests.stdin.close()
                while part := tests.stdout.read1():
                    sys.stdout.buffer.write(part)
                    sys.stdout.flush()
                return tests.wait()
        finally:
            wine.stop()
            screen.close()


if __name__ == "__main__":
    if shutil.which("wine") is None:
        sys.exit("Wine is needed: make setup-test-windows")
    sys.exit(main(sys.argv[1:] or ["tests/core"]))
