"""Twin sections of modules that the deployment does not have."""

from __future__ import annotations

from core.checks.base import Area, Check, Device, Findings, Verdict
from core.manifest.manifest import Manifest
from core.targets.kubernetes.model import Preview


def run(manifest: Manifest, device: Device, preview: Preview) -> Findings:
    """Yields one finding for each twin section; parts of a deployment may belong to modules of another part."""
    if manifest.shape == "layered" or manifest.agent is None:
        return
    for name, place in manifest.twins.items():
        if manifest.module(name) is None:
            yield CHECK.finding("", name, place.pointer, Verdict.MANUAL, name=name)


CHECK = Check(id="twin-undeployed", area=Area.NAMING, source=("MAN-4",), run=run)
