"""Host names of a renamed module in the values of other modules: each place has a question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from core.docker import module_names
from core.docker.host_references import references, texts
from core.docker.name_words import Finder
from core.manifest.manifest import Manifest
from core.model import rule_ids
from core.model.changes import giving_up
from core.model.findings import finding_id
from core.model.questions import choice, option
from core.model.remembered import remembered
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_REWRITE = option("rewrite", N_("Use the new name"), N_("{owner} calls the module by its name on the GPU device."))
_LEAVE = option("leave", N_("Keep it"), N_("Correct if this is not a host name, or the name of another host."))
_SURE = choice(
    _REWRITE, _LEAVE, default="rewrite", reason=N_("it is at the position of a host name, with a port or in an address")
)
_REPLACED = option(
    "rewrite",
    N_("Use the new name"),
    N_("{owner} gets the new name. Wrong if {name} is not this module here, but a folder or a label."),
)
_KEPT = option(
    "leave", N_("Keep it"), N_("If {name} is this module here, {owner} does not find it: no module has the old name.")
)
_LIKELY = choice(
    _REPLACED,
    _KEPT,
    default="rewrite",
    reason=N_("after the rename no module has the old name, and few other things have such a name"),
)
_DOUBTFUL = choice(_KEPT, _REPLACED, default="leave", reason=N_("the word may have another meaning here"))


_MANY = 200
"""Places in a manifest above which the question is one for each calling module, not one for each place.

IoT Hub accepts 32 KB, which hold far fewer. Each finding costs time and memory, and no one answers thousands.
"""


class _Place(NamedTuple):
    """Where a name is in a text of `owner`, with the kind of place that decides the question."""

    owner: str
    name: str
    label: str
    pointer: str
    spans: Sequence[tuple[int, int]]
    kind: str


_QUESTIONS = {"": _SURE, "bare": _LIKELY, "word": _LIKELY, "doubtful-bare": _DOUBTFUL, "doubtful-word": _DOUBTFUL}
_OF_MODULE = {
    "": ("many", _SURE),
    "bare": ("many-bare", choice(*_SURE.options, default="rewrite", reason=_LIKELY.default_reason)),
    "doubtful": ("many-bare", choice(*_SURE.options, default="leave", reason=_DOUBTFUL.default_reason)),
}
"""Variant and question where one finding is for all places of a module."""


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields addresses, host:port, whole values and words that are the name of a module that may be renamed."""
    places = _places(manifest)
    if sum(len(place.spans) for place in places) <= _MANY:
        yield from map(_of_place, places)
    else:
        for (owner, kind), found in _of_modules(manifest).items():
            yield _of_module(owner, kind, found)


@remembered
def _places(manifest: Manifest) -> tuple[_Place, ...]:
    """Addresses first, then whole values, then words of longer texts."""
    name_problems = module_names.name_problems(manifest)
    if not name_problems:
        return ()
    calls = [call for name in name_problems for call in references(manifest).get(name, ())]
    places = [_Place(c.owner, c.target, c.label, c.pointer, ((c.start, c.end),), "") for c in calls]
    addresses = {(call.pointer, call.start) for call in calls}
    finder = Finder(name_problems, [module.name for module in manifest.modules])
    found = [mention for text in texts(manifest) for mention in finder.mentions(text)]
    for text, name, every, whole, sure in sorted(found, key=lambda mention: not mention.whole):
        spans = [span for span in every if (text.pointer, span[0]) not in addresses]
        if spans:
            kind = ("" if sure else "doubtful-") + ("bare" if whole else "word")
            places.append(_Place(text.owner, name, text.label, text.pointer, spans, kind))
    return tuple(places)


@remembered
def _of_modules(manifest: Manifest) -> dict[tuple[str, str], list[_Place]]:
    """The places by their module and a key of `_OF_MODULE`."""
    found: dict[tuple[str, str], list[_Place]] = {}
    for place in _places(manifest):
        kind = place.kind.replace("word", "bare").partition("-")[0]
        found.setdefault((place.owner, kind), []).append(place)
    return found


def _of_place(place: _Place) -> Finding:
    return RULE.finding(
        place.owner,
        f"{place.label or 'value'}:{place.name}",
        place.pointer,
        Verdict.ASK,
        question=_QUESTIONS[place.kind],
        depends=(_renamed(place.name),),
        owner=place.owner,
        name=place.name,
        place=place.label or "value",
        spans=[number for span in place.spans for number in span],
        variant=place.kind.rpartition("-")[2],
        tags=["doubtful"] if place.kind.startswith("doubtful") else [],
    )


def _of_module(owner: str, kind: str, places: Sequence[_Place]) -> Finding:
    variant, question = _OF_MODULE[kind]
    return RULE.finding(
        owner,
        kind or "addresses",
        places[0].pointer,
        Verdict.ASK,
        question=question,
        owner=owner,
        kind=kind,
        count=sum(len(place.spans) for place in places),
        variant=variant,
        tags=["doubtful"] if kind == "doubtful" else [],
    )


def _renamed(name: str) -> str:
    return finding_id(rule_ids.NEW_NAME, name, "name")


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Replaces the name within the texts, if the answer says so and the module gets another name."""
    facts = finding.facts
    if answers[finding.id] != "rewrite":
        return ()
    if "count" in facts:
        found: Sequence[_Place] = _of_modules(manifest)[str(facts["owner"]), str(facts["kind"])]
    else:
        numbers = iter(facts["spans"])
        spans = list(zip(numbers, numbers, strict=True))
        found = [_Place(str(facts["owner"]), str(facts["name"]), str(facts["place"]), finding.pointer, spans, "")]
    return giving_up(
        Change("edit", place.pointer, finding.id, answers[_renamed(place.name)], start, end)
        for place in found
        if answers.get(_renamed(place.name), place.name) != place.name and not _moves(place, answers)
        for start, end in place.spans
    )


def _moves(place: _Place, answers: Answers) -> bool:
    """Whether the entry of `Env` that has the name moves as a whole, with the new name."""
    return answers.get(finding_id(rule_ids.CUT_ENTRY, place.owner, place.label)) == "move"


RULE = Rule(
    id=rule_ids.HOST_NAMES,
    area=Area.NAMING,
    source=("O2", "N3"),
    detect=detect,
    apply=apply,
    gives_up=("rewrite", "leave"),
    nothing_lost=("", "many"),
)
