"""edgeHub without any port: on Kubernetes it then has no name, and no module finds it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.docker import experimental, ports, updates
from core.manifest.manifest import Manifest, Module
from core.model.base import Answers
from core.model.changes import Change
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.model.questions import Choice, Option
from core.rules.base import Rule
from core.text.catalogue import N_

PORTS = (443, 5671, 8883)
"""HTTPS, AMQP and MQTT, as every sample of edgeHub publishes them."""

_QUESTION = Choice(
    options=(
        Option(
            value="exposed",
            title=N_("Expose them to the modules"),
            consequence=N_("The modules find edgeHub; nothing outside the device does."),
        ),
        Option(
            value="external",
            title=N_("Publish them"),
            consequence=N_("Devices outside reach edgeHub too, at an address of its own."),
        ),
        Option(
            value="leave",
            title=N_("Leave edgeHub as it is"),
            consequence=N_("Right if you take the create options of edgeHub from the new device."),
        ),
    ),
    default="leave",
    default_reason=N_("the settings of the runtime modules should come from the deployment on the new device"),
)


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """One finding, where edgeHub stands in the file without a port."""
    for module in manifest.modules:
        if ports.hub_without_service(module) and _open(module):
            yield RULE.finding(
                module,
                "ports",
                module.options_pointer if module.options else module.pointer,
                Verdict.ASK,
                question=_QUESTION,
                ports=[*PORTS],
            )


def _open(module: Module) -> bool:
    return ports.open_for(module, "ExposedPorts") and ports.open_for(module, "HostConfig", "PortBindings")


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """The three ports are exposed, or published under their own numbers.

    A published port is a reason to replace edgeHub at an update: where it has no other, the strategy comes with it.
    """
    answer = answers[finding.id]
    if answer == "leave":
        return ()
    module = manifest.holder(finding.module, finding.pointer)
    if answer == "exposed":
        return [Change("add", module.to("ExposedPorts", f"{port}/tcp"), finding.id, {}) for port in PORTS]
    published = [
        Change("add", module.to("HostConfig", "PortBindings", f"{port}/tcp"), finding.id, [{"HostPort": str(port)}])
        for port in PORTS
    ]
    if updates.reasons(module) or not experimental.writable(module) or experimental.find(module, "strategy"):
        return published
    strategy = experimental.to(module, "strategy")
    return [*published, Change("add", strategy, finding.id, {"type": updates.RECREATE})]


RULE = Rule(id="hub-ports", area=Area.NETWORK, source=("AGT-8", "N1"), detect=detect, apply=apply)
