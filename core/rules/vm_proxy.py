"""Behind a proxy edgeAgent and edgeHub both need its address and the same protocol, on a Linux VM as well."""

from __future__ import annotations

from core.docker import answer_texts, environment, proxy
from core.manifest import pointer as ptr
from core.manifest.manifest import Kind, Manifest, Module
from core.model.questions import choice, option
from core.rules.base import LINUX_VM, Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_QUESTION = choice(
    option(
        "add",
        N_("Add the proxy and its protocol"),
        N_("{module} connects to IoT Hub through the proxy, with AmqpWs unless a protocol is already set."),
    ),
    proxy.ADD_ONLY,
    proxy.LEAVE,
    default="add",
    reason=answer_texts.SAME_CONNECTION,
)


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each runtime module without the proxy of the other, or of the site."""
    system = [module for module in manifest.modules if module.kind is Kind.SYSTEM]
    known = _known(system) or device.proxy or ""
    for module in system:
        writable = isinstance(module.entry("env"), (dict, type(None)))
        if known and writable and not proxy.variables(module):
            yield RULE.finding(
                module,
                "https_proxy",
                ptr.join(module.pointer, "env") if "env" in module.body else module.pointer,
                Verdict.ASK,
                question=_QUESTION,
                proxy=known,
                protocol=proxy.protocol_of(system) or "AmqpWs",
                variant="" if _known(system) else "site",
            )


def _known(system: list[Module]) -> str:
    """The proxy of one of the runtime modules: https_proxy before the others."""
    found = [env for module in system for env in proxy.variables(module) if isinstance(env.value, str)]
    first = next((env for env in found if env.name.lower() == "https_proxy"), found[0] if found else None)
    return "" if first is None else str(first.value)


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Adds the address and the protocol, each if the module has none."""
    answer = answers[finding.id]
    if answer == "leave":
        return ()
    module = manifest.holder(finding.module, finding.pointer)
    protocol = str(finding.facts["protocol"])
    changes = [proxy.set_address(module, str(finding.facts["proxy"]), finding.id)]
    if answer == "add" and not environment.variables(module, proxy.UPSTREAM):
        changes.append(Change("add", ptr.join(module.pointer, "env", proxy.UPSTREAM), finding.id, {"value": protocol}))
    return changes


RULE = Rule(
    id="vm-proxy",
    area=Area.PROXY,
    source=("V-P2", "V-P3", "V-P4"),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    device_fields=("proxy",),
)
