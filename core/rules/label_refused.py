"""Docker labels become annotations: the agent cleans the keys, and refuses those that become empty."""

from __future__ import annotations

from core.docker import names, placeholders
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Module, Place
from core.model.questions import choice, option
from core.rules.base import Area, Device, Finding, Findings, Rule, Verdict, removing
from core.text.catalogue import N_

_REMOVE = choice(
    option(
        "remove",
        N_("Remove the label"),
        N_("{module} has no such annotation. Tools that look for the label do not find it."),
    )
)


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields keys that cannot become an annotation, keys that collide, and, once a module, what becomes of labels."""
    place = module.find("Labels") if module.has_options else None
    if place is not None and place.value and isinstance(place.value, dict):
        yield _finding(module, place, "", "annotations")
        yield from _refused(module)


def _refused(module: Module) -> Findings:
    seen: set[str] = set()
    for place in module.members_at("Labels"):
        if placeholders.within(place.key):
            continue
        cleaned = names.annotation_key(place.key)
        variant = _fault(place.key) if cleaned is None else "twice" if cleaned in seen else ""
        if variant:
            yield _finding(module, place, cleaned or "", variant)
        seen.add(cleaned or "")


def _fault(key: str) -> str:
    """The part of a key that cannot be in an annotation: its prefix (before the first `/`) or its name."""
    prefix, slash, name = key.partition("/")
    if slash and names.domain(prefix) is None:
        return "prefix"
    return "long" if names.trimmed(name if slash else key) else "empty" if key else "nameless"


def _finding(module: Module, place: Place, cleaned: str, variant: str) -> Finding:
    return RULE.finding(
        module,
        place.key,
        place.pointer,
        Verdict.NOTE if variant == "annotations" else Verdict.BLOCK,
        question=None if variant == "annotations" else _REMOVE,
        key=place.key,
        cleaned=cleaned,
        variant=variant,
    )


RULE = Rule(
    id="label-refused",
    area=Area.RUNTIME,
    source=("AGT-7-labels", "AGT-7"),
    detect=detect,
    apply=removing("remove", gives_up=True),
    advice=True,
    gives_up=("remove",),
)
