"""A blank or `$` in the name of a variable under `env`: IoT Hub refuses it there, and Docker takes it in `Env`."""

from __future__ import annotations

from core.docker import environment
from core.docker.ports import open_for
from core.manifest.manifest import Manifest
from core.model.questions import choice, option
from core.rules.base import LINUX_VM, Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_MOVE = option(
    "move", N_("Move it to Env in the create options"), N_("{module} gets the variable {name} with the same value.")
)
_REMOVE = option("remove", N_("Remove it"), N_("{module} runs without this variable."))


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each such variable; those with a dot have a rule for every target."""
    for module in manifest.modules:
        for env in module.env() if not manifest.root else ():
            if environment.has_dotted_key(env) or not environment.has_refused_key(env):
                continue
            fits = (
                environment.as_text(env.value) is not None
                and "=" not in env.name
                and open_for(module, "Env", kind=list)
            )
            question = choice(*((_MOVE, _REMOVE) if fits else (_REMOVE,)))
            yield RULE.finding(module, env.name, env.pointer, Verdict.BLOCK, question=question, name=env.name)


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Moves the variable to `Env`, unless that has one of its name, which is in force already; or removes it."""
    module, name = manifest.holder(finding.module, finding.pointer), str(finding.facts["name"])
    gone = Change("remove", finding.pointer, finding.id, gives_up=True)
    there = any(env.where == "createOptions" and env.name == name for env in module.env())
    if answers[finding.id] == "remove" or there:
        return (gone,)
    value = next(environment.as_text(env.value) for env in module.env() if env.pointer == finding.pointer)
    return (gone, Change("add", f"{module.to('Env')}/-", finding.id, f"{name}={value}", gives_up=True))


RULE = Rule(
    id="vm-env-name",
    area=Area.RUNTIME,
    source=("AGT-4", "AGT-6"),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    gives_up=("remove",),
    first_answers=("move",),
)
