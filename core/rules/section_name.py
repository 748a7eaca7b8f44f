"""The section for Kubernetes under a wrong name or at a wrong place, where the agent ignores it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from core.docker import experimental, facts
from core.manifest.equal_modules import each_module
from core.manifest.excerpt import shell
from core.manifest.manifest import Manifest, Module, Place
from core.model.questions import choice, option
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_QUESTION = choice(
    option(
        "leave", N_("Leave the name {name}"), N_("The section has no effect, as today, and the deployment is accepted.")
    ),
    option(
        "rename",
        N_("Rename it to {section}"),
        N_("The section takes effect. The deployment is refused until its content is correct."),
    ),
    unchanged="leave",
)
_VERDICTS = {"": Verdict.AUTO, "twice": Verdict.MANUAL, "place": Verdict.MANUAL}


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each wrong name at the top of the create options, and for each wrong place."""
    if _nowhere(module):
        return
    used = experimental.key(module)
    for name in module.keys_at():
        if experimental.is_misnomer(name):
            yield _finding(module, Place(f"{module.options_pointer}/{name}", None), "" if name == used else "twice")
    for place in _misplaced(module):
        yield _finding(module, place, "place")


def _nowhere(module: Module) -> bool:
    """Whether no key begins like the section except at its place; a cheap test for most modules."""
    entry = shell(module)
    settings = entry.get("settings")
    keys = [*entry, *(settings if isinstance(settings, dict) else ()), *facts.host_keys(module)]
    top = [key for key in module.keys_at() if key != experimental.SECTION]
    return "\nk" not in "\n".join(("", *keys, *top)).lower()


def _misplaced(module: Module) -> Iterator[Place]:
    """Yields the section, under any of its names, one level too deep or too high."""
    entry = Place(module.pointer, shell(module))
    holders = [entry, entry.below("settings")]
    host = module.find("HostConfig")
    for holder in holders if host is None else [*holders, host]:
        if isinstance(holder.value, dict):
            for name in holder.value:
                if name[:1] in "kK" and (name == experimental.SECTION or experimental.is_misnomer(name)):
                    yield Place(f"{holder.pointer}/{name}", None)


def _finding(module: Module, place: Place, variant: str) -> Finding:
    return RULE.finding(
        module,
        place.pointer[len(module.pointer) + 1 :].removeprefix("settings/createOptions/"),
        place.pointer,
        _VERDICTS[variant],
        name=place.key,
        section=experimental.SECTION,
        variant=variant,
    )


def _asked(finding: Finding) -> Finding:
    """The question that is asked because the target would refuse the content of the section."""
    facts = {**finding.facts, "variant": "refused"}
    return replace(finding, verdict=Verdict.ASK, question=_QUESTION, facts=facts)


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Renames the section; other rules read its content."""
    if answers[finding.id] == "leave":
        return ()
    return (Change("rename", finding.pointer, finding.id, experimental.SECTION),)


RULE = Rule(id="section-name", area=Area.RESOURCES, source=("AGT-9",), detect=detect, apply=apply, asked=_asked)
