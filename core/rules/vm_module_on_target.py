"""Modules that run on the target device and are not in the file: a VM can keep those written for Docker."""

from __future__ import annotations

from core.docker import deployed, written_for
from core.docker.deployed_copies import copied, question
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest
from core.model import rule_ids
from core.model.questions import choice
from core.rules.base import LINUX_VM, Area, Device, Findings, Rule, Verdict
from core.text.catalogue import N_

_QUESTION = question(N_("{name} is stopped and removed from the VM."))
_FOREIGN = choice(*_QUESTION.options)
"""The question without a default: a module written for Kubernetes would lose its shares and its GPU."""


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each of them."""
    for module in deployed.only_there(manifest):
        assert manifest.target is not None and manifest.agent is not None
        signs = list(written_for.signs(module, device))
        yield RULE.finding(
            "",
            module.name,
            ptr.join(manifest.agent.pointer, "modules", module.name),
            Verdict.ASK,
            question=_FOREIGN if signs else _QUESTION,
            name=module.name,
            image=module.image,
            file=manifest.target.source.name,
            keys=list(dict.fromkeys(signs)),
            variant="kubernetes" if signs else "",
            tags=["twin"] if manifest.target.hub is None else [],
        )


RULE = Rule(
    id=rule_ids.COPY_ON_VM,
    area=Area.RUNTIME,
    source=("MAN-replace", "V-O1"),
    detect=detect,
    apply=copied,
    targets=LINUX_VM,
    gives_up=("drop",),
)
