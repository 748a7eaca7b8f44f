"""A create option of a type that IoT Edge cannot read on a VM: it is converted or removed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.docker import options_table, storage
from core.docker.types import TRUTH, Fault
from core.manifest.manifest import Manifest
from core.rules.base import LINUX_VM, Answers, Area, Change, Choice, Device, Finding, Json, Option, Rule, Verdict
from core.text.catalogue import N_

_OWN = frozenset(("portbindings", "restartpolicy", "cmd", "entrypoint"))
"""Options whose type has a rule of its own."""
_AMOUNT = re.compile(r"(?i)([0-9]{1,12}) ?([bkmg]?)b?")
_POWERS = {"": 0, "b": 0, "k": 10, "m": 20, "g": 30}
_TRUTHS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_CONVERT = Option(value="convert", title=N_("Convert it to {fixed}"), consequence=N_("The probable intention."))
_REMOVE = Option(value="remove", title=N_("Remove it"), consequence=N_("{module} runs without {key}."))


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """Yields one finding for each such option; a value of null means the same as none for Docker."""
    for module in manifest.modules:
        for _level, place, option in options_table.members(module):
            fault = None if option is None or option.type is None else next(option.type.faults(place.value), None)
            if fault is None or place.key.lower() in _OWN or (storage.is_alone(place.value) and place.key == "Binds"):
                continue
            fixed = _meant(place.value, fault)
            shown = place.value if isinstance(place.value, (str, int, float)) else ""
            yield RULE.finding(
                module,
                place.key,
                place.pointer,
                Verdict.AUTO if place.value is None else Verdict.BLOCK,
                question=None
                if place.value is None
                else Choice(options=(_REMOVE,) if fixed is None else (_CONVERT, _REMOVE)),
                key=place.key,
                value=str(shown),
                wanted=fault.wanted,
                fixed=fixed,
                variant="null" if place.value is None else "",
            )


def _meant(value: Json, fault: Fault) -> Json:
    """The value that was surely meant: a truth as text, or an amount with a unit as `docker run` takes it."""
    if not isinstance(value, str) or fault.way:
        return None
    if fault.wanted == TRUTH.wanted:
        return _TRUTHS.get(value.strip().lower())
    match = _AMOUNT.fullmatch(value.strip())
    return None if match is None else int(match[1]) << _POWERS[match[2].lower()]


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """Converts the value, or removes it."""
    if answers.get(finding.id) == "convert":
        return (Change("replace", finding.pointer, finding.id, finding.facts["fixed"], gives_up=True),)
    return (Change("remove", finding.pointer, finding.id, gives_up=True),)


RULE = Rule(
    id="vm-option-type",
    area=Area.RUNTIME,
    source=("V-O7",),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    gives_up=("remove",),
)
