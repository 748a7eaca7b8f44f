"""The fields of the objects the API takes, typed: one table for the API and for the agent's own classes.

`read` is how the API server decodes JSON: names in exact case, unknown ones ignored, null for nothing, no conversion.
Source: Kubernetes 1.20, staging/src/k8s.io/api core/v1 and apps/v1 types; only what the edge agent can send.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from core.docker import quantities
from core.model.base import Json
from core.text.catalogue import N_


class Scalar(StrEnum):
    """A value without parts; `value` is what it must be, as a catalogue text."""

    TEXT = N_("a string")
    TRUTH = N_("true or false")
    INT32 = N_("a 32-bit whole number")
    INT64 = N_("a 64-bit whole number")
    INT_OR_TEXT = N_("a 32-bit whole number or a string")
    AMOUNT = N_("a quantity")


@dataclass(frozen=True, slots=True)
class MapOf:
    """An object with any keys."""

    item: Kind


@dataclass(frozen=True, slots=True)
class ListOf:
    """An array with elements of one type."""

    item: Kind


Fields = Mapping[str, "Kind"]
Kind = Scalar | MapOf | ListOf | Fields

TEXT, TRUTH, INT32, INT64 = Scalar.TEXT, Scalar.TRUTH, Scalar.INT32, Scalar.INT64
TEXTS = ListOf(TEXT)
_REF: Fields = {"name": TEXT}
_KEY: Fields = {"key": TEXT, "path": TEXT, "mode": INT32}
_FIELD: Fields = {"apiVersion": TEXT, "fieldPath": TEXT}
_RESOURCE: Fields = {"containerName": TEXT, "resource": TEXT, "divisor": Scalar.AMOUNT}
_FILE: Fields = {"path": TEXT, "fieldRef": _FIELD, "resourceFieldRef": _RESOURCE, "mode": INT32}
_OF_MAP: Fields = {"name": TEXT, "items": ListOf(_KEY), "optional": TRUTH}
_PROJECTION: Fields = {
    "secret": _OF_MAP,
    "configMap": _OF_MAP,
    "downwardAPI": {"items": ListOf(_FILE)},
    "serviceAccountToken": {"audience": TEXT, "expirationSeconds": INT64, "path": TEXT},
}


def _fields(texts: str, truths: str = "", **more: Kind) -> Fields:
    """Fields that are texts, those that are true or false, and any other."""
    return {**dict.fromkeys(texts.split(), TEXT), **dict.fromkeys(truths.split(), TRUTH), **more}


SOURCES: Mapping[str, Fields] = {
    "awsElasticBlockStore": _fields("volumeID fsType", "readOnly", partition=INT32),
    "azureDisk": _fields("diskName diskURI cachingMode fsType kind", "readOnly"),
    "azureFile": _fields("secretName shareName", "readOnly"),
    "cephfs": _fields("path user secretFile", "readOnly", monitors=TEXTS, secretRef=_REF),
    "cinder": _fields("volumeID fsType", "readOnly", secretRef=_REF),
    "configMap": {**_OF_MAP, "defaultMode": INT32},
    "csi": _fields("driver fsType", "readOnly", volumeAttributes=MapOf(TEXT), nodePublishSecretRef=_REF),
    "downwardAPI": {"items": ListOf(_FILE), "defaultMode": INT32},
    "emptyDir": {"medium": TEXT, "sizeLimit": Scalar.AMOUNT},
    "fc": _fields("fsType", "readOnly", targetWWNs=TEXTS, wwids=TEXTS, lun=INT32),
    "flexVolume": _fields("driver fsType", "readOnly", secretRef=_REF, options=MapOf(TEXT)),
    "flocker": _fields("datasetName datasetUUID"),
    "gcePersistentDisk": _fields("pdName fsType", "readOnly", partition=INT32),
    "gitRepo": _fields("repository revision directory"),
    "glusterfs": _fields("endpoints path", "readOnly"),
    "hostPath": _fields("path type"),
    "iscsi": _fields(
        "targetPortal iqn iscsiInterface fsType initiatorName",
        "readOnly chapAuthDiscovery chapAuthSession",
        lun=INT32,
        portals=TEXTS,
        secretRef=_REF,
    ),
    "nfs": _fields("server path", "readOnly"),
    "persistentVolumeClaim": _fields("claimName", "readOnly"),
    "photonPersistentDisk": _fields("pdID fsType"),
    "portworxVolume": _fields("volumeID fsType", "readOnly"),
    "projected": {"sources": ListOf(_PROJECTION), "defaultMode": INT32},
    "quobyte": _fields("registry volume user group tenant", "readOnly"),
    "rbd": _fields("image fsType pool user keyring", "readOnly", monitors=TEXTS, secretRef=_REF),
    "scaleIO": _fields(
        "gateway system protectionDomain storagePool storageMode volumeName fsType",
        "sslEnabled readOnly",
        secretRef=_REF,
    ),
    "secret": {"secretName": TEXT, "items": ListOf(_KEY), "optional": TRUTH, "defaultMode": INT32},
    "storageos": _fields("volumeName volumeNamespace fsType", "readOnly", secretRef=_REF),
    "vsphereVolume": _fields("volumePath fsType storagePolicyName storagePolicyID"),
}
"""Where the files of a volume come from, by the member that says so."""

VOLUME: Fields = {"name": TEXT, **SOURCES}
VOLUME_MOUNT: Fields = _fields("name mountPath subPath subPathExpr mountPropagation", "readOnly")
RESOURCES: Fields = {"limits": MapOf(Scalar.AMOUNT), "requests": MapOf(Scalar.AMOUNT)}
STRATEGY: Fields = {
    "type": TEXT,
    "rollingUpdate": {"maxSurge": Scalar.INT_OR_TEXT, "maxUnavailable": Scalar.INT_OR_TEXT},
}
SECURITY_CONTEXT: Fields = {
    "runAsUser": INT64,
    "runAsGroup": INT64,
    "runAsNonRoot": TRUTH,
    "fsGroup": INT64,
    "supplementalGroups": ListOf(INT64),
    "sysctls": ListOf({"name": TEXT, "value": TEXT}),
    "seLinuxOptions": _fields("level role type user"),
    "windowsOptions": _fields("gmsaCredentialSpec gmsaCredentialSpecName runAsUserName"),
}

SECTION: Fields = {
    "volumes": ListOf({"volume": VOLUME, "volumeMounts": ListOf(VOLUME_MOUNT)}),
    "resources": RESOURCES,
    "nodeSelector": MapOf(TEXT),
    "securityContext": SECURITY_CONTEXT,
    "strategy": STRATEGY,
    "serviceOptions": _fields("type loadBalancerIP"),
}
"""What `k8s-experimental` may hold; all but the last is handed on as it is."""

_METADATA: Fields = {"name": TEXT, "namespace": TEXT, "labels": MapOf(TEXT), "annotations": MapOf(TEXT)}
CONTAINER: Fields = _fields(
    "name image workingDir",
    command=TEXTS,
    args=TEXTS,
    env=ListOf({"name": TEXT, "value": TEXT}),
    ports=ListOf({"containerPort": INT32, "protocol": TEXT}),
    resources=RESOURCES,
    securityContext={"privileged": TRUTH},
    volumeMounts=ListOf(VOLUME_MOUNT),
)
POD: Fields = _fields(
    "serviceAccountName dnsPolicy",
    "hostIPC hostNetwork hostPID",
    containers=ListOf(CONTAINER),
    volumes=ListOf(VOLUME),
    imagePullSecrets=ListOf(_REF),
    nodeSelector=MapOf(TEXT),
    securityContext=SECURITY_CONTEXT,
)
SERVICE_PORT: Fields = {"name": TEXT, "protocol": TEXT, "port": INT32, "targetPort": Scalar.INT_OR_TEXT}
OBJECTS: Mapping[str, Fields] = {
    "ServiceAccount": {"metadata": _METADATA},
    "Secret": {"metadata": _METADATA, "type": TEXT},
    "Service": {
        "metadata": _METADATA,
        "spec": _fields("type loadBalancerIP", ports=ListOf(SERVICE_PORT), selector=MapOf(TEXT)),
    },
    "Deployment": {
        "metadata": _METADATA,
        "spec": {
            "replicas": INT32,
            "selector": {"matchLabels": MapOf(TEXT)},
            "strategy": STRATEGY,
            "template": {"metadata": _METADATA, "spec": POD},
        },
    },
    "PersistentVolumeClaim": {
        "metadata": _METADATA,
        "spec": _fields("storageClassName volumeName", accessModes=TEXTS, resources=RESOURCES),
    },
}
"""The objects the edge agent sends, by kind."""


class Misfit(NamedTuple):
    """A value of another type than its field has. `path` leads to it, `kind` says what it must be."""

    path: tuple[str | int, ...]
    kind: Scalar | str
    value: Json


ARRAY, OBJECT = N_("an array"), N_("an object")
_EMPTY: Mapping[Scalar, Json] = {
    Scalar.TEXT: "",
    Scalar.TRUTH: False,
    Scalar.INT32: 0,
    Scalar.INT64: 0,
    Scalar.INT_OR_TEXT: 0,
    Scalar.AMOUNT: "0",
}


def is_plain(value: Json, kind: Kind) -> bool:
    """Whether `read` would change nothing relevant: true for nearly every object, and found in half the time."""
    if isinstance(kind, Scalar):
        return type(value) is str if kind is TEXT else value is not None and _fits(value, kind)
    if isinstance(kind, ListOf):
        return type(value) is list and all(is_plain(item, kind.item) for item in value)
    if type(value) is not dict:
        return False
    if isinstance(kind, MapOf):
        return all(is_plain(item, kind.item) for item in value.values())
    for key, item in value.items():
        part = kind.get(key)
        if part is TEXT:
            if type(item) is not str:
                return False
        elif part is not None and not is_plain(item, part):
            return False
    return True


Path = tuple["Path", str | int] | tuple[()]
"""A path from its end: the way to the parent, and the last part. Most are never looked at."""


def read(value: Json, kind: Kind, misfits: list[Misfit], path: Path = ()) -> Json:
    """The value as the API server holds it: null members are omitted, other nulls are empty.

    A value of the wrong type is added to the misfits; it stays if it is an amount, otherwise it is replaced by an empty
    one.
    """
    if isinstance(kind, Scalar):
        return _scalar(value, kind, misfits, path)
    if isinstance(kind, ListOf):
        if isinstance(value, list):
            return [read(item, kind.item, misfits, (path, index)) for index, item in enumerate(value)]
        return _none(value, ARRAY, misfits, path)
    if not isinstance(value, dict):
        return _none(value, OBJECT, misfits, path)
    if isinstance(kind, MapOf):
        return {key: read(item, kind.item, misfits, (path, key)) for key, item in value.items()}
    members = {}
    for key, item in value.items():
        part = kind.get(key)
        if part is TEXT and type(item) is str:
            members[key] = item
        elif part is not None and item is not None:
            members[key] = read(item, part, misfits, (path, key))
    return members


def _scalar(value: Json, kind: Scalar, misfits: list[Misfit], path: Path) -> Json:
    if kind is TEXT and type(value) is str:
        return value
    if value is None:
        return _EMPTY[kind]
    if _fits(value, kind):
        return value
    misfits.append(Misfit(_parts(path), kind, value))
    return value if kind is Scalar.AMOUNT else _EMPTY[kind]


def _none(value: Json, wanted: str, misfits: list[Misfit], path: Path) -> Json:
    """What represents a value that is no array or object."""
    if value is not None:
        misfits.append(Misfit(_parts(path), wanted, value))
    return [] if wanted is ARRAY else {}


def _parts(path: Path) -> tuple[str | int, ...]:
    parts: list[str | int] = []
    while path:
        path, part = path
        parts.append(part)
    return tuple(reversed(parts))


def _fits(value: Json, kind: Scalar) -> bool:
    if kind is Scalar.AMOUNT:
        return quantities.parse_as_api(value) is not None
    if kind is Scalar.TRUTH or isinstance(value, bool):
        return kind is Scalar.TRUTH and isinstance(value, bool)
    if isinstance(value, str):
        return kind in (TEXT, Scalar.INT_OR_TEXT)
    bits = 63 if kind is Scalar.INT64 else 31
    return kind is not TEXT and isinstance(value, int) and -(2**bits) <= value < 2**bits
