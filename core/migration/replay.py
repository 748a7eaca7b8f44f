"""Compares the answers of an earlier run with this migration: which are stale, missing or without effect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from core.edits.manual_edit import is_edit
from core.migration.answers import accepts, under_present_ids
from core.migration.masked_ids import under_plain_ids
from core.migration.migrate import Migration
from core.migration.verdict import judged
from core.model.decisions import Decisions
from core.model.findings import Finding, Verdict, is_check_id, is_earlier
from core.rules import RULES_VERSION
from core.text.catalogue import _

_MOST_COMPARED = 2_000
"""Pairs of names that are compared for a similar one: a file of answers may have thousands that fit nothing."""


@dataclass(frozen=True, slots=True)
class Replay:
    """Ids of findings with a short text: why a decision is stale or unused, which default fills a gap.

    `missing` are questions that were not asked when the answers were given: with another file, device or rules.
    """

    stale: tuple[tuple[str, str], ...]
    missing: tuple[tuple[str, str], ...]
    unused: tuple[tuple[str, str], ...]


def replayed(given: Decisions, migration: Migration) -> Replay:
    """Compares decisions with this migration; every text is masked."""
    given = under_plain_ids(under_present_ids(given), migration.before, migration.device)
    known = {finding.id for finding in migration.findings}
    mask = migration.redactor.finding_id
    return Replay(
        stale=tuple((mask(name), _stale(name, known, migration)) for name in migration.stale),
        missing=() if _same_run(given, migration) else tuple(_missing(given, migration)),
        unused=tuple(_unused(given, migration)),
    )


def notes(given: Decisions, migration: Migration, name: str) -> list[str]:
    """What the operator should know although the replay succeeds: defaults used, answers without effect."""
    found = replayed(given, migration)
    lines: list[str] = []
    if found.missing:
        text = _("{name} has no answer to these questions, so their defaults are used:")
        lines += [text.format(name=name), *(f"  {finding} = {default}" for finding, default in found.missing)]
    if any(is_earlier(item.seen) for item in given.items if not is_edit(item.finding)):
        text = _(
            "{name} is from an earlier version. EdgeShift cannot check whether its answers were given for the "
            "same facts."
        )
        lines.append(text.format(name=name))
    if found.unused:
        text = _("{name} contains answers that are not used:")
        lines += [text.format(name=name), *(f"  {finding} ({why})" for finding, why in found.unused)]
    return lines


def _same_run(given: Decisions, migration: Migration) -> bool:
    """Whether the person who decided saw these very questions: what has no answer was then left at its default."""
    return (given.input_sha256, given.rules_version, given.device) == (
        migration.before.source.sha256,
        RULES_VERSION,
        migration.device,
    )


def _stale(name: str, known: Collection[str], migration: Migration) -> str:
    if is_edit(name):
        return _("the place of this manual edit no longer exists or has another value")
    if name in known:
        return _("this finding now has other facts")
    few = len(migration.stale) * len(known) <= _MOST_COMPARED
    near = next(iter(get_close_matches(name, known, 1, 0.8) if few else ()), "")
    text = _("there is no finding with this name; the most similar is {near}") if near else ""
    return text.format(near=migration.redactor.finding_id(near)) or _("there is no finding with this name")


def _missing(given: Decisions, migration: Migration) -> Iterator[tuple[str, str]]:
    answered = given.by_finding()
    redactor = migration.redactor
    for finding in migration.findings:
        asked = finding.verdict is Verdict.ASK and finding.id not in answered
        if asked and migration.resolution(finding.id) == "applied":
            yield redactor.finding_id(finding.id), str(redactor.value(migration.answers[finding.id]))


def _unused(given: Decisions, migration: Migration) -> Iterator[tuple[str, str]]:
    mask = migration.redactor.finding_id
    known = {finding.id: finding for finding in migration.findings}
    verdict, items = judged(migration), given.by_finding()
    gone, outdated = set(verdict.gone), set(verdict.outdated)
    for name, count in Counter(item.finding for item in given.items).items():
        if count > 1:
            yield mask(name), _("answered {count} times; the last answer applies").format(count=count)
        if name in gone:
            yield mask(name), _("the result no longer has this fault")
        elif name in outdated:
            yield mask(name), _("this check now has other facts")
        elif name not in known and name not in migration.stale and not is_check_id(name) and not is_edit(name):
            yield mask(name), _("another answer removes its module")
        elif is_check_id(name) and not accepts(items[name]):
            yield mask(name), _("to accept a risk, the answer must be true, with a note")
        finding = known.get(name)
        why = "" if finding is None or name in migration.stale else _idle(finding, migration)
        if why:
            yield mask(name), why


def _idle(finding: Finding, migration: Migration) -> str:
    state = migration.resolution(finding.id)
    if state in ("note", "manual"):
        return _("this finding has no question")
    if state == "idle":
        return _("another answer keeps the original or removes its place")
    if state == "open" and finding.verdict is Verdict.BLOCK and finding.question is None:
        return _("to accept a risk, the answer must be true, with a note")
    return ""
