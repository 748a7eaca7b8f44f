"""A create option that Docker does not read where it is: it is at the wrong level, or Docker has none of this name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.docker import given_options, options_table, wrong_level
from core.docker.options import Place as Level
from core.manifest import pointer as ptr
from core.manifest.comment_keys import is_comment
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module, Place
from core.rules.base import LINUX_VM, Answers, Area, Change, Device, Finding, Rule, Verdict

_NEWER = frozenset(("imageoptions", "clusteroptions"))
"""Members of a mount that only newer releases of Docker read."""


@each_module
def detect(module: Module, device: Device) -> Iterator[Finding]:
    """Yields a question for each option at the wrong level, and a note for each unknown one."""
    for found in wrong_level.misplaced(module, options_table.has_other_level):
        pointer, question = found.place.pointer, found.question
        yield RULE.finding(module, found.subject, pointer, Verdict.ASK, question=question, **found.facts)
    for level, place in _unknown(module):
        subject = f"{level.value}.{place.key}"
        yield RULE.finding(module, subject, place.pointer, Verdict.NOTE, key=place.key, variant="unknown")


def _unknown(module: Module) -> Iterator[tuple[Level, Place]]:
    for level, place, option in given_options.members(module):
        if option is None and _is_option(place.key) and not options_table.has_other_level(level, place.key):
            yield level, place
    for level, holder in given_options.elements(module):
        for key, value in holder.value.items() if isinstance(holder.value, dict) else ():
            known = options_table.find(level, key) is not None or key.lower() in _NEWER
            if not known and _is_option(key):
                yield level, Place(ptr.join(holder.pointer, key), value)


def _is_option(key: str) -> bool:
    """Whether other rules do not explain a key: comments and the section for Kubernetes."""
    return not key.lower().startswith("k8s") and not is_comment(key)


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """Moves the option to its place, or removes it; leaves an unknown one."""
    place = Place(finding.pointer, ptr.resolve(manifest.tree, finding.pointer))
    module = manifest.holder(finding.module, finding.pointer)
    return wrong_level.changes(module, place, finding.id, answers.get(finding.id))


RULE = Rule(
    id="vm-unread-option",
    area=Area.RUNTIME,
    source=("DOCKER-create", "DOCKER-older-options"),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    advice=True,
    gives_up=("leave", "remove"),
    nothing_lost=wrong_level.NOTHING_LOST,
    first_answers=("move",),
)
