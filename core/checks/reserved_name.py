"""Module names that belong to the helper container or to the runtime."""

from __future__ import annotations

from collections.abc import Iterator

from core.kubernetes import told
from core.kubernetes.model import Preview
from core.manifest.manifest import Manifest
from core.model import Area, Check, Device, Finding

CODES = ("container-name-twice", "runtime-name", "account-taken")


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each that is refused."""
    yield from told.refusals(CHECK.id, preview, CODES)


CHECK = Check(
    id="reserved-name",
    area=Area.NAMING,
    source=("AGT-7", "AGT-2"),
    covers=("module-name",),
    run=run,
)
