"""Logs that grow without limit unless the engine or the module sets one."""

from __future__ import annotations

from core.checks.base import LINUX_VM, Area, Check, Device, Findings, Verdict
from core.manifest.manifest import Manifest, Module
from core.targets.linux_vm import VmPreview
from core.text.catalogue import N_


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Findings:
    """Yields one note that names the modules without a limit of their own."""
    free = [module.name for module in manifest.modules if not _limited(module)]
    if free:
        yield CHECK.finding("", "logs", "", Verdict.NOTE, modules=free)


def _limited(module: Module) -> bool:
    kind = module.get("HostConfig", "LogConfig", "Type")
    return kind == "local" or module.get("HostConfig", "LogConfig", "Config", "max-size") is not None


CHECK = Check(
    id="vm-log-limit",
    area=Area.RUNTIME,
    source=("V-LOG",),
    run=run,
    targets=LINUX_VM,
    before=N_("Set a log limit for all modules in /etc/docker/daemon.json."),
)
