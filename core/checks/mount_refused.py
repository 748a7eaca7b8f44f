"""Mounts that the agent or Kubernetes refuses."""

from __future__ import annotations

from collections.abc import Iterator

from core.kubernetes import told
from core.kubernetes.model import Preview
from core.manifest.manifest import Manifest
from core.model import Area, Check, Device, Finding

CODES = (
    "null-mount",
    "mount-type",
    "mount-source",
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
    yield from told.refusals(CHECK.id, preview, CODES)


CHECK = Check(
    id="mount-refused",
    area=Area.STORAGE,
    source=("AGT-5.3", "AGT-9-volumes", "K8S", "AGT-2"),
    covers=("incomplete-mount", "section-volume", "host-path-bind"),
    run=run,
)
