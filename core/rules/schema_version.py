"""A schema version or type of the runtime that the edge agent refuses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.docker import placeholders
from core.docker.hub_config import accepts_version, meant_version
from core.manifest.manifest import Manifest, Place
from core.rules.base import EVERYWHERE, Answers, Area, Change, Device, Finding, Json, Rule, Verdict


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """Yields `schemaVersion` of $edgeAgent outside 1.0 and 1.1, and a `type` of its runtime other than docker."""
    agent = manifest.agent
    if agent is not None and isinstance(agent.value, dict):
        version = agent.value.get("schemaVersion")
        if version is not None and not _is_read(version):
            meant = meant_version(version)
            place = Place(agent.pointer + "/schemaVersion", version)
            yield _finding(place, "" if meant is None else "comma" if isinstance(version, str) else "number", meant)
        runtime = agent.value.get("runtime")
        kind = runtime.get("type") if isinstance(runtime, dict) else None
        if kind not in (None, "docker") and not placeholders.is_left(kind):
            yield _finding(Place(agent.pointer + "/runtime/type", kind), "type")


def _is_read(version: Json) -> bool:
    return accepts_version(version) or placeholders.is_left(version) or placeholders.within(str(version))


def _finding(place: Place, variant: str, becomes: str | None = None) -> Finding:
    facts: dict[str, Json] = {} if becomes is None else {"becomes": becomes}
    return RULE.finding(
        "",
        place.key,
        place.pointer,
        Verdict.BLOCK if becomes is None else Verdict.AUTO,
        value=str(place.value),
        variant=variant,
        **facts,
    )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """Writes the version with a point, in quotes."""
    if finding.verdict is not Verdict.AUTO:
        return ()
    return (Change("replace", finding.pointer, finding.id, finding.facts["becomes"]),)


RULE = Rule(
    id="schema-version",
    area=Area.RUNTIME,
    source=("AGT-2", "AGT-3", "V-O9"),
    detect=detect,
    apply=apply,
    targets=EVERYWHERE,
)
