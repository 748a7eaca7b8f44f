"""A schema version, runtime or module type that the edge agent refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.manifest.manifest import Manifest, Place
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.rules.base import Rule

_READ = re.compile(r"1\.0(?:\.\d{1,9}){0,2}|1\.1(?:\.0){0,2}")
"""What parses as a version, has the major number 1, and is not above 1.1.0."""


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """`schemaVersion` of $edgeAgent outside 1.0 and 1.1; `type` other than docker of the runtime or a module."""
    agent = manifest.agent
    if agent is not None and isinstance(agent.value, dict):
        version = agent.value.get("schemaVersion")
        if version is not None and "$" not in str(version) and not _READ.fullmatch(str(version)):
            yield _finding("", Place(agent.pointer + "/schemaVersion", version), "")
        runtime = agent.value.get("runtime")
        if isinstance(runtime, dict) and runtime.get("type") not in (None, "docker"):
            yield _finding("", Place(agent.pointer + "/runtime/type", runtime["type"]), "type")
    for module in manifest.modules:
        kind = module.body.get("type")
        if kind not in (None, "docker"):
            yield _finding(module.name, Place(module.pointer + "/type", kind), "type")


def _finding(module: str, place: Place, variant: str) -> Finding:
    return RULE.finding(
        module,
        place.key,
        place.pointer,
        Verdict.BLOCK,
        owner=module or "runtime",
        value=str(place.value),
        variant=variant,
    )


RULE = Rule(id="schema-version", area=Area.RUNTIME, source=("AGT-2", "AGT-3"), detect=detect)
