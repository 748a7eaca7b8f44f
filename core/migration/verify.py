"""verify(): what the target will run of a manifest, migrated or not, and what may still go wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from core.checks import BY_ID, CHECKS, COVERS
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest
from core.manifest.prefixes import Prefixes
from core.migration.gc_pause import no_collection
from core.model import rule_ids
from core.model.device import Device
from core.model.findings import CHECK_PREFIX, Finding, Verdict, finding_id, is_check_id, numbered, seen_fits, seen_hash
from core.model.remembered import remembered
from core.model.states import State
from core.targets.base import Message, Shown, Target
from core.targets.registry import target_of
from core.text import pages
from core.text.catalogue import _

if TYPE_CHECKING:
    from core.migration.migrate import Migration
    from core.redaction.redactor import Redactor


@dataclass(frozen=True, slots=True, eq=False)
class Verification:
    """The preview and the findings of all checks, in the order of the checks. Each one is only equal to itself.

    `originals` are the names that modules have in the file a migration came from, by their names here.
    """

    manifest: Manifest
    device: Device
    preview: Shown
    findings: tuple[Finding, ...]
    originals: Mapping[str, str] = field(default_factory=dict)

    @property
    def blocks(self) -> tuple[Finding, ...]:
        """What would be refused, or would lose data."""
        return tuple(finding for finding in self.findings if finding.verdict is Verdict.BLOCK)

    @property
    def target(self) -> Target[Any]:
        """The runtime that the preview is of."""
        return target_of(self.device)

    def id(self, finding: Finding) -> str:
        """The id of a check's finding in decisions and reports: `check/<check>/<original module>/<subject>`.

        It stays the same if the module is renamed in the result.
        """
        module = self.originals.get(finding.module, finding.module)
        return CHECK_PREFIX + finding_id(finding.rule, module, finding.subject) + finding.rank

    def seen(self, finding: Finding) -> str:
        """The `seen` hash for a decision about a check's finding; a new name of the module does not change it."""
        return seen_hash(self._as_named_before(finding))

    def fits(self, seen: str | None, finding: Finding) -> bool:
        """Whether a decision was made for what the check finds now."""
        return seen_fits(seen, self._as_named_before(finding))

    def _as_named_before(self, finding: Finding) -> Finding:
        original = self.originals.get(finding.module, finding.module)
        if original == finding.module:
            return finding
        facts = {key: original if value == finding.module else value for key, value in finding.facts.items()}
        return replace(finding, facts=facts)


def verify(
    manifest: Manifest,
    device: Device,
    originals: Mapping[str, str] | None = None,
    expected: Shown | None = None,
) -> Verification:
    """Preview and checks of a manifest for a device. Pure; costs some milliseconds a hundred modules.

    `originals` are the module names before the migration by those after it; `expected` is the preview, where it is
    known to differ from what the device usually makes.
    """
    with no_collection():
        shown = target_of(device).preview(manifest, device) if expected is None else expected
        return Verification(manifest, device, shown, _findings(manifest, device, shown), originals or {})


@remembered
def verify_migration(migration: Migration) -> Verification:
    """The verification of a migration's result, computed once."""
    return verify(migration.after(), migration.device, migration.original_names)


def seen_of(migration: Migration, name: str) -> str | None:
    """What a decision about a finding of a rule or a check holds as `seen`; None where there is none of that id."""
    if not is_check_id(name):
        return seen_hash(migration.finding(name))
    verification = verify_migration(migration)
    found = next((finding for finding in verification.findings if verification.id(finding) == name), None)
    return None if found is None else verification.seen(found)


@remembered
def fixes(migration: Migration, verification: Verification) -> Mapping[str, str]:
    """By id of a check's finding: the finding of a covered rule at the same place, where the problem can be fixed.

    A problem in a module of the device that is kept can be fixed by removing that module, if by nothing closer.
    """
    places = _Places()
    covering = {*_KEPT, *(rule for found in verification.findings for rule in COVERS.get(found.rule, ()))}
    for finding in migration.findings:
        if finding.rule not in covering:
            continue
        place = migration.place(finding)
        if place or not finding.pointer:
            places.add(place, finding)
    by_finding: dict[str, str] = {}
    for found in verification.findings:
        rules = (*COVERS.get(found.rule, ()), *_KEPT)
        here = [
            (_REPORTED.get(migration.resolution(finding.id), len(_REPORTED)), -len(place), finding.id)
            for place, finding in places.touching(found.pointer)
            if finding.rule in rules
        ]
        near = min(here)[2] if here else ""
        if migration.resolutions.get(near) not in _REPORTED:
            near = _asked_alike(migration, verification, found) or near
        near = near or _answered_nearby(migration, verification, found)
        if near:
            by_finding[found.id] = near
    return by_finding


