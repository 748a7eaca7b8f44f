"""Keys that the published schema does not know or requires: the Azure CLI refuses the file."""

from __future__ import annotations

from core.checks.base import EVERYWHERE, Area, Check, Device, Findings, Verdict
from core.docker import entries, unread_keys
from core.manifest.manifest import Manifest
from core.targets.kubernetes import Preview
from core.targets.linux_vm import VmPreview


def run(manifest: Manifest, device: Device, preview: Preview | VmPreview) -> Findings:
    """One manual step for each: the Azure portal takes the file, and the device does not notice."""
    for unread in unread_keys.places(manifest):
        if unread.refused:
            yield CHECK.finding(
                unread.module,
                unread.place.key,
                unread.place.pointer,
                Verdict.MANUAL,
                module=unread.module,
                key=unread.place.key,
                variant="" if unread.module else "read" if unread.read else "section",
            )
    for key, pointer in entries.not_listed(manifest):
        yield CHECK.finding("", key, pointer, Verdict.MANUAL, key=key, variant=key)


CHECK = Check(id="key-refused", area=Area.RUNTIME, source=("MAN-comment", "AGT-2-system"), run=run, targets=EVERYWHERE)
