"""Every text a user can see comes from the catalogue: whole, extractable, and asked for when it is shown."""

from __future__ import annotations

import ast
import functools
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.manifest.errors import ManifestError
from core.manifest.read import read
from core.rulebook import sources
from core.text import catalogue
from tests.paths import ROOT

SOURCES = sorted(path for package in ("core", "gui") for path in (ROOT / package).rglob("*.py"))
CATALOGUE = {"_": 1, "N_": 1, "plural": 2}
"""What marks texts, and how many of its arguments are texts."""
SILENT = {
    "compile",
    "match",
    "fullmatch",
    "search",
    "sub",
    "cached",
    "getLogger",
    "info",
    "warning",
    "error",
    "_fields",
}
"""Calls whose texts nobody sees in the window or on the terminal: patterns, names of values, the log."""
TOUR = "gui/tour"
"""A program for those who build EdgeShift; nobody else sees what it prints."""
HARMLESS = re.compile(
    r"""^\s*<|=["']|</?\w+>|^import\ os,|^kubectl\ |^(sudo\ )?(iotedge|docker)\ |^az\ iot\ edge\s
        |^(Expecting|Invalid|Unterminated|Extra)\ """,
    re.VERBOSE,
)
"""HTML and SVG, a program for Python, commands, and how Python's own errors begin."""
CODES = {
    *("by name", "by module", "by place", "original names", "modules table", "findings by place", "shown findings"),
    *("kubernetes facts", "redactor of the manifest alone", "decoded create options with their places"),
    "create options as they were written last",
    "create options of the original by their text: scanned once, however many modules have equal ones",
    *("target deployment", "a byte order mark"),
    *("an array", "an object", "a string", "true or false", "a whole number", "a number or a string"),
    "no, always, OnFailure or UnlessStopped",
    *("not yet", "not seen", " is not bound", "old address", "new address", "command line"),
    *(
        "Stopped 1 minute ago",
        "Stopped 2 minutes ago",
        "2 minutes ago",
        "Up a minute",
        "1 minute ago",
        " both change ",
        "starts and ends",
        " is not in resources/sources.toml",
    ),
    *("What happened before: ", ", one folder up", "(left out)"),
    " [INF] - Plan execution ended for deployment ",
}
"""Names of values that are kept; types and states as data, shown in words of the catalogue; what a device prints;
columns of a table that programs read; who decided on the command line; errors that are caught, or raised while a rule
is written; the crash note, which is for us."""


@functools.cache
def _device_words() -> set[str]:
    """What outputs of devices mean is told in a document whose wording is fixed; other code compares with it."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES if "device_outputs" in path.parts)
    nodes = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {node.value for node in nodes if isinstance(node.value, str)}


SENTENCE = re.compile(r"[A-Za-z']+ [a-z]{2,}")
WORD = re.compile(r"[A-Za-z]{2}")


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _is_text(node: ast.AST) -> bool:
    """Whether a part of an expression is a text of the catalogue, perhaps filled in."""
    return any(isinstance(part, ast.Call) and _name(part) in CATALOGUE for part in ast.walk(node))


def _unseen(tree: ast.Module) -> set[ast.AST]:
    """Docstrings, texts of the catalogue, and what is not for eyes."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        for statement in getattr(node, "body", []) if isinstance(getattr(node, "body", None), list) else []:
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                found.add(statement.value)
        if isinstance(node, ast.Call) and _name(node) in CATALOGUE:
            found |= {part for argument in node.args[: CATALOGUE[_name(node)]] for part in ast.walk(argument)}
        if isinstance(node, ast.Call) and _name(node) in SILENT:
            found |= {part for argument in node.args for part in ast.walk(argument)}
        if isinstance(node, ast.Attribute) and node.attr == "split":
            found.add(node.value)  # a list of names
    return found


def literals(tree: ast.Module) -> Iterator[str]:
    """Sentences outside the catalogue, with their lines."""
    unseen = _unseen(tree)
    data = CODES | _device_words()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or node in unseen:
            continue
        if SENTENCE.search(node.value) and node.value not in data and not HARMLESS.search(node.value):
            yield f"{node.lineno}: {node.value!r} is outside the catalogue"


