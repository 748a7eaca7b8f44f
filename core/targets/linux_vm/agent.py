"""What edgeAgent and edgeHub refuse of a manifest for Docker, outside the create options.

Source: Azure/iotedge 1.6, DockerConfig.cs, EdgeHubConfigParser.cs, EdgeHubDesiredProperties_1_1.cs; 1.5 reads the
same. Parts of a template or of a layered deployment may be elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from core.docker import placeholders
from core.docker.facts import refused_by_hub
from core.docker.hub_config import SECTION, VERSION, newer_accepts_version, parsed
from core.docker.hub_values import unreadable
from core.docker.routes import name_of
from core.manifest import pointer as ptr
from core.manifest.manifest import Encoding, Manifest, Module
from core.model.base import Json


class Refused(NamedTuple):
    """A place that one of the two refuses: `code` says why in a word, `key` names the member, `value` is in it."""

    module: str
    pointer: str
    code: str
    key: str
    value: Json = None


def refusals(manifest: Manifest) -> Iterator[Refused]:
    """The modules in order, then edgeHub. What it reads of an entry is the same on every target (`docker.entries`)."""
    for module in manifest.modules:
        if not manifest.root:
            yield from _module(module)
            if manifest.shape != "template" and module.encoding is Encoding.OBJECT and refused_by_hub(module.options):
                yield Refused(module.name, module.options_pointer, "hub-object", "createOptions")
    yield from _hub(manifest)


def _module(module: Module) -> Iterator[Refused]:
    settings = module.body.get("settings")
    image = settings.get("image") if isinstance(settings, dict) else ""
    if not isinstance(image, str) and not placeholders.is_left(image):
        yield Refused(module.name, ptr.join(module.pointer, "settings", "image"), "image", "image")
    env = module.body.get("env")
    for name in env if isinstance(env, dict) else ():
        if refused_by_hub({name: None}) and not placeholders.holds(name):
            yield Refused(module.name, ptr.join(module.pointer, "env", name), "hub-key", name)


def _hub(manifest: Manifest) -> Iterator[Refused]:
    hub = manifest.hub
    if hub is None or manifest.shape == "layered" or not isinstance(hub.value, dict):
        return
    version = hub.value.get(VERSION)
    old = (parsed(version) or ())[:2] == (1, 0)
    if not placeholders.is_left(version) and not newer_accepts_version(version):
        yield Refused("", ptr.join(hub.pointer, VERSION), "hub-version", VERSION, version)
    for unread in unreadable(manifest, newer=True):
        yield Refused("", unread.where.pointer, unread.code, unread.key)
    for route in manifest.routes if old else ():
        if isinstance(route.value, dict):
            yield Refused("", route.pointer, "hub-old", name_of(route))
    for key in ("routes", SECTION) if not old else ():
        if hub.value.get(key) is None:
            yield Refused("", ptr.join(hub.pointer, key), "hub-member", key)
