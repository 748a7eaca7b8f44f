"""A placeholder in a key is kept; its later value must obey the naming rule of its place."""

from __future__ import annotations

from core.docker import module_names, named_places
from core.manifest.manifest import Manifest
from core.model import rule_ids
from core.rules.base import EVERYWHERE, Area, Device, Findings, Rule, Verdict


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each name of a module, variable, label, route or resource with a placeholder."""
    for module, variant, name, pointer in named_places.places(manifest):
        odd = variant == "module" and not module_names.fixed_part_fits(name)
        yield RULE.finding(
            module,
            f"{variant}:{name}",
            pointer,
            Verdict.MANUAL,
            module=module,
            key=name,
            variant=variant,
            tags=["fixed"] if odd else [],
        )


RULE = Rule(id=rule_ids.KEY_OF_TEMPLATE, area=Area.NAMING, source=("AGT-7", "MAN-4"), detect=detect, targets=EVERYWHERE)
