"""The generated pages are fresh, and every requirement has a rule with golden cases."""

from __future__ import annotations

import importlib.util
import json
from types import ModuleType

import pytest
from jsonschema import Draft202012Validator

from core.manifest.read import read
from core.migration.migrate import migrate
from core.model.decisions import Decisions
from core.model.device import Device
from core.report import build, data
from tests.paths import ROOT


@pytest.fixture(scope="module")
def docs() -> ModuleType:
    spec = importlib.util.spec_from_file_location("write_docs", ROOT / "packaging" / "write_docs.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pages_are_fresh(docs: ModuleType) -> None:
    result = "run `python packaging/write_docs.py`"
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == docs.rules_page(), result
    assert (ROOT / "docs" / "create-options.md").read_text(encoding="utf-8") == docs.options_page.page(), result
    assert (ROOT / "docs" / "checks.md").read_text(encoding="utf-8") == docs.checks_page(), result
    assert (ROOT / "docs" / "sources.md").read_text(encoding="utf-8") == docs.sources_page(), result
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == docs.cli_page(), result
    picture = (ROOT / "docs" / "images" / "imports.svg").read_text(encoding="utf-8")
    assert picture == docs.import_picture.svg(), result


def test_the_readme_names_the_options_that_describe_the_target() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for option in ("platform", "vm-size", "source", "hub", "edge-device", "share", "gpus", "profile", "target"):
        assert f"`--{option}" in readme, option
    helps = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert "Linux VM" in readme.partition("## ")[0] and "compose.yaml" in helps
    assert "Kubernetes would" not in readme + helps and "Kubernetes may" not in readme + helps


def test_the_schema_of_the_report_is_fresh_and_holds(docs: ModuleType) -> None:
    result = "run `python packaging/write_docs.py`"
    text = (ROOT / "resources" / "schemas" / "edgeshift-report-2.json").read_text(encoding="utf-8")
    assert text == docs.report_schema(), result
    sample = ROOT / "resources" / "samples" / "fpga-site.json"
    migration = migrate(read(sample.read_bytes(), sample.name), Device(), Decisions())
    report = json.loads(data.render(build(migration), {}))
    Draft202012Validator.check_schema(json.loads(text))
    Draft202012Validator(json.loads(text)).validate(report)
    del report["verdict"]
    assert not Draft202012Validator(json.loads(text)).is_valid(report)


def test_every_requirement_has_a_rule_with_cases(docs: ModuleType) -> None:
    assert len(docs.ROWS) == 41
    for row in docs.ROWS:
        _, *files = docs.ELSEWHERE.get(row, ("",))
        assert all((ROOT / file).is_file() for file in files)
        rules = docs.rules_of(row)
        assert rules or files, f"{row} has no rule"
        for rule in rules:
            assert docs.cases_of(rule), f"{row}: {rule} has no golden case"


def test_every_requirement_of_the_linux_vm_has_a_rule_or_check_with_cases(docs: ModuleType) -> None:
    assert len(docs.VM_ROWS) == 43
    for row in docs.VM_ROWS:
        rules, checks = docs.rules_of(row), docs.checks_of(row)
        assert rules or checks, f"{row} has no rule and no check"
        assert all(docs.cases_of(rule) for rule in rules), row
        assert all(docs.cases_of(check, "checks") for check in checks), row


def test_at_least_eight_disagreements_are_reported(docs: ModuleType) -> None:
    assert docs.sources_page().count("**They differ:**") >= 8
