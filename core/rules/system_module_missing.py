"""A deployment without edgeAgent or edgeHub: what the file does not list is removed from the device."""

from __future__ import annotations

import json

from core.docker import deployed, entries
from core.docker.ports import HUB_PORTS
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest
from core.model import rule_ids
from core.model.questions import choice, option
from core.rules.base import EVERYWHERE, Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict
from core.text.catalogue import N_

ADD = "add"
_QUESTION = choice(
    option(ADD, N_("Add the usual entries"), N_("Those of the templates of IoT Edge, or of the new device.")),
    default=ADD,
    reason=N_("every deployment needs both modules of the runtime"),
)
_IMAGE = "mcr.microsoft.com/azureiotedge-{}:1.1"
_BINDINGS = {f"{port}/tcp": [{"HostPort": str(port)}] for port in HUB_PORTS}
_AGENT: dict[str, Json] = {"type": "docker", "settings": {"image": _IMAGE.format("agent"), "createOptions": "{}"}}
_HUB: dict[str, Json] = {
    "type": "docker",
    "status": "running",
    "restartPolicy": "always",
    "settings": {
        "image": _IMAGE.format("hub"),
        "createOptions": json.dumps({"HostConfig": {"PortBindings": _BINDINGS}}, separators=(",", ":")),
    },
}
_USUAL = {"edgeAgent": _AGENT, "edgeHub": _HUB}


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding where no system modules are in the file, else one for each that it does not list."""
    for key, pointer in entries.not_listed(manifest):
        if key == entries.SYSTEM_MODULES:
            yield RULE.finding("", key, pointer, Verdict.ASK, question=_QUESTION, key=key, variant="")
        else:
            yield RULE.finding("", key, pointer, Verdict.MANUAL, key=key, variant=key)


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Adds both entries, those of the target device where they are known."""
    if finding.question is None:
        return ()
    holder = ptr.resolve(manifest.tree, ptr.parent(finding.pointer))
    both: Json = {name: _entry(manifest, name) for name in entries.SYSTEM}
    return (Change("replace" if finding.subject in holder else "add", finding.pointer, finding.id, both),)


def _entry(manifest: Manifest, name: str) -> Json:
    target = manifest.target
    there = None if target is None else target.module(name)
    return _USUAL[name] if target is None or there is None else deployed.entry(target, there)


RULE = Rule(
    id=rule_ids.RUNTIME_MODULES,
    area=Area.RUNTIME,
    source=("AGT-2-system",),
    detect=detect,
    apply=apply,
    targets=EVERYWHERE,
    first_answer=ADD,
)
