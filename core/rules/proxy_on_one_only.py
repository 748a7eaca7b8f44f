"""One runtime module has the proxy and the other does not, although both need it."""

from __future__ import annotations

from core.docker import answer_texts, environment, proxy
from core.manifest import pointer as ptr
from core.manifest.manifest import EnvVar, Kind, Manifest, Module
from core.model.questions import choice, option
from core.rules.base import Answers, Area, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_QUESTION = choice(
    option("add", N_("Add the proxy and its protocol"), N_("{module} gets the address and the protocol of {other}.")),
    proxy.ADD_ONLY,
    proxy.LEAVE,
    default="add",
    reason=answer_texts.SAME_CONNECTION,
)


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each runtime module without a proxy beside one with a proxy."""
    system = [module for module in manifest.modules if module.kind is Kind.SYSTEM]
    other, variable = _known(system)
    if variable is None:
        return
    for module in system:
        if not proxy.variables(module) and isinstance(module.entry("env"), (dict, type(None))):
            yield RULE.finding(
                module,
                "https_proxy",
                ptr.join(module.pointer, "env") if "env" in module.body else module.pointer,
                Verdict.ASK,
                question=_QUESTION,
                other=other,
                name=variable.name,
            )


def _known(system: list[Module]) -> tuple[str, EnvVar | None]:
    """The runtime module with a proxy, and its variable: https_proxy before the others."""
    for module in system:
        found = [env for env in proxy.variables(module) if isinstance(env.value, str)]
        if found:
            return module.name, next((env for env in found if env.name.lower() == "https_proxy"), found[0])
    return "", None


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Adds the address of the other module, localhost as an exception, and the other's protocol or AmqpWs."""
    answer = answers[finding.id]
    system = [module for module in manifest.modules if module.kind is Kind.SYSTEM]
    other, variable = _known(system)
    if answer == "leave" or variable is None:
        return ()
    sibling = next(module for module in system if module.name == other)
    spoken = [env.value for env in environment.variables(sibling, proxy.UPSTREAM) if env.value]
    upstream = (str(spoken[0]) if spoken else "AmqpWs") if answer == "add" else None
    module = manifest.holder(finding.module, finding.pointer)
    return proxy.introduce(module, str(variable.value), upstream, finding.id)


RULE = Rule(id="proxy-on-one-only", area=Area.PROXY, source=("P1", "P2", "P3"), detect=detect, apply=apply)
