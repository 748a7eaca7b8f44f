"""Desired properties that edgeHub refuses as a whole, so that no route is in force."""

from __future__ import annotations

from core.docker.hub_config import LOWER, MISSING, SECTION, VERSION, faults, meant_version
from core.manifest.manifest import Manifest
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict

VALUES: dict[str, Json] = {"routes": {}, SECTION: {"timeToLiveSecs": 7200}, VERSION: "1.1"}
"""The value for a missing member: no route, the documented time to live, the highest version read."""


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each required member of $edgeHub that is missing, or whose version it does not read."""
    for place in faults(manifest):
        newer = place.key == VERSION and place.value is not None
        meant = meant_version(place.value) if newer else None
        facts: dict[str, Json] = {} if meant is None else {"becomes": meant}
        lowers = newer and (meant is not None or _only_newer(manifest, place.value))
        unknown = newer and not lowers
        yield RULE.finding(
            "",
            place.key,
            place.pointer,
            Verdict.BLOCK if unknown else Verdict.AUTO,
            question=LOWER if unknown else None,
            key=place.key,
            value="" if place.value is None else str(place.value),
            variant=MISSING if not newer else "spelled" if meant is not None else "lowered" if lowers else "",
            **facts,
        )


def _only_newer(manifest: Manifest, version: Json) -> bool:
    """Whether schema 1.1 has all that the section holds: of 1.2 it lacks only the MQTT broker."""
    section = manifest.hub.value if manifest.hub is not None else {}
    return str(version).strip().startswith("1.") and "mqttBroker" not in section


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Adds the member, or replaces its value."""
    if manifest.hub is None:
        return ()
    there = finding.subject in manifest.hub.value
    asked = finding.question is not None
    value = answers[finding.id] if asked else finding.facts.get("becomes", VALUES[finding.subject])
    return (Change("replace" if there else "add", finding.pointer, finding.id, value, gives_up=True),)


RULE = Rule(
    id="hub-config",
    area=Area.RUNTIME,
    source=("AGT-1b-hub",),
    detect=detect,
    apply=apply,
    first_answers=("1.1",),
)
