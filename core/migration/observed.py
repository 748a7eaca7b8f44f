"""Compares outputs of the devices with the manifest and the typed values; it only reports differences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from core.device_outputs.iotedge import SYSTEM_NAMES
from core.docker.facts import GPU, is_fpga, resource_places
from core.docker.module_names import object_name
from core.docker.names import share_zone
from core.docker.placeholders import is_left
from core.docker.proxy import variables
from core.docker.storage import binds
from core.manifest import pointer as ptr
from core.manifest.manifest import Kind, Manifest
from core.model.base import Json
from core.model.device import Device, Platform
from core.model.device_models import preset
from core.redaction.redactor import known_to
from core.text.catalogue import _, plural

_ENDED = 2301
"""Software of the device from which on IoT Edge runs in a virtual machine, not on its Kubernetes (azure-docs,
azure-stack-edge-deprecation-notice-managed-iot-edge.md)."""
_VERSION = re.compile(r"\b(\d{4})\b")
_SYSTEM = frozenset((*SYSTEM_NAMES, "iotedged"))

Seen = Mapping[str, Json]
"""`observed` of the document of a reading."""


def shares_used(manifest: Manifest) -> tuple[str, ...]:
    """The names of shares that modules use, from paths below the mount points and from claims, in document order.

    A name that no share can have, such as a placeholder, is not among them.
    """
    found = [bind.share for module in manifest.modules for bind in binds(module)]
    for module in manifest.modules:
        for place in module.list_at("k8s-experimental", "volumes"):
            found += _claim(place.value)
    return tuple(dict.fromkeys(name for name in found if share_zone(name) != "refused"))


def _claim(entry: Json) -> list[str]:
    name = ptr.dig(entry, "volume", "persistentVolumeClaim", "claimName")
    return [name] if isinstance(name, str) else []


def proxies_used(manifest: Manifest) -> tuple[str, ...]:
    """The proxies that modules specify, those of the runtime first; placeholders are omitted."""
    modules = sorted(manifest.modules, key=lambda module: module.kind is not Kind.SYSTEM)
    found = [env.value for module in modules for env in variables(module)]
    return tuple(dict.fromkeys(url for url in found if isinstance(url, str) and not is_left(url)))


def contradictions(manifest: Manifest, device: Device, seen: Seen) -> tuple[str, ...]:
    """The contradictions between outputs and typed values, one sentence for each; masked."""
    redactor = known_to(manifest)
    found = [
        *_runtime(device, seen),
        *_shares(manifest, device, seen),
        *_gpus(manifest, device, seen),
        *_old(manifest, seen),
    ]
    return tuple(redactor.text(text) for text in found)


def runtime_for(version: str) -> Platform | None:
    """The runtime that a device of this software version can run; None where the text holds no version."""
    match = _VERSION.search(version)
    return None if match is None else "linux-vm" if int(match[1]) >= _ENDED else "kubernetes"


def software_of(seen: Seen) -> str:
    """The software version that the device printed, empty for none."""
    appliance = seen.get("device")
    return str(appliance.get("softwareVersion") or "") if isinstance(appliance, dict) else ""


def left_out(manifest: Manifest, deployment: Manifest) -> str:
    """The modules of another deployment, such as that of the old device, that the manifest does not hold; masked."""
    known = {object_name(module.name) for module in manifest.modules}
    names = [module.name for module in deployment.custom if object_name(module.name) not in known]
    if not names:
        return ""
    text = _("It runs these modules, which are not in the manifest: {names}.")
    return known_to(manifest).text(text.format(names=", ".join(names)))


def _whole(key: str, seen: Seen) -> bool:
    """Whether a list was seen to its end, so that what it does not name is not there."""
    return key not in seen.get("incomplete", ())


def _runtime(device: Device, seen: Seen) -> Iterator[str]:
    software = software_of(seen)
    version = _VERSION.search(software)
    if version is not None and device.platform != (runtime := runtime_for(software)):
        text = _("The device has software {version}, which does not run IoT Edge on a Linux VM.")
        if runtime == "linux-vm":
            text = _("The device has software {version}. Its Kubernetes no longer accepts IoT Edge deployments.")
        yield text.format(version=version[1])
    problems = seen.get("problems")
    if isinstance(problems, dict) and problems.get("*"):
        yield _("The device reports: {problem}.").format(problem=problems["*"])


def _shares(manifest: Manifest, device: Device, seen: Seen) -> Iterator[str]:
    if "shares" not in seen:
        return
    there = {str(share["name"]).lower(): share for share in seen["shares"]}
    for name in shares_used(manifest):
        share = there.get(name.lower())
        if share is None and _whole("shares", seen):
            yield _("The manifest uses the share “{name}”, but the device lists no share with this name.").format(
                name=name
            )
        elif share is not None and share.get("mounted") is False:
            yield _("The manifest uses the share “{name}”, but it is not enabled for Edge compute.").format(name=name)
    for typed in device.shares:
        share = there.get(typed.name.lower())
        if share is not None and share.get("protocol") not in (None, typed.protocol):
            text = _("The share “{name}” was entered as {typed}, but the device lists it as {seen}.")
            yield text.format(name=typed.name, typed=typed.protocol.upper(), seen=share["protocol"].upper())


def _gpus(manifest: Manifest, device: Device, seen: Seen) -> Iterator[str]:
    there = seen.get("gpus")
    if not isinstance(there, int):
        return
    if there != device.gpus:
        text = _("The number of GPUs was entered as {typed}, but the device reports {seen}.")
        yield text.format(typed=device.gpus, seen=there)
    model = preset(device.model)
    if model is not None and there > model.gpus:
        text = _("The model “{model}” has fewer GPUs than the {seen} that the device reports.")
        yield text.format(model=model.name, seen=there)
    asking = [
        module.name
        for module in manifest.modules
        if any(place.key == GPU or is_fpga(place.key) for place in resource_places(module))
    ]
    if len(asking) > there:
        count = plural("{count} module requests", "{count} modules request", len(asking))
        text = _("{count} an accelerator ({names}); the device reports {seen} GPUs.")
        yield text.format(count=count, names=", ".join(asking), seen=there)


def _old(manifest: Manifest, seen: Seen) -> Iterator[str]:
    """What ran on the old device: its list is that of Linux or of Docker."""
    if seen.get("runtime") != "linux" and seen.get("sourceDevice") != "fpga":
        return
    ran = {object_name(str(row["name"])): row for row in seen.get("modules", [])}
    known = {object_name(module.name) for module in manifest.modules}
    for name, row in ran.items():
        if name not in known and name not in _SYSTEM:
            yield _("{name} runs on the old device but is not in the manifest.").format(name=row["name"])
    for module in manifest.custom:
        row = ran.get(object_name(module.name))
        if row is None and _whole("modules", seen):
            yield _("{name} is in the manifest but does not run on the old device.").format(name=module.name)
        elif row is not None and row.get("status") not in (None, "running"):
            text = _("{name} does not run on the old device. Its status is {status}.")
            yield text.format(name=module.name, status=row["status"])
        elif row is not None and row.get("image") not in (None, "", module.image) and "$" not in module.image:
            text = _("{name} runs on the old device from {seen}, but the manifest specifies {image}.")
            yield text.format(name=module.name, seen=row["image"], image=module.image)
