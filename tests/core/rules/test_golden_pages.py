"""The golden pages themselves: well formed, short, and nothing lost beside them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.rules import BY_ID
from tests import golden_page, goldens
from tests.golden_cases import Case, cases, cases_of
from tests.golden_json import facts, pretty, table, word
from tests.golden_page import GOLDEN, KINDS, LARGE, MANIFESTS

PAGES = [path for kind in KINDS for path in sorted((GOLDEN / kind).iterdir())]
MOST_LINES = 60


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_page_is_its_contents_and_its_cases(path: Path) -> None:
    found = [case.section for case in cases_of(path.parent.name, path.stem)]
    assert path.read_text(encoding="utf-8") == golden_page.page(path.stem, [section.text for section in found])
    assert len({section.slug for section in found}) == len(found), "two headings have one anchor"
    for section in found:
        assert section.text.count("\n") <= MOST_LINES, section.title
        assert all(len(text.encode()) <= LARGE for text in section.blocks.values()), f"{section.title}: make it a file"


def test_every_large_manifest_is_of_a_case() -> None:
    every: list[Case] = [case for kind in KINDS for case in cases(kind)]
    used = {file for case in every for file in (case.section.file, case.section.after_file) if file is not None}
    assert used >= set(MANIFESTS.iterdir())


def test_a_case_without_before_is_named() -> None:
    with pytest.raises(ValueError, match="the case 'Odd' has no block"):
        golden_page.sections("# a\n\n## Odd\n\nNo findings.\n")


def test_settings_are_lines_or_blocks() -> None:
    lead = 'device: shares a, b; gpus 2\n\n```json answers\n{"x": 1}\n```'
    text = f"## A\n\n{lead}\n\n```json before\n{{}}\n```\n\nNo findings.\n"
    case = Case("rules", "a", golden_page.sections(text)[0])
    assert case.device().share_names() == ("a", "b")
    assert case.device().gpus == 2
    assert case.answers == {"x": 1}
    assert not case.finds
    assert case.section.written(None, "") == text


def test_after_is_shown_only_where_the_file_differs() -> None:
    page = """# image-reference

## Spelled out

```json before
{"cam": {"image": "registry.example/cam:1.0", "status": "running"}}
```

## Options alone

```json before
{"Cmd": ["app"], "HostConfig": {}}
```
"""
    for section in golden_page.sections(page):
        case = Case("rules", "image-reference", section)
        with case.alone():
            assert case.after(case.migrated()) is None, section.title


def test_an_answer_without_a_finding_is_refused(tmp_path: Path) -> None:
    page = golden_page.file("rules", "privileged")
    text = page.read_text(encoding="utf-8").replace(
        '"privileged/cam/Privileged": "remove"', '"privileged/cam/X": "remove"'
    )
    case = next(section for section in golden_page.sections(text) if section.title == "Removed")
    with pytest.raises(
        goldens.Refusal, match="Removed: no finding privileged/cam/X to answer; there is privileged/cam/"
    ):
        goldens.written(Case("rules", "privileged", case))


def test_answers_of_a_page_follow_the_name_of_their_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = BY_ID["needs-privilege"]
    monkeypatch.setitem(goldens.BY_ID, rule.id, replace(rule, formerly=("older",)))
    page = golden_page.file("rules", rule.id)
    monkeypatch.setattr(golden_page, "GOLDEN", tmp_path)
    moved = tmp_path / "rules" / page.name
    moved.parent.mkdir()
    moved.write_text(page.read_text(encoding="utf-8").replace(f"{rule.id}/", "older/"), encoding="utf-8")
    assert goldens.update(moved)
    assert moved.read_text(encoding="utf-8") == page.read_text(encoding="utf-8")


def test_json_breaks_only_what_is_too_long() -> None:
    assert pretty({"a": [1, 2]}) == '{"a": [1, 2]}'
    words = ["x" * 60, "y" * 60]
    assert pretty({"a": {"b": words}}) == f'{{"a": {{"b": [\n  "{words[0]}",\n  "{words[1]}"\n]}}}}'


def test_cells_hold_any_text() -> None:
    assert [word(value) for value in ("a b", "a, b", "2", 2, "", None)] == ["a b", '"a, b"', '"2"', "2", '""', "null"]
    assert facts({"module": "cam", "variant": "share", "tags": [], "n": 0}, "cam") == "variant share, n 0"
    assert table(("a", "b", "c"), [("1|2", "", "x\ny")]) == "| a | c |\n| --- | --- |\n| 1\\|2 | x y |"
