"""Binds and mounts that the agent leaves out or takes apart."""

from __future__ import annotations

from collections.abc import Iterator

from core.kubernetes import told
from core.kubernetes.model import Preview
from core.manifest.manifest import Manifest
from core.model import Area, Check, Device, Finding, Verdict

CODES = ("one-part-bind", "cut-bind", "ignored-mount")


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each that is left out."""
    yield from told.drops(CHECK.id, preview, CODES, Verdict.MANUAL)


CHECK = Check(
    id="mount-ignored",
    area=Area.STORAGE,
    source=("AGT-5.4",),
    covers=("host-path-bind", "tmpfs", "anonymous-volume"),
    run=run,
)
