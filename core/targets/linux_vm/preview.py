"""Computes what Docker runs on the VM for a manifest, as one pure function."""

from __future__ import annotations

from core.docker import facts, refused
from core.docker.published import published
from core.manifest.manifest import Manifest, Module
from core.model.base import Json
from core.model.device import Device
from core.targets.linux_vm import compose, read
from core.targets.linux_vm.model import Container, VmPreview
from core.targets.objects import TargetObject


def preview(manifest: Manifest, device: Device) -> VmPreview:
    """The containers that Docker runs for a manifest, migrated or not. Never raises."""
    containers = tuple(_container(module, device) for module in manifest.modules)
    named = dict.fromkeys(container.network for container in containers if "networks" in container.service.body)
    networks: dict[str, Json] = {
        name: {"name": name, "driver": "bridge"} if name == read.NETWORK else {"external": True} for name in named
    }
    volumes: dict[str, Json] = {
        mount.source: dict(mount.driver)
        for container in containers
        for mount in container.mounts
        if mount.kind in ("volume", "nfs") and mount.source and compose.service_name(mount.source) == mount.source
    }
    return VmPreview(containers, networks, volumes)


def _container(module: Module, device: Device) -> Container:
    network = read.network(module)
    ports = () if network == "host" else published(module)
    mounts = tuple(read.mounts(module))
    gpus, variables = tuple(read.gpus(module)), tuple(read.variables(module))
    refusals = tuple(refused.refusals(module))
    pointers = frozenset(refusal.pointer for refusal in refusals)
    body, links = compose.service(module, (network, ports, mounts, gpus), variables, pointers)
    return Container(
        module=module,
        service=TargetObject("Container", module.name, module.name, body, links),
        network=network,
        ports=ports,
        mounts=mounts,
        gpus=gpus,
        variables=variables,
        memory=read.amount(module, "Memory"),
        reservation=read.amount(module, "MemoryReservation"),
        cpus=read.amount(module, "NanoCpus"),
        stopped=facts.is_stopped(module),
        refusals=refusals,
    )
