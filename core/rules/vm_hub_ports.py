"""edgeHub without published ports: nothing outside the VM reaches it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.docker import ports
from core.manifest.manifest import Kind, Manifest
from core.model.base import Answers
from core.model.changes import Change
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.model.questions import Choice, Option
from core.rules.base import LINUX_VM, Rule
from core.text.catalogue import N_

_QUESTION = Choice(
    options=(
        Option(
            value="add",
            title=N_("Publish 443, 5671 and 8883"),
            consequence=N_("Downstream devices can reach edgeHub at the address of the VM."),
        ),
        Option(value="leave", title=N_("Publish nothing"), consequence=N_("Modules can still reach edgeHub.")),
    ),
    default="add",
    default_reason=N_("every IoT Edge sample publishes them, and on Kubernetes a service made them reachable"),
)


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """One finding for edgeHub without any binding."""
    for module in manifest.modules:
        hub = module.kind is Kind.SYSTEM and module.name == "edgeHub"
        if hub and not ports.bindings(module) and ports.open_for(module, "HostConfig", "PortBindings"):
            yield RULE.finding(module, "ports", module.pointer, Verdict.ASK, question=_QUESTION)


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """The three bindings."""
    if answers[finding.id] == "leave":
        return ()
    module = manifest.holder(finding.module, finding.pointer)
    return [
        Change("add", module.to("HostConfig", "PortBindings", f"{port}/tcp"), finding.id, [{"HostPort": str(port)}])
        for port in ports.HUB_PORTS
    ]


RULE = Rule(
    id="vm-hub-ports",
    area=Area.NETWORK,
    source=("V-N9",),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    sources=("kubernetes",),
    one_way=True,
)
