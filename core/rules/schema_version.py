"""A schema version or type of the runtime that the edge agent refuses."""

from __future__ import annotations

from core.docker import placeholders
from core.docker.hub_config import accepts_version, meant_version
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Place
from core.model.questions import choice, option
from core.rules.base import EVERYWHERE, Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict
from core.text.catalogue import N_

_LOWER = choice(
    option(
        "1.1",
        N_("Set it to 1.1"),
        N_("The edge agent reads the deployment. Settings that 1.1 does not have are ignored."),
    )
)
_TYPE = choice(
    option("docker", N_("docker"), N_("The edge agent reads the runtime.")),
    default="docker",
    reason=N_("it is the only type that the edge agent accepts, also on Kubernetes"),
)


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields `schemaVersion` of $edgeAgent outside 1.0 and 1.1, and a `type` of its runtime other than docker."""
    agent = manifest.agent
    if agent is not None and isinstance(agent.value, dict):
        version = agent.value.get("schemaVersion")
        if not _is_read(version):
            meant = "1.1" if version is None else meant_version(version)
            yield _finding(agent.below("schemaVersion"), "" if meant is None else _variant(version), meant)
        kind = agent.below("runtime", "type")
        fits = kind.value == "docker" or placeholders.is_left(kind.value)
        if isinstance(agent.value.get("runtime"), dict) and not fits:
            yield _finding(kind, "type")


def _variant(version: Json) -> str:
    if version is None:
        return "missing"
    return "number" if not isinstance(version, str) else "comma" if "," in version else "spelled"


def _is_read(version: Json) -> bool:
    return accepts_version(version) or placeholders.is_left(version) or placeholders.within(str(version))


def _finding(place: Place, variant: str, becomes: str | None = None) -> Finding:
    facts: dict[str, Json] = {} if becomes is None else {"becomes": becomes}
    kind = variant == "type"
    return RULE.finding(
        "",
        place.key,
        place.pointer,
        Verdict.AUTO if becomes is not None else Verdict.ASK if kind else Verdict.BLOCK,
        question=None if becomes is not None else _TYPE if kind else _LOWER,
        value="null" if place.value is None else str(place.value),
        variant=variant,
        **facts,
    )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Writes the version with a point, in quotes, or what was answered."""
    holder = ptr.resolve(manifest.tree, ptr.parent(finding.pointer))
    there = isinstance(holder, dict) and ptr.last(finding.pointer) in holder
    asked = finding.question is not None
    value = answers[finding.id] if asked else finding.facts["becomes"]
    lost = finding.verdict is Verdict.BLOCK
    return (Change("replace" if there else "add", finding.pointer, finding.id, value, gives_up=lost),)


RULE = Rule(
    id="schema-version",
    area=Area.RUNTIME,
    source=("AGT-2", "AGT-3", "V-O9"),
    detect=detect,
    apply=apply,
    targets=EVERYWHERE,
)