def glued(tree: ast.Module) -> Iterator[str]:
    """Sentences put together of parts, which no other language can put together the same way."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            texts = [part.value for part in node.values if isinstance(part, ast.Constant)]
            if _is_text(node) and any(WORD.search(text) and not HARMLESS.search(text) for text in texts):
                yield f"{node.lineno}: {ast.unparse(node)} is glued"
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and _is_text(node):
            for side in (node.left, node.right):
                if isinstance(side, ast.JoinedStr) and any(
                    isinstance(part, ast.FormattedValue) for part in side.values
                ):
                    yield f"{node.lineno}: {ast.unparse(node)} is glued"
        elif isinstance(node, ast.Call) and _name(node) in CATALOGUE and isinstance(node.func, ast.Name):
            for argument in node.args[: CATALOGUE[_name(node)]]:
                if isinstance(argument, ast.JoinedStr | ast.BinOp):
                    yield f"{node.lineno}: {ast.unparse(node)} cannot be extracted"


def too_early(tree: ast.Module) -> Iterator[str]:
    """Texts asked for while a module is loaded, before the language is chosen."""
    pending: list[ast.AST] = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "plural"):
            yield f"{node.lineno}: {ast.unparse(node)} is asked for too early"
        pending += ast.iter_child_nodes(node)


def _outside(path: Path) -> list[object]:
    """The texts of a file that the catalogue does not have."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    of_tour = path.relative_to(ROOT).as_posix().startswith(TOUR)
    return [*(() if of_tour else literals(tree)), *glued(tree), *too_early(tree)]


def test_every_text_comes_from_the_catalogue() -> None:
    assert len(SOURCES) > 500
    found = {path.relative_to(ROOT).as_posix(): _outside(path) for path in SOURCES}
    assert {name: texts for name, texts in found.items() if texts} == {}


@pytest.mark.parametrize(
    "line",
    [
        'raise ManifestError("the file is empty")',
        'show(f"{count} files were written")',
        'show(_("It begins") + f" {place} and ends")',
        'show(f"{_(chr(65))} of them")',
        'show(_(f"{name} is gone"))',
        'show(_("It is " + name))',
        'TITLE = _("Something")',
    ],
)
def test_a_text_outside_the_catalogue_is_found(line: str) -> None:
    tree = ast.parse(line)
    assert [*literals(tree), *glued(tree), *too_early(tree)]


class Marked(gettext.NullTranslations):
    """A language in which every text of the catalogue is in brackets."""

    def gettext(self, message: str) -> str:
        """The text, marked."""
        return f"«{message}»"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The right one of both texts, marked."""
        return self.gettext(msgid1 if n == 1 else msgid2)


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "_catalogue", Marked())


BROKEN = (
    b"",
    b"\xff\xfe\xfa",
    b"{'a': 1}",
    b'{"a": 1',
    b'{"a": 1, "a": 2}',
    b"<html>",
    b"modules: 1",
    b'{"x": 1}',
    b'{"modulesContent": 7}',
    b'{"createOptions": "{"}',
    b"[" * 300 + b"]" * 300,
)


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize("data", BROKEN)
def test_no_part_of_an_error_is_outside_the_catalogue(data: bytes) -> None:
    with pytest.raises(ManifestError) as caught:
        read(data, "site.json")
    head, *rest = str(caught.value).splitlines()
    assert caught.value.found.startswith("«")
    assert head.partition(": ")[2].startswith("«")
    assert all(re.match(r"  «(at|expected|what to do)»: ", line) for line in rest)


@pytest.mark.usefixtures("marked")
def test_sources_are_spoken_in_the_language_in_force() -> None:
    sources.all_sources.cache_clear()
    try:
        assert all(source.says.startswith("«") for source in sources.all_sources().values())
        assert not any(source.document.startswith("«") for source in sources.all_sources().values())
    finally:
        sources.all_sources.cache_clear()
