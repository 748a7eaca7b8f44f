"""The promises of ARCHITECTURE.md, over generated manifests in every shape, form and style of text."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from core.diff.rows import rows
from core.manifest import pointer as ptr
from core.manifest.errors import ManifestError
from core.manifest.read import read
from core.migration.migrate import Migration, migrate
from core.model.decisions import Decision, Decisions
from core.model.device import Device, Share
from core.model.findings import Finding
from core.model.questions import Choice, Number, Text
from tests.strategies import Sample, samples, seeds

DEVICE = Device(gpus=2, shares=(Share(name="input"), Share(name="data", protocol="nfs")))


def migrated(data: bytes, *items: Decision) -> Migration:
    return migrate(read(data, "site.json"), DEVICE, Decisions(items=items))


def an_answer(draw: st.DrawFn, finding: Finding) -> Any:
    """Some valid answer, or None to keep the original."""
    question = finding.question
    if draw(st.integers(0, 3)) == 0:
        return None
    if isinstance(question, Choice):
        return draw(st.sampled_from([option.value for option in question.options]))
    if isinstance(question, Number):
        return draw(st.integers(question.low, question.high))
    return question.default if isinstance(question, Text) else True


@given(samples(), st.data())
def test_any_answers_are_accounted_and_written(sample: Sample, data: st.DataObject) -> None:
    first = migrated(sample.data)
    asked = [finding for finding in first.findings if finding.verdict in ("ask", "auto")]
    items = [
        Decision(finding=finding.id, answer=answer, note="why not")
        for finding in asked
        for answer in [data.draw(st.composite(an_answer)(finding))]
    ]
    result = migrated(sample.data, *items)
    assert result.problems == ()
    assert result.stale == ()
    assert result.after().tree == result.tree
    _check_accounted(result)
    _check_rows(result)


@given(samples())
def test_migrating_twice_changes_nothing_more(sample: Sample) -> None:
    first = migrated(sample.data)
    again = migrated(first.output())
    assert again.problems == ()
    assert again.output() == first.output(), list(again.changes)


@given(samples())
def test_keeping_everything_gives_the_same_file(sample: Sample) -> None:
    first = migrated(sample.data)
    kept = [
        Decision(finding=finding.id, note="stays") for finding in first.findings if finding.verdict in ("ask", "auto")
    ]
    assert migrated(sample.data, *kept).output() == sample.data


@given(seeds(), st.data())
def test_damaged_files_are_refused_not_crashed_on(text: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    piece = data.draw(st.binary(max_size=3) | st.sampled_from([b"{", b"}", b'"', b",", b"\\", b"//", b"/*", b"${"]))
    drop = data.draw(st.integers(0, 40))
    damaged = text[:at] + piece + text[at + drop :]
    try:
        result = migrate(read(damaged, "site.json"), DEVICE, Decisions())
    except ManifestError as error:
        assert error.found and error.file == "site.json"
    else:
        assert result.after().tree == result.tree


def _check_accounted(result: Migration) -> None:
    """Every difference between the trees lies at, above or below a place of the ledger."""
    before = {entry.pointer for entry in result.ledger if entry.kind in ("changed", "removed")}
    after = {entry.after_pointer for entry in result.ledger if entry.kind in ("changed", "added")}
    for row in [row for module in result.before.modules for row in rows(result, module.name)]:
        if row.kind != "same":
            assert row.findings, (row, before, after)


def _check_rows(result: Migration) -> None:
    """Both sides of the rows, read down, are the module before and after."""
    for module in result.before.modules:
        shown = rows(result, module.name)
        left = "\n".join(row.left.text for row in shown if row.left is not None)
        right = "\n".join(row.right.text for row in shown if row.right is not None)
        moved = result.plan.moved(module.pointer)
        assert read_back(left) == keyed(module.pointer, module.body)
        assert read_back(right) == keyed(moved, ptr.resolve(result.tree, moved))


def read_back(text: str) -> Any:
    """What the rows show, read as JSON: a member, or for create options alone the value itself."""
    return json.loads(text if text.startswith("{") else "{" + text + "}")


def keyed(pointer: str, value: Any) -> Any:
    return {ptr.last(pointer): value} if pointer else value
