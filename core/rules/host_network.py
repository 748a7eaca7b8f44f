"""A module on the network of the host: this works for one module of a deployment."""

from __future__ import annotations

from core.docker import facts, profiles
from core.manifest.equal_modules import where
from core.manifest.manifest import Kind, Manifest
from core.model import rule_ids
from core.model.questions import choice, option
from core.rules.base import Area, Device, Findings, Rule, Verdict, removing
from core.text.catalogue import N_

_LEAVE = option(
    facts.LEAVES_HOST_NETWORK,
    N_("Remove it from the host network"),
    N_("{module} gets its own network. Others can reach it on the ports that it publishes or exposes."),
)
_STAY = option(
    "stay",
    N_("Keep it on the host network"),
    N_("Correct if no other module stays there: only one module of a deployment can use it."),
)
_RUNTIME = choice(
    _LEAVE, _STAY, default=_LEAVE.value, reason=N_("the runtime works without it, and only one module can use it")
)
_SEVERAL = choice(_LEAVE, _STAY)


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each module with `NetworkMode: host`; if there are several, all but one must leave it."""
    there = [*where(manifest, facts.on_host_network)]
    custom = [module for module in there if module.kind is Kind.CUSTOM]
    for module in there:
        runtime, alone = module.kind is not Kind.CUSTOM, len(there) == 1
        question = None if alone else _RUNTIME if runtime else _SEVERAL if len(custom) > 1 else None
        old = not profiles.of(device).reads("NetworkMode")
        plain = "old-agent" if old else "" if alone else "stays"
        yield RULE.finding(
            module,
            "network",
            module.where("HostConfig", "NetworkMode"),
            Verdict.ASK if question is not None else Verdict.MANUAL if old else Verdict.NOTE,
            question=question,
            others=[other.name for other in there if other is not module],
            variant=plain if question is None else "runtime" if runtime else "several",
            tags=["old-agent"] if old and question is not None else [],
        )


RULE = Rule(
    id=rule_ids.ON_HOST_NETWORK,
    area=Area.NETWORK,
    source=("N4", "AGT-8-sidecar"),
    detect=detect,
    apply=removing(facts.LEAVES_HOST_NETWORK, gives_up=True),
    advice=True,
)
