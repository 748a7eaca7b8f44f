"""Mounts that the agent or Kubernetes refuses."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.base import Check
from core.manifest.manifest import Manifest
from core.model.device import Device
from core.model.findings import Area, Finding
from core.targets.kubernetes import reported
from core.targets.kubernetes.model import Preview

CODES = (
    "null-mount",
    "mount-type",
    "mount-source",
    "mount-no-source",
    "mount-target",
    "mount-path",
    "mount-path-twice",
    "mount-unknown",
    "mount-sub-path",
    "mount-sub-paths",
    "mount-propagation",
)


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each that is refused."""
    yield from reported.refusals(CHECK.id, preview, CODES)


CHECK = Check(
    id="mount-refused",
    area=Area.STORAGE,
    source=("AGT-5.3", "AGT-9-volumes", "K8S", "AGT-2"),
    covers=("tmpfs", "incomplete-mount", "section-volume", "host-path-bind"),
    run=run,
)
