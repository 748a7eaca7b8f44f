"""A key under k8s-experimental of the wrong shape: the agent stops, and deploys no module."""

from __future__ import annotations

from functools import lru_cache

from core.docker import experimental, facts, placeholders, updates
from core.manifest import pointer as ptr
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module, Place, spelling
from core.model.questions import Choice, choice, option
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict
from core.text.catalogue import N_

_TYPES = {
    "strategy": (updates.RECREATE, updates.ROLLING),
    "serviceOptions": ("ClusterIP", "NodePort", "LoadBalancer", "ExternalName"),
}
_UNWRAP = option(
    "unwrap",
    N_("Use the object in the list"),
    N_("The object replaces the list. Migrate the result again to check the object."),
)
_WRAP = option(
    "wrap",
    N_("Make it a list with one element"),
    N_("The object becomes the only element. Migrate the result again to check it."),
)
_REMOVE = option("remove", N_("Remove it"), N_("{module} runs without it; it had no effect on Docker either."))
_WORDS: dict[type, str] = {list: "list", dict: "object"}


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for the section, or for each key in it."""
    section = experimental.find(module) if experimental.key(module) is not None else None
    if section is None or section.value is None:
        return
    if not isinstance(section.value, dict):
        yield _finding(module, section, "section", None, ())
        return
    for name in experimental.KNOWN:
        place = experimental.find(module, name)
        if place is not None and place.value is not None and not placeholders.is_hidden(place.value):
            yield from _judged(module, name, place)


def _judged(module: Module, name: str, place: Place) -> Findings:
    if name == "volumes":
        if not isinstance(place.value, list):
            yield _finding(module, place, "refused", None, ("wrap",) if _is_volume(place.value) else ())
    elif name == "strategy" and updates.reasons(module):
        return
    elif not isinstance(place.value, dict):
        fixed = _fixed(name, place.value)
        unwrap = isinstance(place.value, list) and len(place.value) == 1 and isinstance(place.value[0], dict)
        yield _finding(module, place, "word" if fixed else "refused", fixed, ("unwrap",) if unwrap else ())
    elif name in _TYPES:
        yield from _type(module, name, place)
        address = spelling(place.value, "loadBalancerIP") if name == "serviceOptions" else None
        if address is not None and isinstance(place.value[address], (dict, list)):
            yield _finding(module, Place(ptr.join(place.pointer, address), place.value[address]), "refused", None, ())
    elif name == "resources":
        for part in facts.PARTS:
            below = experimental.find(module, name, part)
            if below is not None and below.value is not None and not isinstance(below.value, dict):
                yield _finding(module, below, "refused", None, ())


def _is_volume(value: Json) -> bool:
    return isinstance(value, dict) and spelling(value, "volume") is not None


def _fixed(name: str, value: Json) -> Json:
    """The object for a single word: `{"type": "Recreate"}` for `Recreate`."""
    kind = _known(name, value)
    return {"type": kind} if kind else None


def _known(name: str, value: Json) -> str:
    """The correct spelling of a type; empty for an unknown one."""
    wanted = value.strip().lower() if isinstance(value, str) else ""
    return next((kind for kind in _TYPES.get(name, ()) if kind.lower() == wanted), "")


def _type(module: Module, name: str, place: Place) -> Findings:
    """Yields the type of a strategy or a service if it is misspelled or unknown."""
    actual = spelling(place.value, "type")
    if actual is None or place.value[actual] is None or placeholders.is_hidden(place.value[actual]):
        return
    kind = Place(ptr.join(place.pointer, actual), place.value[actual])
    known = _known(name, kind.value)
    if name == "serviceOptions":
        if not known:
            yield _finding(module, kind, "service-type", None, ())
    elif not known:
        yield _finding(module, kind, "refused", None, ())
    else:
        if kind.value != known:
            yield _finding(module, kind, "case", known, ())
        rolling = spelling(place.value, "rollingUpdate")
        if known == updates.RECREATE and rolling is not None and place.value[rolling] is not None:
            where = Place(ptr.join(place.pointer, rolling), place.value[rolling])
            yield _finding(module, where, "surplus", None, ())


_VERDICTS = {
    "section": Verdict.MANUAL,
    "refused": Verdict.BLOCK,
    "service-type": Verdict.MANUAL,
}


def _finding(module: Module, place: Place, variant: str, fixed: Json, more: tuple[str, ...]) -> Finding:
    section = experimental.find(module)
    inside = "" if section is None else place.pointer[len(section.pointer) + 1 :]
    return RULE.finding(
        module,
        inside.replace("/", ".") or place.key,
        place.pointer,
        _VERDICTS.get(variant, Verdict.AUTO),
        question=_question(more) if variant == "refused" else None,
        name=inside.replace("/", ".") or place.key,
        value=place.value if isinstance(place.value, (str, int, float)) else None,
        fixed=fixed["type"] if isinstance(fixed, dict) else fixed,
        variant=variant,
        tags=[_WORDS.get(type(place.value), "scalar")],
    )


@lru_cache(maxsize=8)
def _question(more: tuple[str, ...]) -> Choice:
    known = {"unwrap": _UNWRAP, "wrap": _WRAP}
    return choice(*(known[name] for name in more), _REMOVE)


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Turns the word into an object and corrects the spelling; the rest is removed as chosen."""
    answer, variant, fixed = answers[finding.id], finding.facts["variant"], finding.facts["fixed"]
    if variant == "word":
        return (Change("replace", finding.pointer, finding.id, {"type": fixed}),)
    if variant == "case":
        return (Change("replace", finding.pointer, finding.id, fixed),)
    if variant == "surplus" or answer == "remove":
        return (Change("remove", finding.pointer, finding.id),)
    value = ptr.resolve(manifest.tree, finding.pointer)
    return (Change("replace", finding.pointer, finding.id, [value] if answer == "wrap" else value[0]),)


RULE = Rule(
    id="section-shape",
    area=Area.RESOURCES,
    source=("AGT-9", "AGT-2"),
    detect=detect,
    apply=apply,
    first_answers=("remove",),
)
