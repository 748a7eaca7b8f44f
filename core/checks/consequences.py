"""The effect of a refusal on the whole deployment, because modules are not isolated from each other."""

from __future__ import annotations

from core.checks.base import Area, Check, Device, Findings, Verdict
from core.manifest.manifest import Manifest
from core.targets.kubernetes.model import SENT, WHOLE, Preview, Reach


def run(manifest: Manifest, device: Device, preview: Preview) -> Findings:
    """Yields one note for the deployment: the first kind of object that is no longer sent, and the cause."""
    refusals = [refusal for refusal in preview.all_refusals if refusal.reach is not Reach.MODULE]
    if not refusals:
        return
    fate = preview.fate()
    first = next((stage for stage in SENT if fate[stage] == "blocked"), None)
    culprits = list(dict.fromkeys(refusal.module for refusal in refusals if refusal.module))
    whole = any(refusal.stage in WHOLE for refusal in refusals)
    if first is None:
        return
    others = [workload.module.name for workload in preview.modules if workload.module.name not in culprits]
    yield CHECK.finding(
        "",
        "deployment",
        "",
        Verdict.NOTE,
        modules=[*culprits],
        others=[*others],
        count=len(preview.modules),
        variant="nothing" if whole else first.value,
    )


CHECK = Check(id="consequences", area=Area.RUNTIME, source=("AGT-2",), run=run)
