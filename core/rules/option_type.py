"""A create option of a type that the agent cannot read: it gives up, and no module is deployed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from core.docker import placeholders, storage
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Module, Place
from core.model.base import Answers, Json
from core.model.changes import Change
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.model.questions import Choice, Option
from core.rules.base import Rule
from core.text.catalogue import N_

_TRUTHS = {"yes": True, "on": True, "1": True, "no": False, "off": False, "0": False, "": False}

_WORDS: dict[type, str] = {list: "list", dict: "object", type(None): "nothing"}
_FLAGS = ("privileged", "readonly")
"""Options that must be true or false: null, which Docker takes for false, makes every edge agent give up."""
_FIX = Option(
    value="mend",
    title=N_("Write it as the agent reads it"),
    consequence=N_("What was surely meant."),
)
_REMOVE = Option(value="remove", title=N_("Remove it"), consequence=N_("{module} goes without {name}."))


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """One finding for each option, and for each element of one."""
    for module in manifest.modules:
        for place in _typed(module):
            for wrong, fixed in _SHAPES[place.key.lower()](place):
                if not placeholders.is_hidden(wrong.value):
                    yield _finding(module, wrong, fixed, whole=wrong is place)


def _typed(module: Module) -> Iterator[Place]:
    """The options with an effect that the agent has types for, at the top and in HostConfig; null is fine for most."""
    for name, value in module.options.items():
        wanted = _TOP.get(name.lower())
        if wanted is None or value is None:
            continue
        if not wanted(value):
            yield Place(ptr.join(module.options_pointer, name), value)
        elif wanted is _is_object and name.lower() == "hostconfig":
            for key, inner in value.items():
                fits = _HOST.get(key.lower())
                if fits is not None and (inner is not None or fits is _is_truth) and not fits(inner):
                    yield Place(ptr.join(module.options_pointer, name, key), inner)


def _is_object(value: Json) -> bool:
    return isinstance(value, dict)


def _is_text(value: Json) -> bool:
    return isinstance(value, str)


def _is_truth(value: Json) -> bool:
    return isinstance(value, bool)


def _is_texts(value: Json) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_flat(value: Json) -> bool:
    return isinstance(value, dict) and not any(map(_is_container, value.values()))


def _is_bindings(value: Json) -> bool:
    return isinstance(value, dict) and all(
        isinstance(items, list) and all(isinstance(item, dict) and _is_flat(item) for item in items)
        for items in value.values()
    )


_TOP: dict[str, Callable[[Json], bool]] = {
    "hostconfig": _is_object,
    "env": _is_texts,
    "exposedports": lambda value: isinstance(value, dict) and all(item in ({}, None) for item in value.values()),
    "labels": _is_flat,
}
_HOST: dict[str, Callable[[Json], bool]] = {
    "binds": lambda value: storage.is_alone(value) or _is_texts(value),
    "mounts": lambda value: value == [],
    "portbindings": _is_bindings,
    "privileged": _is_truth,
    "networkmode": _is_text,
    "ipcmode": _is_text,
    "pidmode": _is_text,
}
"""A quick look that almost every option passes; the others are judged in detail."""


Judged = Iterator[tuple[Place, Json]]
"""What is wrong below a place, each with what was surely meant; None where nobody can tell."""


def _object(place: Place) -> Judged:
    if not isinstance(place.value, dict):
        yield place, None


def _scalar(place: Place) -> Judged:
    if isinstance(place.value, (dict, list)):
        yield place, None


def _truth(place: Place) -> Judged:
    """True and false, as themselves, as numbers or as the words `true` and `false`; null throws."""
    value = place.value.strip().lower() if isinstance(place.value, str) else None
    if place.value is None:
        yield place, None
    elif isinstance(place.value, (dict, list)) or (value is not None and value not in ("true", "false")):
        yield place, _TRUTHS.get(value) if value is not None else None


def _texts(place: Place) -> Judged:
    """A list of texts; one text alone is a list of one, and an object of variables a list of `NAME=value`."""
    if isinstance(place.value, str):
        yield place, [place.value] if place.value else None
    elif isinstance(place.value, dict):
        fits = place.key.lower() == "env" and place.value and not any(map(_is_container, place.value.values()))
        yield place, [f"{name}={_written(value)}" for name, value in place.value.items()] if fits else None
    elif not isinstance(place.value, list):
        yield place, None
    else:
        for item in _items(place):
            if _is_container(item.value) or item.value is None:
                yield item, None


def _ports(place: Place) -> Judged:
    """An object of objects, whose members nobody reads."""
    if not isinstance(place.value, dict):
        yield place, None
        return
    for name, value in place.value.items():
        if not isinstance(value, dict) and value not in (None, ""):
            yield Place(ptr.join(place.pointer, name), value), None


def _labels(place: Place) -> Judged:
    """An object of texts."""
    if not isinstance(place.value, dict):
        yield place, None
        return
    for name, value in place.value.items():
        if _is_container(value):
            yield Place(ptr.join(place.pointer, name), value), None


def _mounts(place: Place) -> Judged:
    """A list of objects whose members are scalars."""
    if isinstance(place.value, dict):
        yield place, [place.value] if any(key.lower() == "target" for key in place.value) else None
    elif not isinstance(place.value, list):
        yield place, None
    for item in _items(place):
        if not isinstance(item.value, dict):
            yield item, None
        for name, value in item.value.items() if isinstance(item.value, dict) else ():
            member = Place(ptr.join(item.pointer, name), value)
            if name.lower() == "readonly":
                yield from _truth(member)
            elif name.lower() in ("type", "source", "target") and value is not None:
                yield from _scalar(member)


def _bindings(place: Place) -> Judged:
    """An object of lists of objects; one binding alone is a list of one."""
    if not isinstance(place.value, dict):
        yield place, None
        return
    for name, value in place.value.items():
        port = Place(ptr.join(place.pointer, name), value)
        if isinstance(value, dict):
            yield port, [value] if value else None
        elif value is not None and not isinstance(value, list):
            yield port, None
        for item in _items(port):
            if item.value is not None and not isinstance(item.value, dict):
                yield item, None
            for key, inner in item.value.items() if isinstance(item.value, dict) else ():
                if key.lower() == "hostip" and _is_container(inner):
                    yield Place(ptr.join(item.pointer, key), inner), None


def _items(place: Place) -> list[Place]:
    values = place.value if isinstance(place.value, list) else []
    return [Place(ptr.join(place.pointer, index), value) for index, value in enumerate(values)]


def _is_container(value: Json) -> bool:
    return isinstance(value, (dict, list))


def _written(value: Json) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


_SHAPES: dict[str, Callable[[Place], Judged]] = {
    "hostconfig": _object,
    "env": _texts,
    "exposedports": _ports,
    "labels": _labels,
    "binds": _texts,
    "mounts": _mounts,
    "portbindings": _bindings,
    "privileged": _truth,
    "networkmode": _scalar,
    "ipcmode": _scalar,
    "pidmode": _scalar,
}
"""What each option must be."""


def _finding(module: Module, place: Place, fixed: Json, *, whole: bool) -> Finding:
    tokens = ptr.split(place.pointer[len(module.options_pointer) :])
    inside = ".".join(token for token in tokens if not token.isdecimal())
    if place.value is None and place.key.lower() in _FLAGS:
        facts: dict[str, Json] = {"module": module.name, "name": inside, "variant": "null", "tags": []}
        return RULE.finding(module.name, inside, place.pointer, Verdict.AUTO, **facts)
    shown = place.value if isinstance(place.value, (str, int, float)) else None
    return RULE.finding(
        module,
        inside,
        place.pointer,
        Verdict.BLOCK,
        question=_question(fixed is not None) if whole else None,
        name=inside,
        value=shown,
        variant="" if whole else "part",
        tags=[_WORDS.get(type(place.value), "value")],
        fixed=fixed,
    )


@lru_cache(maxsize=2)
def _question(fixes: bool) -> Choice:
    return Choice(options=(_FIX, _REMOVE) if fixes else (_REMOVE,))


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """What was meant takes its place, or it goes."""
    if answers[finding.id] == "remove" or finding.verdict is Verdict.AUTO:
        return (Change("remove", finding.pointer, finding.id),)
    return (Change("replace", finding.pointer, finding.id, finding.facts["fixed"]),)


RULE = Rule(
    id="option-type",
    area=Area.RUNTIME,
    source=("AGT-4-types", "AGT-2"),
    detect=detect,
    apply=apply,
    final_answer="mend",
)
