"""Bytes to Manifest: decode, recognise the shape, decode the create options of every module."""

from __future__ import annotations

import re

from core.manifest import create_options, jsonc, shapes
from core.manifest import pointer as ptr
from core.manifest.errors import ManifestError
from core.manifest.locate import node_at, option_offset
from core.manifest.manifest import Manifest, Module
from core.manifest.source import MAX_DEPTH, Source
from core.text.catalogue import _

MAX_MODULES = 500
MAX_NAME = 1_000
"""Characters of a module name; IoT Hub takes 128."""
MAX_MEMBERS = 4_000
"""Members of one object or array among create options and credentials; more than fit into the 32 KB of IoT Hub."""
MEMBERS_A_MODULE = 40
"""Members of all create options together, for each module that a manifest may hold: each of them may be a finding."""
_PLENTY = frozenset(("env", "labels"))
"""Create options with as many members as there are: none of them is a finding by itself."""

_WINDOWS = re.compile(r"(?:^|[-_.:/])(?:windows|win|nanoserver|windowsservercore)(?:[-_.:/]|$)", re.IGNORECASE)

__all__ = ["ManifestError", "read"]


def read(data: bytes, name: str, module: str = "module", limit: int = MAX_MODULES) -> Manifest:
    """A manifest from the bytes of a file; `name` is shown in errors.

    `module` names the one module of a file that holds create options alone; `limit` is the number of
    modules refused beyond (raised by growth benchmarks only).

    Raises ManifestError for anything that hides the structure. Wrong types inside create options
    are findings of rules, not errors: Docker may have accepted them.
    """
    source = Source(data, name)

    def fail(pointer: str, found: str, expected: str) -> ManifestError:
        offset = node_at(source.root, pointer).start
        remedy = _("correct this place") if pointer else _("open the manifest itself, or export it anew from IoT Hub")
        return source.error(offset, found, expected=expected, remedy=remedy, pointer=pointer)

    layout = shapes.layout(source.value, fail, module)
    if len(layout.entries) > limit:
        raise ManifestError(
            _("the manifest holds {count} modules").format(count=len(layout.entries)),
            file=name,
            expected=_("at most {limit} (IoT Hub itself takes 50)").format(limit=limit),
        )
    for entry in layout.entries:
        if len(entry.name) > MAX_NAME:
            found = _('the module name "{name}…" has {count} characters')
            found = found.format(name=entry.name[:20], count=f"{len(entry.name):,}")
            raise fail(ptr.parent(entry.pointer), found, _("at most 128, which is what IoT Hub takes"))
    modules = tuple(_module(source, entry) for entry in layout.entries)
    _check_members(layout, modules, fail, MEMBERS_A_MODULE * limit)
    _check_platform(source, modules)
    return Manifest(
        source=source,
        tree=source.value if layout.tree is None else layout.tree,
        shape=layout.shape,
        modules=modules,
        agent=layout.agent,
        hub=layout.hub,
        routes=tuple(layout.routes),
        twins=layout.twins,
        root=layout.root,
    )


def for_windows(image: str) -> bool:
    """Whether the name or tag of an image says that it is built for Windows containers."""
    return _WINDOWS.search(image) is not None


def _check_platform(source: Source, modules: tuple[Module, ...]) -> None:
    """A manifest all of whose images are for Windows is the manifest of another device; a single one is a finding."""
    images = [module for module in modules if module.image and "$" not in module.image]
    if images and all(for_windows(module.image) for module in images):
        pointer = images[0].image_pointer
        raise source.error(
            node_at(source.root, pointer).start,
            _("every image is built for Windows containers, first {image}").format(image=images[0].image),
            expected=_("images for Linux containers, the only ones Azure Stack Edge runs"),
            remedy=_("open the manifest of the FPGA device, or the one built for Linux"),
            pointer=pointer,
        )


def _module(source: Source, entry: shapes.Entry) -> Module:
    settings = entry.body.get("settings") or {}
    where = ptr.join(entry.pointer, "settings")

    def fail(key: str, at: int, found: str, expected: str, remedy: str) -> ManifestError:
        offset = option_offset(source, where, key, at)
        pointer = ptr.join(where, key)
        return source.error(
            offset,
            _('{found} (module "{name}")').format(found=found, name=entry.name),
            expected=expected,
            remedy=remedy,
            pointer=pointer,
        )

    decoded = create_options.decode(settings, fail)
    if jsonc.depth(decoded.options) > MAX_DEPTH:
        raise fail(
            decoded.keys[0],
            -1,
            _("create options nested too deep"),
            _("at most {depth} levels").format(depth=MAX_DEPTH),
            "",
        )
    if decoded.keys and not decoded.unjudged:
        _make_logical(settings, decoded)
    return Module(
        entry.name,
        entry.pointer,
        entry.kind,
        entry.body,
        decoded.options,
        decoded.encoding,
        decoded.unjudged,
        decoded.size,
    )


def _check_members(layout: shapes.Layout, modules: tuple[Module, ...], fail: shapes.Fail, most: int) -> None:
    """Refuse what has more parts than anybody could work through, and than IoT Hub takes."""
    runtime = layout.agent.value.get("runtime") if layout.agent is not None else None
    _members(runtime, "" if layout.agent is None else ptr.join(layout.agent.pointer, "runtime"), fail)
    if len(layout.routes) > MAX_MEMBERS:
        found = _("the manifest holds {count} routes").format(count=f"{len(layout.routes):,}")
        raise fail("", found, _("at most {limit}").format(limit=f"{MAX_MEMBERS:,}"))
    total = 0
    for module in modules:
        total += _members(module.options, module.pointer, fail)
        if total > most:
            found = _("create options with more than {limit} members in all").format(limit=f"{most:,}")
            raise fail(module.pointer, found, _("at most as many as fit into 32 KB, which is what IoT Hub takes"))


def _members(value: object, pointer: str, fail: shapes.Fail) -> int:
    """How many members a value and everything in it have. Raises what `fail` makes where one has too many itself."""
    stack, count = [value], 0
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            stack += [member for key, member in item.items() if key.lower() not in _PLENTY]
        elif isinstance(item, list):
            stack += item
        else:
            continue
        count += len(item)
        if len(item) > MAX_MEMBERS:
            found = _("an object with {count} members") if isinstance(item, dict) else _("an array of {count} members")
            expected = _("at most {limit}").format(limit=f"{MAX_MEMBERS:,}")
            raise fail(pointer, found.format(count=f"{len(item):,}"), expected)
    return count


def _make_logical(settings: dict[str, object], decoded: create_options.Decoded) -> None:
    """Put the decoded object where the first of its keys stood, and drop the other chunks."""
    members = list(settings.items())
    settings.clear()
    for key, value in members:
        if key == decoded.keys[0]:
            settings[create_options.KEY] = decoded.options
        elif key not in decoded.keys:
            settings[key] = value
