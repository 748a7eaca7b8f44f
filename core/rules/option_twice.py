"""The same create option twice, in different case: one of the two is hidden."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.docker import doubled, given_options, profiles
from core.docker import options_table as table
from core.docker.options import Place as Level
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module, Place
from core.rules.base import Answers, Area, Change, Device, Finding, Json, Rule, Verdict

_TYPED = frozenset(name for name, row in table.BY_PLACE[Level.TOP].items() if row.type is not None and not row.bag)
"""Names at the top level that the agent has a type for: it reads both, one after the other."""

_VERDICTS = {"": Verdict.BLOCK, "both": Verdict.BLOCK, "exact": Verdict.MANUAL, "ignored": Verdict.MANUAL}


@each_module
def detect(module: Module, device: Device) -> Iterator[Finding]:
    """Looks at the top level, in HostConfig, in mounts and port bindings; k8s-experimental has its own rule."""
    untyped = "" if profiles.of(device).any_case_options else "exact"
    for place, other in doubled.twice(module.find()) if doubled.is_possible(module.keys_at()) else ():
        if not place.key.lower().startswith("k8s"):
            variant = "both" if place.key.lower() in _TYPED else untyped
            yield _finding(module, place, other, variant)
    for honored, holder in _holders(module):
        for place, other in doubled.twice(holder):
            yield _finding(module, place, other, "both" if place.key.lower() in honored else "ignored")


def _holders(module: Module) -> Iterator[tuple[frozenset[str], Place]]:
    """Yields objects within HostConfig with the names that are read there."""
    if doubled.is_possible(module.keys_at("HostConfig")):
        yield table.READ[Level.HOST], Place(module.where("HostConfig"), module.get("HostConfig"))
    for level, element in given_options.elements(module):
        yield table.READ[level], element


def _finding(module: Module, place: Place, other: Place, variant: str) -> Finding:
    verdict = _VERDICTS[variant]
    question = doubled.question(place, other) if verdict is Verdict.BLOCK else None
    facts: dict[str, Json] = {"key": place.key, "other": other.key, "variant": variant}
    return RULE.finding(module, place.key, place.pointer, verdict, question=question, **facts)


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """Removes one of the two, or joins them."""
    return doubled.changes(manifest, finding, answers.get(finding.id))


RULE = Rule(
    id="option-twice",
    area=Area.RUNTIME,
    source=("AGT-4-twice", "AGT-2"),
    detect=detect,
    apply=apply,
    gives_up=("remove",),
    first_answers=("join",),
)
