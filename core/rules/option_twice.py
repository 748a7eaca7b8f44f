"""The same create option twice, in different case: one of the two is hidden."""

from __future__ import annotations

from collections.abc import Iterator

from core.docker import options_table as table
from core.docker import profiles
from core.docker.options import Place as Level
from core.manifest import pointer as ptr
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module, Place, spelling
from core.model.changes import giving_up
from core.model.questions import choice, option
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict
from core.text.catalogue import N_

_TYPED = frozenset(name for name, row in table.BY_PLACE[Level.TOP].items() if row.type is not None and not row.bag)
"""Names at the top level that the agent has a type for: it reads both, one after the other."""

_ORDERED = frozenset(("cmd", "entrypoint"))
"""Arrays that are one command, and cannot be joined."""

_VERDICTS = {"": Verdict.BLOCK, "both": Verdict.BLOCK, "exact": Verdict.MANUAL, "ignored": Verdict.MANUAL}

_JOIN = option(
    "join", N_("Join them under {other}"), N_("{module} gets the settings of both. Questions about them follow.")
)
_REMOVE = option("remove", N_("Remove {key}"), N_("{module} has only the settings under {other}."))
_JOINED, _REMOVED = choice(_JOIN, _REMOVE), choice(_REMOVE)


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Looks at the top level, in HostConfig, in mounts and port bindings; k8s-experimental has its own rule."""
    untyped = "" if profiles.of(device).any_case_options else "exact"
    for place, other in _twice(module.find()) if module.options else ():
        if not place.key.lower().startswith("k8s"):
            variant = "both" if place.key.lower() in _TYPED else untyped
            yield _finding(module, place, other, variant)
    for honored, holder in _holders(module):
        for place, other in _twice(holder):
            yield _finding(module, place, other, "both" if place.key.lower() in honored else "ignored")


def _holders(module: Module) -> Iterator[tuple[frozenset[str], Place]]:
    """Yields objects within HostConfig with the names that are read there."""
    host = module.find("HostConfig") if module.options else None
    if host is None:
        return
    yield table.READ[Level.HOST], host
    for mount in module.list_at("HostConfig", "Mounts"):
        yield table.READ[Level.MOUNT], mount
    for port in module.members_at("HostConfig", "PortBindings"):
        for index, binding in enumerate(port.value if isinstance(port.value, list) else ()):
            yield table.READ[Level.BINDING], Place(ptr.join(port.pointer, index), binding)


def _twice(holder: Place | None) -> Iterator[tuple[Place, Place]]:
    """Yields each member whose name exists in Docker's spelling as well, with the member of that spelling."""
    value = holder.value if holder is not None else None
    if holder is None or not isinstance(value, dict) or len({key.lower() for key in value}) == len(value):
        return
    groups: dict[str, list[str]] = {}
    for key in value:
        groups.setdefault(key.lower(), []).append(key)
    for keys in groups.values():
        kept = next((key for key in keys if key[:1].isupper() and not key.isupper()), keys[0])
        for key in keys:
            if key != kept:
                yield _member(holder, key), _member(holder, kept)


def _member(holder: Place, key: str) -> Place:
    return Place(ptr.join(holder.pointer, key), holder.value[key])


def _finding(module: Module, place: Place, other: Place, variant: str) -> Finding:
    verdict = _VERDICTS[variant]
    joins = _lacking(place.value, other) is not None
    question = None if verdict is not Verdict.BLOCK else _JOINED if joins else _REMOVED
    facts: dict[str, Json] = {"key": place.key, "other": other.key, "variant": variant}
    return RULE.finding(module, place.key, place.pointer, verdict, question=question, **facts)


def _lacking(value: Json, other: Place) -> list[tuple[str, Json]] | None:
    """What the other spelling lacks of a value, by its new pointer; None where the two contradict each other."""
    if value == other.value:
        return []
    if isinstance(value, list) and isinstance(other.value, list) and other.key.lower() not in _ORDERED:
        return [(ptr.join(other.pointer, "-"), item) for item in value if item not in other.value]
    if not isinstance(value, dict) or not isinstance(other.value, dict):
        return None
    lacking: list[tuple[str, Json]] = []
    for key, item in value.items():
        there = spelling(other.value, key)
        below = [(ptr.join(other.pointer, key), item)] if there is None else _lacking(item, _member(other, there))
        if below is None:
            return None
        lacking += below
    return lacking


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Removes one of the two; what only that one says is added to the other where the answer is to join them."""
    answer = answers.get(finding.id)
    if answer not in ("join", "remove"):
        return ()
    holder = Place(ptr.parent(finding.pointer), ptr.resolve(manifest.tree, ptr.parent(finding.pointer)))
    other = _member(holder, str(finding.facts["other"]))
    lacking = _lacking(_member(holder, finding.subject).value, other) if answer == "join" else []
    added = [Change("add", pointer, finding.id, value) for pointer, value in lacking or []]
    return giving_up([Change("remove", finding.pointer, finding.id), *added])


RULE = Rule(
    id="option-twice",
    area=Area.RUNTIME,
    source=("AGT-4-twice", "AGT-2"),
    detect=detect,
    apply=apply,
    gives_up=("remove",),
    first_answer="join",
)
