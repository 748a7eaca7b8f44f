"""A value of the create options that Docker refuses: it is removed, or replaced by one that was surely meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.docker import experimental, ports, storage
from core.docker.refusal import Refusal
from core.docker.refused import refusals
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Module, spelling
from core.rules.base import LINUX_VM, Answers, Area, Change, Choice, Device, Finding, Option, Rule, Verdict
from core.text.catalogue import N_

_NOT_HERE = frozenset(("image", "no-image", "restart", "restart-count"))
"""The image cannot be removed, and another rule removes the restart policy."""
_REMOVE = Option(value="remove", title=N_("Remove it"), consequence=N_("{module} runs without it."))
_SAME = Option(
    value="same", title=N_("Host port {number}"), consequence=N_("The VM publishes the number of the container port.")
)


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """Yields one finding for each place with such a value, unless another rule changes that place anyway."""
    for module in manifest.modules:
        found = {refusal.pointer: refusal for refusal in reversed(list(refusals(module)))}
        for refusal in reversed(found.values()):
            around = any(refusal.pointer.startswith(f"{pointer}/") for pointer in found)
            if not around and not _is_changed(module, refusal):
                number = _number(refusal)
                subject = f"{refusal.key} {refusal.value}".strip()
                yield RULE.finding(
                    module,
                    subject,
                    refusal.pointer,
                    Verdict.BLOCK,
                    question=Choice(options=(_REMOVE,) if number is None else (_SAME, _REMOVE)),
                    **{**refusal.facts, "number": number},
                    variant=refusal.code,
                )


def _is_changed(module: Module, refusal: Refusal) -> bool:
    bind = storage.binds_by_pointer(module).get(refusal.pointer)
    if bind is not None and storage.below_share_root(bind.source):
        return True
    replaced = refusal.code == "conflict" and experimental.read(module, "resources") is not None
    policy = refusal.facts.get("other") == "RestartPolicy"
    return refusal.code in _NOT_HERE or replaced or policy or refusal.pointer == module.options_pointer


def _number(refusal: Refusal) -> int | None:
    """The container port of a binding whose host port cannot be used."""
    found = ports.parse(str(refusal.facts.get("port", ""))) if refusal.code == "host-port" else None
    return found[0] if found is not None and ports.usable(found[0]) else None


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """Removes the value, or gives the binding the number of its container port."""
    if answers[finding.id] != "same":
        return (Change("remove", finding.pointer, finding.id, gives_up=True),)
    key = spelling(ptr.resolve(manifest.tree, finding.pointer), "HostPort") or "HostPort"
    number = str(finding.facts["number"])
    return (Change("replace", ptr.join(finding.pointer, key), finding.id, number, gives_up=True),)


RULE = Rule(
    id="vm-refused-value",
    area=Area.RUNTIME,
    source=("V-DOCKER",),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    gives_up=("remove",),
)
