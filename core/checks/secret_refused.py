"""Registry credentials of which no pull secret can be made, which stops the whole deployment."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.base import Check
from core.manifest.manifest import Manifest
from core.model.device import Device
from core.model.findings import Area, Finding
from core.targets.kubernetes import reported
from core.targets.kubernetes.model import Preview

CODES = ("secret-label", "secret-name")


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each: pull secrets come before everything, and nothing is deployed without them."""
    yield from reported.refusals(CHECK.id, preview, CODES)


CHECK = Check(
    id="secret-refused",
    area=Area.RUNTIME,
    source=("AGT-3-secrets", "AGT-1"),
    covers=("registry-credential",),
    run=run,
)
