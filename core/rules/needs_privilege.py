"""Devices and capabilities of Docker have one counterpart on Kubernetes: all privileges."""

from __future__ import annotations

from core.docker import accelerators, facts
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module, Place
from core.model import rule_ids
from core.model.findings import finding_id
from core.model.questions import choice, option
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict
from core.text import json_words
from core.text.catalogue import N_

_LOWERED = frozenset(key.lower() for key in facts.NEED_PRIVILEGE)

_QUESTION = choice(
    option("leave", N_("Keep it; the module runs without it"), N_("{key} has no effect.")),
    option(
        "privileged",
        N_("Make the module privileged"),
        N_("{module} gets full control of the Kubernetes node. {key} is removed."),
    ),
    default="leave",
    reason=N_("all privileges are far more than the module had, so they must be chosen explicitly"),
)


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each of the keys, unless it names accelerators only."""
    if _LOWERED.isdisjoint(facts.host_keys(module)):
        return
    for key in facts.NEED_PRIVILEGE:
        place = module.find("HostConfig", key)
        if place is not None and not _elsewhere(module, key):
            yield _finding(module, key, place)


def _elsewhere(module: Module, key: str) -> bool:
    """Whether the key names devices of accelerators only, which other rules handle."""
    found = accelerators.devices(module, "fpga") or accelerators.devices(module, "gpu")
    return key == "Devices" and bool(found) and not accelerators.devices(module, "other")


def _finding(module: Module, key: str, place: Place) -> Finding:
    names = _names(module, key, place)
    privileged = facts.is_privileged(module)
    variant = "empty" if not names else "privileged" if privileged else "" if key == "Devices" else "capability"
    now = module.find("HostConfig", "Privileged")
    odd = now is not None and now.value not in (True, False, "true", "false", "True", "False")
    ask = variant in ("", "capability") and isinstance(place.value, (list, str)) and not odd
    return RULE.finding(
        module,
        key,
        place.pointer,
        Verdict.ASK if ask else Verdict.NOTE,
        question=_QUESTION if ask else None,
        key=place.key,
        names=names,
        variant=variant,
    )


def _names(module: Module, key: str, place: Place) -> list[Json]:
    """The device paths or capabilities of the key, as texts."""
    values = place.value if isinstance(place.value, list) else [place.value]
    if key == "Devices" and isinstance(place.value, list):
        others = [other.value for other in accelerators.devices(module, "other")]
        values = [accelerators.device_path(other) or other for other in others]
    return [
        value if isinstance(value, str) else json_words.written(value) for value in values if value not in (None, "")
    ]


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Removes the key, except for accelerators, and makes the module privileged once."""
    if answers[finding.id] != "privileged":
        return ()
    module = manifest.holder(finding.module, finding.pointer)
    gone = [Change("remove", finding.pointer, finding.id)]
    if finding.subject == "Devices":
        gone = [Change("remove", place.pointer, finding.id) for place in accelerators.devices(module, "other")]
        first = True
    else:
        first = answers.get(finding_id(RULE.id, module.name, "Devices")) != "privileged"
    return [*gone, *facts.make_privileged(module, finding.id)] if first else gone


RULE = Rule(
    id=rule_ids.PRIVILEGE_OPTIONS,
    area=Area.RESOURCES,
    source=("AGT-5.2", "R4"),
    detect=detect,
    apply=apply,
    gives_up=("leave",),
    advice=True,
)
