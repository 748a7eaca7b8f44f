"""Keys of k8s-experimental without a counterpart on Docker: how pods are updated and placed."""

from __future__ import annotations

from core.docker import experimental
from core.manifest import pointer as ptr
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Module
from core.rules.base import LINUX_VM, Area, Device, Findings, Rule, Verdict, removing

_OWN = frozenset(("volumes", "resources", "serviceoptions", "securitycontext"))
"""Keys that other rules translate."""


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each key that no rule translates."""
    name = experimental.key(module)
    if name is not None and not experimental.in_effect(module):
        section = ptr.join(module.options_pointer, name)
        yield RULE.finding(module, name, section, Verdict.AUTO, key=name, variant="name")
        return
    for other in filter(experimental.is_misnomer, module.keys_at()):  # beside the right one
        yield RULE.finding(
            module, other, ptr.join(module.options_pointer, other), Verdict.AUTO, key=other, variant="name"
        )
    wrong = experimental.aliases(module).values()
    for place in module.members_at(name) if name is not None else ():
        if place.key in wrong:
            yield RULE.finding(module, place.key, place.pointer, Verdict.AUTO, key=place.key, variant="alias")
        elif place.key.lower() not in _OWN:
            yield RULE.finding(module, place.key, place.pointer, Verdict.AUTO, key=place.key)


RULE = Rule(
    id="vm-section-key",
    area=Area.RUNTIME,
    source=("V-O1",),
    detect=detect,
    apply=removing(gives_up=True),
    targets=LINUX_VM,
    sources=("kubernetes",),
)
