"""The differences between two exports: file, device, answers, results of findings, changes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from pydantic import JsonValue

from core.bundle.exported import Exported
from core.migration.answers import present_id
from core.model.base import Frozen
from core.model.device import Share
from core.report.model import ChangeFacts, FindingFacts, Report
from core.report.texts import share_text
from core.text.catalogue import _
from core.text.states import look

Topic = Literal["file", "about", "device", "answer", "finding", "change"]


class Difference(Frozen):
    """One difference. `before` and `after` are masked; null if a side has nothing."""

    topic: Topic
    what: str
    module: str = ""
    before: JsonValue = None
    after: JsonValue = None


def compare(old: Exported, new: Exported) -> tuple[Difference, ...]:
    """Every difference between two exports, in a fixed order; empty for two of the same migration."""
    return tuple(differences(old.report, new.report))


def differences(old: Report, new: Report) -> Iterator[Difference]:
    """Yields the differences from the reports alone, which are masked."""
    for name, before, after in (
        (_("input"), old.input, new.input),
        (_("output"), old.output, new.output),
    ):
        if before.sha256 != after.sha256:
            yield Difference(topic="file", what=name, before=before.sha256, after=after.sha256)
    for name, one, other in (
        (_("EdgeShift version"), old.tool_version, new.tool_version),
        (_("rules version"), old.rules_version, new.rules_version),
        (_("verdict"), old.verdict.outcome, new.verdict.outcome),
    ):
        if one != other:
            yield Difference(topic="file", what=name, before=one, after=other)
    yield from _fields("about", old.about.model_dump(), new.about.model_dump())
    yield from _fields("device", old.device.model_dump(mode="json"), new.device.model_dump(mode="json"))
    yield from _findings(old, new)
    yield from _changes(old, new)


def _fields(topic: Topic, old: Mapping[str, JsonValue], new: Mapping[str, JsonValue]) -> Iterator[Difference]:
    for key in new:
        if old.get(key) != new[key]:
            yield Difference(topic=topic, what=key, before=old.get(key), after=new[key])


def _findings(old: Report, new: Report) -> Iterator[Difference]:
    was = {present_id(finding.id): finding for finding in old.findings()}
    now = {present_id(finding.id): finding for finding in new.findings()}
    for name in dict.fromkeys((*was, *now)):
        one, other = was.get(name), now.get(name)
        shown = other or one
        assert shown is not None
        if one is not None and other is not None and _answer(one) != _answer(other):
            yield _about("answer", shown, _said(one), _said(other))
        elif one is None or other is None or one.status != other.status:
            yield _about("finding", shown, _state(one), _state(other))


def _about(topic: Topic, finding: FindingFacts, before: JsonValue, after: JsonValue) -> Difference:
    return Difference(topic=topic, what=finding.title, module=finding.module, before=before, after=after)


def _state(finding: FindingFacts | None) -> str | None:
    return None if finding is None else look(finding.status).word


def _answer(finding: FindingFacts) -> tuple[JsonValue, str, str]:
    """The answer, its reason and its author, without the words for them, which differ from version to version."""
    return finding.answer, finding.note, finding.by


def _said(finding: FindingFacts) -> str:
    """The answer in words if there are any, its reason and its author."""
    answer = "" if finding.answer in (None, True) else str(finding.answer)
    by = _("default") if finding.by == "default" else finding.by
    return " · ".join(filter(None, (finding.answer_text or answer, finding.note, by)))


def _changes(old: Report, new: Report) -> Iterator[Difference]:
    was = {(change.op, change.pointer, present_id(change.finding)): change for change in old.changes}
    now = {(change.op, change.pointer, present_id(change.finding)): change for change in new.changes}
    for key in dict.fromkeys((*was, *now)):
        before, after = _after(was.get(key)), _after(now.get(key))
        if before != after:
            yield Difference(topic="change", what=key[1], before=before, after=after)


def _after(change: ChangeFacts | None) -> JsonValue:
    if change is None:
        return None
    return [change.op] if change.op == "remove" else [change.op, change.after]


def rendered(found: Sequence[Difference]) -> str:
    """The text for people: one heading for each topic, one line for each difference."""
    if not found:
        return _("No differences.")
    heads = {
        "file": _("Files"),
        "about": _("Report header"),
        "device": _("Device"),
        "answer": _("Answers"),
        "finding": _("Findings"),
        "change": _("Changes"),
    }
    lines: list[str] = []
    topic = ""
    for item in found:
        if item.topic != topic:
            topic = item.topic
            lines += ["", heads[topic]] if lines else [heads[topic]]
        lines += [f"  {item.what}", f"      {_words(item, item.before)} → {_words(item, item.after)}"]
    return "\n".join(lines)


def _words(item: Difference, value: JsonValue) -> str:
    """One side of a difference: shares as in the report, changes by their effect, anything else unchanged."""
    if value is None or value == []:
        return _("none")
    if isinstance(value, list) and (item.topic, item.what) == ("device", "shares"):
        return ", ".join(share_text(Share.model_validate(share)) for share in value)
    parts = value if isinstance(value, list) and item.topic == "change" else [value]
    written = " ".join(part if isinstance(part, str) else json.dumps(part, ensure_ascii=False) for part in parts)
    return written if len(written) <= 120 else written[:117] + "…"
