"""Binds and mounts that the agent leaves out or takes apart."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.base import Check
from core.manifest.manifest import Manifest
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.targets.kubernetes import reported
from core.targets.kubernetes.model import Preview

CODES = ("one-part-bind", "cut-bind", "ignored-mount")


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each that is left out."""
    yield from reported.drops(CHECK.id, preview, CODES, Verdict.MANUAL)


CHECK = Check(
    id="mount-ignored",
    area=Area.STORAGE,
    source=("AGT-5.4",),
    covers=("host-path-bind", "tmpfs", "anonymous-volume"),
    run=run,
)
