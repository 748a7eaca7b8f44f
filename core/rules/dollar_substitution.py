"""Texts in which Kubernetes substitutes `$$` and `$(NAME)`, and Docker does not."""

from __future__ import annotations

import re

from core.docker import substitution
from core.docker.host_references import Text, texts, texts_where
from core.manifest.manifest import Manifest
from core.model.questions import choice, option
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_QUESTION = choice(
    option("leave", N_("Keep it"), N_("Correct if the string was already written for Kubernetes.")),
    option("escape", N_("Double each $"), N_("The module receives the same string as on Docker.")),
    default="leave",
    reason=N_("a string that is already escaped looks the same"),
)


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields variables, Cmd and Entrypoint; Kubernetes does not substitute in twins."""
    for text in texts_where(manifest, lambda text: "$" in text.text):
        if not _in_twin(manifest, text) and any(_replaced(manifest, text)):
            yield RULE.finding(
                text.owner,
                text.label,
                text.pointer,
                Verdict.ASK,
                question=_QUESTION,
                module=text.owner,
                place=text.label,
                offset=text.offset,
            )


def _replaced(manifest: Manifest, text: Text) -> list[re.Match[str]]:
    module = manifest.holder(text.owner, text.pointer)
    return [*substitution.replaced(text.text, substitution.names(module), text.offset)]


def _in_twin(manifest: Manifest, text: Text) -> bool:
    place = manifest.twins.get(text.owner)
    return place is not None and f"{text.pointer}/".startswith(place.pointer + "/")


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Doubles every dollar sign that would be substituted."""
    if answers[finding.id] != "escape":
        return ()
    text = next(t for t in texts(manifest) if t.pointer == finding.pointer)
    return [
        Change("edit", finding.pointer, finding.id, match.group().replace("$", "$$"), match.start(), match.end())
        for match in _replaced(manifest, text)
    ]


RULE = Rule(
    id="dollar-substitution",
    area=Area.RUNTIME,
    source=("AGT-5.1",),
    detect=detect,
    apply=apply,
    gives_up=("leave",),
)
