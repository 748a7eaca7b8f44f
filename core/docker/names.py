"""How the edge agent cleans names before it hands them to Kubernetes.

Source: Azure/iotedge, Agent.Kubernetes/KubeUtils.cs (kubernetes-edge-agent reference section 7).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

MAX_LABEL = 63
MAX_DOMAIN = 253

SHARE_NAME = r"(?=[A-Za-z0-9-]{3,63}(?![A-Za-z0-9-]))[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*"
"""A share name as the device takes it: 3 to 63 letters, digits and single hyphens between them.

Source: azure-docs, azure-stack-edge-gpu-manage-shares."""
_SHARE = re.compile(SHARE_NAME)
_SHARE_LETTERS = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_NOT_LABEL = re.compile(r"[^a-z0-9-]")
_EDGES = re.compile(r"\A[^a-z]+|[^a-z0-9]+\Z")
_NOT_NAME = re.compile(r"[^A-Za-z0-9._-]")
_NAME_EDGES = re.compile(r"\A[^A-Za-z0-9]+|[^A-Za-z0-9]+\Z")

RESERVED_VOLUMES = ("config-volume", "trust-bundle-volume")
"""Volumes of the helper container in the same pod."""


def volume_name(text: str) -> str | None:
    """The name of the volume made for a share or host path (SanitizeDNSValue); None where an agent up to beta12 throws.

    Lower case, cut before the first letter and after the last letter or digit, the rest of `a-z 0-9 -` kept.
    """
    name = _NOT_LABEL.sub("", _EDGES.sub("", text.lower()))
    return name if name and len(name) <= MAX_LABEL else None


def share_zone(name: str) -> str:
    """How safe a share name is: `good`, `upper` or `digit` (may not be found), `refused`.

    Source: azure-docs, azure-stack-edge-gpu-manage-shares; the agent looks up the name in lower case.
    """
    if not _SHARE.fullmatch(name):
        return "refused"
    if name != name.lower():
        return "upper"
    return "digit" if name[0].isdigit() else "good"


def may_be_share(name: str, names: Collection[str]) -> bool:
    """Whether the device has a share of this name, or its letters are those of one; a short name is suggested, too."""
    return name in names or _SHARE_LETTERS.fullmatch(name) is not None


def domain(text: str) -> str | None:
    """Dot segments, each cleaned like a volume name; None where one is refused, or all are over 253 characters."""
    parts = [volume_name(part) for part in text.split(".")]
    joined = ".".join(part for part in parts if part is not None)
    return joined if None not in parts and len(joined) <= MAX_DOMAIN else None


def trimmed(text: str) -> str:
    """The name part of an annotation or a label value, of any length: case kept, `A-Za-z0-9-._`, edges cut."""
    return _NOT_NAME.sub("", _NAME_EDGES.sub("", text))


@lru_cache(maxsize=4096)
def annotation_key(label: str) -> str | None:
    """The annotation made of a Docker label (SanitizeAnnotationKey); None where the agent stops.

    An optional prefix before the first `/` as a domain; the name keeps its case, at most 63 characters.
    """
    prefix, slash, name = label.partition("/") if "/" in label else ("", "", label)
    head, tail = domain(prefix) if slash else "", trimmed(name)
    return f"{head}{slash}{tail}" if head is not None and tail and len(tail) <= MAX_LABEL else None


def secret_name(username: str, address: str, *, cleaned: bool) -> str | None:
    """The image pull secret of a registry credential (ImagePullSecretName); None where the agent stops.

    Up to beta12 `user-address` in lower case as it is; from beta13 on (`cleaned`) a domain, without scheme and path,
    `:` as `-`.
    """
    if not cleaned:
        return f"{username.lower()}-{address.lower()}"
    host = re.sub(r"\Ahttps?://", "", address.lower()).partition("/")[0]
    return domain(f"{username.lower()}-{host.replace(':', '-')}")
