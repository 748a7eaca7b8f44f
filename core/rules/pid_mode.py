"""A module that sees the processes of another container, or of the host."""

from __future__ import annotations

from core.docker import accelerators, facts, namespaces, profiles
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module
from core.model.questions import choice, option
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_QUESTION = choice(
    option(
        "host",
        N_("See the processes of the host (PidMode host)"),
        N_("{module} can see and stop all processes, including those of {other}."),
    ),
    option("own", N_("See only its own processes"), N_("{module} cannot see the processes of {other}.")),
)


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each module that joins a container, or the host if the agent ignores that."""
    if "pidmode" not in facts.host_keys(module):
        return
    place, mode = namespaces.mode(module, "PidMode")
    other = namespaces.joined(module, "PidMode")
    joins = other != ""
    if place is None or not (joins or (mode == "host" and not profiles.of(device).reads("PidMode"))):
        return
    yield RULE.finding(
        module,
        "PidMode",
        place.pointer,
        Verdict.BLOCK if joins else Verdict.MANUAL,
        question=_QUESTION if joins else None,
        other=other,
        variant="" if joins else "old-agent",
    )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Writes `host`, or removes the mode; does nothing if a GPU shared by MPS has made it `host`."""
    module = manifest.holder(finding.module, finding.pointer)
    if accelerators.sharing(module, answers)[0] == "mps":
        return ()
    if answers[finding.id] == "host":
        return facts.host_mode(module, "PidMode", finding.id)
    return (Change("remove", finding.pointer, finding.id),)


RULE = Rule(id="pid-mode", area=Area.RESOURCES, source=("AGT-5.1-pid", "AGT-5.3"), detect=detect, apply=apply)
