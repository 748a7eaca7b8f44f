"""A create option of a type that IoT Edge cannot read on a VM: it is converted or removed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.docker import given_options, storage, untyped
from core.docker.meant import bindings, meant, null_texts
from core.docker.options import Place as Level
from core.docker.placeholders import is_left
from core.docker.refused import refusals, takes
from core.docker.types import AN_ARRAY, TEXT, TRUTH, Fault, Type
from core.manifest import pointer as ptr
from core.manifest.equal_modules import each_module
from core.manifest.jsonc import Placeholder
from core.manifest.manifest import Manifest, Module, Place
from core.model.questions import choice, option
from core.rules.base import LINUX_VM, Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict
from core.text.catalogue import N_

_COMMANDS = frozenset(("cmd", "entrypoint"))
_OWN = _COMMANDS | {"portbindings", "restartpolicy"}
"""Options whose type has a rule of its own."""
_TEXTS = ("groupadd", "maskedpaths", "readonlypaths")
_AMOUNT = re.compile(r"(?i)([0-9]{1,12}) ?([bkmg]?)b?")
_POWERS = {"": 0, "b": 0, "k": 10, "m": 20, "g": 30}
_CONVERT = option("convert", N_("Convert it to {fixed}"), N_("The probable intention."))
_MEND = option("mend", N_("Convert it to the type that IoT Edge reads"), N_("The probable intention."))
_REMOVE = option("remove", N_("Remove it"), N_("{module} runs without {key}."))
_REMOVE_PART = option("remove", N_("Remove it"), N_("{module} keeps the other elements of {key}."))


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each such option, and for each part; a value of null means the same as none for Docker."""
    refused = {refusal.pointer for refusal in refusals(module)}
    for level, place, row in given_options.members(module):
        key = place.key.lower()
        if key not in _OWN and row is not None and row.type is not None:
            alone = key == "binds" and any(storage.below_share_root(bind.source) for bind in storage.binds(module))
            alone = alone and storage.is_alone(place.value)  # it is asked as a bind of a share
            fault = None if alone else next(row.type.faults(place.value), None)
            if fault is not None:
                yield _finding(module, place, key, fault, _misfits(row.type, place.value))
            nulls = null_texts(row, place.value)
            if fault is None and not is_left(place.value) and (kind := untyped.wanted(level, place)):
                yield _finding(module, place, key, Fault((), kind))
                nulls = []
            for at in nulls:
                if ptr.join(place.pointer, at) not in refused:  # its name is refused, too: it is removed
                    yield _null(module, place, at)
        elif (kind := untyped.wanted(level, place)) and not is_left(place.value):
            yield _finding(module, place, key, Fault((), kind))
        elif key in _COMMANDS and level is Level.TOP and not _is_command(place.value):
            yield _finding(module, place, key, Fault((), AN_ARRAY))
    for place in module.members_at("HostConfig", "PortBindings"):
        if place.value is not None and not is_left(place.value) and not _are_bindings(place.value):
            yield _finding(module, place, "portbindings", Fault((), AN_ARRAY))


def _are_bindings(value: Json) -> bool:
    """Whether Docker reads the bindings of a port; a null among them has a rule of its own."""
    entries = value if isinstance(value, list) else [] if isinstance(value, Placeholder) else [value, ""]
    return all(isinstance(entry, dict) or entry is None or is_left(entry) for entry in entries)


def _null(module: Module, place: Place, at: str | int) -> Finding:
    pointer = ptr.join(place.pointer, at)
    if isinstance(at, int):
        return RULE.finding(module, place.key, pointer, Verdict.AUTO, key=place.key, variant="element")
    facts: dict[str, Json] = {"key": place.key, "name": at, "variant": "inside"}
    return RULE.finding(module, f"{place.key} {at}", pointer, Verdict.AUTO, **facts)


def _is_command(value: Json) -> bool:
    """Whether another rule reads a command, or Docker does."""
    texts = isinstance(value, list) and all(isinstance(word, str) for word in value)
    return value is None or isinstance(value, (str, Placeholder)) or texts


def _misfits(kind: Type, value: Json) -> list[Json]:
    """The indexes of the elements that cannot be read, where others can: only they are removed."""
    if not isinstance(value, list):
        return []
    ways = [fault.way for fault in kind.faults(value)]
    if not all(ways):  # the list itself cannot be read
        return []
    gone = sorted({int(way[0]) for way in ways})
    return [*gone] if len(gone) < len(value) else []


def _finding(module: Module, place: Place, option: str, fault: Fault, part: Sequence[Json] = ()) -> Finding:
    fixed = _meant(option, place.value, fault)
    whole = isinstance(fixed, (list, dict))
    none = place.value is None
    options = (*((_MEND if whole else _CONVERT,) if fixed is not None else ()), _REMOVE_PART if part else _REMOVE)
    facts: dict[str, Json] = {"elements": [*part]} if part else {}
    return RULE.finding(
        module,
        place.key,
        place.pointer,
        Verdict.AUTO if none else Verdict.BLOCK,
        question=None if none else choice(*options),
        key=place.key,
        value=str(place.value if isinstance(place.value, (str, int, float)) else ""),
        wanted=fault.wanted,
        fixed=fixed,
        variant="null" if none else "part" if part else "",
        **facts,
    )


def _meant(option: str, value: Json, fault: Fault) -> Json:
    """The value that was surely meant, or an amount with a unit as `docker run` takes it; no text that is refused."""
    if option == "portbindings":
        return bindings(value)
    if option in _TEXTS or option in _COMMANDS:
        return untyped.as_texts(value)
    if option == "workingdir" and isinstance(value, list) and len(value) == 1:
        return _text(option, value[0]) if isinstance(value[0], str) else None
    if option == "devicerequests":
        return untyped.as_requests(value)
    if fault.wanted == TEXT.wanted and not fault.way:
        return None if isinstance(value, bool) or not isinstance(value, int | float) else _text(option, _digits(value))
    fixed = None if fault.way else meant(option, value, fault)
    if fixed is not None or not isinstance(value, str) or fault.way or fault.wanted in (TRUTH.wanted, AN_ARRAY):
        return fixed
    match = _AMOUNT.fullmatch(value.strip())
    return None if match is None else int(match[1]) << _POWERS[match[2].lower()]


def _text(option: str, text: str) -> Json:
    return text if text and takes(option, text) else None


def _digits(number: int | float) -> str:
    return str(int(number) if isinstance(number, float) and number.is_integer() else number)


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Converts the value, or removes it or some of its elements; a null text in an object becomes an empty text."""
    if finding.facts["variant"] == "inside":
        return (Change("replace", finding.pointer, finding.id, "", gives_up=True),)
    if answers.get(finding.id) in ("convert", "mend"):
        return (Change("replace", finding.pointer, finding.id, finding.facts["fixed"], gives_up=True),)
    if finding.facts["variant"] == "part":
        places = [ptr.join(finding.pointer, str(index)) for index in finding.facts["elements"]]
        return [Change("remove", place, finding.id, gives_up=True) for place in places]
    return (Change("remove", finding.pointer, finding.id, gives_up=finding.facts["variant"] != "null"),)


RULE = Rule(
    id="vm-option-type",
    area=Area.RUNTIME,
    source=("V-O7",),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    gives_up=("remove",),
    first_answers=("mend",),
)
