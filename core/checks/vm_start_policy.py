"""Policies that Docker enforces: never restarted, the start order, stopped."""

from __future__ import annotations

from core.checks.base import LINUX_VM, Area, Check, Device, Findings, Verdict
from core.manifest.manifest import Manifest
from core.targets.linux_vm import VmPreview


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Findings:
    """Yields one finding for each policy that keeps a module from running, or whose order is ignored."""
    for module in manifest.modules:
        if module.body.get("restartPolicy") == "never":
            yield CHECK.finding(
                module, "restartPolicy", f"{module.pointer}/restartPolicy", Verdict.NOTE, variant="never"
            )
        if isinstance(module.body.get("startupOrder"), int):
            yield CHECK.finding(
                module,
                "startupOrder",
                f"{module.pointer}/startupOrder",
                Verdict.NOTE,
                value=module.body["startupOrder"],
                variant="order",
            )
        if module.body.get("status") == "stopped":
            yield CHECK.finding(module, "status", f"{module.pointer}/status", Verdict.NOTE)


CHECK = Check(id="vm-start-policy", area=Area.RUNTIME, source=("V-O5",), run=run, targets=LINUX_VM)
