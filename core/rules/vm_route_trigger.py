"""Routes from triggers of the device, which belong to the managed service and end with it."""

from __future__ import annotations

from core.docker import routes
from core.manifest.manifest import Manifest
from core.rules.base import LINUX_VM, Area, Device, Findings, Rule, Verdict


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each route from a topic."""
    for topic in routes.waiting(manifest):
        name = routes.name_of(topic.route)
        yield RULE.finding("", name, topic.route.pointer, Verdict.MANUAL, route=name, topic=topic.name)


RULE = Rule(id="vm-route-trigger", area=Area.NETWORK, source=("V-O10",), detect=detect, targets=LINUX_VM, minutes=60)
