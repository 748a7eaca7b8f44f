"""Every package of the locks is named with its license, and packaged programs carry the texts."""

from __future__ import annotations

import importlib.util
import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
NOTICES = (ROOT / "THIRD-PARTY-NOTICES.md").read_text(encoding="utf-8")
ROWS = [line.lower() for line in NOTICES.splitlines() if line.startswith("| ")]


def _loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("licenses", ROOT / "packaging" / "licenses.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


LICENSES = _loaded()
PACKAGES = sorted({*LICENSES.locked(), *LICENSES.locked("requirements-dev.lock")})


def _row(package: str) -> str:
    name = re.escape(package.lower())
    rows = [row for row in ROWS if re.search(rf"(?:^\| |, |\(|\| ){name}(?= \||,|\)| \()", row)]
    assert len(rows) == 1, f"{package} is named in {len(rows)} rows of THIRD-PARTY-NOTICES.md"
    return rows[0]


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_is_named_with_its_license(package: str) -> None:
    row = _row(package)
    try:
        about = distribution(package).metadata
    except PackageNotFoundError:  # of another platform
        return
    classified = [text for text in about.get_all("Classifier") or [] if text.startswith("License")]
    reported = " ".join((about["License-Expression"] or about["License"] or "", *classified)).lower()
    said = {
        "bsd": "bsd",
        "apache": "apache",
        "mozilla": "mpl",
        "mpl": "mpl",
        "mit": "mit",
        "psf": "psf",
        "lgpl": "lgpl",
    }
    wanted = {short for word, short in said.items() if re.search(rf"\b{word}", reported)}
    assert any(short in row for short in wanted) or ("gpl" in reported and "gpl" in row), (row, reported)


def test_a_packaged_program_carries_every_text(tmp_path: Path) -> None:
    LICENSES.add(tmp_path)
    names = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert {"LICENSE", "THIRD-PARTY-NOTICES.md", "licenses/LGPL-3.0.txt", "licenses/GPL-3.0.txt"} <= names
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (tmp_path / "licenses" / "LGPL-3.0.txt").read_text(encoding="utf-8")
    for package in LICENSES.locked():
        assert any(name.startswith(f"licenses/{package}-") for name in names) or "lgpl" in _row(package), package


def test_the_build_of_the_bundle_adds_and_checks_them() -> None:
    text = (ROOT / "packaging" / "bundle.py").read_text(encoding="utf-8")
    assert "licenses.add(" in text
