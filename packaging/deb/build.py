"""`make deb`: a package for Debian and Ubuntu in dist/deb around the folder of `make bundle`; it needs no Python."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TREE, DIST = ROOT / "build" / "deb", ROOT / "dist" / "deb"
CONTROL = """\
Package: edgeshift
Version: {version}
Architecture: {architecture}
Maintainer: EdgeShift <edgeshift@example.com>
Installed-Size: {kilobytes}
Depends: {depends}
Section: admin
Priority: optional
Description: migrate IoT Edge deployments to Azure Stack Edge Pro GPU
 EdgeShift opens the deployment manifest of an Azure Stack Edge Pro FPGA device,
 shows every module before and after, asks what only the operator knows, and
 writes the manifest for a Pro GPU device with a report.
"""


def version() -> str:
    """The version in the source."""
    found = re.search(r'__version__ = "([^"]+)"', (ROOT / "core" / "__init__.py").read_text(encoding="utf-8"))
    assert found is not None
    return found[1]


def depends() -> str:
    """The libraries that Qt needs, from packaging/bootstrap.sh; newer releases renamed one."""
    text = (ROOT / "packaging" / "bootstrap.sh").read_text(encoding="utf-8").replace("\\\n", " ")
    found = re.search(r'^QT="([^"]+)"', text, re.MULTILINE)
    assert found is not None
    names = ["libc6", *found[1].split()]
    return ", ".join(f"{name} | {name}t64" if name == "libglib2.0-0" else name for name in names)


def put(source: Path, target: str) -> None:
    """Copies a file of the source into the tree of the package."""
    path = TREE / target
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, path)


def build() -> Path:
    """Fills the tree and packs it."""
    shutil.rmtree(TREE, ignore_errors=True)
    shutil.rmtree(DIST, ignore_errors=True)
    shutil.copytree(ROOT / "dist" / "folder" / "edgeshift", TREE / "usr/lib/edgeshift", symlinks=True)
    put(HERE / "edgeshift.desktop", "usr/share/applications/edgeshift.desktop")
    put(ROOT / "resources" / "icons" / "app.svg", "usr/share/icons/hicolor/scalable/apps/edgeshift.svg")
    put(ROOT / "LICENSE", "usr/share/doc/edgeshift/copyright")
    put(ROOT / "THIRD-PARTY-NOTICES.md", "usr/share/doc/edgeshift/THIRD-PARTY-NOTICES.md")
    manual = TREE / "usr/share/man/man1/edgeshift.1.gz"
    manual.parent.mkdir(parents=True)
    manual.write_bytes(gzip.compress((HERE / "edgeshift.1").read_bytes(), mtime=0))
    (TREE / "usr/bin").mkdir()
    (TREE / "usr/bin/edgeshift").symlink_to("../lib/edgeshift/edgeshift")
    size = sum(path.lstat().st_size for path in TREE.rglob("*") if path.is_file())
    run = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True)
    architecture = run.stdout.strip()
    control = TREE / "DEBIAN" / "control"
    control.parent.mkdir()
    values = {"version": version(), "architecture": architecture, "kilobytes": size // 1024, "depends": depends()}
    control.write_text(CONTROL.format(**values), encoding="utf-8")
    for path in TREE.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    DIST.mkdir(parents=True)
    package = DIST / f"edgeshift_{version()}_{architecture}.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Zxz", "--build", TREE, package], check=True, stdout=sys.stderr)
    return package


if __name__ == "__main__":
    built = build()
    print(f"{built}: {built.stat().st_size / 1e6:.1f} MB")
