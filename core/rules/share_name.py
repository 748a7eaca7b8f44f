"""A share of the device whose claim may have another name, or that is not used for compute."""

from __future__ import annotations

from core.docker import facts, profiles
from core.docker.names import share_zone
from core.manifest.manifest import Manifest
from core.model.device import Share
from core.rules.base import Area, Device, Findings, Rule, Verdict


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each such share, if the deployment has storage at all."""
    if not device.shares or not any(facts.has_storage(module) for module in manifest.modules):
        return
    for share in device.shares:
        variant = _variant(share, device)
        if variant:
            yield RULE.finding(
                "",
                share.name,
                "",
                Verdict.NOTE if variant in ("upper", "digit") else Verdict.MANUAL,
                share=share.name,
                variant=variant,
                lower=share.name.lower(),
                tags=["unmounted"] if share.mounted is False and variant != "unmounted" else [],
            )


def _variant(share: Share, device: Device) -> str:
    zone = share_zone(share.name)
    if zone in ("refused", "upper"):
        return zone
    if zone == "digit" and not profiles.of(device).one_volume_rule:
        return "digit"
    return "unmounted" if share.mounted is False else ""


RULE = Rule(
    id="share-name", area=Area.STORAGE, source=("AGT-5.4-names", "DEV-3"), detect=detect, minutes=10, advice=True
)
