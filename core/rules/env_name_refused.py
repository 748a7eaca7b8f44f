"""Other names of environment variables that Kubernetes refuses."""

from __future__ import annotations

import re

from core.docker import environment, placeholders
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module
from core.model.questions import choice, option
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_REMOVE = option("remove", N_("Remove it"), N_("{module} runs without this variable."))
_RENAME = option("rename", N_("Name it {renamed}"), N_("{module} must read the value from the other name."))
_TAKEN, _RENAMED = choice(_REMOVE), choice(_RENAME, _REMOVE)
_ACCEPTED = re.compile(r"[-._a-zA-Z][-._a-zA-Z0-9]*")


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields names with other characters than letters, digits, `-`, `.` and `_`, or with a digit first."""
    for env in module.env():
        name = env.name.replace(":", "__")
        if name and not _ACCEPTED.fullmatch(name) and env.value is not None and not placeholders.within(name):
            new = _proposed(env.name)
            taken = any(other.name == new and other.where == env.where for other in module.env())
            elsewhere = environment.has_dotted_key(env) or ":" in env.name
            yield RULE.finding(
                module,
                env.name,
                env.pointer,
                Verdict.BLOCK,
                question=None if elsewhere else _TAKEN if taken else _RENAMED,
                name=env.name,
                renamed=new,
                where=env.where,
            )


def _proposed(name: str) -> str:
    """The name with underscores for what Kubernetes refuses."""
    new = re.sub(r"[^-._a-zA-Z0-9]", "_", name)
    return f"_{new}" if new[0].isdecimal() else new


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
