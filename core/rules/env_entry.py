"""Entries of `Env` that the edge agent drops: without an equals sign, without a name, or cut by an old agent."""

from __future__ import annotations

from core.docker import name_words, placeholders, profiles
from core.manifest import pointer as ptr
from core.manifest.equal_modules import each_module
from core.manifest.manifest import EnvVar, Manifest, Module
from core.model import rule_ids
from core.model.questions import choice, option
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_MOVE = choice(
    option("move", N_("Move it to the env of the module"), N_("Every edge agent sets {name} with its whole value.")),
    option("leave", N_("Keep it"), N_("Edge agents before beta12 skip {name}.")),
    default="move",
    reason=N_("the edge agent of this device skips a value that contains an equals sign"),
)


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Reports entries that every agent drops; asks about those that only beta8 drops, if the device has it."""
    cuts = not profiles.of(device).keeps_values_with_equals
    named = {env.name for env in module.env() if env.where == "env"}
    for env in module.env():
        if env.where != "createOptions" or not isinstance(env.raw, str) or placeholders.is_hidden(env.raw):
            continue
        if env.value is None or not env.name:
            yield _finding(module, env, "bare" if env.name else "nameless")
        elif cuts and "=" in env.value and _fits(env.name) and env.name not in named:
            yield _finding(module, env, "cut")


def _fits(name: str) -> bool:
    """Whether the name may be a key of `env`: Kubernetes refuses a colon, and IoT Hub a dot."""
    return not {":", "."} & set(name)


def _finding(module: Module, env: EnvVar, variant: str) -> Finding:
    return RULE.finding(
        module,
        env.name or "=",
        env.pointer,
        Verdict.ASK if variant == "cut" else Verdict.MANUAL,
        question=_MOVE if variant == "cut" else None,
        name=env.name,
        value=env.value or "",
        variant=variant,
    )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Moves the entry to `env` of the module, with the new names of the modules that it calls."""
    module = manifest.module(finding.module)
    if answers[finding.id] != "move" or module is None:
        return ()
    value = name_words.with_new_names(manifest, module.name, str(finding.facts["value"]), answers)
    target = ptr.join(module.pointer, "env", finding.subject)
    return (
        Change("remove", finding.pointer, finding.id),
        Change("add", target, finding.id, {"value": value}),
    )


RULE = Rule(id=rule_ids.CUT_ENTRY, area=Area.RUNTIME, source=("O8", "AGT-6"), detect=detect, apply=apply)
