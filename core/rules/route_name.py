"""The name of a route with a sign that IoT Hub refuses: the hub then refuses the whole deployment."""

from __future__ import annotations

import re

from core.docker import placeholders
from core.docker.facts import refused_by_hub
from core.docker.routes import LAYERED, name_of
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest
from core.model import rule_ids
from core.model.findings import finding_id
from core.model.questions import Text
from core.rules.base import EVERYWHERE, Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_PATTERN = r"[A-Za-z0-9_-]{1,128}"


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each such name, with a name that no other route has."""
    taken = {name_of(route) for route in manifest.routes}
    there = "|".join(sorted(key for key in taken if re.fullmatch(_PATTERN, key)))
    others = rf"(?!(?:{there})\Z)" if there else ""
    for route in manifest.routes:
        key = name_of(route)
        if refused_by_hub({key: None}) and not placeholders.within(key):
            name = _free(re.sub(r"[^A-Za-z0-9_-]+", "_", key).strip("_")[:100] or "route", taken)
            taken.add(name)
            question = Text(
                pattern=others + _PATTERN, default=name, default_reason=N_("only logs and metrics show this name")
            )
            yield RULE.finding("", key, route.pointer, Verdict.ASK, question=question, name=key, becomes=name)


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}_{number}"
    return free


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Renames the route, unless it is removed."""
    if answers.get(finding_id(rule_ids.HUB_VALUE, "", finding.subject)) == "remove":
        return ()
    path = LAYERED if ptr.last(finding.pointer).startswith(LAYERED) else ""
    return (Change("rename", finding.pointer, finding.id, f"{path}{answers[finding.id]}"),)


RULE = Rule(
    id="route-name",
    area=Area.NAMING,
    source=("AGT-4",),
    detect=detect,
    apply=apply,
    targets=EVERYWHERE,
    hint=N_("Letters, digits, _ and -, and no name of another route."),
)
