"""Module names that the agent accepts and Kubernetes refuses."""

from __future__ import annotations

from core.checks.base import Area, Check, Device, Findings, Verdict
from core.manifest.manifest import Manifest
from core.targets.kubernetes import reported
from core.targets.kubernetes.model import Preview

CODES = ("name-length", "account-name", "account-label", "service-name", "deployment-name", "container-name")


def run(manifest: Manifest, device: Device, preview: Preview) -> Findings:
    """Yields one finding for each module; its first refused object decides the scope of the refusal."""
    seen: set[str] = set()
    for refusal in reported.refused(preview, CODES):
        if refusal.module not in seen:
            seen.add(refusal.module)
            variant = _variant(refusal.code, str(refusal.facts.get("name", "")))
            yield reported.finding(CHECK.id, refusal, Verdict.BLOCK, variant=variant)


def _variant(code: str, name: str) -> str:
    if code in ("name-length", "account-label") or len(name) > 63:
        return "long"
    if code == "service-name" and name[:1].isdigit():
        return "digit"
    return "dot" if name and "." in name.strip(".") else "edge" if name.strip("-.") else "empty"


CHECK = Check(
    id="name-refused",
    area=Area.NAMING,
    source=("AGT-7", "K8S", "AGT-2"),
    run=run,
)
