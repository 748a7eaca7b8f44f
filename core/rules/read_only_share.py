"""A share mounted read-only: its claim may stay unbound, or another module decides the access."""

from __future__ import annotations

from core.docker import storage
from core.manifest.equal_modules import where
from core.manifest.manifest import Manifest
from core.model.remembered import remembered
from core.rules.base import Area, Device, Findings, Rule, Verdict


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each read-only mount of a share."""
    writers = _writers(manifest)
    for module in where(manifest, storage.mounts):
        for mount in storage.mounts(module):
            if mount.kind == "volume" and mount.read_only and mount.source and not mount.unfilled:
                others = writers.get(mount.source.lower(), ())
                yield RULE.finding(
                    module,
                    mount.target,
                    mount.pointer,
                    Verdict.MANUAL,
                    share=mount.source,
                    target=mount.target,
                    writers=[*others],
                    variant="mixed" if others else "",
                )


@remembered
def _writers(manifest: Manifest) -> dict[str, list[str]]:
    """The modules that mount a share with write access, by share."""
    writers: dict[str, list[str]] = {}
    for module in where(manifest, storage.mounts):
        for mount in storage.mounts(module):
            if mount.kind == "volume" and not mount.read_only:
                writers.setdefault(mount.source.lower(), []).append(module.name)
    return writers


RULE = Rule(id="read-only-share", area=Area.STORAGE, source=("S9", "AGT-5.4"), detect=detect, when_running=("",))
