"""Modules that run on the target device and are not in the file, so that deploying the file removes them."""

from __future__ import annotations

from core.docker import deployed
from core.docker.deployed_copies import copied, question
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest
from core.model import rule_ids
from core.rules.base import Area, Device, Findings, Rule, Verdict
from core.text.catalogue import N_

_QUESTION = question(N_("{name} is stopped and removed from the GPU device."))


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each of them."""
    for module in deployed.only_there(manifest):
        assert manifest.target is not None and manifest.agent is not None
        yield RULE.finding(
            "",
            module.name,
            ptr.join(manifest.agent.pointer, "modules", module.name),
            Verdict.ASK,
            question=_QUESTION,
            name=module.name,
            image=module.image,
            file=manifest.target.source.name,
            tags=["twin"] if manifest.target.hub is None else [],
        )


RULE = Rule(
    id=rule_ids.COPY_ON_KUBERNETES,
    area=Area.RUNTIME,
    source=("MAN-replace",),
    detect=detect,
    apply=copied,
    gives_up=("drop",),
)
