"""Recognizes what a manifest was written for: Docker on the FPGA device, or Kubernetes on the GPU device.

Recognized by what only one of the two understands. What the operator specifies has precedence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from core.docker import accelerators, experimental, facts, mount_points, storage
from core.manifest.equal_modules import where
from core.manifest.manifest import Kind, Manifest, Module
from core.model.device import Device, Source

_PREVIEW = "0.1.0-beta"
"""The tag of the system images of IoT Edge for Kubernetes (Azure/iotedge, edgelet/kube releases)."""


def source_of(manifest: Manifest, device: Device) -> Source:
    """What the manifest was written for: as the operator says, else by the evidence in it, else Docker.

    Keys of `k8s-experimental` mean nothing to Docker and outweigh a GPU request that is dormant on Kubernetes; shares
    below the root of the FPGA device outweigh all, and so do the paths of a VM that took their place.
    """
    if manifest.written_for is not None:
        return manifest.written_for

    def any_module(holds: Callable[[Module], object]) -> bool:
        return any(where(manifest, holds))

    if any_module(lambda module: any(True for _key in _keys(module))):
        return "docker" if any_module(_has_share) or mounts_of_a_vm(manifest) else "kubernetes"
    if any_module(_has_share) or any_module(accelerators.nvidia_runtime) or mounts_of_a_vm(manifest):
        return "docker"
    return "kubernetes" if any_module(lambda module: any(True for _sign in signs(module, device))) else "docker"


def evidence(manifest: Manifest, device: Device) -> Iterator[tuple[str, str]]:
    """Module and key of everything that has a meaning on Kubernetes only."""
    for module in manifest.modules:
        yield from ((module.name, sign) for sign in signs(module, device))


def signs(module: Module, device: Device) -> Iterator[str]:
    """What a module has that is meant for Kubernetes only: keys, claims of shares, the image of the preview."""
    shares = {name.lower() for name in device.share_names()}
    yield from _keys(module)
    for mount in storage.mounts(module):
        if mount.kind == "volume" and mount.source.lower() in shares:
            yield mount.source
    if module.kind is Kind.SYSTEM and _PREVIEW in module.image:
        yield module.image


def _has_share(module: Module) -> bool:
    """Whether a module binds a share below the old root, which only Docker can mean."""
    return any(bind.share for bind in storage.binds(module))


def _keys(module: Module) -> Iterator[str]:
    """Keys of `k8s-experimental`; resources of the FPGA alone are from the FPGA device."""
    section = experimental.get(module)
    for key in section if isinstance(section, dict) else ():
        if key.lower() != "resources" or any(not facts.is_fpga(place.key) for place in facts.resource_places(module)):
            yield key


def mounts_of_a_vm(manifest: Manifest) -> bool:
    """Whether a module mounts a path that EdgeShift chose on a Linux VM, so that the manifest is a result for one."""
    return any(where(manifest, _mounts_of_a_vm))


def _mounts_of_a_vm(module: Module) -> bool:
    sources = [bind.source for bind in storage.binds(module)]
    sources += [mount.source for mount in storage.mounts(module)]
    return any(path == mount_points.DATA_DISK or mount_points.share_below(path) is not None for path in sources)
