"""Promise 7: what `convert` calls done, no risk accepted, `verify` does not block; accepted risks cover its blocks."""

from __future__ import annotations

from core.manifest.manifest import Manifest
from core.manifest.read import read_again
from core.migration.migrate import Migration, migrate
from core.migration.verdict import Kind, judged
from core.migration.verify import Verification, verify
from core.model.decisions import Decision, Decisions
from core.model.device import Device


def contradictions(manifest: Manifest, device: Device) -> list[str]:
    """Blocks of `verify` on a migration that nothing stops, and then on one whose risks are all accepted."""
    migration = migrate(manifest, device, Decisions())
    refused = {verification.id(f) for verification in [verified(migration)] for f in verification.blocks}
    if not judged(migration).blocking:
        return sorted(refused)
    accepted = accepting_all(migration)
    left = judged(accepted)
    if left.of(Kind.QUESTION):
        return []
    known = {item.id for item in left.accepted}
    return [reason.id for reason in left.blocking] + sorted(_original_ids(accepted) - known)


def verified(migration: Migration) -> Verification:
    return verify(read_again(migration.before, migration.output()), migration.device)


def _original_ids(migration: Migration) -> set[str]:
    verification = verify(read_again(migration.before, migration.output()), migration.device, migration.original_names)
    return {verification.id(finding) for finding in verification.blocks}


def accepting_all(migration: Migration) -> Migration:
    for kind in (Kind.RULE, Kind.CHECK):
        risks = [Decision(finding=r.id, answer=True, note="tried") for r in judged(migration).of(kind)]
        items = (*migration.decisions.items, *risks)
        migration = migrate(migration.before, migration.device, Decisions(items=items))
    return migration


def worsened(manifest: Manifest, device: Device) -> list[str]:
    """Blocks that the defaults of the rules add to a manifest that had none and that leaves no question open."""
    if verify(manifest, device).blocks:
        return []
    migration = migrate(manifest, device, Decisions())
    return [] if judged(migration).of(Kind.QUESTION) else [finding.id for finding in verified(migration).blocks]
