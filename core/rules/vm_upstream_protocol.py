"""A runtime module without a protocol to IoT Hub, behind a proxy or beside a module that sets one."""

from __future__ import annotations

from core.docker import environment, proxy
from core.manifest.manifest import Kind, Manifest
from core.model.questions import choice, option
from core.rules.base import LINUX_VM, Answers, Area, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_QUESTION = choice(
    option(
        "add", N_("Use {protocol}"), N_("Both runtime modules use it, and config.toml must have the same protocol.")
    ),
    option("leave", N_("Add nothing"), N_("{module} uses AMQP, port 5671.")),
    default="add",
    reason=N_("if the protocols differ, the first deployment falls back to AMQP"),
)


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each such module; another rule adds the protocol together with a proxy."""
    system = [module for module in manifest.modules if module.kind is Kind.SYSTEM]
    proxied = [module for module in system if proxy.variables(module)]
    behind = bool(proxied) or device.proxy is not None
    protocol = proxy.protocol_of(system) or ("AmqpWs" if behind else "")
    for module in proxied if behind else system:
        if protocol and not environment.variables(module, proxy.UPSTREAM):
            yield RULE.finding(
                module,
                proxy.UPSTREAM,
                proxy.variables(module)[0].pointer if behind else module.pointer,
                Verdict.ASK,
                question=_QUESTION,
                protocol=protocol,
                variant="" if behind else "other",
            )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Writes the protocol of the other runtime module, or AmqpWs."""
    if answers[finding.id] == "leave":
        return ()
    module = manifest.holder(finding.module, finding.pointer)
    return environment.write(manifest, module, proxy.UPSTREAM, str(finding.facts["protocol"]), finding.id)


RULE = Rule(id="vm-upstream-protocol", area=Area.PROXY, source=("V-P3",), detect=detect, apply=apply, targets=LINUX_VM)
