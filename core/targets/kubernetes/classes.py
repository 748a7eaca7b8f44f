"""The classes that create options are read into: Docker's options by their table, the section for Kubernetes as data.

Source: Azure/iotedge, Agent.Docker models; KubernetesClient 1.6.10 models (Kubernetes API of that time: no `ephemeral`
volumes, no `fsGroupChangePolicy`), whose fields are those of `api_fields`.
"""

from __future__ import annotations

from core.docker import options_table, types
from core.docker.options import Option, Place
from core.targets.kubernetes import api_fields
from core.targets.kubernetes.api_fields import Scalar
from core.targets.kubernetes.shapes import (
    AMOUNT,
    ANYTHING,
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

Named = dict[str, tuple[str, Shape]]
"""By name in lower case: the name of the class, and how it is read."""


def _shape_of(kind: types.Type, option: Option) -> Shape:
    """How the agent reads a type of the table: what it converts, and what it drops on the way."""
    if isinstance(kind, types.ListOf):
        return ListOf(_shape_of(kind.item, option))
    if isinstance(kind, types.MapOf):
        return MapOf(_shape_of(kind.item, option))
    if isinstance(kind, types.Members):
        dropped = "ignored-mount-option" if option.name == "Mounts" else "ignored-option"
        return Fields({name: _shape_of(member, option) for name, member in kind.known.items()}, dropped)
    if kind is types.TRUTH:
        return FLAG
    return ANYTHING if kind is types.ANYTHING else TEXT if option.bag else PLAIN


def _read(place: Place) -> Named:
    rows = options_table.BY_PLACE[place].items()
    return {key: (row.name, _shape_of(row.type, row)) for key, row in rows if row.read and row.type is not None}


TOP, HOST = _read(Place.TOP), _read(Place.HOST)
"""The options with an effect; HostConfig is read member by member."""

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
SECTION: Named = {name.lower(): (name, _shape(kind)) for name, kind in api_fields.SECTION.items()}
"""What `k8s-experimental` may hold; the keys are matched in any case (section 9)."""
