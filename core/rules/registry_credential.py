"""Registry credentials that cannot become a secret, or that no image uses.

All pull secrets are made before the deployment is handed on: where one is refused, or its name cannot be made, nothing
is deployed (Azure/iotedge, EdgeDeploymentCommand.cs, ImagePullSecretName.cs).
"""

from __future__ import annotations

import re

from core.docker import entries, names, placeholders, profiles
from core.docker.images import DOCKER_HUB, means_docker_hub, registry
from core.manifest.manifest import Manifest, Place, member
from core.rules.base import Area, Device, Finding, Findings, Rule, Verdict

_SECRET = re.compile(r"[a-z0-9]([-a-z0-9.]*[a-z0-9])?")


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields each credential, judged by the name that the agent gives the secret of user and address."""
    hosts = {registry(module.image) for module in manifest.modules if module.image}
    for place in manifest.credentials.members():  # one that lacks a member has its own rule
        if isinstance(place.value, dict) and all(member(place.value, key) for key in entries.CREDENTIAL):
            yield from _judged(place, hosts, device)


def _judged(place: Place, hosts: set[str], device: Device) -> Findings:
    user, address = str(place.value.get("username", "")), str(place.value.get("address", ""))
    if placeholders.is_left(user) or placeholders.holds(address) or any(map(placeholders.holds, hosts)):
        return
    if address.lower() not in hosts:
        hub = DOCKER_HUB in hosts and means_docker_hub(address)
        yield _finding(place, address, Verdict.MANUAL if hub else Verdict.NOTE, "docker-hub" if hub else "unused")
    elif profiles.of(device).cleans_secret_name and names.secret_name(user, address, cleaned=True) is None:
        yield _finding(place, address, Verdict.BLOCK, "stops")
    elif not _SECRET.fullmatch(f"{user}-{address}".lower()):
        cleaned = profiles.of(device).cleans_secret_name
        yield _finding(place, address, Verdict.NOTE if cleaned else Verdict.BLOCK, "cleaned" if cleaned else "")


def _finding(place: Place, address: str, verdict: Verdict, variant: str) -> Finding:
    return RULE.finding("", place.key, place.pointer, verdict, name=place.key, address=address, variant=variant)


RULE = Rule(id="registry-credential", area=Area.RUNTIME, source=("AGT-3-secrets", "AGT-3"), detect=detect, advice=True)
