"""Modules that use a port of the helper container in every pod."""

from __future__ import annotations

from core.checks.base import Area, Check, Device, Findings, Verdict
from core.docker import ports
from core.manifest.equal_modules import where
from core.manifest.manifest import Manifest
from core.targets.kubernetes.model import Preview


def run(manifest: Manifest, device: Device, preview: Preview) -> Findings:
    """Yields one finding for each container port; the host port that maps it causes no conflict."""
    for module in where(manifest, ports.on_helper):
        for number, port in ports.on_helper(module).items():
            known = number in ports.HELPER_PORTS
            verdict, variant = (Verdict.BLOCK, "") if known else (Verdict.MANUAL, "perhaps")
            yield CHECK.finding(module, str(number), port.place.pointer, verdict, port=number, variant=variant)


CHECK = Check(
    id="helper-port",
    area=Area.NETWORK,
    source=("P4", "AGT-8-sidecar"),
    run=run,
)
