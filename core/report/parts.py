"""The parts of the pages beside the data: prose, sources and rows of each module, masked, and words for states.

The HTML page and the Markdown page are two drawings of the same parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import NamedTuple

from core.diff.characters import Spans
from core.diff.lines import Line as PrintedLine
from core.diff.rows import ShownLine, folded_lines, kind_of
from core.docker.written_for import source_of
from core.migration.gc_pause import no_collection
from core.migration.given_up import note_of
from core.migration.migrate import Migration
from core.model.device_models import preset
from core.model.findings import Finding
from core.model.states import Detail, State
from core.redaction import change
from core.report import blocks
from core.report.model import FindingFacts, ModuleFacts, Report
from core.report.picture_svg import svg
from core.report.shown import shown_findings
from core.report.whys import Reasons, Why
from core.report.work import around, place_text, short_title, what_to_do
from core.rulebook.sources import SourceNote
from core.targets.registry import target_of
from core.text import explanations
from core.text.catalogue import _
from core.text.states import order

SIGNS = {"same": "", "changed": "~", "added": "+", "removed": "−"}


class FindingEntry(NamedTuple):
    """A finding as it is shown with its module, without what all places share. `finding` is masked.

    `found`, `follows` and `do` (what to do, for a task) are safe HTML; `reason` is that of a default, `why` the number
    of its explanation, 0 for none. `given_up` says that the change gives up what was there.
    """

    facts: FindingFacts
    finding: Finding
    title: str
    place: str
    found: str
    follows: str
    do: str
    reason: str
    why: int
    anchor: str
    given_up: str


class Line(NamedTuple):
    """One row of the comparison. A piece is a text and whether it changed; a side without pieces is missing.

    A number is empty where it repeats the one above (create options that are one string in the file).
    """

    kind: str
    sign: str
    left_number: str
    left: tuple[tuple[str, bool], ...] | None
    right_number: str
    right: tuple[tuple[str, bool], ...] | None
    hidden: int


@dataclass(frozen=True, slots=True)
class Part:
    """A module (or the deployment, module None) with its rows and findings; its `advice` is in the appendix."""

    module: ModuleFacts | None
    lines: tuple[Line, ...]
    findings: tuple[FindingEntry, ...]
    advice: tuple[FindingEntry, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class Story:
    """The parts of the pages beside the data. `conflicts` are sources that differ, with our reading, once each.

    `blocks` says what to do about each block of a check that no one has accepted, as safe HTML, by id.
    """

    parts: tuple[Part, ...]
    whys: tuple[Why, ...]
    sources: tuple[SourceNote, ...]
    conflicts: tuple[SourceNote, ...]
    picture: str = ""
    origin: str = ""
    before: str = ""
    after: str = ""
    blocks: Mapping[str, str] = field(default_factory=dict)


def parts(migration: Migration, report: Report) -> Story:
    """The parts of the deployment, if it has any, and of every module in document order, with their explanations."""
    with no_collection():
        return _story(migration, report)


def _story(migration: Migration, report: Report) -> Story:
    reasons = Reasons()
    parts = tuple(_parts(migration, report, reasons))
    whys = reasons.explanations()
    cited = {source.id: source for why in whys for source in why.sources}
    conflicts = {source.id: source for why in whys for source in why.conflicts}
    numbered = {**cited, **conflicts}
    picture = svg(migration, migration.redactor) if report.runs.modules else ""
    return Story(
        parts,
        whys,
        tuple(numbered.values()),
        tuple(conflicts.values()),
        picture,
        *_heads(migration),
        blocks.texts(migration),
    )


def _heads(migration: Migration) -> tuple[str, str, str]:
    """The source and target in the head of the report, and the headings of original and result."""
    known, device = preset(migration.device.model), migration.device
    words, source = target_of(device).words, source_of(migration.before, device)
    way = _(words.ways[source]).format(device=known.name if known is not None else device.model)
    return way, _(words.before[source][1]), _(words.after[1])


def _parts(migration: Migration, report: Report, reasons: Reasons) -> Iterator[Part]:
    writer, compared = _EntryWriter(migration, report, reasons), _LineWriter(migration)
    edited = {edit.id for edit in report.hand_edits if not edit.module and edit.state == "edited"}
    if report.deployment or edited:
        ids = edited | {finding.id for finding in report.deployment}
        changed = any(change.finding in ids for change in report.changes)
        lines = compared.lines("") if changed else ()
        yield Part(None, lines, *writer.entries(report.deployment), "deployment")
    for index, module in enumerate(report.modules, 1):
        lines = compared.lines(module.name)
        yield Part(module, lines, *writer.entries(module.findings), f"module-{index}")


class _EntryWriter:
    """Writes findings as they are shown with their module, those that need the operator first."""

    def __init__(self, migration: Migration, report: Report, reasons: Reasons) -> None:
        self.migration = migration
        self.shown = shown_findings(migration)
        self.reasons = reasons
        self.names = {module.name: module.after_name for module in report.modules}
        self.modules = {module.name: module for module in migration.before.modules}
        self.tasks = {task.finding: task.kind for task in report.tasks}
        self.count = 0

    def entries(self, findings: tuple[FindingFacts, ...]) -> tuple[tuple[FindingEntry, ...], tuple[FindingEntry, ...]]:
        """The findings of a module in the order of their states, and its advice."""
        found = sorted(findings, key=lambda facts: order(facts.status))
        advice = [facts for facts in found if facts.state is State.ADVICE]
        return tuple(map(self._one, found[: len(found) - len(advice)])), tuple(map(self._one, advice))

    def _one(self, facts: FindingFacts) -> FindingEntry:
        finding = self.shown[facts.id]
        self.count += 1
        new = self.names.get(facts.module, facts.module)
        place = place_text(self.migration.before, self.modules.get(facts.module), facts.pointer)
        return FindingEntry(
            facts=facts,
            finding=finding,
            title=short_title(facts.title, (facts.module, new), finding.facts),
            place=place,
            found=explanations.role(finding, "found"),
            do=self._do(facts, finding),
            follows=explanations.role(finding, "nothing") if _against(facts) else "",
            reason=explanations.default_reason(finding).removesuffix(".") if facts.by == "default" else "",
            why=0
            if facts.state is State.ADVICE
            else self.reasons.number(finding, facts, new, self.migration.alters(finding)),
            anchor=f"finding-{self.count}",
            given_up=note_of(self.migration, facts.id),
        )

    def _do(self, facts: FindingFacts, finding: Finding) -> str:
        kind = self.tasks.get(facts.id)
        if kind is None:
            return ""
        before, after = (f"<p>{escape(text)}</p>" if text else "" for text in around(kind, finding, facts.answer))
        return before + what_to_do(finding) + after


def _against(facts: FindingFacts) -> bool:
    """Whether the decision is against the rule: the original is kept, or a risk is accepted."""
    return facts.detail is Detail.ACCEPTED or (facts.detail is Detail.KEPT and facts.by != "default")


class _LineWriter:
    """Writes the comparisons of modules. What equal lines show is found once, as masking takes most of the time."""

    def __init__(self, migration: Migration) -> None:
        self.migration, self.redactor = migration, migration.redactor
        self.modules = {module.name: module for module in migration.before.modules}
        self._known: dict[tuple[object, ...], Line] = {}

    def lines(self, name: str) -> tuple[Line, ...]:
        """The rows of a module, of the deployment for the empty name; empty if nothing changes."""
        shown = folded_lines(self.migration, name, self.redactor.value, context=1)
        before = self.modules[name].pointer if name else ""
        return tuple(self._numbered(shown, before, self.migration.plan.moved(before))) if shown else ()

    def _numbered(self, shown: Iterable[ShownLine], before: str, after: str) -> Iterator[Line]:
        """The rows with the numbers that are not those of the row above."""
        places = before, after
        around = tuple(map(change.around, places))
        left = right = 0
        for printed, new_left, new_right, hidden in shown:
            old_left, old_right = left, right
            left, right = new_left or left, new_right or right
            key = (printed, hidden, around, len(self.redactor.numbers))
            line = self._known.get(key)
            if line is None:
                line = self._known[key] = self._line(printed, hidden, places)
            if left != old_left or right != old_right:
                numbers = "" if left == old_left else str(left), "" if right == old_right else str(right)
                line = Line(line.kind, line.sign, numbers[0], line.left, numbers[1], line.right, hidden)
            yield line

    def _line(self, printed: PrintedLine | None, hidden: int, places: tuple[str, str]) -> Line:
        """A row without numbers."""
        if printed is None:
            return Line("fold", "", "", None, "", None, hidden)
        kind, added = kind_of(printed), printed.left is None
        pointer = places[added] + (printed.after if added else printed.pointer)
        texts = printed.left, printed.right
        left = self._pieces(texts, kind, pointer, printed.left_spans)
        same = texts[0] == texts[1] and printed.left_spans == printed.right_spans
        right = left if same else self._pieces(texts[::-1], kind, pointer, printed.right_spans)
        return Line(kind, SIGNS[kind], "", left, "", right, 0)

    def _pieces(
        self, texts: tuple[str | None, str | None], kind: str, pointer: str, spans: Spans
    ) -> change.Pieces | None:
        """The line split at its spans: (text, changed). What is only beside the change is shown if it is harmless."""
        text, other = texts
        if text is None:
            return None
        found = change.pieces(self.redactor, text, other if kind == "changed" else None, pointer, spans)
        return tuple(piece for piece in found if piece[0])
