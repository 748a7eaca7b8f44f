"""The objects that the target would run as one compact table, with the findings of the checks."""

from __future__ import annotations

from collections.abc import Iterator

from core.migration.migrate import Migration
from core.migration.verdict import check_statuses, deployability
from core.migration.verify import Verification, joined, verify_migration
from core.model.remembered import remembered
from core.redaction.redactor import Redactor
from core.report.model import CheckFacts, ModuleObjects, PortFacts, TargetFacts
from core.report.shown import masked, pointer_text
from core.targets.objects import Held
from core.text import explanations


@remembered
def facts(migration: Migration, redactor: Redactor) -> TargetFacts:
    """The objects of each module and the findings of the checks, masked; computed once for report and picture."""
    verification = verify_migration(migration)
    held = verification.target.held(verification.preview)
    return TargetFacts(
        verdict=deployability(verification),
        modules=tuple(_objects(each, redactor) for each in held),
        checks=tuple(_checks(migration, verification, redactor)),
    )


def _objects(held: Held, redactor: Redactor) -> ModuleObjects:
    return ModuleObjects(
        module=redactor.text(held.module),
        name=redactor.text(held.name),
        objects=held.kinds,
        service=held.exposure,
        ports=tuple(
            PortFacts(port=port.port, protocol=port.protocol, target=port.target, address=redactor.text(port.address))
            for port in held.ports
        ),
        shares=tuple(map(redactor.text, held.shares)),
        folders=tuple(map(redactor.text, held.folders)),
        gpus=held.gpus,
    )


def _checks(migration: Migration, verification: Verification, redactor: Redactor) -> Iterator[CheckFacts]:
    pairs, statuses = joined(migration, verification), check_statuses(migration)
    for finding in verification.findings:
        yield CheckFacts(
            id=redactor.finding_id(verification.id(finding)),
            check=finding.rule,
            module=finding.module,
            verdict=finding.verdict,
            state=statuses[finding.id].state,
            detail=statuses[finding.id].detail,
            pointer=pointer_text(finding.pointer, redactor),
            title=explanations.title(masked(finding, redactor)),
            reported_by=pairs.get(finding.id, ""),
        )
