"""What the API refuses of a volume's source, as a table: source, option, what its value must pass.

Values are typed already (api_fields); an absent one is None. Source: Kubernetes 1.20, pkg/apis/core/validation
(validateVolumeSource and what it calls).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from core.docker import quantities
from core.model.base import Json
from core.targets.kubernetes import api_names, api_projected
from core.targets.kubernetes.api_paths import climbs, is_inside, is_mode

Rule = Callable[[Json], bool]
Rules = Mapping[str, Rule]

HOST_TYPES = ("", "DirectoryOrCreate", "Directory", "FileOrCreate", "File", "Socket", "CharDevice", "BlockDevice")
_DRIVER = 63
_TENANT = 64
_PORTAL = 64
_INITIATORS = {
    "iqn": re.compile(r"iqn\.[0-9]{4}-[0-9]{2}\.[A-Za-z0-9.-]+:[^,;*&$|\s]+\Z", re.ASCII),
    "eui": re.compile(r"\Aeui.[A-Za-z0-9]{16}\Z"),
    "naa": re.compile(r"\Anaa.[A-Za-z0-9]{32}\Z"),
}
"""Names of iSCSI by how they start; the pattern of `iqn` may match further behind."""


def refused(kind: str, source: Mapping[str, Json], volume: str) -> Iterator[str]:
    """The options of a volume source that the API refuses, or requires and are missing."""
    for option, rule in _RULES.get(kind, {}).items():
        if not rule(source.get(option)):
            yield option
    if kind in _TOGETHER:
        yield from _TOGETHER[kind](source, volume)


def _absent_or(rule: Rule) -> Rule:
    return lambda value: not value or rule(value)


def _below(limit: int) -> Rule:
    return lambda value: 0 <= (value or 0) <= limit


def _one_of(*words: str) -> Rule:
    return lambda value: value is None or value in words


def _named(reference: Json) -> bool:
    return reference is None or bool(reference.get("name"))


def _keys(items: Json) -> bool:
    return all(api_projected.is_key(item) for item in items or ())


def _driver(name: Json) -> bool:
    return bool(name) and len(name) <= _DRIVER and api_names.is_subdomain(name.lower())


def _secret(reference: Json) -> bool:
    return reference is None or api_names.is_subdomain(reference.get("name") or "")


def _size(value: Json) -> bool:
    return (quantities.parse_as_api(value) or 0) >= 0


def _initiator(name: Json) -> bool:
    pattern = _INITIATORS.get(name[:3])
    return pattern is not None and pattern.search(name) is not None


def _free_options(options: Json) -> bool:
    domains = (f".{key.partition('/')[0].lower()}" for key in options or ())
    return not any(domain.endswith((".kubernetes.io", ".k8s.io")) for domain in domains)


def _absolute(path: Json) -> bool:
    return bool(path) and path.startswith("/")


_RULES: Mapping[str, Rules] = {
    "awsElasticBlockStore": {"volumeID": bool, "partition": _below(255)},
    "azureDisk": {
        "diskName": bool,
        "diskURI": bool,
        "cachingMode": _one_of("None", "ReadOnly", "ReadWrite"),
        "kind": _one_of("Shared", "Dedicated", "Managed"),
    },
    "azureFile": {"secretName": bool, "shareName": bool},
    "cephfs": {"monitors": bool},
    "cinder": {"volumeID": bool, "secretRef": _named},
    "configMap": {"name": bool, "defaultMode": is_mode, "items": _keys},
    "csi": {"driver": _driver, "nodePublishSecretRef": _secret},
    "downwardAPI": {"defaultMode": is_mode, "items": lambda items: all(map(api_projected.is_file, items or ()))},
    "emptyDir": {"sizeLimit": _size},
    "flexVolume": {"driver": bool, "options": _free_options},
    "flocker": {"datasetName": _absent_or(lambda name: "/" not in name)},
    "gcePersistentDisk": {"pdName": bool, "partition": _below(255)},
    "gitRepo": {"repository": bool, "directory": _absent_or(is_inside)},
    "glusterfs": {"endpoints": bool, "path": bool},
    "hostPath": {"path": lambda path: bool(path) and not climbs(path), "type": _one_of(*HOST_TYPES)},
    "iscsi": {
        "targetPortal": bool,
        "iqn": lambda name: bool(name) and _initiator(name),
        "lun": _below(255),
        "initiatorName": lambda name: name is None or _initiator(name),
    },
    "nfs": {"server": bool, "path": _absolute},
    "persistentVolumeClaim": {"claimName": bool},
    "photonPersistentDisk": {"pdID": bool},
    "portworxVolume": {"volumeID": bool},
    "projected": {"defaultMode": is_mode},
    "quobyte": {"volume": bool, "registry": bool},
    "rbd": {"monitors": bool, "image": bool},
    "scaleIO": {"gateway": bool, "system": bool, "volumeName": bool},
    "secret": {"secretName": bool, "defaultMode": is_mode, "items": _keys},
    "storageos": {
        "volumeName": lambda name: api_names.is_label(name or ""),
        "volumeNamespace": _absent_or(api_names.is_label),
        "secretRef": _named,
    },
    "vsphereVolume": {"volumePath": bool},
}


def _azure_disk(source: Mapping[str, Json], volume: str) -> Iterator[str]:
    start = "/subscriptions/" if source.get("kind") == "Managed" else "https://"
    if source.get("diskURI") and not source["diskURI"].startswith(start):
        yield "diskURI"


def _fc(source: Mapping[str, Json], volume: str) -> Iterator[str]:
    targets, lun = source.get("targetWWNs"), source.get("lun")
    if bool(targets) == bool(source.get("wwids")):
        yield "targetWWNs"
    if targets and (lun is None or not 0 <= lun <= 255):
        yield "lun"


def _flocker(source: Mapping[str, Json], volume: str) -> Iterator[str]:
    if bool(source.get("datasetName")) == bool(source.get("datasetUUID")):
        yield "datasetUUID"


def _iscsi(source: Mapping[str, Json], volume: str) -> Iterator[str]:
    if (source.get("chapAuthDiscovery") or source.get("chapAuthSession")) and source.get("secretRef") is None:
        yield "secretRef"
    if (
        source.get("initiatorName") is not None
        and len(f"{volume}:{source.get('targetPortal', '')}".encode("utf-8", "replace")) > _PORTAL
    ):
        yield "targetPortal"


def _projected(source: Mapping[str, Json], volume: str) -> Iterator[str]:
    if not api_projected.are_sources(source.get("sources") or ()):
        yield "sources"


def _quobyte(source: Mapping[str, Json], volume: str) -> Iterator[str]:
    registry = source.get("registry")
    if registry and len((source.get("tenant") or "").encode("utf-8", "replace")) > _TENANT:
        yield "tenant"
    elif registry and not all(map(_host_and_port, registry.split(","))):
        yield "registry"


def _host_and_port(text: str) -> bool:
    """Whether a text is `host:port`, with brackets around a host that has colons; either may be empty."""
    match = re.fullmatch(r"(?:\[[^\[\]]*\]|[^:\[\]]*):[^:\[\]]*", text, re.DOTALL)
    return match is not None


_TOGETHER: Mapping[str, Callable[[Mapping[str, Json], str], Iterator[str]]] = {
    "azureDisk": _azure_disk,
    "fc": _fc,
    "flocker": _flocker,
    "iscsi": _iscsi,
    "projected": _projected,
    "quobyte": _quobyte,
}
"""What the options of a source must be together."""
