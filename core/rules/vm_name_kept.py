"""A module that was renamed to lowercase for Kubernetes, which Docker does not need."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.docker import module_names
from core.docker.host_references import references
from core.docker.module_places import renamed
from core.manifest.manifest import Manifest, Module
from core.model.questions import choice, option
from core.rules.base import LINUX_VM, Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{1,62}")
_KEEP = option("keep", N_("Keep {module}"), N_("Routes, clients and the backend continue to use this name."))


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each module whose image or variables contain the name before that change."""
    taken = {module.name for module in manifest.modules}
    for module in manifest.custom:
        known = next((word for word in _words(module) if _is_older(word, module.name) and word not in taken), "")
        if known:
            restore = option(
                known,
                N_("Rename it back to {name}"),
                N_("Key, twin section, routes and calls of other modules follow."),
                name=known,
            )
            reason = N_("clients and the backend may use the current name")
            question = choice(_KEEP, restore, default="keep", reason=reason)
            yield RULE.finding(module, "name", module.pointer, Verdict.ASK, question=question, older=known)


def _words(module: Module) -> Iterator[str]:
    """Yields words that may be the earlier name: the last part of the image, then the values of variables."""
    yield from _WORD.findall(module.image.rpartition("/")[2].partition("@")[0].partition(":")[0])
    for env in module.env():
        yield from _WORD.findall(env.value) if isinstance(env.value, str) and len(env.value) < 1000 else ()


def _is_older(word: str, name: str) -> bool:
    return word != name and word.lower() != name and module_names.proposal(word) == name


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Writes the earlier name everywhere in the file, and in the calls of other modules."""
    answer = str(answers[finding.id])
    if answer == "keep":
        return ()
    calls = references(manifest).get(finding.module, ())
    edits = [Change("edit", call.pointer, finding.id, answer, call.start, call.end) for call in calls]
    return [*renamed(manifest, finding.module, answer, finding.id), *edits]


RULE = Rule(
    id="vm-name-kept",
    area=Area.NAMING,
    source=("V-O2",),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    sources=("kubernetes",),
    renames=True,
)
