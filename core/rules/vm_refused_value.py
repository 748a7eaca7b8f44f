"""A value of the create options that Docker refuses: it is removed, or replaced by one that was surely meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from core.docker import experimental, port_ranges, ports, storage
from core.docker.refusal import Refusal
from core.docker.refused import MOUNT_TYPES, refusals
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Module, Place, member, spelling
from core.model import rule_ids
from core.model.findings import finding_id
from core.model.questions import Choice, Question, choice, option
from core.rules.base import LINUX_VM, Answers, Area, Change, Device, Finding, Json, Rule, Verdict
from core.text.catalogue import N_

_NOT_HERE = frozenset(("image", "no-image", "restart", "restart-count"))
"""Another rule asks for the image, and another one removes the restart policy."""
_REMOVE = option("remove", N_("Remove it"), N_("{module} runs without it."))
_SAME = option("same", N_("Host port {number}"), N_("The VM publishes the number of the container port."))
_LOWER = option(
    "lower",
    N_("Type {kind}"),
    N_("The type in lowercase, the only form that Docker accepts. Questions about the mount follow."),
)
_EXPAND = option(
    "expand",
    N_("Add an entry for each port of the range"),
    N_("{count} entries replace the range; the VM publishes each port."),
)
_REMOVED, _REPLACED = choice(_REMOVE), choice(_SAME, _REMOVE)
_LOWERED = choice(_LOWER, _REMOVE)
_EXPANDABLE = choice(_EXPAND, _REMOVE)
_EXPANDED = choice(_EXPAND, _REMOVE, default="expand", reason=N_("each port keeps its current number"))


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """Yields one finding for each place with such a value, unless another rule changes that place anyway."""
    for module in manifest.modules:
        found = {refusal.pointer: refusal for refusal in reversed(list(refusals(module)))}
        for refusal in reversed(found.values()):
            around = any(refusal.pointer.startswith(f"{pointer}/") for pointer in found)
            if not around and not _is_changed(module, refusal):
                question, facts = _question(module, refusal)
                subject = f"{refusal.key} {refusal.value}".strip()
                facts = {**refusal.facts, "number": None, **facts}
                block = Verdict.BLOCK
                yield RULE.finding(
                    module, subject, refusal.pointer, block, question=question, **facts, variant=refusal.code
                )


def _question(module: Module, refusal: Refusal) -> tuple[Question, dict[str, Json]]:
    """What can be done about a value, and the facts that the answers need."""
    if refusal.code == "mount-type" and refusal.value.lower() in MOUNT_TYPES:
        return _LOWERED, {"kind": refusal.value.lower()}
    pairs, number = _range(module, refusal), _number(refusal)
    if pairs:
        return _expanded(module, refusal.pointer), {"count": len(pairs)}
    return (_REMOVED if number is None else _REPLACED), {"number": number}


def _range(module: Module, refusal: Refusal) -> list[tuple[int, int]]:
    """The ports of a key that is a range; empty for any other value."""
    place = _binding(module, refusal.pointer) if refusal.key == "PortBindings" else None
    return [] if place is None else port_ranges.pairs(place)


def _expanded(module: Module, pointer: str) -> Choice:
    """The question about a range; without a default where Docker chose the host ports."""
    place = _binding(module, pointer)
    return _EXPANDED if place is not None and member(place.value[0], "HostPort") else _EXPANDABLE


def _binding(module: Module, pointer: str) -> Place | None:
    bindings = module.members_at("HostConfig", "PortBindings")
    return next((place for place in bindings if place.pointer == pointer), None)


def _is_changed(module: Module, refusal: Refusal) -> bool:
    bind = storage.binds_by_pointer(module).get(refusal.pointer)
    if bind is not None and storage.below_share_root(bind.source):
        return True
    binding = _binding(module, refusal.pointer)
    if binding is not None and binding.value is not None and not isinstance(binding.value, list):
        return True  # its type is asked about
    replaced = refusal.code == "conflict" and experimental.read(module, "resources") is not None
    policy = refusal.facts.get("other") == "RestartPolicy"
    return refusal.code in _NOT_HERE or replaced or policy or refusal.pointer == module.options_pointer


def _number(refusal: Refusal) -> int | None:
    """The container port of a binding whose host port cannot be used."""
    found = ports.parse(str(refusal.facts.get("port", ""))) if refusal.code == "host-port" else None
    return found[0] if found is not None and ports.usable(found[0]) else None


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """Removes the value, or writes what was chosen in its place."""
    module, answer = manifest.holder(finding.module, finding.pointer), answers[finding.id]
    if answer == "lower":
        key = spelling(ptr.resolve(manifest.tree, finding.pointer), "Type") or "Type"
        return (Change("replace", ptr.join(finding.pointer, key), finding.id, finding.facts["kind"]),)
    if answer == "expand":
        place = _binding(module, finding.pointer)
        earlier = [
            p.key
            for p in module.members_at("HostConfig", "PortBindings")
            if answers.get(finding_id(RULE.id, module.name, f"PortBindings {p.key}")) == "expand"
        ]
        written = () if place is None else port_ranges.written_out(module, place, finding.id, earlier)
        return [replace(change, gives_up=False) for change in written]  # the way over Kubernetes writes the same
    if answer != "same":
        return (Change("remove", finding.pointer, finding.id, gives_up=True),)
    key = spelling(ptr.resolve(manifest.tree, finding.pointer), "HostPort") or "HostPort"
    number = str(finding.facts["number"])
    return (Change("replace", ptr.join(finding.pointer, key), finding.id, number, gives_up=True),)


RULE = Rule(
    id=rule_ids.VALUE_ON_VM,
    area=Area.RUNTIME,
    source=("V-DOCKER",),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    gives_up=("remove",),
    first_answers=("lower",),
)
