"""Module names that belong to the helper container or to the runtime."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.base import Check
from core.manifest.manifest import Manifest
from core.model.device import Device
from core.model.findings import Area, Finding
from core.targets.kubernetes import reported
from core.targets.kubernetes.model import Preview

CODES = ("container-name-twice", "runtime-name", "account-taken")


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each that is refused."""
    yield from reported.refusals(CHECK.id, preview, CODES)


CHECK = Check(
    id="reserved-name",
    area=Area.NAMING,
    source=("AGT-7", "AGT-2"),
    covers=("module-name",),
    run=run,
)
