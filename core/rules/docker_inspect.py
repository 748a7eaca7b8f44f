"""The output of `docker inspect` was opened: what was read from it, and what was not."""

from __future__ import annotations

from core.manifest.manifest import Manifest
from core.rules.base import EVERYWHERE, Area, Device, Findings, Rule, Verdict


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one note for the container."""
    found = manifest.inspected
    if found is not None:
        module = manifest.modules[0]
        yield RULE.finding(
            module,
            "source",
            module.options_pointer,
            Verdict.NOTE,
            agent=", ".join(found.agent),
            docker=len(found.docker),
            tags=["agent"] if found.agent else [],
        )


RULE = Rule(
    id="docker-inspect", area=Area.RUNTIME, source=("DOCKER-inspect",), detect=detect, targets=EVERYWHERE, advice=True
)
