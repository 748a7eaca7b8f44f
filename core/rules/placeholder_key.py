"""A placeholder in a key: it is kept, and the later value must obey the naming rule of its place."""

from __future__ import annotations

from collections.abc import Iterator

from core.docker import experimental, facts, module_names, placeholders
from core.manifest.manifest import Manifest, Module, Place
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.rules.base import Rule


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """One finding for each name of a module, variable, label, route or resource that a template fills in later."""
    for module in manifest.modules:
        if placeholders.within(module.name):
            fits = module_names.fixed_part_fits(module.name)
            yield _finding(module.name, Place(module.pointer, None), "module", [] if fits else ["fixed"])
        for env in module.env():
            if env.value is not None and placeholders.within(env.name):
                yield _finding(module.name, Place(env.pointer, None), "variable", [], env.name)
        for variant, place in _keys(module) if module.options else ():
            if placeholders.within(place.key):
                yield _finding(module.name, place, variant, [])
    for route in manifest.routes:
        if placeholders.within(route.key):
            yield _finding("", route, "route", [])


def _keys(module: Module) -> Iterator[tuple[str, Place]]:
    for place in module.members_at("Labels"):
        yield "label", place
    for place in experimental.members(module, "nodeSelector"):
        yield "selector", place
    for place in facts.resource_places(module):
        yield "resource", place


def _finding(module: str, place: Place, variant: str, tags: list[str], key: str = "") -> Finding:
    name = key or place.key
    return RULE.finding(
        module, f"{variant}:{name}", place.pointer, Verdict.MANUAL, module=module, key=name, variant=variant, tags=tags
    )


RULE = Rule(id="placeholder-key", area=Area.NAMING, source=("AGT-7", "MAN-4"), detect=detect)
