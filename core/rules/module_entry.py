"""Entries of modules that the edge agent cannot read: their type, their status, their place, a key, a variable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.docker import entries, placeholders
from core.manifest import pointer as ptr
from core.manifest.comment_keys import is_comment
from core.manifest.manifest import Kind, Manifest, Module
from core.model.base import Answers, Json
from core.model.changes import Change
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.model.questions import Choice, Option
from core.rules.base import EVERYWHERE, Rule
from core.text.catalogue import N_

_DOCKER = Choice(
    options=(Option(value="docker", title=N_("docker"), consequence=N_("The edge agent reads the entry.")),),
    default="docker",
    default_reason=N_("it is the only type that the edge agent accepts, also on Kubernetes"),
)
_STATUS = Choice(
    options=(
        Option(value="running", title=N_("running"), consequence=N_("{module} is started.")),
        Option(
            value="stopped", title=N_("stopped"), consequence=N_("{module} stays in the deployment and is not started.")
        ),
    )
)
_STATUS_MISSING = _STATUS.model_copy(
    update={"default": "running", "default_reason": N_("a module normally runs unless its entry specifies stopped")}
)


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """One finding for each fault; templates and layers that hold a part of an entry only are left alone."""
    for module in manifest.modules:
        settings = module.body.get("settings")
        if manifest.root or not isinstance(settings, dict):
            continue
        yield from _kind_and_status(module)
        if module.kind is Kind.CUSTOM and module.name in entries.SYSTEM and _twice(manifest, module.name):
            yield _finding(module, "system-name", module.name, module.pointer)
        for key in settings:
            if entries.is_stray_chunk(key):
                yield _finding(module, "stray-chunk", key, ptr.join(module.pointer, "settings", key))
        env = module.body.get("env")
        for name, entry in env.items() if isinstance(env, dict) else ():
            if not isinstance(entry, dict) and not is_comment(name):
                yield _finding(module, "variable-shape", name, ptr.join(module.pointer, "env", name))


def _kind_and_status(module: Module) -> Iterator[Finding]:
    kind, status = module.body.get("type"), module.body.get("status")
    if kind != "docker" and not placeholders.is_left(kind):
        yield _finding(module, "type", kind, ptr.join(module.pointer, "type"), _DOCKER)
    is_agent = module.kind is Kind.SYSTEM and module.name == entries.SYSTEM[0]
    if not is_agent and not entries.accepts_status(status) and not placeholders.is_left(status):
        question = _STATUS_MISSING if status is None else _STATUS
        yield _finding(module, "status", status, ptr.join(module.pointer, "status"), question)


def _twice(manifest: Manifest, name: str) -> bool:
    return any(other.kind is Kind.SYSTEM and other.name == name for other in manifest.modules)


def _finding(module: Module, variant: str, what: Json, pointer: str, question: Choice | None = None) -> Finding:
    return RULE.finding(
        module,
        variant if question is not None else f"{variant} {what}",
        pointer if variant not in ("type", "status") or what is not None else module.pointer,
        Verdict.BLOCK if question is None else Verdict.ASK,
        question=question,
        what=what,
        variant=f"no-{variant}" if question and what is None else variant,
    )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """Type or status as answered."""
    if finding.question is None:
        return ()
    module = manifest.holder(finding.module, finding.pointer)
    place = ptr.join(module.pointer, finding.subject)
    return (
        Change(
            "replace" if finding.subject in module.body else "add",
            place,
            finding.id,
            answers[finding.id],
            gives_up=True,
        ),
    )


RULE = Rule(
    id="module-entry",
    area=Area.RUNTIME,
    source=("AGT-3", "AGT-4", "V-O7"),
    detect=detect,
    apply=apply,
    targets=EVERYWHERE,
)
