"""Phrases that readers of the window, the report, the run sheet and the documents found hard stay out of every text.

The list grows whenever an editor replaces a phrase everywhere; each line says what is used in its place.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.paths import ROOT
from tests.test_catalogue import CATALOGUE, SOURCES, _name

PROSE = sorted((ROOT / "resources").rglob("*.md")) + sorted((ROOT / "resources").rglob("*.j2"))
DOCUMENTS = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md", ROOT / "packaging" / "README.md"]
DATA = [
    ROOT / "resources" / "sources.toml",
    ROOT / "resources" / "facts.toml",
    ROOT / "resources" / "kubernetes.toml",
    ROOT / "resources" / "targets.toml",
    ROOT / "packaging" / "deb" / "edgeshift.1",
]
RETIRED = {
    r"by hand|for your hands?": "manually",
    r"for ever": "indefinitely, or: stays Pending",
    r"anew": "again",
    r"mend(?:s|ed|ing)?": "correct, repair",
    r"nobody|somebody|whoever": "no one, anyone, or the person",
    r"network of the host": "host network",
    r"kubernetes machine": "Kubernetes node",
    r"(?:lower|upper)[- ]case": "lowercase, uppercase",
    r"read only": "read-only",
    r"(?:the|our) vendor(?:'s)?": "Microsoft",
    r"used? (?:it )?with edge compute": "enabled for Edge compute",
    r"local web page": "local web UI",
    r"cut[- ]over": "cutover",
    r"left[- ]over": "unused, remaining",
    r"the way back": "rollback",
    r"is no whole": "is not a complete",
    r"stands? (?:in|at|under|there|here|beside|where|among)": "is in, is located",
    r"(?:lies|lie) in": "is in",
    r"passes over": "skips",
    r"gives? up (?:before|when|where|at|on)": "stops",
    r"holds? up": "blocks",
    r"in the state pending": "stays Pending",
    r"(?:we|one) cannot (?:tell|see)": "is unknown",
    r"cannot be seen from here|is not known here": "is unknown",
    r"hardly a reason": "normally no reason",
    r"nothing to choose": "no choice is required",
    r"no counterpart": "no equivalent",
    r"nothing breaks": "what happens, in a sentence",
    r"left to chance": "cannot be predicted",
    r"told": "reported, shown",
    r"cutover back": "manually copy back",
}
"""A regular expression in lower case, and what is used in its place."""
PATTERN = re.compile(rf"\b(?:{'|'.join(RETIRED)})\b", re.IGNORECASE)


def _catalogue(path: Path) -> Iterator[str]:
    """The texts of the catalogue in a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and _name(node) in CATALOGUE:
            for argument in node.args[: CATALOGUE[_name(node)]]:
                parts = (part.value for part in ast.walk(argument) if isinstance(part, ast.Constant))
                yield from (part for part in parts if isinstance(part, str))


def retired(text: str) -> list[str]:
    """The retired phrases in a text, as they are written there; placeholders and code are no part of it."""
    return [match[0] for match in PATTERN.finditer(re.sub(r"`[^`\n]*`|\{[^}\n]*\}|\]\([^)\n]*\)", "·", text))]


def _found(texts: Iterable[tuple[Path, str]]) -> list[tuple[str, str]]:
    """The retired phrases of texts, each with its file."""
    return [(path.relative_to(ROOT).as_posix(), phrase) for path, text in texts for phrase in retired(text)]


def test_no_page_uses_a_retired_phrase() -> None:
    pages = [*PROSE, *DOCUMENTS, *DATA]
    assert len(pages) > 200
    assert _found((path, path.read_text(encoding="utf-8")) for path in pages) == []


def test_no_short_text_uses_a_retired_phrase() -> None:
    assert len(SOURCES) > 500
    assert _found((path, text) for path in SOURCES for text in _catalogue(path)) == []


def test_each_phrase_is_found() -> None:
    text = "It waits for ever. The Kubernetes machine, in lower case, used with Edge compute, is told by hand."
    assert retired(text) == [
        "for ever",
        "Kubernetes machine",
        "lower case",
        "used with Edge compute",
        "told",
        "by hand",
    ]
    assert retired("Golden pages hold `by hand` and [a link](by-hand.md) to {by hand}") == []
