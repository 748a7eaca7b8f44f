"""Two bundles are the same: the same names and bytes, and of a PDF the same text and pages."""

from __future__ import annotations

import subprocess
from pathlib import Path


def contents(bundle: Path) -> dict[str, bytes]:
    """The content to compare, by file name. A PDF contains the fonts of its platform, so its checksum is left out."""
    paths = {path.relative_to(bundle).as_posix(): path for path in bundle.rglob("*") if path.is_file()}
    return {name: _comparable(path) for name, path in paths.items()}


def _comparable(path: Path) -> bytes:
    if path.suffix == ".pdf":
        text = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True).stdout
        return b"\f".join(b" ".join(page.split()) for page in text.split(b"\f"))  # the words of each page
    lines = path.read_bytes().splitlines(keepends=True)
    return b"".join(line for line in lines if path.name != "SHA256SUMS" or not line.rstrip().endswith(b".pdf"))
