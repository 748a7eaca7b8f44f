"""A create option of a type that the agent cannot read: it stops, and deploys no module."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from core.docker import given_options, storage
from core.docker.meant import is_removable, meant
from core.docker.types import Fault, Type
from core.manifest import pointer as ptr
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module, Place
from core.model import rule_ids
from core.model.questions import Choice, choice, option
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict
from core.text.catalogue import N_

_WORDS: dict[type, str] = {list: "list", dict: "object", type(None): "nothing"}
_FLAGS = ("privileged", "readonly")
"""Options that must be true or false: null, which Docker reads as false, stops every edge agent."""
_FIX = option("mend", N_("Convert it to the type that the edge agent reads"), N_("The probable intention."))
_REMOVE = option("remove", N_("Remove it"), N_("{module} runs without {name}."))
_REMOVE_ELEMENT = option("remove", N_("Remove it"), N_("{module} runs without this element of {name}."))


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each option, and for each element of a list."""
    for kind, place in _misfits(module):
        for fault in kind.faults(place.value):
            wrong = Place(ptr.join(place.pointer, *fault.way), _at(place.value, fault.way))
            if wrong.key.lower() != "hostport":  # a rule of its own asks for the number
                yield _finding(module, wrong, place.key.lower(), fault)


def _misfits(module: Module) -> Iterator[tuple[Type, Place]]:
    """Yields the options in effect that the agent cannot read; another rule reports those it reads late."""
    for _level, place, row in given_options.members(module, _is_judged):
        if row is None or row.type is None or row.type.fits(place.value):
            continue
        if row.name != "Binds" or not storage.is_alone(place.value):  # one text alone is asked as a bind
            yield row.type, place


def _is_judged(name: given_options.Name) -> bool:
    row = name.option
    return row is not None and row.type is not None and not row.bag and row.read != ""


def _at(value: Json, way: tuple[str | int, ...]) -> Json:
    for step in way:
        value = value[step]
    return value


def _finding(module: Module, place: Place, option: str, fault: Fault) -> Finding:
    tokens = ptr.split(place.pointer[len(module.options_pointer) :])
    inside = ".".join(token for token in tokens if not token.isdecimal())
    if place.value is None and place.key.lower() in _FLAGS:
        facts: dict[str, Json] = {"module": module.name, "name": inside, "variant": "null", "tags": []}
        return RULE.finding(module.name, inside, place.pointer, Verdict.AUTO, **facts)
    shown = place.value if isinstance(place.value, (str, int, float)) else None
    fixed, removable = meant(option, place.value, fault), is_removable(option, fault)
    element = removable and bool(fault.way) and isinstance(fault.way[-1], int)
    return RULE.finding(
        module,
        inside,
        place.pointer,
        Verdict.BLOCK,
        question=_question(fixed is not None, element) if removable else None,
        name=inside,
        value=shown,
        variant="element" if element else "" if removable else "part",
        tags=[_WORDS.get(type(place.value), "value")],
        fixed=fixed,
    )


@lru_cache(maxsize=4)
def _question(fixes: bool, element: bool) -> Choice:
    remove = _REMOVE_ELEMENT if element else _REMOVE
    return choice(*((_FIX, remove) if fixes else (remove,)))


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Writes the value that was meant, or removes the option."""
    if answers[finding.id] == "remove" or finding.verdict is Verdict.AUTO:
        return (Change("remove", finding.pointer, finding.id, gives_up=True),)
    return (Change("replace", finding.pointer, finding.id, finding.facts["fixed"], gives_up=True),)


RULE = Rule(
    id=rule_ids.WRONG_TYPE,
    area=Area.RUNTIME,
    source=("AGT-4-types", "AGT-2"),
    detect=detect,
    apply=apply,
    first_answers=("mend", "remove"),
)
