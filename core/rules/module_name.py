"""Module names that Kubernetes refuses, or that the edge agent changes without a message."""

from __future__ import annotations

import re

from core.docker import module_names
from core.docker.module_places import named_places, renamed
from core.manifest.manifest import Manifest, Module
from core.model import rule_ids
from core.model.changes import giving_up
from core.model.questions import Text
from core.rules.base import Answers, Area, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_REASONS = {
    "case": N_("the edge agent changes the name to lowercase, and host names are not case-sensitive"),
    "letters": N_("you then choose the host name, instead of the characters that the edge agent keeps"),
}
_MUST = N_("the target refuses the current name")


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each custom module whose name changes."""
    name_problems = module_names.name_problems(manifest)
    if not name_problems:
        return
    proposed = module_names.proposals(manifest)
    for module in manifest.custom:
        problem = name_problems.get(module.name)
        if problem:
            yield _finding(manifest, module, problem, proposed[module.name])


def _finding(manifest: Manifest, module: Module, problem: str, proposed: str) -> Finding:
    name = module.name
    may_stay = problem == "case"
    pattern = module_names.CONFORMING + ("|" + re.escape(name) if may_stay else "")
    return RULE.finding(
        name,
        "name",
        module.pointer,
        Verdict.ASK,
        question=Text(
            pattern=f"(?:{pattern})",
            unchanged=name,
            default=name if may_stay else proposed,
            default_reason=_REASONS.get(problem, _MUST),
        ),
        module=name,
        becomes=module_names.object_name(name),
        proposal=proposed,
        places=len(named_places(manifest, name)),
        variant=problem,
    )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Renames the key, the module's own section, routes and policies; host names are asked one by one."""
    new = answers[finding.id]
    if new == finding.module:
        return ()
    return giving_up(renamed(manifest, finding.module, str(new), finding.id))


RULE = Rule(
    id=rule_ids.NEW_NAME,
    area=Area.NAMING,
    source=("O2", "AGT-7"),
    detect=detect,
    apply=apply,
    renames=True,
    hint=N_(
        "At most 63 lowercase letters, digits and hyphens, beginning with a letter and ending with a letter or digit."
    ),
    advice=True,
)
