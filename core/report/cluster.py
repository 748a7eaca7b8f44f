"""What Kubernetes would run, in one compact table, and the checks that speak."""

from __future__ import annotations

from collections.abc import Iterator

from core.docker.facts import GPU
from core.migration.migrate import Migration
from core.migration.verify import Verification, joined, verify_migration
from core.model.base import Json
from core.redaction.redactor import Redactor
from core.report.model import CheckFacts, KubernetesFacts, ModuleObjects, PortFacts
from core.report.shown import masked, pointer_text
from core.targets.kubernetes import ModulePreview
from core.targets.kubernetes.amounts import limit
from core.text import explanations

_OUTSIDE = ("LoadBalancer", "NodePort")


def facts(migration: Migration, redactor: Redactor) -> KubernetesFacts:
    """The objects of each module and the findings of the checks, masked; worked out once for report and picture."""
    if redactor is not migration.redactor:
        return _facts(migration, redactor)
    computed: KubernetesFacts = migration.cached("kubernetes facts", lambda: _facts(migration, redactor))
    return computed


def _facts(migration: Migration, redactor: Redactor) -> KubernetesFacts:
    verification = verify_migration(migration)
    return KubernetesFacts(
        verdict=verification.verdict,
        modules=tuple(_objects(workload, redactor) for workload in verification.preview.modules),
        checks=tuple(_checks(migration, verification, redactor)),
    )


def outside_ports(workload: ModulePreview) -> str:
    """The ports that something outside the device can call, as `8080/tcp, 53/udp`; empty for none."""
    spec = {} if workload.service is None else workload.service.body["spec"]
    if spec.get("type") not in _OUTSIDE:
        return ""
    return ", ".join(f"{port.port}/{port.protocol.lower()}" for port in _ports(spec))


def _objects(workload: ModulePreview, redactor: Redactor) -> ModuleObjects:
    spec = {} if workload.service is None else workload.service.body["spec"]
    count = limit(workload, GPU)
    return ModuleObjects(
        module=redactor.text(workload.module.name),
        name=redactor.text(workload.name),
        objects=tuple(dict.fromkeys(each.kind for each in workload.objects)),
        service=str(spec.get("type", "")),
        ports=tuple(_ports(spec)),
        shares=tuple(map(redactor.text, workload.uses)),
        folders=tuple(redactor.text(path) for path in _folders(workload)),
        gpus=str(count) if count else "",
    )


def _ports(spec: Json) -> Iterator[PortFacts]:
    for port in spec.get("ports") or ():
        target = port.get("targetPort", port["port"])
        yield PortFacts(
            port=port["port"],
            protocol=str(port.get("protocol", "TCP")),
            target=target if isinstance(target, int) else port["port"],
        )


def _folders(workload: ModulePreview) -> Iterator[str]:
    for volume in workload.pod.get("volumes") or ():
        path = (volume.get("hostPath") or {}).get("path") if isinstance(volume, dict) else None
        if isinstance(path, str):
            yield path


def _checks(migration: Migration, verification: Verification, redactor: Redactor) -> Iterator[CheckFacts]:
    pairs = joined(migration, verification)
    for finding in verification.findings:
        yield CheckFacts(
            id=redactor.text(verification.id(finding)),
            check=finding.rule,
            module=finding.module,
            verdict=finding.verdict,
            pointer=pointer_text(finding.pointer, redactor),
            title=explanations.title(masked(finding, redactor)),
            told=pairs.get(finding.id, ""),
        )
