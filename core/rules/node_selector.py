"""A module that runs only on machines with certain labels, of which the device has few."""

from __future__ import annotations

from core.docker import experimental, node_labels, placeholders
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module
from core.model.questions import choice, option
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict
from core.text.catalogue import N_

_LEAVE = option("leave", N_("Keep it"), N_("{module} stays Pending unless a node of the device has this label."))
_REMOVE = option("remove", N_("Remove it"), N_("{module} runs on any node of the cluster; there is usually one."))
_QUESTION = choice(
    _LEAVE, _REMOVE, default="leave", reason=N_("only the cluster of the device shows whether a node has this label")
)
_FOREIGN = choice(_REMOVE, _LEAVE, default="remove", reason=N_("the label describes a node of another cluster"))
_REFUSED = choice(_REMOVE)


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each label that the machines may lack, or that is no text."""
    for place in experimental.members(module, "nodeSelector"):
        variant = _variant(place.key, place.value)
        if variant != "fine":
            shown = str(place.value).lower() if isinstance(place.value, bool) else place.value
            yield RULE.finding(
                module,
                place.key,
                place.pointer,
                _VERDICTS.get(variant, Verdict.ASK),
                question=_QUESTIONS.get(variant),
                label=place.key,
                value=shown if isinstance(shown, (str, int, float)) else None,
                variant=variant,
            )


def _variant(label: str, value: Json) -> str:
    """The variant of the text; empty where only the cluster shows whether a machine has the label.

    `truth` (true or false instead of a text), `refused` (no text at all), `fine`, `foreign` (of another cluster).
    """
    if isinstance(value, bool):
        return "truth"
    if isinstance(value, (dict, list)):
        return "refused"
    if value is None or placeholders.is_left(value) or node_labels.is_given(label, value):
        return "fine"
    return "foreign" if node_labels.is_foreign(label) else ""


_VERDICTS = {"truth": Verdict.AUTO, "refused": Verdict.BLOCK}
_QUESTIONS = {"": _QUESTION, "foreign": _FOREIGN, "refused": _REFUSED}


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Turns true and false into texts, and removes or keeps the label."""
    if finding.facts["variant"] == "truth":
        return (Change("replace", finding.pointer, finding.id, finding.facts["value"]),)
    return (Change("remove", finding.pointer, finding.id),) if answers[finding.id] == "remove" else ()


RULE = Rule(
    id="node-selector",
    area=Area.RESOURCES,
    source=("AGT-9-selector",),
    detect=detect,
    apply=apply,
    gives_up=("leave",),
)
