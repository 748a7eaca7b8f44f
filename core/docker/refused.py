"""What Docker refuses of the create options of a module, place by place.

Values that hold a placeholder are not judged. Source: as in `engine`; daemon/internal/runconfig for options that
exclude each other, Azure/iotedge edgelet-docker/src/runtime.rs for variables.
"""

from __future__ import annotations

from collections.abc import Iterator

from core.docker import engine, refused_forms, refused_options, storage
from core.docker.refusal import Refusal, is_open, refusal
from core.manifest import pointer as ptr
from core.manifest.manifest import Module, Place, member, text_of


def refusals(module: Module) -> Iterator[Refusal]:
    """Everything that Docker refuses of a module, in the order of the parts below."""
    for part in (_image, _variables, _ports, _binds, _mounts, refused_options.refusals, refused_forms.refusals):
        yield from part(module)


def takes(option: str, text: str) -> bool:
    """Whether Docker accepts a text as the value of an option, which is named in lower case."""
    known = refused_options.TAKES.get(option) or refused_forms.TAKES.get(option)
    return known is None or is_open(text) or bool(known(text))


def _image(module: Module) -> Iterator[Refusal]:
    settings, image = module.body.get("settings"), module.image.strip()
    if not image and isinstance(settings, dict) and settings.get("image") == module.image:
        yield Refusal(module.image_pointer, "no-image", "image")
    if image and not is_open(image) and not engine.takes_image(image):
        yield Refusal(module.image_pointer, "image", "image", image)


def _variables(module: Module) -> Iterator[Refusal]:
    for env in module.env():
        if env.name == "":
            yield Refusal(env.pointer, "variable", "env" if env.where == "env" else "Env")


def _ports(module: Module) -> Iterator[Refusal]:
    for place in module.members_at("HostConfig", "PortBindings"):
        if not is_open(place.key) and not engine.takes_port(place.key):
            yield refusal(place, "range" if "-" in place.key else "port", place.key, "PortBindings")
        for index, entry in enumerate(place.value if isinstance(place.value, list) else ()):
            value = member(entry, "HostPort")
            if not is_open(value) and not engine.takes_host_port(value):
                where = Place(ptr.join(place.pointer, index), entry)
                yield refusal(where, "host-port", value, "HostPort", port=place.key)


def _binds(module: Module) -> Iterator[Refusal]:
    for place in module.list_at("HostConfig", "Binds"):
        if isinstance(place.value, str) and not is_open(place.value):
            fault = _bind_fault(place.value)
            if fault:
                source, _, rest = place.value.partition(":")
                part = {"target": rest.partition(":")[0] or source, "volume-name": source}.get(fault)
                fault = "no-target" if part == "" else fault
                yield refusal(place, fault, part, key="Binds")


def _bind_fault(text: str) -> str:
    """What is wrong with a bind; empty for nothing. One part alone is a path with a volume of its own."""
    parts = text.split(":", 3)
    source, target, mode = (["", *parts, ""] if len(parts) == 1 else [*parts, ""])[:3]
    if len(parts) > 3 or parts[0] == "" or (len(parts) == 2 and engine.takes_mode(target)):
        return "bind"
    if not engine.takes_mode(mode):
        return "bind-mode"
    if not engine.takes_target(target):
        return "target"
    named = source != "" and not source.startswith("/")
    if named and not engine.PROPAGATION.isdisjoint(mode.split(",")):  # of a bind, not of a volume
        return "bind-mode"
    return "volume-name" if named and not engine.NAME.fullmatch(source) else ""


MOUNT_TYPES = ("bind", "volume", "tmpfs")
_OPTIONS_OF = {"bind": "BindOptions", "volume": "VolumeOptions", "tmpfs": "TmpfsOptions", "image": "ImageOptions"}


def _mounts(module: Module) -> Iterator[Refusal]:
    for mount in storage.mounts(module):
        kind, place = text_of(mount.value, "Type"), Place(mount.pointer, mount.value)
        if is_open(kind) or is_open(mount.source) or is_open(mount.target):
            continue
        if kind not in _OPTIONS_OF:
            yield refusal(place, "mount-type" if kind else "no-type", kind, "Type")
            continue
        for other, option in _OPTIONS_OF.items():
            if other != kind and member(mount.value, option) is not None:
                yield refusal(place, "mount-option", option, "Mounts", kind=kind)
        if not engine.takes_target(mount.target):
            yield refusal(place, "target" if mount.target else "no-target", mount.target, "Mounts")
        fault = _source_fault(kind, mount.source)
        if fault:
            yield refusal(place, fault, mount.source, "Mounts", kind=kind)
    for place in module.members_at("HostConfig", "Tmpfs"):
        if not is_open(place.key) and not engine.takes_target(place.key):
            yield refusal(place, "target" if place.key else "no-target", place.key, "Tmpfs")


def _source_fault(kind: str, source: str) -> str:
    if kind == "bind":
        return "" if source.startswith("/") else "mount-source"
    if kind == "volume":
        return "" if source == "" or engine.NAME.fullmatch(source) else "volume-name"
    return "tmpfs-source" if kind == "tmpfs" and source else ""
