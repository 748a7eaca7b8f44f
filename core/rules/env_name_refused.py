"""Other names of environment variables that Kubernetes refuses."""

from __future__ import annotations

import re

from core.docker import environment
from core.manifest.equal_modules import each_module
from core.manifest.manifest import EnvVar, Manifest, Module
from core.model.questions import choice, option
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_REMOVE = option("remove", N_("Remove it"), N_("{module} runs without this variable."))
_RENAME = option("rename", N_("Name it {renamed}"), N_("{module} must read the value from the other name."))
_TAKEN, _RENAMED = choice(_REMOVE), choice(_RENAME, _REMOVE)


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields empty names, and those with other characters than letters, digits, `-`, `.` and `_`, or a digit first.

    A colon alone has a rule of its own. The agent leaves out an entry of `Env` without a name.
    """
    for env in module.env():
        if (not env.name and env.where != "env") or env.value is None or not environment.is_refused_name(env.name):
            continue
        new = _proposed(env)
        others = {other.name.replace(":", "__") for other in module.env() if other.where == env.where}
        yield RULE.finding(
            module,
            env.name,
            env.pointer,
            Verdict.BLOCK,
            question=_TAKEN if not new or new in others else _RENAMED,
            name=env.name,
            renamed=new,
            where=env.where,
            variant="" if env.name else "empty",
        )


def _proposed(env: EnvVar) -> str:
    """The name with underscores for what Kubernetes refuses, and for a dot that IoT Hub refuses under `env`."""
    kept = "-_a-zA-Z0-9" if env.where == "env" else "-._a-zA-Z0-9"
    new = re.sub(f"[^{kept}]", "_", env.name.replace(":", "__"))
    return f"_{new}" if new[:1].isdecimal() else new


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Removes the variable, or gives it the other name."""
    answer, name, new = answers.get(finding.id), finding.subject, str(finding.facts["renamed"])
    if answer == "remove":
        return (Change("remove", finding.pointer, finding.id, gives_up=True),)
    if answer != "rename":
        return ()
    if finding.facts["where"] == "env":
        return (Change("rename", finding.pointer, finding.id, new, gives_up=True),)
    return (Change("edit", finding.pointer, finding.id, new, 0, len(name), gives_up=True),)


RULE = Rule(
    id="env-name-refused",
    area=Area.RUNTIME,
    source=("AGT-6",),
    detect=detect,
    apply=apply,
    gives_up=("remove", "rename"),
)
