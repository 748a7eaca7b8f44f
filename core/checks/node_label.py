"""Labels that a module requires of its machine; its pod stays Pending if no machine has them."""

from __future__ import annotations

from core.checks.base import Area, Check, Device, Findings, Verdict
from core.docker import experimental, node_labels, placeholders
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest
from core.targets.kubernetes.model import Preview
from core.text.catalogue import N_


def run(manifest: Manifest, device: Device, preview: Preview) -> Findings:
    """Yields one finding for each label that Kubernetes does not set on every machine of the device."""
    for workload in preview.modules:
        labels = workload.pod.get("nodeSelector")
        place = experimental.find(workload.module, "nodeSelector") if isinstance(labels, dict) else None
        if not isinstance(labels, dict) or place is None:
            continue
        for label, value in labels.items():
            if not node_labels.is_given(label, value) and not placeholders.is_left(value):
                pointer = ptr.join(place.pointer, label)
                yield CHECK.finding(workload.module, label, pointer, Verdict.MANUAL, label=label, value=str(value))


CHECK = Check(
    id="node-label",
    area=Area.RESOURCES,
    source=("AGT-9-selector",),
    run=run,
    before=N_(
        "A pod with a node selector stays Pending until a node has the label. If you may read the cluster, "
        "kubectl get nodes --show-labels lists the labels. If no label matches, remove the selector: the "
        "device usually has one node."
    ),
)
