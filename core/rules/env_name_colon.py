"""A colon in the name of a variable: Kubernetes refuses it, and .NET reads two underscores as a colon."""

from __future__ import annotations

from core.docker.environment import has_dotted_key, is_refused_name
from core.manifest.equal_modules import each_module
from core.manifest.manifest import EnvVar, Manifest, Module
from core.model import rule_ids
from core.model.questions import choice, option
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

REMOVED_ELSEWHERE = "WIRESERVER_ADDRESS"
_CLASH = choice(option("remove", N_("Remove {name}"), N_("{module} gets only the value of {renamed}.")))


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields every such variable of both places whose new name Kubernetes accepts; if it is taken, one must go."""
    variables = [env for env in module.env() if env.value is None or not is_refused_name(env.name)]
    taken = {(env.where, env.name) for env in variables if ":" not in env.name}
    for env in variables:
        if ":" in env.name and env.name.upper() != REMOVED_ELSEWHERE and not has_dotted_key(env):
            yield _finding(module, env, (env.where, renamed(env.name)) in taken)
            taken.add((env.where, renamed(env.name)))


def renamed(name: str) -> str:
    """The name that .NET reads like the one with colons."""
    return name.replace(":", "__")


def _finding(module: Module, env: EnvVar, clash: bool) -> Finding:
    return RULE.finding(
        module,
        env.name,
        env.pointer,
        Verdict.BLOCK if clash else Verdict.AUTO,
        question=_CLASH if clash else None,
        name=env.name,
        renamed=renamed(env.name),
        where=env.where,
        variant="clash" if clash else "",
    )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Renames the key of `env`, or the part of an `Env` entry before the equals sign."""
    if finding.verdict is Verdict.BLOCK:
        gone = answers.get(finding.id) == "remove"
        return (Change("remove", finding.pointer, finding.id, gives_up=True),) if gone else ()
    name, new = finding.subject, renamed(finding.subject)
    if finding.facts["where"] == "env":
        return (Change("rename", finding.pointer, finding.id, new, gives_up=True),)
    return (Change("edit", finding.pointer, finding.id, new, 0, len(name), gives_up=True),)


RULE = Rule(
    id=rule_ids.COLON_IN_NAME,
    area=Area.RUNTIME,
    source=("O4", "AGT-6"),
    detect=detect,
    apply=apply,
    gives_up=("remove",),
)
