"""The number of findings of rules and checks that an operator sees at each module, without advice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from core.migration.migrate import Migration
from core.migration.verdict import check_statuses
from core.migration.verify import joined, verify_migration
from core.model.states import State


def shown_findings(migration: Migration) -> Iterator[int]:
    """One count for each module, in document order; a check that reports the same as a rule counts once."""
    verification, statuses = verify_migration(migration), check_statuses(migration)
    said = joined(migration, verification)
    shown = Counter(
        migration.finding(name).module
        for name, status in migration.statuses.items()
        if status is not None and status.state is not State.ADVICE
    )
    shown.update(
        verification.originals.get(finding.module, finding.module)
        for finding in verification.findings
        if finding.id not in said and statuses[finding.id].state is not State.ADVICE
    )
    return (shown[module.name] for module in migration.before.modules)
