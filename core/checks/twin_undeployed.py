"""Sections of modules that the deployment does not have."""

from __future__ import annotations

from collections.abc import Iterator

from core.kubernetes.model import Preview
from core.manifest.manifest import Manifest
from core.model import Area, Check, Device, Finding, Verdict


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each twin section; parts of a deployment may belong to modules of another part."""
    if manifest.shape == "layered" or manifest.agent is None:
        return
    for name, place in manifest.twins.items():
        if manifest.module(name) is None:
            yield Finding(
                rule=CHECK.id,
                module="",
                subject=name,
                pointer=place.pointer,
                verdict=Verdict.MANUAL,
                facts={"name": name},
            )


CHECK = Check(id="twin-undeployed", area=Area.NAMING, source=("MAN-4",), covers=(), run=run)
