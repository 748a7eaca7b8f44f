"""`make goldens`: writes the present result below every case, and the pages of docs/ that show cases.

`make goldens ONLY=usb-camera` also shows each text of one rule or check as the operator reads it. All pages are written
then as well, because a new finding can appear in the cases of others. Read the difference before you commit it.
"""

from __future__ import annotations

import runpy
import sys
from collections.abc import Iterator
from pathlib import Path

from core.model.findings import Finding
from core.model.questions import Choice
from core.rules import BY_ID
from core.text import explanations, pages
from tests import golden_page, rule_places
from tests.golden_cases import Case, cases_of
from tests.golden_page import GOLDEN, KINDS

ROOT = GOLDEN.parents[1]
DOCS = ROOT / "packaging" / "write_docs.py"
DERIVED = ("docs", "resources/schemas")


def written_docs() -> list[str]:
    """Writes the pages and pictures that are generated from the rules, and returns the names of those that changed."""
    files = [path for folder in DERIVED for path in sorted((ROOT / folder).rglob("*")) if path.is_file()]
    before = {path: path.read_bytes() for path in files}
    runpy.run_path(str(DOCS), run_name="__main__")
    return [str(path.relative_to(ROOT)) for path in files if path.read_bytes() != before[path]]


def main(names: list[str]) -> int:
    """Writes all pages, and shows the texts of those named. Writes nothing if a rule or check lacks a place."""
    lacking = [text for name in names for text in rule_places.lacking(name)] or rule_places.left_over()
    if lacking:
        print(*lacking, "Nothing was written.", sep="\n")
        return 1
    pages = sorted(path for kind in KINDS for path in (GOLDEN / kind).glob("*.md"))
    chosen = [path for path in pages if path.stem in names]
    refused = 0
    for path in pages:
        try:
            if update(path):
                print(f"written: {path.relative_to(ROOT)}")
        except Refusal as refusal:
            refused += 1
            print(f"not written: {path.relative_to(ROOT)}: {refusal}")
    for name in written_docs():
        print(f"written: {name}")
    for path in chosen:
        print(*shown(path.parent.name, path.stem), sep="\n")
    return 1 if refused else 0


class Refusal(Exception):
    """Raised with the reason why a page was not written."""


def update(path: Path) -> bool:
    """Writes one page; False if it did not change. Raises Refusal for an answer without a finding."""
    _rename_answers(path)
    found = cases_of(path.parent.name, path.stem)
    rewritten = golden_page.page(path.stem, [written(case) for case in found])
    changed = rewritten != path.read_text(encoding="utf-8")
    path.write_text(rewritten, encoding="utf-8")
    return changed


def _rename_answers(path: Path) -> None:
    """Replaces former ids in the answers of a page by present ones."""
    text = path.read_text(encoding="utf-8")
    for former in BY_ID[path.stem].formerly if path.stem in BY_ID else ():
        text = text.replace(f'"{former}/', f'"{path.stem}/')
    path.write_text(text, encoding="utf-8")


def written(case: Case) -> str:
    """The section of a case with the result below it. Raises Refusal."""
    if case.kind == "checks":
        return case.checked(case.verified())
    with case.alone():
        result = case.migrated()
    if result.stale:
        found = ", ".join(finding.id for finding in result.findings) or "none"
        raise Refusal(f"{case.section.title}: no finding {' or '.join(result.stale)} to answer; there is {found}")
    for problem in result.problems:
        print(f"{case.name}: {problem}")
    after, file = case.after(result), case.section.after_file
    if file is not None and after is not None:
        file.write_bytes(after)
    return case.written(result)


def shown(kind: str, name: str) -> Iterator[str]:
    """Each text of a rule or check, filled in for the first case that has it."""
    outcome: set[tuple[tuple[str, str], ...]] = set()
    for case in cases_of(kind, name):
        for finding in case.findings():
            variant = tuple((key, str(finding.facts.get(key))) for key in ("variant", "tags"))
            if finding.rule == name and variant not in outcome:
                outcome.add(variant)
                yield f"\n{'=' * 78}\n{case.section.title}: {explanations.title(finding)}"
                yield from (
                    f"\n{heading}\n{text}" for heading, text in pages.page(finding.rule, "en").markdown(finding.facts)
                )
                yield from _offered(finding)


def _offered(finding: Finding) -> Iterator[str]:
    if isinstance(finding.question, Choice):
        for option in finding.question.options:
            mark = "*" if option.value == finding.default else "-"
            title, consequence = (
                explanations.option_title(finding, option),
                explanations.option_consequence(finding, option),
            )
            yield f"{mark} {title}: {consequence}"
    if finding.question is not None and finding.default is not None:
        yield f"Suggested: {finding.default}, because {explanations.default_reason(finding)}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
