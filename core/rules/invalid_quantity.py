"""An amount of memory or processor time that Kubernetes refuses, or that is surely a mistake."""

from __future__ import annotations

from functools import lru_cache

from core.docker import facts, limits, placeholders, quantities, volumes
from core.manifest import pointer as ptr
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module, Place
from core.model.changes import giving_up
from core.model.questions import Choice, choice, option
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict
from core.text.catalogue import N_

KNOWN = ("cpu", "memory", "ephemeral-storage")
_PATTERN = r"\d{1,15}(?:\.\d{1,3})?(?:m|k|[MGTPE]i?|Ki)?"
_VERDICTS = {
    "name": Verdict.BLOCK,
    "twice": Verdict.BLOCK,
    "case": Verdict.AUTO,
    "unreadable": Verdict.BLOCK,
}
_REMOVE = option("remove", N_("Remove it"), N_("{module} then has no {target}."))
_LEAVE = option("leave", N_("Keep {value}"), N_("Kubernetes uses the value as it is."))


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each amount, and one for each request above its limit."""
    for place in facts.resource_places(module):
        if "/" not in place.key and not facts.is_fpga(place.key) and not placeholders.within(place.key):
            yield from _judged(module, place)
    yield from _sizes(module)


def _sizes(module: Module) -> Findings:
    """The sizes of empty folders under k8s-experimental."""
    for volume, place in volumes.size_limits(module):
        amount = quantities.parse(place.value)
        if (amount is None or amount < 0) and not placeholders.is_left(place.value):
            proposal = quantities.proposal(place.value, "memory")
            yield _finding(module, place, volume, "refused" if proposal else "unreadable", proposal)


def _judged(module: Module, place: Place) -> Findings:
    part, name = ptr.last(ptr.parent(place.pointer)), place.key.lower()
    if name not in KNOWN and not name.startswith("hugepages-"):
        yield _finding(module, place, part, "name", None)
        return
    if _misspelt(place.key) and any(other.key == name for other in _siblings(module, place)):
        yield _finding(module, place, part, "twice", None)
        return
    variant, proposal = "", None
    if not limits.taken_over(module, part.lower(), name):
        variant, proposal = _variant(module, place, part, name)
    if variant == "above" and limits.taken_over(module, "limits", name):
        variant = ""
    if variant:
        yield _finding(module, place, part, variant, proposal)
    if _misspelt(place.key) and not variant:
        yield _finding(module, place, part, "case", None)


def _siblings(module: Module, place: Place) -> list[Place]:
    holder = ptr.parent(place.pointer)
    return [other for other in facts.resource_places(module) if ptr.parent(other.pointer) == holder]


def _variant(module: Module, place: Place, part: str, name: str) -> tuple[str, Json]:
    """What is wrong with a value, and what it was meant to be if that is known."""
    if placeholders.is_left(place.value):
        return "", None
    amount = quantities.parse(place.value)
    variant, proposal = "", place.value
    if amount is None or amount < 0:
        proposal = quantities.proposal(place.value, name)
        variant = "refused" if proposal else "unreadable"
    elif name in ("cpu", "memory") and quantities.absurd(amount, name):
        proposal = quantities.meant(place.value, name)
        variant = "absurd" if proposal else ""
    if part.lower() != "requests" or not proposal:
        return variant, proposal
    return _at_most(variant, proposal, limits.limit_by_default(module, name))


def _at_most(variant: str, proposal: Json, limit: Json) -> tuple[str, Json]:
    """Lowers a request above the limit of the same resource, which Kubernetes refuses."""
    request, most = quantities.parse(proposal), quantities.parse(limit)
    above = request is not None and most is not None and request > most
    return (variant or "above", limit) if above else (variant, proposal)


def _finding(module: Module, place: Place, part: str, variant: str, proposal: Json) -> Finding:
    shown = place.value if isinstance(place.value, (int, float, str)) else None
    target = f"{part}.{place.key}"
    return RULE.finding(
        module,
        target,
        place.pointer,
        _VERDICTS.get(variant, Verdict.ASK),
        question=_question(variant, proposal),
        target=target,
        name=place.key,
        value=shown,
        proposal=proposal,
        variant=variant,
        tags=["case"] if variant not in ("case", "twice", "name") and _misspelt(place.key) else [],
    )


@lru_cache(maxsize=256)
def _question(variant: str, proposal: str | int | float | None) -> Choice | None:
    if variant in ("name", "twice"):
        return choice(_REMOVE)
    if variant == "unreadable":
        return choice(_REMOVE, other=_PATTERN)
    if variant not in ("refused", "absurd", "above"):
        return None
    meant = option(
        proposal,
        "{proposal}",
        N_("The request equals the limit.") if variant == "above" else N_("The probable intention."),
    )
    reasons = {
        "refused": N_("this is the same amount in a valid form"),
        "absurd": N_("the current value is not plausible"),
        "above": N_("a request cannot exceed the limit"),
    }
    return Choice(
        options=(meant, _LEAVE if variant == "absurd" else _REMOVE),
        default=proposal,
        default_reason=reasons[variant],
        other_allowed=variant != "above",
        other_pattern=_PATTERN,
    )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Corrects the key, and replaces or removes the amount."""
    answer, name = answers[finding.id], str(finding.facts["name"])
    if answer == "remove":
        return (_removed(manifest, finding),)
    changes = [Change("rename", finding.pointer, finding.id, name.lower())] if _misspelt(name) else []
    if finding.facts["variant"] != "case" and answer != "leave":
        changes.append(Change("replace", finding.pointer, finding.id, answer))
    return giving_up(changes)


def _removed(manifest: Manifest, finding: Finding) -> Change:
    """Removes the amount; an empty folder stays one without its size."""
    folder = ptr.parent(finding.pointer)
    if str(finding.facts["name"]).lower() == "sizelimit" and len(ptr.resolve(manifest.tree, folder)) == 1:
        return Change("replace", folder, finding.id, {}, gives_up=True)
    return Change("remove", finding.pointer, finding.id, gives_up=True)


def _misspelt(name: str) -> bool:
    """Whether a known resource is written with capital letters."""
    return name.lower() in KNOWN and name not in KNOWN


RULE = Rule(
    id="invalid-quantity",
    area=Area.RESOURCES,
    source=("AGT-9-quantities", "R5"),
    detect=detect,
    apply=apply,
    hint=N_("A Kubernetes quantity, such as 512Mi, 2Gi or 500m."),
)
