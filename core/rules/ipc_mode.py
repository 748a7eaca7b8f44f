"""Modules that share memory with each other: on Kubernetes they can do so by the host only."""

from __future__ import annotations

from core.docker import facts, namespaces, profiles
from core.manifest.manifest import Manifest, Module
from core.model import rule_ids
from core.model.changes import giving_up
from core.model.questions import Question, choice, option
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_HOST = option(
    "host",
    N_("Share the memory of the host (IpcMode host)"),
    N_("{module} uses the same memory as every other module with this setting."),
)
_OWN = option(
    "own",
    N_("Its own memory"),
    N_(
        "{module} shares memory with no other module. Modules that depend on shared memory cannot exchange "
        "data through it."
    ),
)
_JOINED = choice(_HOST, _OWN)
_ALONE = choice(_HOST, _OWN, default="own", reason=N_("no module of this file uses its shared memory"))


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each module that joins another, shares its memory, or needs a newer agent."""
    lenders = namespaces.ipc_lenders(manifest)
    for module in manifest.modules:
        if "ipcmode" not in facts.host_keys(module) and module.name not in lenders:
            continue
        variant = _variant(module, device, lenders)
        if variant:
            yield _finding(module, variant)


def _variant(module: Module, device: Device, lenders: frozenset[str]) -> str:
    """The variant of the text; empty if the agent does what the file says."""
    place, mode = namespaces.mode(module, "IpcMode")
    if mode == "host":
        return "" if profiles.of(device).reads("IpcMode") else "old-agent"
    if namespaces.joined(module, "IpcMode"):
        return "joins"
    if module.name in lenders:
        return "lends"
    return "shareable" if place is not None and mode == "shareable" else ""


_VERDICTS = {"old-agent": Verdict.MANUAL, "joins": Verdict.BLOCK, "lends": Verdict.ASK, "shareable": Verdict.ASK}
_QUESTIONS: dict[str, Question] = {"joins": _JOINED, "lends": _JOINED, "shareable": _ALONE}


def _finding(module: Module, variant: str) -> Finding:
    _place, mode = namespaces.mode(module, "IpcMode")
    return RULE.finding(
        module,
        "IpcMode",
        module.where("HostConfig", "IpcMode"),
        _VERDICTS[variant],
        question=_QUESTIONS.get(variant),
        mode=mode,
        other=namespaces.joined(module, "IpcMode"),
        variant=variant,
    )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Writes `host`, or removes the mode; does nothing if another answer has made it `host`."""
    module = manifest.holder(finding.module, finding.pointer)
    if namespaces.ipc_decided(module, answers):
        return ()
    if answers[finding.id] == "host":
        return giving_up(facts.host_mode(module, "IpcMode", finding.id))
    place, _ = namespaces.mode(module, "IpcMode")
    return () if place is None else (Change("remove", place.pointer, finding.id, gives_up=True),)


RULE = Rule(id=rule_ids.IPC, area=Area.RESOURCES, source=("R7", "AGT-5.3"), detect=detect, apply=apply)
