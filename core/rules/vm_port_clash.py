"""Two modules with one port of the VM, or one with that of SSH: all modules share the address of the VM."""

from __future__ import annotations

from core.docker import experimental, facts
from core.docker.published import SSH, Published, published
from core.manifest import pointer as ptr
from core.manifest.manifest import Kind, Manifest, Module
from core.model.questions import Text
from core.rules.base import LINUX_VM, Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_PORT = r"[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5]"
_SSH = Published("", "", SSH, SSH, "tcp", False)


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each host port that is taken; system modules come first, then document order.

    A module that is stopped has no container that runs, and takes no port.
    """
    by_port: dict[tuple[int, str], tuple[tuple[str, Published], ...]] = {(SSH, "tcp"): (("", _SSH),)}
    for module in sorted(manifest.modules, key=lambda module: module.kind is not Kind.SYSTEM):
        if (
            facts.is_stopped(module)
            or facts.on_host_network(module)
            or experimental.service_type_in_effect(module) == "clusterip"
        ):
            continue
        for port in published(module):
            holders = by_port.get((port.host, port.protocol), ())
            holder = next((name for name, other in holders if other.takes(port)), None)
            if holder is None:
                by_port[port.host, port.protocol] = (*holders, (module.name, port))
            else:
                yield _finding(module, port, holder)


def _finding(module: Module, port: Published, holder: str) -> Finding:
    variant = "ssh" if not holder else "" if holder != module.name else "itself"
    return RULE.finding(
        module,
        port.label,
        port.pointer,
        Verdict.ASK if port.alone else Verdict.BLOCK,
        question=Text(pattern=f"{_PORT}", unchanged=str(port.host)) if port.alone else None,
        port=port.label,
        holder=holder,
        variant=variant,
        tags=[] if port.alone else ["range"],
    )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Writes the new number in the spelling of the old one."""
    before, after = ptr.resolve(manifest.tree, finding.pointer), str(answers[finding.id])
    if str(before) == after:
        return ()
    return (Change("replace", finding.pointer, finding.id, after if isinstance(before, str) else int(after)),)


RULE = Rule(
    id="vm-port-clash",
    area=Area.NETWORK,
    source=("V-N1", "V-N7"),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    hint=N_("A free port of the VM. Clients must use the new number."),
)
