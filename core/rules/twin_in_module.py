"""Desired properties inside a module entry of $edgeAgent: IoT Hub refuses them, and the module never gets them."""

from __future__ import annotations

from collections.abc import Iterator

from core.manifest import pointer as ptr
from core.manifest.equal_modules import where
from core.manifest.excerpt import shell
from core.manifest.manifest import Manifest, Module, Place
from core.manifest.shapes import DESIRED
from core.model import rule_ids
from core.model.findings import finding_id
from core.model.questions import choice, option
from core.rules.base import EVERYWHERE, Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_MOVE = option(
    "move", N_("Move them to a separate section"), N_("{module} gets them as desired properties of its module twin.")
)
_REMOVE = option(
    "remove",
    N_("Remove them"),
    N_("{module} has only the properties of its own section; without one, those that IoT Hub has now."),
)


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each such key, in the entry itself or in its settings."""
    for module in where(manifest, lambda module: [*_places(module)]):
        for place in _places(module):
            key = ptr.last(place.pointer)
            fits = isinstance(place.value, dict) and _section(manifest, module, key) is not None
            yield RULE.finding(
                module,
                key,
                place.pointer,
                Verdict.BLOCK,
                question=choice(*((_MOVE, _REMOVE) if fits else (_REMOVE,))),
                key=key,
                variant="" if fits else "section" if module.name in manifest.twins else "no-section",
            )


def _places(module: Module) -> Iterator[Place]:
    entry = Place(module.pointer, shell(module))
    for holder in (entry, entry.below("settings")):
        for key in holder.value if isinstance(holder.value, dict) else ():
            if key == DESIRED or key.startswith(f"{DESIRED}."):
                yield holder.below(key)


def _section(manifest: Manifest, module: Module, key: str) -> tuple[str, ...] | None:
    """The tokens of the object that holds the sections; None if the section exists or cannot be added.

    A dotted key is a part of the desired properties, which a section may hold as well in a layered deployment only.
    """
    tokens = tuple(ptr.split(module.pointer))
    if "$edgeAgent" not in tokens or module.name in manifest.twins or module.name.startswith("edge"):
        return None
    if key != DESIRED and manifest.shape != "layered":
        return None
    return tokens[: tokens.index("$edgeAgent")]


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Moves the value from the entry to the section of the module, under the name that the module will have."""
    answer = answers.get(finding.id)
    if answer is None:
        return ()
    gone = Change("remove", finding.pointer, finding.id)
    module = manifest.holder(finding.module, finding.pointer)
    above = _section(manifest, module, str(finding.facts["key"]))
    if answer != "move" or above is None:
        return (gone,)
    name = answers.get(finding_id(rule_ids.NEW_NAME, module.name, "name")) or module.name
    value = ptr.resolve(manifest.tree, finding.pointer)
    where = ptr.join("", *above, str(name), str(finding.facts["key"]))
    return (gone, Change("add", where, finding.id, value))


RULE = Rule(id="twin-in-module", area=Area.RUNTIME, source=("AGT-4",), detect=detect, targets=EVERYWHERE, apply=apply)
