"""The single verdict: what prevents a manifest from being called ready.

Import, Check, Export, the report, the exit codes of `convert` and `verify` read it; none of them judges by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from core.migration.answers import accepts
from core.migration.masked_ids import plain_ids
from core.migration.migrate import Migration
from core.migration.verify import Verification, fixes, joined, verify_migration
from core.model.decisions import Decision
from core.model.findings import Finding, Verdict, is_check_id
from core.model.record import record
from core.model.remembered import remembered
from core.model.states import Detail, State, Status
from core.text.catalogue import N_, _, plural

Deployability = Literal["deploys", "warnings", "refused"]


class Outcome(StrEnum):
    """The worst remaining reason, in this order."""

    BLOCKED = "blocked"
    OPEN = "open"
    UNCONFIRMED = "unconfirmed"
    READY = "ready"


class Kind(StrEnum):
    """The kind of a reason, which determines how it is resolved."""

    QUESTION = "question"
    RULE = "rule"
    CHECK = "check"
    SUGGESTION = "suggestion"


@record
class Reason:
    """One thing that the operator has to answer, to accept or to confirm.

    `id` is the id that a decision about it has. `fix` is the finding of a rule that can change what a check blocks.
    `loses` marks a suggestion that gives something up, which the operator is to confirm.
    """

    kind: Kind
    id: str
    finding: Finding
    fix: str = ""
    loses: bool = False

    @property
    def blocks(self) -> bool:
        """Whether the target would refuse the deployment or lose data."""
        return self.finding.verdict is Verdict.BLOCK


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A block that was accepted by name. The decision may be that on a rule's finding at the place."""

    id: str
    finding: Finding
    decision: Decision


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict with its reasons; `accepted` are blocks accepted by name.

    `gone` are acceptances that are no longer needed, `outdated` those given for another result of the check.
    """

    reasons: tuple[Reason, ...]
    accepted: tuple[Acceptance, ...] = ()
    gone: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """The worst of the reasons."""
        if any(reason.blocks for reason in self.reasons):
            return Outcome.BLOCKED
        if self.of(Kind.QUESTION):
            return Outcome.OPEN
        return Outcome.UNCONFIRMED if self.reasons else Outcome.READY

    @property
    def blocking(self) -> tuple[Reason, ...]:
        """What stops an export: everything but suggestions in force."""
        return tuple(reason for reason in self.reasons if reason.kind is not Kind.SUGGESTION)

    @property
    def losses(self) -> tuple[Reason, ...]:
        """Suggestions in force that give something up and are not confirmed."""
        return tuple(reason for reason in self.reasons if reason.loses)

    def of(self, *kinds: Kind) -> tuple[Reason, ...]:
        """The reasons of these kinds."""
        return tuple(reason for reason in self.reasons if reason.kind in kinds)


def verdict(verification: Verification, migration: Migration | None = None) -> Judgement:
    """Judge the checks of a manifest, with the migration that led to it or alone.

    A block that an open finding of a rule reports at the same place is left out: the answer there decides it.
    """
    if migration is None:
        blocks = verification.blocks
        return Judgement(tuple(Reason(Kind.CHECK, verification.id(finding), finding) for finding in blocks))
    there = {verification.id(finding): finding for finding in verification.blocks}
    given = {name: item for name, item in migration.decisions.by_finding().items() if is_check_id(name)}
    plain = plain_ids(given, there, migration.redactor)
    decisions = {plain.get(name, name): item for name, item in given.items()}
    checks = tuple(_checks(verification, migration, decisions))
    accepted = tuple(item for item in checks if isinstance(item, Acceptance))
    return Judgement(
        reasons=(
            *waiting(migration),
            *(item for item in checks if isinstance(item, Reason)),
            *_suggestions(migration),
        ),
        accepted=(*_accepted(migration), *accepted),
        gone=tuple(name for name in given if plain.get(name, name) not in there),
        outdated=tuple(
            name
            for name, item in given.items()
            if (found := there.get(plain.get(name, name))) and accepts(item) and not verification.fits(item.seen, found)
        ),
    )


def deployability(verification: Verification) -> Deployability:
    """What becomes of a manifest on its target, in one word; `warnings` where it deploys but manual work is left."""
    if verdict(verification).blocking:
        return "refused"
    return "warnings" if any(item.verdict is Verdict.MANUAL for item in verification.findings) else "deploys"


@remembered
def judged(migration: Migration) -> Judgement:
    """The verdict on a migration, computed once."""
    return verdict(verify_migration(migration), migration)


def sentence(judgement: Judgement) -> str:
    """The verdict in one sentence: what stops the export, or what should be reviewed before it."""
    needed, blocks = len(judgement.blocking), len(judgement.of(Kind.RULE, Kind.CHECK))
    if not needed:
        left = unsettled(judgement)
        return _("Ready to export; {notes}.").format(notes=left) if left else _("Ready to export.")
    if not blocks:
        return plural("Not ready: {count} finding needs you.", "Not ready: {count} findings need you.", needed)
    if blocks == needed:
        one, many = (
            N_("Not ready: {count} finding blocks the export."),
            N_("Not ready: {count} findings block the export."),
        )
        return plural(one, many, blocks)
    one, many = (
        N_("Not ready: {needed} findings need you, {count} of them blocks the export."),
        N_("Not ready: {needed} findings need you, {count} of them block the export."),
    )
    return plural(one, many, blocks, needed=needed)


def unsettled(judgement: Judgement) -> str:
    """What the export takes without a confirmation, and how many risks are accepted; empty for neither."""
    taken, accepted = len(judgement.losses), len(judgement.accepted)
    waits = plural("{count} suggestion is not confirmed", "{count} suggestions are not confirmed", taken)
    risks = plural("{count} risk is accepted", "{count} risks are accepted", accepted)
    return ", ".join(text for text, count in ((waits, taken), (risks, accepted)) if count)


@remembered
def check_statuses(migration: Migration) -> Mapping[str, Status]:
    """The state of each finding of a check, by its id; that of a rule's finding where one reports the same."""
    verification = verify_migration(migration)
    same, judgement = joined(migration, verification), judged(migration)
    own = {
        **{item.id: Status(State.MANUAL, Detail.ACCEPTED) for item in judgement.accepted},
        **{item.id: Status(State.NEEDS_YOU, Detail.BLOCK) for item in judgement.of(Kind.CHECK)},
    }
    return {
        finding.id: own.get(verification.id(finding)) or _check_status(migration, finding, same.get(finding.id, ""))
        for finding in verification.findings
    }


