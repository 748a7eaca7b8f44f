"""Findings of checks on the result: blocks and manual steps are work, accepted blocks are risks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from core.checks import BY_ID as CHECKS_BY_ID
from core.migration.migrate import Migration
from core.migration.remedy import remedies
from core.migration.verdict import Acceptance, Kind, Reason, check_statuses, judged
from core.migration.verify import joined, verify_migration
from core.model.findings import Finding
from core.model.questions import Choice, Option
from core.model.states import State, Status
from core.report.model import Risk, Task, TaskKind
from core.report.shown import masked, shown_findings
from core.report.work import MINUTES, place_text, short_title
from core.text import explanations
from core.text.catalogue import _


def tasks(migration: Migration) -> Iterator[Task]:
    """Yields a task for each block that is not accepted, and for each manual step that no rule reports.

    The text of a block names the answer that removes it.
    """
    for reason in judged(migration).of(Kind.CHECK):
        yield _task(
            migration, "blocked", _id(migration, reason), _shown(migration, reason), remedy_text(migration, reason)
        )
    for name, finding in _manual(migration):
        yield _task(migration, "by-hand", name, finding, "")


def _task(migration: Migration, kind: TaskKind, name: str, finding: Finding, remedy: str) -> Task:
    after = migration.after()
    old = migration.original_names.get(finding.module, finding.module)
    parts = (explanations.role(finding, "choice", markdown=True), explanations.markdown(remedy))
    return Task(
        kind=kind,
        finding=name,
        module=finding.module,
        old_name=old if old != finding.module else "",
        title=short_title(explanations.title(finding), (finding.module, old), finding.facts),
        task=" ".join(filter(None, parts)),
        place=place_text(after, after.module(finding.module), finding.pointer),
        minutes=MINUTES[kind],
        when_running=kind == "by-hand" and finding.facts.get("variant", "") in CHECKS_BY_ID[finding.rule].when_running,
    )


def _manual(migration: Migration) -> Iterator[tuple[str, Finding]]:
    """Id and finding of these steps, masked."""
    mask = migration.redactor
    for name, finding in manual_steps(migration):
        yield mask.finding_id(name), masked(finding, mask)


def manual_steps(migration: Migration) -> Iterator[tuple[str, Finding]]:
    """Yields id and finding of each manual step of a check that no finding of a rule reports; not masked."""
    verification, statuses = verify_migration(migration), check_statuses(migration)
    reported = joined(migration, verification)
    for finding in verification.findings:
        if finding.id not in reported and statuses[finding.id] == Status(State.MANUAL):
            yield verification.id(finding), finding


def texts(migration: Migration) -> Mapping[str, str]:
    """What to do about each of these, as safe HTML by id."""
    blocks = {
        _id(migration, reason): explanations.role(_shown(migration, reason), "choice")
        + "".join(f"<p>{escape(text)}</p>" for text in filter(None, (remedy_text(migration, reason),)))
        for reason in judged(migration).of(Kind.CHECK)
    }
    return {**blocks, **{name: explanations.role(finding, "choice") for name, finding in _manual(migration)}}


def unresolved(migration: Migration) -> Iterator[Risk]:
    """Yields the risks of blocks that are not accepted."""
    for reason in judged(migration).of(Kind.CHECK):
        yield Risk(**_facts(migration, reason), what=_("The target would refuse this or lose data."), by="", reason="")


def accepted(migration: Migration) -> Iterator[Risk]:
    """Yields the risks of accepted blocks; if a block was accepted with a rule's finding, that decision counts."""
    mask = migration.redactor.text
    for item in judged(migration).accepted:
        if item.id not in migration.resolutions:
            yield Risk(
                **_facts(migration, item),
                what=_("Accepted although the target would refuse this or lose data."),
                by=mask(item.decision.by),
                reason=mask(item.decision.note),
                when=item.decision.when,
            )


def _facts(migration: Migration, item: Reason | Acceptance) -> dict[str, str]:
    finding = _shown(migration, item)
    module = migration.original_names.get(finding.module, finding.module)
    return {"finding": _id(migration, item), "module": module, "title": explanations.title(finding)}


def _shown(migration: Migration, item: Reason | Acceptance) -> Finding:
    return masked(item.finding, migration.redactor)


def _id(migration: Migration, item: Reason | Acceptance) -> str:
    return migration.redactor.finding_id(item.id)


def remedy_text(migration: Migration, reason: Reason) -> str:
    """The answer that removes a block, as a plain sentence; empty if none is known."""
    fix, answers = shown_findings(migration).get(reason.fix), remedies(migration, reason)
    if fix is None or not answers:
        return ""
    title = explanations.title(fix).removesuffix(".")
    words = [explanations.option_title(fix, option) for option in _options(fix) if option.value in answers]
    if words:
        text = _("To fix this, answer “{title}” with “{answer}”.")
        return text.format(title=title, answer=_("” or “").join(words))
    return _("To fix this, accept the change in “{title}”.").format(title=title)


def _options(fix: Finding) -> tuple[Option, ...]:
    return fix.question.options if isinstance(fix.question, Choice) else ()
