"""Entrypoint, Cmd and WorkingDir work on Kubernetes, in the right form and spelling."""

from __future__ import annotations

from core.docker import command_text, placeholders
from core.docker.host_references import calls
from core.manifest.equal_modules import where
from core.manifest.manifest import Manifest, Module, Place
from core.model.questions import Choice, choice, option
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict
from core.text.catalogue import N_

ARRAYS = ("Entrypoint", "Cmd")
KEYS = (*ARRAYS, "WorkingDir")
_REMOVED = "remove"
_REMOVE = option(_REMOVED, N_("Remove it"), N_("{module} starts as its image specifies."))


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields a text in place of an array, another wrong type, and a spelling that only newer agents read."""
    for module in where(manifest, lambda module: any(map(module.find, KEYS)) if module.has_options else False):
        for key in KEYS:
            place = module.find(key)
            if place is not None and place.value is not None:
                yield from _of(manifest, module, key, place)


def _of(manifest: Manifest, module: Module, key: str, place: Place) -> Findings:
    value = place.value
    if key in ARRAYS and isinstance(value, str):
        if calls(manifest, value):
            yield _finding(module, key, place, Verdict.BLOCK, "calls", command_text.OPEN)
        else:
            yield _finding(module, key, place, Verdict.ASK, "text", command_text.question(value))
    elif isinstance(value, dict) or (isinstance(value, list) != (key in ARRAYS)) or _nested(value):
        yield _finding(module, key, place, Verdict.BLOCK, "type", _of_wrong_type(key, value))
    elif place.key != key:
        yield _finding(module, key, place, Verdict.AUTO, "spelling")
    else:
        yield _finding(module, key, place, Verdict.NOTE, "")


def _of_wrong_type(key: str, value: Json) -> Choice:
    """The answers for an option that the agent cannot read: the one path of a list if it is absolute, or none."""
    path = value[0] if key == "WorkingDir" and isinstance(value, list) and len(value) == 1 else None
    if isinstance(path, str) and (path.startswith("/") or placeholders.holds(path)):
        return choice(option(path, N_("Use {path}"), N_("The only element of the list."), path=path), _REMOVE)
    return choice(_REMOVE)


def _nested(value: Json) -> bool:
    """Whether an array holds other values than texts, which the agent cannot read."""
    return isinstance(value, list) and any(isinstance(item, (dict, list)) for item in value)


def _finding(
    module: Module, key: str, place: Place, verdict: Verdict, variant: str, question: Choice | None = None
) -> Finding:
    facts: dict[str, Json] = {"module": module.name, "key": key, "spelt": place.key, "variant": variant}
    if variant in ("text", "calls"):
        facts |= {"text": place.value, "words": [*command_text.words(place.value)]}
    return RULE.finding(module.name, key, place.pointer, verdict, question=question, **facts)


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Turns a text into an array, and a spelling into the one that every agent reads."""
    variant, text = finding.facts["variant"], str(finding.facts.get("text", ""))
    if variant == "spelling":
        return (Change("rename", finding.pointer, finding.id, finding.subject, gives_up=True),)
    if variant == "type":
        if answers[finding.id] == _REMOVED:
            return (Change("remove", finding.pointer, finding.id, gives_up=True),)
        return (Change("replace", finding.pointer, finding.id, answers[finding.id], gives_up=True),)
    if variant not in ("text", "calls"):
        return ()
    value = command_text.array(text, answers[finding.id])
    changes = [Change("replace", finding.pointer, finding.id, value)]
    if finding.facts["spelt"] != finding.subject:
        changes.append(Change("rename", finding.pointer, finding.id, finding.subject, gives_up=True))
    return changes


RULE = Rule(
    id="command-form",
    area=Area.RUNTIME,
    source=("O3", "AGT-5.1"),
    detect=detect,
    apply=apply,
    advice=True,
    gives_up=(_REMOVED,),
    nothing_lost=("text", "calls", "spelling", ""),
    first_answers=("words", "shell"),
)
