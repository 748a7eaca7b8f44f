"""A dot in the name of a variable under `env`: IoT Hub refuses it there and accepts it in create options."""

from __future__ import annotations

from core.docker import entries, environment, name_words, profiles
from core.docker.ports import open_for
from core.manifest.equal_modules import where
from core.manifest.manifest import EnvVar, Manifest
from core.model.questions import choice, option
from core.rules.base import EVERYWHERE, Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_REMOVE = option("remove", N_("Remove it"), N_("{module} runs without this variable."))
_MOVE = choice(
    option(
        "move",
        N_("Move it to Env in the create options"),
        N_("{module} gets the variable {becomes} with the same value."),
    )
)
_STAYS = choice(_REMOVE)


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each such variable, with an answer where the create options can hold it.

    On Kubernetes, one with a name that is also refused there is left to the rule about such names.
    """
    on_docker = entries.reader(device) is entries.ON_DOCKER
    for module in where(manifest, lambda module: any(map(environment.has_dotted_key, module.env()))):
        for env in module.env():
            if environment.has_dotted_key(env) and (on_docker or not environment.is_refused_name(env.name)):
                value = environment.as_text(env.value)
                cut = value is not None and "=" in value and not profiles.of(device).keeps_values_with_equals
                fits = value is not None and not cut and not manifest.root and open_for(module, "Env", kind=list)
                yield RULE.finding(
                    module,
                    env.name,
                    env.pointer,
                    Verdict.BLOCK,
                    question=_MOVE if fits else _STAYS,
                    name=env.name,
                    becomes=_becomes(env),
                    variant="" if fits else "stays",
                )


def _becomes(env: EnvVar) -> str:
    """The name of a variable on Kubernetes, which refuses colons; .NET reads two underscores as a colon."""
    return env.name.replace(":", "__")


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Moves the variable to `Env`, unless that has one of its name, which was in force before, too."""
    module = manifest.holder(finding.module, finding.pointer)
    gone = Change("remove", finding.pointer, finding.id)
    if answers.get(finding.id) == "remove":
        return (gone,)
    if answers.get(finding.id) != "move":
        return ()
    name = str(finding.facts["becomes"])
    if any(env.where == "createOptions" and _becomes(env) == name for env in module.env()):
        return (gone,)
    value = next(environment.as_text(env.value) for env in module.env() if env.pointer == finding.pointer)
    text = name_words.with_new_names(manifest, module.name, str(value), answers)
    return (gone, Change("add", f"{module.to('Env')}/-", finding.id, f"{name}={text}"))


RULE = Rule(
    id="env-name-dot",
    area=Area.RUNTIME,
    source=("AGT-4", "AGT-6"),
    detect=detect,
    apply=apply,
    targets=EVERYWHERE,
    first_answers=("move",),
    gives_up=("remove",),
)
