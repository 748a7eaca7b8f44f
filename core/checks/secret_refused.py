"""Registry credentials of which no pull secret can be made."""

from __future__ import annotations

from collections.abc import Iterator

from core.kubernetes import told
from core.kubernetes.model import Preview
from core.manifest.manifest import Manifest
from core.model import Area, Check, Device, Finding, Verdict

STOPPING = ("secret-label",)
REFUSED = ("secret-name",)


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """Where the agent itself stops, everything stops; a refused secret only keeps images from being pulled."""
    yield from told.refusals(CHECK.id, preview, STOPPING)
    for refusal in told.refused(preview, REFUSED):
        users = [module.module.name for module in preview.modules if module.secret == refusal.facts["name"]]
        yield told.finding(CHECK.id, refusal, Verdict.MANUAL, modules=users)


CHECK = Check(
    id="secret-refused",
    area=Area.RUNTIME,
    source=("AGT-3-secrets", "AGT-1"),
    covers=("registry-credential",),
    run=run,
)
