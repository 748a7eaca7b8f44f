"""A known create option at the wrong level: it has no effect on Kubernetes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.docker import options_table, wrong_level
from core.manifest import pointer as ptr
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module, Place
from core.model import rule_ids
from core.rules.base import Answers, Area, Change, Device, Finding, Rule, Verdict


@each_module
def detect(module: Module, device: Device) -> Iterator[Finding]:
    """Yields one finding for each option that would have an effect at its level; it can be moved if that is free."""
    for found in wrong_level.misplaced(module, options_table.is_misplaced):
        pointer, question = found.place.pointer, found.question
        yield RULE.finding(module, found.subject, pointer, Verdict.ASK, question=question, **found.facts)


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """Moves the option to its place, or removes it."""
    place = Place(finding.pointer, ptr.resolve(manifest.tree, finding.pointer))
    module = manifest.holder(finding.module, finding.pointer)
    return wrong_level.changes(module, place, finding.id, answers[finding.id])


RULE = Rule(
    id=rule_ids.WRONG_LEVEL,
    area=Area.RUNTIME,
    source=("DOCKER-create", "AGT-5.2", "DOCKER-older-options"),
    detect=detect,
    apply=apply,
    advice=True,
    gives_up=("leave", "remove"),
    nothing_lost=wrong_level.NOTHING_LOST,
    first_answers=("move",),
)
