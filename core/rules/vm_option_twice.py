"""The same create option twice, in different case: edgeAgent reads both, and only one of them is migrated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.docker import doubled, given_options
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module, Place
from core.rules.base import LINUX_VM, Answers, Area, Change, Device, Finding, Json, Rule, Verdict


@each_module
def detect(module: Module, device: Device) -> Iterator[Finding]:
    """Looks at the top level, in HostConfig, in mounts and port bindings."""
    for holder in _holders(module) if module.has_options else ():
        for place, other in doubled.twice(holder):
            if not place.key.lower().startswith("k8s"):
                question = doubled.question(place, other)
                facts: dict[str, Json] = {"key": place.key, "other": other.key}
                yield RULE.finding(module, place.key, place.pointer, Verdict.BLOCK, question=question, **facts)


def _holders(module: Module) -> Iterator[Place | None]:
    yield module.find()
    yield module.find("HostConfig")
    for _level, element in given_options.elements(module):
        yield element


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """Removes one of the two, or joins them."""
    return doubled.changes(manifest, finding, answers.get(finding.id))


RULE = Rule(
    id="vm-option-twice",
    area=Area.RUNTIME,
    source=("AGT-4-twice",),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    gives_up=("remove",),
    first_answers=("join",),
)
