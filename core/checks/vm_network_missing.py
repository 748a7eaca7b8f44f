"""A network or container that a module needs and the deployment does not create."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.base import LINUX_VM, Area, Check, Device, Findings, Verdict
from core.docker.refusal import is_open
from core.manifest.manifest import Manifest, Module, Place
from core.targets.linux_vm import VmPreview
from core.text.catalogue import N_

_THERE = frozenset(("", "host", "bridge", "none", "default", "azure-iot-edge"))
_SHARED = ("NetworkMode", "IpcMode", "PidMode")


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Findings:
    """Yields one finding for each such network, and for each container that is not a module."""
    names = {module.name for module in manifest.modules}
    for module in manifest.modules:
        for place, network in _networks(module):
            if network not in _THERE and not is_open(network):
                yield CHECK.finding(module, network, place.pointer, Verdict.MANUAL, name=network)
        for key in _SHARED:
            shared = module.find("HostConfig", key)
            kind, _, name = str(shared.value).partition(":") if shared is not None else ("", "", "")
            if shared is not None and kind == "container" and name and name not in names and not is_open(name):
                yield CHECK.finding(
                    module, key, shared.pointer, Verdict.MANUAL, name=name, key=key, variant="container"
                )
        for key in ("Links", "VolumesFrom"):
            for place in module.list_at("HostConfig", key):
                name = str(place.value).removeprefix("container:").partition(":")[0]
                if isinstance(place.value, str) and name and name not in names and not is_open(name):
                    facts = {"name": name, "key": key, "variant": "container"}
                    yield CHECK.finding(module, f"{key} {name}", place.pointer, Verdict.MANUAL, **facts)


def _networks(module: Module) -> Iterator[tuple[Place, str]]:
    mode = module.find("HostConfig", "NetworkMode")
    if mode is not None and isinstance(mode.value, str) and mode.value.partition(":")[0] != "container":
        yield mode, mode.value
    seen = "" if mode is None else mode.value
    for place in module.members_at("NetworkingConfig", "EndpointsConfig"):
        if place.key != seen:
            yield place, place.key


CHECK = Check(
    id="vm-network-missing",
    area=Area.NETWORK,
    source=("V-DOCKER", "V-N5"),
    run=run,
    targets=LINUX_VM,
    before=N_("Create these networks and containers on the VM before the first deployment."),
)
