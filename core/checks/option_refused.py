"""Options whose type stops the agent."""

from __future__ import annotations

from core.checks.base import Area, Check, Device, Findings, Verdict
from core.manifest.manifest import Manifest
from core.targets.kubernetes import reported
from core.targets.kubernetes.model import Preview

CODES = ("docker-type", "option-type", "section-type", "option-twice", "null-entry")
_WORDS = {
    "an array": "array",
    "an object": "object",
    "a string": "text",
    "true or false": "truth",
    "a whole number": "number",
    "a number or a string": "either",
    "no, always, OnFailure or UnlessStopped": "policy",
}


def run(manifest: Manifest, device: Device, preview: Preview) -> Findings:
    """Yields one finding for each, with the expected type as a word for the text."""
    for refusal in reported.refused(preview, CODES):
        word = _WORDS.get(str(refusal.facts.get("wanted")))
        tags = [reported.effect(refusal), *([word] if word else [])]
        yield reported.finding(CHECK.id, refusal, Verdict.BLOCK, tags=tags)


CHECK = Check(
    id="option-refused",
    area=Area.RUNTIME,
    source=("AGT-4-types", "AGT-1b-types", "AGT-9", "AGT-2"),
    run=run,
)
