"""Node labels in a `nodeSelector`: those of every cluster, and those of other kinds of nodes.

Source: Kubernetes, Well-Known Labels, Annotations and Taints. The documents of Azure Stack Edge specify no labels.
"""

from __future__ import annotations

from core.model.base import Json

_EVERYWHERE = {"kubernetes.io/os": "linux", "beta.kubernetes.io/os": "linux"} | {
    f"{prefix}kubernetes.io/arch": "amd64" for prefix in ("", "beta.")
}
"""Labels that Kubernetes gives every machine of such a cluster itself."""
_OF_A_MACHINE = frozenset(("kubernetes.io/hostname", "agentpool", "storageprofile", "storagetier"))
_OF_A_CLOUD = (
    *("topology.kubernetes.io/", "failure-domain.beta.kubernetes.io/", "kubernetes.azure.com/"),
    *("node.kubernetes.io/instance-type", "beta.kubernetes.io/instance-type"),
    *("cloud.google.com/", "eks.amazonaws.com/", "alpha.eksctl.io/"),
)


def is_given(label: str, value: Json) -> bool:
    """Whether Kubernetes gives every node of the device this label with this value."""
    return label in _EVERYWHERE and _EVERYWHERE[label] == value


def is_foreign(label: str) -> bool:
    """Whether no node of the device can have the label, because it belongs to another cloud or kind of node."""
    return label in _OF_A_MACHINE or label in _EVERYWHERE or label.startswith(_OF_A_CLOUD)