def _check_status(migration: Migration, finding: Finding, rule: str) -> Status:
    status = migration.status(rule) if rule else None
    if status is not None:
        return status
    if finding.verdict is Verdict.BLOCK:
        return Status(State.NEEDS_YOU, Detail.BLOCK)
    return Status(State.MANUAL if finding.verdict is Verdict.MANUAL else State.ADVICE)


def waiting(migration: Migration) -> Iterator[Reason]:
    """What the rules leave open, known before any check has run: questions, then blocks that can only be accepted."""
    found = [migration.finding(name) for name in migration.open]
    for kind in (Kind.QUESTION, Kind.RULE):
        for finding in found:
            only_accepted = finding.verdict is Verdict.BLOCK and finding.question is None
            if only_accepted == (kind is Kind.RULE):
                yield Reason(kind, finding.id, finding)


def _suggestions(migration: Migration) -> Iterator[Reason]:
    """Questions whose default is in force though no one confirmed it."""
    given = migration.decisions.by_finding()
    for finding in migration.findings:
        unasked = finding.verdict is Verdict.ASK and finding.id not in given
        if unasked and migration.resolution(finding.id) == "applied":
            status = migration.status(finding.id)
            loses = status is not None and status.state is State.CONFIRM
            yield Reason(Kind.SUGGESTION, finding.id, finding, loses=loses)


def _accepted(migration: Migration) -> Iterator[Acceptance]:
    given = migration.decisions.by_finding()
    for finding in migration.findings:
        if migration.resolution(finding.id) == "accepted":
            yield Acceptance(finding.id, finding, given[finding.id])


def _checks(
    verification: Verification, migration: Migration, decisions: dict[str, Decision]
) -> Iterator[Reason | Acceptance]:
    blocks = verification.blocks
    if not blocks:
        return
    remedies, message, given = fixes(migration, verification), joined(migration, verification), migration.decisions
    by_finding = given.by_finding()
    for finding in blocks:
        name, rule = verification.id(finding), message.get(finding.id, "")
        state = migration.resolution(rule) if rule else ""
        decision = decisions.get(name)
        if decision is not None and accepts(decision) and verification.fits(decision.seen, finding):
            yield Acceptance(name, finding, decision)
        elif state == "accepted" and migration.place(migration.finding(rule)) == finding.pointer:
            yield Acceptance(name, finding, by_finding[rule])
        elif state != "open":
            yield Reason(Kind.CHECK, name, finding, remedies.get(finding.id, ""))
