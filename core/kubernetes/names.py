"""How the edge agent cleans names, one function each; None where it throws instead.

Source: Azure/iotedge, Agent.Kubernetes KubeUtils.cs and ImagePullSecretName.cs (kubernetes-edge-agent reference
sections 1a, 3 and 7). What rules need as well lives in `core.manifest`, and is used from there.
"""

from __future__ import annotations

import re
from functools import lru_cache

from core.kubernetes.profile import Profile
from core.manifest import module_names, names

MAX_VALUE = 253
MAX_LABEL = 63

_NOT_LABEL = re.compile(r"[^a-z0-9-]")
_NOT_NAME = re.compile(r"[^A-Za-z0-9._-]")
_DIGIT_EDGES = re.compile(r"\A[^a-z0-9]+|[^a-z0-9]+\Z")
_NAME_EDGES = re.compile(r"\A[^A-Za-z0-9]+|[^A-Za-z0-9]+\Z")


def object_name(name: str) -> str | None:
    """Deployment, container, Service, ServiceAccount, claims up to beta12 (SanitizeK8sValue).

    Lower case, `a-z 0-9 - .` kept, the rest deleted, nothing trimmed; over 253 characters throws.
    """
    cleaned = module_names.object_name(name)
    return cleaned if len(cleaned) <= MAX_VALUE else None


def dns_value(text: str) -> str | None:
    """Volumes, mounts and claim references up to beta12, and segments of domains (SanitizeDNSValue).

    Lower case, cut before the first letter and after the last letter or digit, `a-z 0-9 -` kept; over 63 throws.
    """
    return names.volume_name(text)


def dns_label(text: str) -> str | None:
    """Volumes, mounts and claims from beta13 on (SanitizeDNSLabel): like `dns_value`, but may start with a digit."""
    cleaned = _NOT_LABEL.sub("", _DIGIT_EDGES.sub("", text.lower()))
    return cleaned if cleaned and len(cleaned) <= MAX_LABEL else None


@lru_cache(maxsize=4096)
def volume_name(text: str, profile: Profile) -> str | None:
    """The name of the volume made for a host path or share, by the rule of the profile."""
    return dns_label(text) if profile.one_volume_rule else dns_value(text)


def claim_name(source: str, profile: Profile) -> str | None:
    """The name of the claim made for a share.

    Up to beta12 another rule than that of the pod's reference: dots stay, nothing is trimmed (KubernetesPvcMapper).
    """
    return dns_label(source) if profile.one_volume_rule else object_name(source)


def domain(text: str) -> str | None:
    """Dot segments, each cleaned as a `dns_value`; at most 253 characters (SanitizeDNSDomain)."""
    parts = [dns_value(part) for part in text.split(".")]
    if any(part is None for part in parts):
        return None
    joined = ".".join(part for part in parts if part is not None)
    return joined if len(joined) <= MAX_VALUE else None


def _name_value(text: str) -> str | None:
    cleaned = _NOT_NAME.sub("", _NAME_EDGES.sub("", text))
    return cleaned if cleaned and len(cleaned) <= MAX_LABEL else None


@lru_cache(maxsize=4096)
def annotation_key(label: str) -> str | None:
    """The annotation made of a Docker label (SanitizeAnnotationKey).

    An optional prefix before the first `/` as a domain; the name keeps its case, `A-Za-z0-9-._`, trimmed, at most 63.
    """
    prefix, slash, name = label.partition("/")
    if not slash:
        return _name_value(label)
    head, tail = domain(prefix), _name_value(name)
    return f"{head}/{tail}" if head is not None and tail is not None else None


@lru_cache(maxsize=64)
def label_value(text: str) -> str | None:
    """Device id and hub as label values: lower case, `a-z0-9-._`, trimmed, at most 63 (SanitizeLabelValue)."""
    return _name_value(text.lower())


def secret_name(username: str, address: str, profile: Profile) -> str | None:
    """The image pull secret of a registry credential (ImagePullSecretName).

    Up to beta12 `user-address` in lower case as it is; from beta13 on a domain, without scheme and path, `:` as `-`.
    """
    if not profile.cleans_secret_name:
        return f"{username.lower()}-{address.lower()}"
    host = re.sub(r"\Ahttps?://", "", address.lower()).partition("/")[0]
    return domain(f"{username.lower()}-{host.replace(':', '-')}")
