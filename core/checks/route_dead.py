"""Routes that name modules which the deployment does not have."""

from __future__ import annotations

from core.checks.base import Area, Check, Device, Findings, Verdict
from core.docker.module_places import route_names
from core.manifest.manifest import Manifest
from core.targets.kubernetes.model import Preview


def run(manifest: Manifest, device: Device, preview: Preview) -> Findings:
    """Yields one finding for each such name; parts of a deployment may name modules of another part."""
    if manifest.shape == "layered" or manifest.agent is None or manifest.hub is None:
        return
    known = {module.name for module in manifest.modules} | {"$edgeAgent", "$edgeHub", "edgeAgent", "edgeHub", "*"}
    for route in manifest.routes:
        for name in route_names(route):
            if name not in known and "$" not in name and "{" not in name:
                yield CHECK.finding(
                    "", f"{route.key}:{name}", route.pointer, Verdict.MANUAL, route=route.key, name=name
                )


CHECK = Check(
    id="route-dead",
    area=Area.NAMING,
    source=("O2",),
    run=run,
)
