"""Turns refusals and ignored settings into findings, for checks. The code becomes the fact `variant`.

`tags` has one word for the reach of a refusal, so that every page describes it in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from core.docker import unfilled
from core.manifest.manifest import Manifest
from core.model.base import Json
from core.model.device import Device
from core.model.findings import Finding, Verdict
from core.model.remembered import remembered
from core.targets.kubernetes.model import WHOLE, Drop, Preview, Reach, Refusal
from core.targets.kubernetes.reasons import By, Stage

Run = Callable[[Manifest, Device, Preview], Iterator[Finding]]
_SUBJECTS = (
    "name",
    "option",
    "field",
    "bind",
    "port",
    "key",
    "target",
    "label",
    "source",
    "section",
    "value",
    "address",
)


def effect(refusal: Refusal) -> str:
    """How far a refusal reaches, as a word of the prose.

    `nothing` changes at all; `accounts`, `services`, `pods` of all modules are not sent from that kind on; `claims`
    are not made when Kubernetes refuses one pod; `alone` concerns the module only.
    """
    if refusal.stage in WHOLE:
        return "nothing"
    if refusal.reach is Reach.MODULE:
        return "alone"
    if refusal.stage is Stage.DEPLOYMENTS:
        return "pods" if refusal.by is By.AGENT else "claims"
    return refusal.stage.value


def refusals(
    check: str, preview: Preview, codes: Collection[str], verdict: Verdict = Verdict.BLOCK
) -> Iterator[Finding]:
    """One finding for each refusal of these codes."""
    for refusal in refused(preview, codes):
        yield finding(check, refusal, verdict)


def drops(check: str, preview: Preview, codes: Collection[str], verdict: Verdict) -> Iterator[Finding]:
    """One finding for each setting that is ignored for one of these reasons."""
    for drop in dropped(preview, codes):
        yield finding(check, drop, verdict)


def each_refusal(check: str, codes: Collection[str]) -> Run:
    """Builds the `run` of a check that only blocks at each refusal of these codes."""

    def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
        yield from refusals(check, preview, codes)

    return run


def each_drop(check: str, codes: Collection[str], verdict: Verdict) -> Run:
    """Builds the `run` of a check that only reports each setting ignored for one of these reasons.

    Where a placeholder is left, a check reports it.
    """

    def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
        for found in drops(check, preview, codes, verdict):
            if not unfilled.at(manifest, found.pointer):
                yield found

    return run


def finding(check: str, message: Refusal | Drop, verdict: Verdict, **more: Json) -> Finding:
    """A refusal or drop as a finding; `more` are facts that the page needs besides."""
    facts: dict[str, Json] = {"module": message.module, **message.facts, "variant": message.code}
    if isinstance(message, Refusal):
        facts["tags"] = [effect(message)]
    subject = next(
        (str(message.facts[key]) for key in _SUBJECTS if message.facts.get(key) not in (None, "")), message.code
    )
    return Finding(
        rule=check,
        module=message.module,
        subject=subject,
        pointer=message.pointer,
        verdict=verdict,
        facts={**facts, **more},
    )


def refused(preview: Preview, codes: Collection[str]) -> Iterator[Refusal]:
    """The refusals of these codes, code by code."""
    by_code = _refused(preview)
    for code in codes:
        yield from by_code.get(code, ())


@remembered
def _refused(preview: Preview) -> dict[str, list[Refusal]]:
    by_code: dict[str, list[Refusal]] = {}
    for refusal in preview.all_refusals:
        by_code.setdefault(refusal.code, []).append(refusal)
    return by_code


def dropped(preview: Preview, codes: Collection[str]) -> Iterator[Drop]:
    """What is dropped for these reasons, code by code."""
    by_code = _dropped(preview)
    for code in codes:
        yield from by_code.get(code, ())


@remembered
def _dropped(preview: Preview) -> dict[str, list[Drop]]:
    by_code: dict[str, list[Drop]] = {}
    for drop in preview.all_drops:
        by_code.setdefault(drop.code, []).append(drop)
    return by_code
