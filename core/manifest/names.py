"""How the edge agent cleans names before it hands them to Kubernetes.

Source: Azure/iotedge, Agent.Kubernetes/KubeUtils.cs (kubernetes-edge-agent reference section 7).
"""

from __future__ import annotations

import re

MAX_LABEL = 63

_SHARE = re.compile(r"(?=.{3,63}\Z)[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\Z")
_NOT_LABEL = re.compile(r"[^a-z0-9-]")
_EDGES = re.compile(r"\A[^a-z]+|[^a-z0-9]+\Z")


def volume_name(text: str) -> str | None:
    """The name of the volume made for a share or host path; None where an agent up to beta12 refuses it.

    Lower case, cut before the first letter and after the last letter or digit, the rest of `a-z 0-9 -` kept.
    """
    name = _NOT_LABEL.sub("", _EDGES.sub("", text.lower()))
    return name if name and len(name) <= MAX_LABEL else None


def share_zone(name: str) -> str:
    """How safe a share name is: `good`, `upper` or `digit` (may not be found), `refused`.

    Source: azure-docs, azure-stack-edge-gpu-manage-shares; the agent looks for the name in lower case.
    """
    if not _SHARE.match(name):
        return "refused"
    if name != name.lower():
        return "upper"
    return "digit" if name[0].isdigit() else "good"
