"""A bind of a path of the machine works on a Linux VM, but the machine is another one."""

from __future__ import annotations

from collections.abc import Iterator

from core.docker import accelerators, engine, host_paths, mount_points, storage
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Module
from core.rules.base import LINUX_VM, Area, Device, Findings, Rule, Verdict

_MANUAL = frozenset(("docker-socket",))
_OF_THE_MACHINE = frozenset(("system", "device", "pod-file", "socket"))
"""Paths that every machine has; anything else is data that stays on the old device unless it is copied."""
_NOT_READ = frozenset(("windows", "one-part", "no-target"))
"""Binds that Docker refuses, which a check reports, and binds of no path of the machine."""


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each bind, and mount of type bind, of no share of the old device or the VM."""
    for pointer, text, source, target, form in _places(module):
        readable = source.startswith("/") or engine.NAME.fullmatch(source)
        if storage.below_share_root(source) or form in _NOT_READ or _is_ours(source) or not readable:
            continue
        yield RULE.finding(
            module,
            target,
            pointer,
            Verdict.NOTE if _everywhere(source, form) else Verdict.MANUAL,
            bind=text,
            path=source,
            target=target,
            variant=form if form in _MANUAL else "volume" if not source.startswith("/") else "",
        )


def _places(module: Module) -> Iterator[tuple[str, str, str, str, str]]:
    """Yields pointer, text, source, target and form of each bind and mount."""
    hosts = accelerators.hosts_binds(module)
    for bind in storage.binds(module):
        if bind.pointer not in hosts and not bind.unfilled:
            yield bind.pointer, bind.text, bind.source, bind.target, bind.form
    for mount in mount_points.readable(module):
        if mount.kind == "bind" and mount.source and not mount.unfilled:
            form = storage.form_of(mount.source)
            yield mount.pointer, f"{mount.source}:{mount.target}", mount.source, mount.target, form


def _everywhere(source: str, form: str) -> bool:
    return form in _OF_THE_MACHINE or (form == "file" and host_paths.of_the_system(source))


def _is_ours(source: str) -> bool:
    """Whether the VM provides a path: a mount point of a share, or the folder of the runtime."""
    return mount_points.share_below(source) is not None or source == mount_points.DATA_DISK


RULE = Rule(
    id="vm-host-path",
    area=Area.STORAGE,
    source=("V-S5", "V-S8"),
    detect=detect,
    targets=LINUX_VM,
    on_vm=True,
    advice=True,
)
