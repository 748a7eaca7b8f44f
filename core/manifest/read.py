"""Bytes to Manifest: decode, recognise the shape, decode the create options of every module."""

from __future__ import annotations

import re

from core.manifest import create_options, inspected, shapes, sizes
from core.manifest import pointer as ptr
from core.manifest.errors import ManifestError
from core.manifest.inspected import Inspected
from core.manifest.locate import node_at, option_offset
from core.manifest.manifest import DEFAULT_NAME, Manifest, Module
from core.manifest.source import Source
from core.text.catalogue import _

_WINDOWS = re.compile(r"(?:^|[-_.:/])(?:windows|win|nanoserver|windowsservercore)(?:[-_.:/]|$)", re.IGNORECASE)

__all__ = ["ManifestError", "read", "read_again"]


def read(
    data: bytes,
    name: str,
    module: str = DEFAULT_NAME,
    limit: int = sizes.MAX_MODULES,
    *,
    options: bool = False,
) -> Manifest:
    """Reads a manifest from the bytes of a file; `name` is shown in errors.

    `module` names the one module of a file that holds create options alone; `limit` is the largest number of modules
    (only growth benchmarks raise it). `options` says that the file is known to hold create options alone because
    EdgeShift wrote it. Raises ManifestError for everything that hides the structure. Wrong types in create options are
    findings of rules, not errors: Docker may have accepted them.
    """
    sizes.check_parts(data, name, limit)
    source, container = _source(data, name)
    if container is not None and container.name and module == DEFAULT_NAME:
        module = container.name

    def fail(pointer: str, found: str, expected: str) -> ManifestError:
        offset = node_at(source.root, pointer).start if pointer else source.start
        remedy = _("correct this place") if pointer else _("open the manifest, or export it again from IoT Hub")
        return source.error(offset, found, expected=expected, remedy=remedy, pointer=pointer)

    layout = shapes.layout(source.value, fail, module, options or container is not None)
    sizes.check_layout(layout, fail, limit)
    modules = _modules(source, layout)
    sizes.check_options(modules, fail, limit)
    sizes.check_values(source.value if layout.tree is None else layout.tree, source.data, fail, limit)
    _check_platform(source, modules)
    return _manifest(source, layout, modules, container)


def _manifest(
    source: Source, layout: shapes.Layout, modules: tuple[Module, ...], container: Inspected | None
) -> Manifest:
    return Manifest(
        source=source,
        tree=source.value if layout.tree is None else layout.tree,
        shape=layout.shape,
        modules=modules,
        agent=layout.agent,
        hub=layout.hub,
        routes=tuple(layout.routes),
        parts=tuple(layout.parts),
        twins=layout.twins,
        root=layout.root,
        inspected=container,
    )


def read_again(original: Manifest, data: bytes) -> Manifest:
    """Reads what was written of a manifest under the same name, create options alone as such whatever is left of them.

    It may hold somewhat more than a file that is opened. Raises as `read`.
    """
    limit = 2 * max(sizes.MAX_MODULES, len(original.modules))
    return read(data, original.source.name, original.given_name, limit, options=bool(original.root))


def _source(data: bytes, name: str) -> tuple[Source, Inspected | None]:
    """The text, and the container that a file of `docker inspect` describes: its create options are the text then.

    Raises ManifestError.
    """
    source = Source(data, name)
    found = inspected.containers(source.value)
    if len(found) > 1:
        raise source.error(
            node_at(source.root, "/1").start,
            _("the output of docker inspect describes {count} containers").format(count=len(found)),
            expected=_("one container, whose create options can be migrated"),
            remedy=_("save the output for each container to a separate file"),
            pointer="/1",
        )
    container = inspected.inspected(found[0]) if found else None
    return source if container is None else Source(container.text.encode(), name, as_came=data), container


def for_windows(image: str) -> bool:
    """Whether the name or tag of an image says that it is built for Windows containers."""
    return _WINDOWS.search(image) is not None


def _check_platform(source: Source, modules: tuple[Module, ...]) -> None:
    """A manifest all of whose images are for Windows is the manifest of another device; a single one is a finding."""
    images = (module for module in modules if module.image and "$" not in module.image)
    first = next(images, None)
    if first is not None and for_windows(first.image) and all(for_windows(module.image) for module in images):
        pointer = first.image_pointer
        raise source.error(
            node_at(source.root, pointer).start,
            _("every image is built for Windows containers, first {image}").format(image=first.image),
            expected=_("images for Linux containers, the only ones Azure Stack Edge runs"),
            remedy=_("open the manifest of the FPGA device, or a manifest for Linux containers"),
            pointer=pointer,
        )


def _modules(source: Source, layout: shapes.Layout) -> tuple[Module, ...]:
    known = create_options.Known()
    return tuple(_module(source, entry, known) for entry in layout.entries)


def _module(source: Source, entry: shapes.Entry, known: create_options.Known) -> Module:
    settings = entry.body.get("settings") or {}

    def fail(key: str, at: int, found: str, expected: str, remedy: str) -> ManifestError:
        where = ptr.join(entry.pointer, "settings")
        offset = option_offset(source, where, key, at)
        pointer = ptr.join(where, key)
        return source.error(
            offset,
            _('{found} (module "{name}")').format(found=found, name=entry.name),
            expected=expected,
            remedy=remedy,
            pointer=pointer,
        )

    decoded = create_options.decode(settings, fail, known)
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
        decoded.most,
    )


def _make_logical(settings: dict[str, object], decoded: create_options.Decoded) -> None:
    """Put the decoded object where the first of its keys was, and drop the other chunks."""
    if decoded.keys == (create_options.KEY,):
        settings[create_options.KEY] = decoded.options
        return
    members = list(settings.items())
    settings.clear()
    for key, value in members:
        if key == decoded.keys[0]:
            settings[create_options.KEY] = decoded.options
        elif key not in decoded.keys:
            settings[key] = value
