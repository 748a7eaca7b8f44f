"""Finds places that a rule and a check both report because `COVERS` does not join their findings."""

from __future__ import annotations

from collections import defaultdict

from core.migration.migrate import Migration
from core.migration.verify import joined, verify_migration
from core.model import rule_ids
from core.model.findings import Finding, Verdict
from core.model.states import Resolution

DIFFERENT_MATTERS = {
    # a check about the agent in use, or about the whole value of which the rule reports a part
    *(("old-agent", rule) for rule in ("section-key", "option-twice")),
    # a placeholder, which the rule reports wherever it is
    *((check, rule_ids.FILLED_IN_LATER) for check in ("vm-image-old", "vm-target-twice")),
    # the cause and the effect
    ("vm-target-twice", "vm-host-path"),
    # a port that another replaces, and a port that the helper container may use
    ("port-lost", rule_ids.HELPER_PORT),
}
"""Check and rule that report one place: each says what the other does not, so that the operator needs both."""
SHOWN = (Resolution.OPEN, Resolution.ACCEPTED, Resolution.MANUAL)


def reported_twice(migration: Migration) -> set[tuple[str, str]]:
    """Each check and rule whose findings are both shown for one place of the result.

    A note of a check adds no task, and two verdicts that differ are about two facts (test_grades).
    """
    verification = verify_migration(migration)
    once = joined(migration, verification)
    shown = _shown(migration)
    return {
        (found.rule, finding.rule)
        for found in verification.findings
        if found.id not in once and found.verdict is not Verdict.NOTE
        for finding in shown.get(found.pointer, ())
        if finding.question is not None or finding.verdict is found.verdict
    } - DIFFERENT_MATTERS


def _shown(migration: Migration) -> dict[str, list[Finding]]:
    """The findings of rules that the Check page shows, by place of the result; those about the whole file have none."""
    places: dict[str, list[Finding]] = defaultdict(list)
    for finding in migration.findings:
        place = migration.place(finding)
        if place and migration.resolution(finding.id) in SHOWN:
            places[place].append(finding)
    return places
