"""Claims without a share of their name on the device."""

from __future__ import annotations

from collections.abc import Iterator

from core.kubernetes.model import Preview
from core.manifest import storage
from core.manifest.manifest import Manifest
from core.model import Area, Check, Device, Finding, Verdict


def run(manifest: Manifest, device: Device, preview: Preview) -> Iterator[Finding]:
    """One finding for each mount; a note where nobody told which shares the device has."""
    known = {name.lower() for name in device.share_names()}
    for made in preview.modules:
        for mount in storage.mounts(made.module) if made.uses else ():
            if mount.kind == "volume" and mount.source and mount.source.lower() not in known:
                yield Finding(
                    rule=CHECK.id,
                    module=made.module.name,
                    subject=mount.target or mount.source,
                    pointer=mount.pointer,
                    verdict=Verdict.MANUAL if known else Verdict.NOTE,
                    facts={
                        "module": made.module.name,
                        "share": mount.source,
                        "target": mount.target,
                        "form": "" if known else "no-list",
                    },
                )


CHECK = Check(
    id="share-missing",
    area=Area.STORAGE,
    source=("S10", "DEV-3"),
    covers=("unknown-share", "host-path-bind"),
    run=run,
)
