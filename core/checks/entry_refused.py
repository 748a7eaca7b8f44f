"""Entries of modules that the agent cannot read."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.base import Check
from core.manifest.manifest import Manifest
from core.model.device import Device
from core.model.findings import Area, Finding
from core.targets.kubernetes import reported
from core.targets.kubernetes.model import Preview

CODES = ("module-type", "runtime-type", "module-status", "system-name", "stray-chunk", "variable-shape")


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each that is refused."""
    yield from reported.refusals(CHECK.id, preview, CODES)


CHECK = Check(
    id="entry-refused",
    area=Area.RUNTIME,
    source=("AGT-3", "AGT-4"),
    covers=("schema-version", "module-entry", "comment-key"),
    run=run,
)
