"""A value of the create options that Docker refuses: it is removed, or replaced by one that was surely meant."""

from __future__ import annotations

from dataclasses import replace

from core.docker import experimental, port_ranges, ports, storage
from core.docker.refusal import Refusal
from core.docker.refused import refusals
from core.manifest import pointer as ptr
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module, Place, member, spelling
from core.model.findings import finding_id
from core.model.questions import Choice, choice, option
from core.rules.base import LINUX_VM, Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_NOT_HERE = frozenset(("image", "no-image", "restart", "restart-count"))
"""The image cannot be removed, and another rule removes the restart policy."""
_REMOVE = option("remove", N_("Remove it"), N_("{module} runs without it."))
_SAME = option("same", N_("Host port {number}"), N_("The VM publishes the number of the container port."))

_EXPAND = option(
    "expand",
    N_("Add an entry for each port of the range"),
    N_("{count} entries replace the range; the VM publishes each port."),
)
_REMOVED, _REPLACED = choice(_REMOVE), choice(_SAME, _REMOVE)
_EXPANDABLE = choice(_EXPAND, _REMOVE)
_EXPANDED = choice(_EXPAND, _REMOVE, default="expand", reason=N_("each port keeps its current number"))


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each place with such a value, unless another rule changes that place anyway."""
    found = {refusal.pointer: refusal for refusal in reversed(list(refusals(module)))}
    for refusal in reversed(found.values()):
        around = any(refusal.pointer.startswith(f"{pointer}/") for pointer in found)
        if not around and not _is_changed(module, refusal):
            number, pairs = _number(refusal), _range(module, refusal)
            subject = f"{refusal.key} {refusal.value}".strip()
            yield RULE.finding(
                module,
                subject,
                refusal.pointer,
                Verdict.BLOCK,
                question=_expanded(module, refusal.pointer) if pairs else _REMOVED if number is None else _REPLACED,
                **{**refusal.facts, "number": number, **({"count": len(pairs)} if pairs else {})},
                variant=refusal.code,
            )


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


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Removes the value, or gives the binding the number of its container port."""
    if answers[finding.id] == "expand":
        module = manifest.holder(finding.module, finding.pointer)
        place = _binding(module, finding.pointer)
        earlier = [
            p.key
            for p in module.members_at("HostConfig", "PortBindings")
            if answers.get(finding_id(RULE.id, module.name, f"PortBindings {p.key}")) == "expand"
        ]
        written = () if place is None else port_ranges.written_out(module, place, finding.id, earlier)
        return [replace(change, gives_up=False) for change in written]  # the way over Kubernetes writes the same
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
