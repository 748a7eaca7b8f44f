"""Cmd and Entrypoint as one text: the daemon of IoT Edge reads arrays only."""

from __future__ import annotations

from core.docker import command_text
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module
from core.rules.base import LINUX_VM, Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each of the two that is a text."""
    for key in ("Entrypoint", "Cmd") if module.has_options else ():
        place = module.find(key)
        if place is not None and isinstance(place.value, str):
            yield RULE.finding(
                module,
                key,
                place.pointer,
                Verdict.ASK,
                question=command_text.question(place.value),
                key=place.key,
                text=place.value,
                words=[*command_text.words(place.value)],
            )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Turns the text into an array."""
    text = str(finding.facts["text"])
    return (Change("replace", finding.pointer, finding.id, command_text.array(text, answers[finding.id])),)


RULE = Rule(id="vm-command-form", area=Area.RUNTIME, source=("V-O7",), detect=detect, apply=apply, targets=LINUX_VM)
