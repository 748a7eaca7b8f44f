"""The runtime of $edgeAgent is missing or cannot be read: edgeAgent refuses the whole deployment."""

from __future__ import annotations

import json

from core.docker import entries
from core.docker.entries import Fault
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, member, text_of
from core.model.questions import Choice, choice, option
from core.rules.base import EVERYWHERE, Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict
from core.text.catalogue import N_

_SETTINGS: dict[str, Json] = {"minDockerVersion": "v1.25", "loggingOptions": ""}
_USUAL: dict[str, Json] = {"runtime": {"type": "docker", "settings": _SETTINGS}, "settings": _SETTINGS, **_SETTINGS}
"""What the templates of IoT Edge contain in these places."""
_WRITE = option("usual", N_("Use the usual value"), N_("The value of the templates of IoT Edge."))
_MEND = option("mend", N_("Convert it to an object"), N_("The content stays the same."))
_REMOVE = option("remove", N_("Remove it"), N_("Images of a registry that requires a password are not pulled."))
_MISSING = choice(_WRITE, default="usual", reason=N_("every deployment needs it, and nothing is lost"))
_TEXT = choice(_WRITE, default="usual", reason=N_("the agent of the GPU device does not use this setting"))


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each such place; a type and a single credential have rules of their own."""
    for fault in entries.deployment_faults(manifest) if not manifest.root else ():
        if fault.code in ("runtime-form", "runtime-text"):
            yield _finding(fault)


def _finding(fault: Fault) -> Finding:
    key, missing = str(fault.facts["key"]), fault.value is None
    asked = _MISSING if missing else _TEXT if fault.code == "runtime-text" else _choice(key, fault.value)
    variant = "missing" if missing else "text" if fault.code == "runtime-text" else ""
    return RULE.finding("", key, fault.pointer, Verdict.ASK, question=asked, key=key, variant=variant)


def _choice(key: str, value: Json) -> Choice:
    last = _REMOVE if key == entries.CREDENTIALS else _WRITE
    return choice(*((last,) if _meant(key, value) is None else (_MEND, last)))


def _meant(key: str, value: Json) -> Json:
    """The object that a JSON text or a list of credentials means; None for anything else."""
    if key == entries.CREDENTIALS and isinstance(value, list):
        named = {f"registry{number}": entry for number, entry in enumerate(value, 1) if member(entry, "address")}
        return named if named and len(named) == len(value) else None
    try:
        found = json.loads(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if isinstance(found, dict) and (key != "runtime" or text_of(found, "type") == "docker") else None


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Adds, replaces or removes the member as answered."""
    key, answer = finding.subject, answers[finding.id]
    holder = ptr.resolve(manifest.tree, ptr.parent(finding.pointer))
    if answer == "remove":
        return (Change("remove", finding.pointer, finding.id),)
    there = key in holder
    value = _meant(key, holder[key]) if answer == "mend" else _USUAL[key]
    return (Change("replace" if there else "add", finding.pointer, finding.id, value),)


RULE = Rule(
    id="runtime-shape",
    area=Area.RUNTIME,
    source=("AGT-3", "V-O7"),
    detect=detect,
    apply=apply,
    targets=EVERYWHERE,
    gives_up=("remove",),
)
