"""A key under k8s-experimental that the agent does not know: only its log says that it drops the key."""

from __future__ import annotations

from core.docker import experimental, profiles
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module, Place
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict

_KNOWN = {name.lower(): name for name in experimental.KNOWN}
_PARTS = {
    "resources": ("limits", "requests"),
    "strategy": ("type", "rollingupdate"),
    "serviceOptions": ("type", "loadbalancerip"),
}
"""What is read below a key, in lowercase."""
_NEWER = {"serviceoptions"}
"""Keys that agents before beta10 drop like any unknown key."""


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each key; names that documents use by mistake are corrected."""
    section = experimental.find(module) if experimental.key(module) is not None else None
    if section is None or not isinstance(section.value, dict):
        return
    wrong = {name: known for known, name in experimental.aliases(module).items()}
    for place in section.members():
        name = place.key
        if name in wrong:
            yield _finding(module, place, wrong[name], "alias")
        elif name.lower() not in _KNOWN:
            yield _finding(module, place, "", "unknown")
        elif name.lower() in _NEWER and not profiles.of(device).reads_service_options:
            yield _finding(module, place, "", "old-agent")
    yield from _parts(module)


def _parts(module: Module) -> Findings:
    """Yields keys beside those that are read, such as `limit` in resources, which are lost with their value."""
    for holder, read in _PARTS.items():
        for place in experimental.members(module, holder):
            if place.key.lower() not in read:
                yield _finding(module, place, holder, "resource" if holder == "resources" else "field")


def _finding(module: Module, place: Place, known: str, variant: str) -> Finding:
    return RULE.finding(
        module,
        f"{known}.{place.key}" if variant in ("resource", "field") else place.key,
        place.pointer,
        Verdict.AUTO if variant == "alias" else Verdict.MANUAL,
        name=place.key,
        known=known,
        variant=variant,
    )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Gives the key the name that the agent knows."""
    return (Change("rename", finding.pointer, finding.id, str(finding.facts["known"])),)


RULE = Rule(id="section-key", area=Area.RESOURCES, source=("AGT-9-names", "AGT-9"), detect=detect, apply=apply)
