"""Ports that make the agent or Kubernetes refuse a service or a pod."""

from __future__ import annotations

from core.checks.base import Area, Check, Device, Findings
from core.manifest.manifest import Manifest
from core.targets.kubernetes import reported
from core.targets.kubernetes.model import Preview

CODES = ("null-binding", "port-range", "kubelet-port", "port-name-twice", "container-port", "host-port-twice")


def run(manifest: Manifest, device: Device, preview: Preview) -> Findings:
    """Yields one finding for each place: an exposed port may be refused in the service and in the pod."""
    seen: set[str] = set()
    for finding in reported.refusals(CHECK.id, preview, CODES):
        if finding.pointer not in seen:
            seen.add(finding.pointer)
            yield finding


CHECK = Check(
    id="service-refused",
    area=Area.NETWORK,
    source=("AGT-5.3", "AGT-8", "K8S", "AGT-2"),
    run=run,
)
