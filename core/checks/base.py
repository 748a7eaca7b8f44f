"""What a check is: something that may still go wrong on the target."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.model.base import Json
from core.model.device import Device, Platform
from core.model.findings import Area, Finding, Verdict

if TYPE_CHECKING:
    from core.manifest.manifest import Manifest, Module

__all__ = ["EVERYWHERE", "LINUX_VM", "Area", "Check", "Device", "Finding", "Findings", "Json", "Verdict"]

EVERYWHERE: tuple[Platform, ...] = ("kubernetes", "linux-vm")
LINUX_VM: tuple[Platform, ...] = ("linux-vm",)
Findings = Iterator[Finding]
"""What `run` of a check yields."""


@dataclass(frozen=True, slots=True)
class Check:
    """Something that may still go wrong on the target; it reads the result and changes nothing.

    `run` gets the preview of its target; `targets` are the runtimes it is for. `defers` says that a note of a rule it
    covers (`COVERS` in `core/checks/__init__.py`) explains the place better; `read_only_claims` that its findings are
    claims for reading only, which the run sheet warns of; `before` is how its work is done, where that is before the
    deployment: the run sheet lists the findings there, and then this catalogue text. `on_vm` says that its work needs
    the VM, which the run sheet creates first. `formerly` are ids that it had before; risks accepted under them stay
    accepted.
    """

    id: str
    area: Area
    source: tuple[str, ...]
    run: Callable[[Manifest, Device, Any], Findings]
    targets: tuple[Platform, ...] = ("kubernetes",)
    defers: bool = False
    read_only_claims: bool = False
    before: str = ""
    on_vm: bool = False
    when_running: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()

    def finding(self, module: Module | str, subject: str, pointer: str, verdict: Verdict, /, **facts: Json) -> Finding:
        """Builds the finding for a place. If a module is given as an object, its name is added to the facts."""
        return Finding(
            rule=self.id,
            module=module if isinstance(module, str) else module.name,
            subject=subject,
            pointer=pointer,
            verdict=verdict,
            facts=facts if isinstance(module, str) else {"module": module.name, **facts},
        )
