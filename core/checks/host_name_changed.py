"""Calls to a module by a host name that it does not have on Kubernetes."""

from __future__ import annotations

from core.checks.base import Area, Check, Device, Findings, Verdict
from core.docker import host_references
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest
from core.targets.kubernetes.model import Preview


def run(manifest: Manifest, device: Device, preview: Preview) -> Findings:
    """Yields one finding for each text that calls a host which is not the cleaned name; DNS ignores case."""
    for target, calls in host_references.references(manifest).items():
        workload = preview.module(target)
        if workload is None or workload.name == target.lower():
            continue
        seen: set[tuple[str, str]] = set()
        for call in calls:
            host = ptr.resolve(manifest.tree, call.pointer)[call.start : call.end]
            if host.lower() != workload.name and call.owner != target and (call.pointer, host) not in seen:
                seen.add((call.pointer, host))
                yield CHECK.finding(
                    call.owner,
                    f"{call.label or 'text'}:{host}",
                    call.pointer,
                    Verdict.MANUAL,
                    module=call.owner,
                    host=host,
                    name=workload.name,
                    label=call.label,
                )


CHECK = Check(
    id="host-name-changed",
    area=Area.NAMING,
    source=("AGT-7", "O2"),
    run=run,
)
