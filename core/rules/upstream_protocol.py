"""AMQP needs a port that most proxies close, so that the runtime uses it over WebSocket behind a proxy."""

from __future__ import annotations

from functools import lru_cache

from core.docker import environment, placeholders, proxy
from core.docker.entries import SYSTEM
from core.manifest.manifest import EnvVar, Kind, Manifest, Module
from core.model.changes import giving_up
from core.model.questions import Choice, choice, option
from core.rules.base import Answers, Area, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_OVER_WEB = {"amqp": "AmqpWs", "mqtt": "MqttWs"}
_PORTS = {"amqp": 5671, "mqtt": 8883}
_NO = option(
    "no",
    N_("No, or unknown: use {wanted}"),
    N_("{module} connects to IoT Hub through port 443, which every web proxy allows."),
)
_YES = option("yes", N_("Yes, the proxy allows port {port}"), N_("The original stays."))


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each runtime module with a proxy and another protocol than WebSocket."""
    for module in manifest.modules:
        if module.kind is Kind.SYSTEM and proxy.variables(module):
            spoken = environment.variables(module, proxy.UPSTREAM)
            value = environment.describe(spoken[0].value) if spoken else ""
            if value.lower() not in ("amqpws", "mqttws") and not placeholders.is_left(value):
                yield _finding(module, value, spoken)


def _finding(module: Module, value: str, spoken: list[EnvVar]) -> Finding:
    wanted = _OVER_WEB.get(value.lower(), "AmqpWs")
    known = value.lower() in _OVER_WEB
    return RULE.finding(
        module,
        proxy.UPSTREAM,
        spoken[0].pointer if spoken else proxy.variables(module)[0].pointer,
        Verdict.ASK,
        question=_question(known),
        proxy=proxy.variables(module)[0].name,
        value=value,
        wanted=wanted,
        port=_PORTS.get(value.lower(), 5671),
        variant="named" if known else "unknown" if value else "agent" if module.name == SYSTEM[0] else "",
    )


@lru_cache(maxsize=2)
def _question(named: bool) -> Choice:
    reason = (
        N_("the file uses this protocol behind a proxy, so it probably works")
        if named
        else N_("most proxies allow only port 443, and this protocol works with all of them")
    )
    return choice(_NO, _YES, default="yes" if named else "no", reason=reason)


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Writes the protocol over WebSocket, if the proxy allows nothing else."""
    if answers[finding.id] == "yes":
        return ()
    module = manifest.holder(finding.module, finding.pointer)
    wanted = str(finding.facts["wanted"])
    changes = environment.write(manifest, module, proxy.UPSTREAM, wanted, finding.id)
    system = [module for module in manifest.modules if module.kind is Kind.SYSTEM]
    return changes if proxy.protocol_of(system) in ("", wanted) else giving_up(changes)


RULE = Rule(id="upstream-protocol", area=Area.PROXY, source=("P2",), detect=detect, apply=apply, advice=True)
