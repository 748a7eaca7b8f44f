"""Mounts that the agent or Kubernetes refuses."""

from __future__ import annotations

from core.checks.base import Area, Check
from core.targets.kubernetes import reported

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
CHECK = Check(
    id="mount-refused",
    area=Area.STORAGE,
    source=("AGT-5.3", "AGT-9-volumes", "K8S", "AGT-2"),
    run=reported.each_refusal("mount-refused", CODES),
)
