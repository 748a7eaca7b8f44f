"""Settings that only Kubernetes reads and Docker ignores without a message."""

from __future__ import annotations

from core.checks.base import LINUX_VM, Area, Check, Device, Findings, Verdict
from core.docker import experimental
from core.manifest.manifest import Manifest, Place, member, text_of
from core.targets.linux_vm import VmPreview


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Findings:
    """Yields one finding for each key of k8s-experimental; volumes that are claims of shares lose data."""
    for module in manifest.modules:
        name = experimental.key(module)
        for place in module.members_at(name) if name is not None else ():
            claims = _claims(place)
            yield CHECK.finding(
                module,
                place.key,
                place.pointer,
                Verdict.BLOCK if claims else Verdict.MANUAL,
                key=place.key,
                shares=claims,
                variant="claims" if claims else "",
            )


def _claims(place: Place) -> list[str]:
    """The names of claims among volumes."""
    items = place.value if place.key.lower() == "volumes" and isinstance(place.value, list) else []
    found = [member(member(item, "volume"), "persistentVolumeClaim") for item in items]
    return [text_of(claim, "claimName") for claim in found if text_of(claim, "claimName")]


CHECK = Check(
    id="vm-section-left",
    area=Area.RUNTIME,
    source=("V-O1", "V-S2"),
    run=run,
    targets=LINUX_VM,
)
