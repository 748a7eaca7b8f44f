"""How the edge agent cleans names, one function for each kind; None if it throws.

Source: Azure/iotedge, Agent.Kubernetes KubeUtils.cs and ImagePullSecretName.cs (kubernetes-edge-agent reference
sections 1a, 3 and 7). What rules need as well is in `core.docker`, and is used from there.
"""

from __future__ import annotations

import re
from functools import lru_cache

from core.docker import module_names, names
from core.docker.names import MAX_LABEL
from core.docker.profiles import Profile

MAX_VALUE = 253

_NOT_LABEL = re.compile(r"[^a-z0-9-]")
_DIGIT_EDGES = re.compile(r"\A[^a-z0-9]+|[^a-z0-9]+\Z")


def object_name(name: str) -> str | None:
    """Deployment, container, Service, ServiceAccount, claims up to beta12 (SanitizeK8sValue).

    Lower case, `a-z 0-9 - .` kept, the rest deleted, nothing trimmed; over 253 characters throws.
    """
    cleaned = module_names.object_name(name)
    return cleaned if len(cleaned) <= MAX_VALUE else None


def dns_label(text: str) -> str | None:
    """Volumes, mounts and claims from beta13 on (SanitizeDNSLabel): a digit may come first.

    Otherwise like `core.docker.names.volume_name`.
    """
    cleaned = _NOT_LABEL.sub("", _DIGIT_EDGES.sub("", text.lower()))
    return cleaned if cleaned and len(cleaned) <= MAX_LABEL else None


@lru_cache(maxsize=4096)
def volume_name(text: str, profile: Profile) -> str | None:
    """The name of the volume made for a host path or share, by the rule of the profile."""
    return dns_label(text) if profile.one_volume_rule else names.volume_name(text)


def claim_name(source: str, profile: Profile) -> str | None:
    """The name of the claim made for a share.

    Up to beta12 another rule than that of the pod's reference: dots stay, nothing is trimmed (KubernetesPvcMapper).
    """
    return dns_label(source) if profile.one_volume_rule else object_name(source)


@lru_cache(maxsize=64)
def label_value(text: str) -> str | None:
    """Device id and hub as label values: lower case, `a-z0-9-._`, trimmed, at most 63 (SanitizeLabelValue)."""
    cleaned = names.trimmed(text.lower())
    return cleaned if cleaned and len(cleaned) <= MAX_LABEL else None


def secret_name(username: str, address: str, profile: Profile) -> str | None:
    """The image pull secret of a registry credential (ImagePullSecretName), by the rule of the profile."""
    return names.secret_name(username, address, cleaned=profile.cleans_secret_name)
