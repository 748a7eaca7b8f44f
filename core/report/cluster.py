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
    return TargetFacts(
        verdict=deployability(verification),
        modules=tuple(_objects(each, redactor) for each in held(migration)),
        checks=tuple(_checks(migration, verification, redactor)),
    )


@remembered
def held(migration: Migration) -> tuple[Held, ...]:
    """What each module of the result holds on the target, computed once."""
    verification = verify_migration(migration)
    return tuple(verification.target.held(verification.preview))


def _objects(each: Held, redactor: Redactor) -> ModuleObjects:
    return ModuleObjects(
        module=redactor.text(each.module),
        name=redactor.text(each.name),
        objects=each.kinds,
        service=each.exposure,
        ports=tuple(
            PortFacts(port=port.port, protocol=port.protocol, target=port.target, address=redactor.text(port.address))
            for port in each.ports
        ),
        shares=tuple(map(redactor.text, each.shares)),
        folders=tuple(map(redactor.text, each.folders)),
        gpus=each.gpus,
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
