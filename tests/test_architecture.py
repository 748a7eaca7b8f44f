"""What may import what, the places of a rule, sizes, and two guards."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from types import ModuleType

import grimp
import pytest

import core.checks.base
import core.rules.base
from core.checks import CHECKS
from core.rules import RULES
from tests import rule_places
from tests.paths import ROOT

SOURCES = sorted([*(ROOT / "core").rglob("*.py"), *(ROOT / "gui").rglob("*.py")])
MAX_LINES = 300
MAX_FUNCTION = 40
CORE_MAY_USE = {"pydantic", "jsonschema", "referencing", "jinja2", "markupsafe", "markdown_it", "core", "resources"}
TEXTS = {".py", ".md", ".toml", ".sh", ".spec", ".json", ".j2", ".css", ".qss", ".svg", ".txt", ".rst"}
SLOW = ("pydantic", "jsonschema", "jinja2", "markdown_it", "core.model.base", "core.migration")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def test_the_import_contracts_are_kept() -> None:
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_core_uses_what_it_may() -> None:
    used = {
        (_name(path), name.split(".")[0])
        for path in (ROOT / "core").rglob("*.py")
        for name in _imports(path)
        if name.split(".")[0] not in sys.stdlib_module_names
    }
    assert [(path, name) for path, name in sorted(used) if name not in CORE_MAY_USE] == []


def test_no_circle_of_imports_is_left() -> None:
    """Imports inside functions and under TYPE_CHECKING count, too."""
    graph = grimp.build_graph("core", "gui", cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_no_module_lies_loose() -> None:
    loose = {path.relative_to(ROOT).as_posix() for top in ("core", "gui") for path in (ROOT / top).glob("*.py")}
    assert loose == {"core/__init__.py", "gui/__init__.py", "gui/__main__.py"}


def test_a_package_says_what_it_is_for_and_what_it_may_import() -> None:
    for package in sorted({path.parent for path in SOURCES}):
        text = ast.get_docstring(ast.parse((package / "__init__.py").read_text(encoding="utf-8"))) or ""
        assert len(re.findall(r"\.(?:\s|$)", text)) == 2, f"{_name(package)}: two sentences"
        assert re.search(r"import|know", text), _name(package)


def _too_long(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    too_long = [
        f"{_name(path)}: {node.name}"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None
        if node.end_lineno - node.lineno >= MAX_FUNCTION
    ]
    return [_name(path), *too_long] if text.count("\n") > MAX_LINES else too_long


def test_the_type_checker_is_never_overruled() -> None:
    assert not [_name(path) for path in SOURCES if "type: ignore" in path.read_text(encoding="utf-8")]


def test_files_and_functions_stay_small() -> None:
    assert [problem for path in SOURCES for problem in _too_long(path)] == []


ITEMS = [*(("rules", rule.id) for rule in RULES), *(("checks", check.id) for check in CHECKS)]


def test_a_rule_or_check_has_all_its_places() -> None:
    for kind, name in ITEMS:
        assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name)
        files = rule_places.files(kind, name).values()
        assert all((ROOT / place).is_file() for place in files), rule_places.lacking(name)


def test_nothing_is_left_over_beside_rules_and_checks() -> None:
    assert len(set(ITEMS)) == len(ITEMS)
    assert rule_places.left_over() == []


@pytest.mark.parametrize("base", [core.rules.base, core.checks.base], ids=lambda base: base.__name__)
def test_the_types_of_rules_and_checks_have_one_import(base: ModuleType) -> None:
    """What `base` offers is imported from there, so that the head of every rule is short and alike."""
    folder, offered = Path(str(base.__file__)).parent, set(base.__all__)
    for path in sorted(folder.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imports = [node for node in tree.body if isinstance(node, ast.ImportFrom) and path.name != "base.py"]
        elsewhere = {alias.name for node in imports if "core.model" in str(node.module) for alias in node.names}
        assert not offered & elsewhere, f"{path.name}: import {offered & elsewhere} from {base.__name__}"


def test_packaging_shadows_no_library() -> None:
    assert not list((ROOT / "packaging").rglob("__init__.py"))


def test_nothing_is_left_to_do_and_no_place_of_ours_is_named() -> None:
    forbidden = re.compile(
        r"\b(TODO|FIXME|XXX)\b|/(work|home/[a-z]+)/(main|shared|edgeshift)\b|(pypi|pythonhosted)\.org"
    )
    folders = ("core", "gui", "packaging", "resources", "tests", ".ci", "docs")
    files = [
        path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in TEXTS or not path.suffix
    ]
    for path in [*files, *ROOT.glob("*.md"), *ROOT.glob("*.toml"), ROOT / "Makefile"]:
        if path.is_file() and path != Path(__file__):
            found = forbidden.search(path.read_text(encoding="utf-8", errors="replace"))
            assert found is None, f"{_name(path)}: {found and found[0]}"


def test_every_picture_of_the_pages_is_there() -> None:
    for page in ROOT.glob("*.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (ROOT / target).exists(), f"{page.name}: {target}"


def test_the_locks_name_no_host() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text(encoding="utf-8")
        assert "http" not in text and "--index" not in text and "--find-links" not in text
        assert re.search(r"^pyside6-essentials==6\.11\.3 ", text, re.MULTILINE)


def _slow_imports(code: str) -> list[str]:
    command = [sys.executable, "-X", "importtime", "-c", code]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
    imported = {
        line.rsplit("|", 1)[-1].strip() for line in result.stderr.splitlines() if line.startswith("import time:")
    }
    assert "gui" in imported
    return [name for name in SLOW if name in imported]


def test_the_command_line_is_found_without_the_window() -> None:
    code = "import sys, gui.__main__; assert not any(name.startswith('PySide6') for name in sys.modules)"
    assert _slow_imports(code) == []


def test_the_first_page_is_painted_before_anything_slow_is_imported() -> None:
    code = (
        "from gui.app.start import application, make_wizard; from gui.state.user_directories import UserDirectories\n"
        "app = application(); wizard = make_wizard(UserDirectories.of_user()); wizard.show(); wizard.grab()\n"
        "import os; os._exit(0)"
    )
    assert _slow_imports(code) == []


def test_none_keeps_its_references() -> None:
    """PySide6 6.12.0 on Python 3.11 loses one reference to None in every void call, and aborts after some thousand."""
    from PySide6.QtWidgets import QApplication, QLabel

    application = QApplication.instance() or QApplication([])
    label = QLabel()
    before = sys.getrefcount(None)
    for _ in range(1000):
        label.setText("a")
    assert sys.getrefcount(None) > before - 500
    assert application is not None
