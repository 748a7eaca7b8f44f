"""Routes that name a module which is not in the manifest."""

from __future__ import annotations

from core.docker import placeholders
from core.docker.module_places import route_names
from core.manifest.manifest import Manifest
from core.rules.base import EVERYWHERE, Area, Device, Findings, Rule, Verdict


def detect(manifest: Manifest, device: Device) -> Findings:
    """Looks only at whole manifests, because a layered deployment may name modules of another layer."""
    if manifest.shape == "layered" or manifest.agent is None or manifest.hub is None:
        return
    names = {module.name for module in manifest.modules}
    for route in manifest.routes:
        for name in route_names(route):
            if name not in names and "$" not in name and name != "*" and not placeholders.within(name):
                yield RULE.finding("", f"{route.key}:{name}", route.pointer, Verdict.MANUAL, route=route.key, name=name)


RULE = Rule(id="unknown-route-module", area=Area.NAMING, source=("O2",), detect=detect, targets=EVERYWHERE)
