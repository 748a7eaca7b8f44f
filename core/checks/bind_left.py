"""Binds that were not migrated: the module starts with an empty folder, without an error."""

from __future__ import annotations

from core.checks.base import Area, Check, Device, Findings, Verdict
from core.docker import placeholders, storage
from core.manifest.equal_modules import where
from core.manifest.manifest import Manifest
from core.targets.kubernetes.model import Preview


def run(manifest: Manifest, device: Device, preview: Preview) -> Findings:
    """Yields one finding for each bind that the agent maps, also for one with a placeholder."""
    for module in where(manifest, lambda module: module.list_at("HostConfig", "Binds")):
        for place in module.list_at("HostConfig", "Binds"):
            text = place.value if isinstance(place.value, str) else ""
            parts = text.split(":")
            if len(parts) > 1 and not (placeholders.has_sign(text) and storage.unfilled(module, place.pointer)):
                yield CHECK.finding(module, parts[1], place.pointer, Verdict.BLOCK, source=parts[0], target=parts[1])


CHECK = Check(
    id="bind-left",
    area=Area.STORAGE,
    source=("S2", "AGT-5.4"),
    run=run,
)
