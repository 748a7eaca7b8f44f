"""A variable in both `env` and the create options, of which Docker uses the latter."""

from __future__ import annotations

from core.checks.base import LINUX_VM, Area, Check, Device, Findings, Verdict
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest
from core.targets.linux_vm import VmPreview


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Findings:
    """Yields one finding for each variable that both places set to different values."""
    for container in preview.modules:
        for variable in container.variables:
            if variable.hidden and _value(manifest, variable.hidden) != variable.value:
                yield CHECK.finding(
                    container.module, variable.name, variable.pointer, Verdict.MANUAL, name=variable.name
                )


def _value(manifest: Manifest, pointer: str) -> str | None:
    """The value without effect: that of `env`, or what follows `NAME=` in an earlier entry."""
    value = ptr.resolve(manifest.tree, pointer)
    if isinstance(value, dict):
        value = value.get("value")
    elif isinstance(value, str):
        value = value.partition("=")[2]
    return value if isinstance(value, str) else None


CHECK = Check(id="vm-variable-twice", area=Area.RUNTIME, source=("V-O4",), run=run, targets=LINUX_VM)
