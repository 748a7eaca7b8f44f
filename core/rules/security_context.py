"""Keys of a container's security context in that of the pod: the agent's client drops them."""

from __future__ import annotations

from collections.abc import Iterator

from core.manifest import experimental, facts
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest
from core.model import Area, Device, Finding, Rule, Verdict

POD = frozenset(
    ("fsgroup", "runasgroup", "runasnonroot", "runasuser", "selinuxoptions", "supplementalgroups", "sysctls")
) | {"windowsoptions"}
"""What the pod's security context of the agent's Kubernetes client (1.6) knows, in lower case."""


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """One finding for each key that vanishes."""
    for module in manifest.modules:
        place = experimental.find(module, "securityContext")
        if place is not None and isinstance(place.value, dict):
            for name in place.value:
                if name.lower() not in POD:
                    yield Finding(
                        rule=RULE.id,
                        module=module.name,
                        subject=name,
                        pointer=ptr.join(place.pointer, name),
                        verdict=Verdict.MANUAL,
                        facts={
                            "module": module.name,
                            "name": name,
                            "form": "privileged" if name.lower() == "privileged" else "",
                        },
                    )


RULE = Rule(id="security-context", area=Area.RESOURCES, source=("AGT-9-context",), detect=detect, apply=facts.unchanged)
