"""Names that a template fills in later and for which Kubernetes or IoT Hub has a naming rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from core.docker import experimental, facts, placeholders, unfilled
from core.manifest.manifest import Manifest, Module, Place
from core.model.remembered import remembered


class Named(NamedTuple):
    """One name: `variant` is what it names, such as a module, a variable or a route; `module` is empty for a route."""

    module: str
    variant: str
    name: str
    pointer: str


@remembered
def places(manifest: Manifest) -> tuple[Named, ...]:
    """Every such name, in document order by module. Only create options alone have a name that is not in the file."""
    if not manifest.root and not unfilled.possible(manifest):
        return ()
    return tuple(found for found in _all(manifest) if placeholders.within(found.name))


def _all(manifest: Manifest) -> Iterator[Named]:
    for module in manifest.modules:
        yield Named(module.name, "module", module.name, module.pointer)
        for env in module.env():
            if env.value is not None:
                yield Named(module.name, "variable", env.name, env.pointer)
        for variant, place in _keys(module) if module.has_options else ():
            yield Named(module.name, variant, place.key, place.pointer)
    for route in manifest.routes:
        yield Named("", "route", route.key, route.pointer)


def _keys(module: Module) -> Iterator[tuple[str, Place]]:
    for place in module.members_at("Labels"):
        yield "label", place
    for place in experimental.members(module, "nodeSelector"):
        yield "selector", place
    for place in facts.resource_places(module):
        yield "resource", place
