"""The classes that create options are read into, as data.

Source: Azure/iotedge, Agent.Docker models; KubernetesClient 1.6.10 models (Kubernetes API of that time: no `ephemeral`
volumes, no `fsGroupChangePolicy`), whose fields are those of `api_fields`.
"""

from __future__ import annotations

from core.targets.kubernetes import api_fields
from core.targets.kubernetes.api_fields import Scalar
from core.targets.kubernetes.shapes import (
    AMOUNT,
    ANYTHING,
    EMPTY,
    FLAG,
    INT_OR_TEXT,
    PLAIN,
    TEXT,
    TRUTH,
    WHOLE,
    Fields,
    ListOf,
    MapOf,
    Shape,
)

MOUNT = Fields({"ReadOnly": FLAG, "Source": PLAIN, "Target": PLAIN, "Type": PLAIN}, "ignored-mount-option")
BINDING = Fields({"HostIp": PLAIN, "HostPort": PLAIN}, "ignored-option")

Named = dict[str, tuple[str, Shape]]
"""By name in lower case: the name of the class, and how it is read."""


def _named(shapes: dict[str, Shape]) -> Named:
    return {name.lower(): (name, shape) for name, shape in shapes.items()}


TYPED = _named(
    {
        "Env": ListOf(PLAIN),
        "ExposedPorts": MapOf(EMPTY),
        "HostConfig": ANYTHING,
        "Image": PLAIN,
        "Labels": MapOf(PLAIN),
        "NetworkingConfig": MapOf(ANYTHING),
    }
)
"""The typed options at the top; HostConfig is read member by member."""
USED = frozenset(("env", "exposedports", "hostconfig", "labels"))
UNTYPED = _named({"Entrypoint": ListOf(TEXT), "Cmd": ListOf(TEXT), "WorkingDir": TEXT})
HOST = _named(
    {
        "Binds": ListOf(PLAIN),
        "IpcMode": PLAIN,
        "Mounts": ListOf(MOUNT),
        "NetworkMode": PLAIN,
        "PidMode": PLAIN,
        "PortBindings": MapOf(ListOf(BINDING)),
        "Privileged": FLAG,
    }
)
"""The typed members of HostConfig; IpcMode and PidMode are typed only in agents that read them."""

_SCALARS: dict[Scalar, Shape] = {
    Scalar.TEXT: TEXT,
    Scalar.TRUTH: TRUTH,
    Scalar.INT32: WHOLE,
    Scalar.INT64: WHOLE,
    Scalar.INT_OR_TEXT: INT_OR_TEXT,
    Scalar.AMOUNT: AMOUNT,
}


def _shape(kind: api_fields.Kind) -> Shape:
    """How the client's class of a part of the API is read."""
    if isinstance(kind, Scalar):
        return _SCALARS[kind]
    if isinstance(kind, api_fields.ListOf):
        return ListOf(_shape(kind.item))
    if isinstance(kind, api_fields.MapOf):
        return MapOf(_shape(kind.item))
    return Fields({name: _shape(item) for name, item in kind.items()})


SOURCES = frozenset(api_fields.SOURCES)
SECTION = _named({name: _shape(kind) for name, kind in api_fields.SECTION.items()})
"""What `k8s-experimental` may hold; the keys are matched in any case (section 9)."""
