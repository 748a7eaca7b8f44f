"""What runs on the target device already, beside the manifest that is migrated: modules, sections, routes, credentials.

`set-modules` replaces the whole set, so whatever is in the deployment of the device and not in the result is removed
(Azure/azure-iot-cli-extension, set-modules; azure-docs, iot-edge/module-deployment-monitoring).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from core.docker import facts
from core.docker.images import registry
from core.docker.module_names import object_name
from core.docker.unread_keys import ADDED_BY_HUB
from core.manifest import pointer as ptr
from core.manifest.manifest import Kind, Manifest, Module, Place
from core.model.base import Json
from core.model.remembered import remembered

_DOCKER_AGENT = re.compile(r"azureiotedge-agent:[1-9]")
"""The agent for Kubernetes has tags from 0.1.0-beta on only."""
REPLACING = ("manifest", "content", "template", "sections")
"""Shapes that `set-modules` takes; a layered deployment adds to what runs, a twin changes one section."""


def replaced(manifest: Manifest) -> Manifest | None:
    """The deployment that this manifest would replace on the target device; None if unknown."""
    return manifest.target if manifest.agent is not None and manifest.shape in REPLACING else None


def runtime_image(manifest: Manifest, module: Module) -> str:
    """The image of edgeAgent or edgeHub on the target device; empty for other modules, and if unknown."""
    if module.kind is not Kind.SYSTEM or manifest.target is None:
        return ""
    other = manifest.target.module(module.name)
    return other.image if other is not None and other.kind is Kind.SYSTEM else ""


def only_there(manifest: Manifest) -> list[Module]:
    """The custom modules of the device that the manifest does not hold, by the name they have on Kubernetes."""
    target = replaced(manifest)
    names = {object_name(module.name) for module in manifest.modules}
    return [] if target is None else [each for each in target.custom if object_name(each.name) not in names]


def on_both(manifest: Manifest) -> Iterator[tuple[Module, Module]]:
    """Custom modules of the manifest with the other module of that name on the device, where they differ."""
    target = replaced(manifest)
    theirs = {} if target is None else {object_name(module.name): module for module in target.custom}
    for module in manifest.custom:
        other = theirs.get(object_name(module.name))
        if other is not None and target is not None and not _same(manifest, module, target, other):
            yield module, other


def unchanged(manifest: Manifest) -> frozenset[str]:
    """The modules of the manifest that run on the device exactly as they are: there is nothing to migrate in them.

    A deployment that is plainly one of Docker, such as that of the old device given by mistake, says nothing here.
    """
    target = replaced(manifest)
    if target is None or _of_docker(target):
        return frozenset()
    theirs = {module.name: module for module in target.modules}
    pairs = ((module, theirs[module.name]) for module in manifest.modules if module.name in theirs)
    return frozenset(module.name for module, other in pairs if _same(manifest, module, target, other))


def _of_docker(target: Manifest) -> bool:
    agent = target.module("edgeAgent")
    versioned = agent is not None and _DOCKER_AGENT.search(agent.image or "") is not None
    return versioned or any(facts.wants_fpga(module) for module in target.modules)


def _same(manifest: Manifest, module: Module, target: Manifest, other: Module) -> bool:
    """Whether entry and section are equal, create options decoded; the order of members says nothing."""
    mine, theirs = manifest.twins.get(module.name), target.twins.get(other.name)
    settings = (None if mine is None else mine.value) == (None if theirs is None else theirs.value)
    return module.name == other.name and _spelled(module.body) == _spelled(other.body) and settings


def routes(manifest: Manifest) -> Iterator[tuple[Place, Place | None]]:
    """Routes of the device that the manifest does not hold, with the route of the same key where it has another text.

    A text that the manifest holds under another key is there already.
    """
    target = replaced(manifest)
    if target is None or manifest.hub is None:
        return
    mine = {route.key: route for route in manifest.routes}
    texts = {_text(route.value) for route in manifest.routes}
    for route in target.routes:
        if _text(route.value) not in texts:
            yield route, mine.get(route.key)


def _text(route: Json) -> str:
    text = route.get("route") if isinstance(route, dict) else route
    return " ".join(str(text).split())


def entry(target: Manifest, module: Module) -> Json:
    """The entry of a module as it is in the file, create options in the form they have."""
    return ptr.resolve(_raw(target), module.pointer)


def section(target: Manifest, name: str) -> Json:
    """The desired properties of a module's own section; None if it has none.

    What IoT Hub adds to a twin (`$metadata`, `$version`) is omitted, because the hub refuses it in a deployment.
    """
    place = target.twins.get(name)
    found = None if place is None else ptr.resolve(_raw(target), ptr.parent(place.pointer))
    return _without_hub_members(found)


def _without_hub_members(section: Json) -> Json:
    if not isinstance(section, dict):
        return section
    return {
        key: {name: item for name, item in value.items() if name not in ADDED_BY_HUB}
        if isinstance(value, dict)
        else value
        for key, value in section.items()
    }


def credential(target: Manifest, module: Module) -> tuple[str, dict[str, Json]] | None:
    """Name and entry of the registry credential by which an image is pulled; None where there is none."""
    host = registry(module.image) if module.image else ""
    for place in target.credentials.members():
        if isinstance(place.value, dict) and host and str(place.value.get("address", "")).lower() == host:
            return place.key, place.value
    return None


def content(manifest: Manifest) -> str:
    """The pointer of the sections in the tree of a manifest."""
    assert manifest.agent is not None
    return ptr.parent(ptr.parent(manifest.agent.pointer))


@remembered
def _raw(manifest: Manifest) -> Any:
    return json.loads(manifest.source.blanked)


def _spelled(value: Json) -> str:
    return json.dumps(value, sort_keys=True)