def _asked_alike(migration: Migration, verification: Verification, found: Finding) -> str:
    """For a block: the open question of a covered rule about the same subject, which may be at the other of two places.

    Answers move mounts and ports, so that the second of two at one path is another in the result.
    """
    rules = COVERS.get(found.rule, ()) if found.verdict is Verdict.BLOCK else ()
    module = verification.originals.get(found.module, found.module)
    asked = (each for each in migration.of_module(module) if each.rule in rules and each.subject == found.subject)
    return next((each.id for each in asked if migration.resolution(each.id) == "open"), "")


def _answered_nearby(migration: Migration, verification: Verification, found: Finding) -> str:
    """For a block about two places of a module: a question of a covered rule there that has its answer; else empty."""
    rules = COVERS.get(found.rule, ()) if found.verdict is Verdict.BLOCK else ()
    module = verification.originals.get(found.module, found.module)
    asked = (each for each in migration.of_module(module) if each.rule in rules and each.question is not None)
    return next((each.id for each in asked if migration.resolution(each.id) not in _REPORTED), "")


@remembered
def joined(migration: Migration, verification: Verification) -> Mapping[str, str]:
    """Like `fixes`, but only if the rule's finding is still reported: such a pair is reported once.

    A finding that was kept or applied is no longer reported, so that the check's finding must be; one that is still to
    be confirmed is a task of its own. Notes of rules judge ignored options one by one, and better than the check does.
    """
    fields = {finding.id: finding for finding in verification.findings}
    return {
        found: name
        for found, name in fixes(migration, verification).items()
        if migration.resolution(name) in _REPORTED or _same_task(migration, name, fields[found])
    }


def _same_task(migration: Migration, name: str, found: Finding) -> bool:
    """Whether a finding of a rule that neither asks nor blocks reports what the check's finding does."""
    if migration.resolution(name) == "note":
        return found.verdict is Verdict.NOTE or BY_ID[found.rule].defers
    status = migration.status(name)
    return found.verdict is not Verdict.BLOCK and status is not None and status.state is State.CONFIRM


_REPORTED = {"open": 0, "accepted": 1, "manual": 2}
"""States in which a finding of a rule is reported on the Check page."""


def why(message: Message) -> str:
    """Why something is refused or dropped, as plain text with its facts."""
    return pages.fill(_(message.why), message.facts)


def object_files(verification: Verification, redactor: Redactor) -> dict[str, bytes]:
    """What the target will run as files, by name; everything masked."""
    return verification.target.files(verification.preview, redactor)


def _findings(manifest: Manifest, device: Device, expected: Shown) -> tuple[Finding, ...]:
    """All findings in the order of the checks, those of each check numbered."""
    checks = (check for check in CHECKS if device.platform in check.targets)
    return tuple(finding for check in checks for finding in numbered(check.run(manifest, device, expected)))


_KEPT = (rule_ids.COPY_ON_KUBERNETES, rule_ids.COPY_ON_VM)
"""The rules that ask whether a module of the device is kept: no other rule runs on it."""


class _Places:
    """Findings of rules by place, to be asked which of them hold a place or are below it."""

    def __init__(self) -> None:
        self._at: dict[str, list[Finding]] = {}
        self._below: Prefixes[tuple[str, Finding]] | None = None

    def add(self, place: str, finding: Finding) -> None:
        self._at.setdefault(place, []).append(finding)

    def touching(self, pointer: str) -> Iterator[tuple[str, Finding]]:
        """Place and finding; the deployment as a whole is a place of its own."""
        if self._below is None:
            self._below = Prefixes((place, (place, each)) for place, found in self._at.items() for each in found)
        where = pointer
        while where:
            for finding in self._at.get(where, ()):
                yield where, finding
            where = ptr.parent(where)
        if pointer:
            yield from self._below.starting(pointer + "/")
        else:
            yield from (("", finding) for finding in self._at.get("", ()))
