"""The device is behind a proxy that the runtime modules of the manifest do not name."""

from __future__ import annotations

from core.docker import proxy
from core.manifest import pointer as ptr
from core.manifest.manifest import Kind, Manifest
from core.model.questions import choice, option
from core.rules.base import Answers, Area, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_QUESTION = choice(
    option(
        "add",
        N_("Add the proxy, and AMQP over WebSocket"),
        N_("{module} connects to IoT Hub through the proxy, on port 443."),
    ),
    proxy.ADD_ONLY,
    proxy.LEAVE,
    default="add",
    reason=N_("the device has a proxy, and most proxies allow only port 443"),
)


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each runtime module, if the device has a proxy and the manifest has none."""
    system = [module for module in manifest.modules if module.kind is Kind.SYSTEM]
    if device.proxy is None or any(proxy.variables(module) for module in system):
        return
    for module in system:
        yield RULE.finding(
            module,
            "https_proxy",
            ptr.join(module.pointer, "env") if "env" in module.body else module.pointer,
            Verdict.ASK,
            question=_QUESTION,
            url=device.proxy,
        )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Adds https_proxy, localhost as an exception, and UpstreamProtocol where it is not set."""
    if answers[finding.id] == "leave":
        return ()
    module = manifest.holder(finding.module, finding.pointer)
    upstream = "AmqpWs" if answers[finding.id] == "add" else None
    return proxy.introduce(module, str(finding.facts["url"]), upstream, finding.id)


RULE = Rule(
    id="proxy-missing", area=Area.PROXY, source=("P1", "P2", "P3"), detect=detect, apply=apply, device_fields=("proxy",)
)
