"""Files made of config maps, secrets and facts about the pod, as the API takes them in volumes.

Source: Kubernetes 1.20, pkg/apis/core/validation (validateKeyToPath, validateDownwardAPIVolumeFile,
validateProjectionSources).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from core.docker import quantities
from core.model.base import Json
from core.targets.kubernetes import api_names
from core.targets.kubernetes.api_paths import is_mode, is_visible

_KINDS = ("secret", "configMap", "downwardAPI", "serviceAccountToken")
_FIELDS = frozenset(f"metadata.{name}" for name in ("name", "namespace", "labels", "annotations", "uid"))
_SUBSCRIPT = re.compile(r"(?=.*'\]\Z)(.+?)\['(.*)'\]", re.DOTALL)
_AMOUNTS = frozenset(
    f"{part}.{name}" for part in ("limits", "requests") for name in ("cpu", "memory", "ephemeral-storage")
)
_CPU_UNITS = ("1m", "1")
_UNITS = ("1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei")
_EXPONENT = re.compile(r"[eE][-+0-9]")
_SHORTEST, _LONGEST = 10 * 60, 2**32


def is_key(item: Mapping[str, Json]) -> bool:
    """Whether one entry of `items` of a config map or secret is taken: key, path inside of the volume, mode."""
    path = item.get("path") or ""
    return bool(item.get("key") and path) and is_visible(path) and is_mode(item.get("mode"))


def is_file(item: Mapping[str, Json]) -> bool:
    """Whether one file of a downwardAPI volume is taken: path, mode, and exactly one field or resource."""
    path = item.get("path") or ""
    field, amount = item.get("fieldRef"), item.get("resourceFieldRef")
    if not path or not is_visible(path) or not is_mode(item.get("mode")) or (field is None) == (amount is None):
        return False
    return _is_field(field) if field is not None else _is_amount(amount or {})


def are_sources(sources: Sequence[Mapping[str, Json]]) -> bool:
    """Whether the sources of a projected volume are taken: one kind each, every path once."""
    paths: list[str] = []
    for source in sources:
        kinds = [kind for kind in _KINDS if kind in source]
        if len(kinds) > 1 or not all(_is_source(kind, source[kind]) for kind in kinds):
            return False
        for kind in kinds:
            paths += [item["path"] for item in source[kind].get("items") or () if item.get("path")]
    return len(set(paths)) == len(paths)


def _is_source(kind: str, value: Mapping[str, Json]) -> bool:
    items = value.get("items") or ()
    if kind == "downwardAPI":
        return all(map(is_file, items))
    if kind == "serviceAccountToken":
        return bool(value.get("path")) and _SHORTEST <= value.get("expirationSeconds", 3600) <= _LONGEST
    return bool(value.get("name")) and all(map(is_key, items))


def _is_field(field: Mapping[str, Json]) -> bool:
    path = field.get("fieldPath") or ""
    if field.get("apiVersion", "v1") not in ("", "v1"):
        return False
    match = _SUBSCRIPT.fullmatch(path)
    if match is None:
        return path in _FIELDS
    if match[1] == "metadata.annotations":
        return api_names.is_qualified(match[2].lower())
    return match[1] == "metadata.labels" and api_names.is_qualified(match[2])


def _is_amount(field: Mapping[str, Json]) -> bool:
    name = field.get("resource") or ""
    return bool(field.get("containerName")) and name in _AMOUNTS and _is_divisor(str(field.get("divisor", "0")), name)


def _is_divisor(text: str, name: str) -> bool:
    """Whether a divisor is one of the units, spelled in the same system: 1000 is 1k, but 1024 is not 1Ki."""
    amount = quantities.parse_as_api(text)
    units = _CPU_UNITS if name.endswith(".cpu") else _UNITS
    alike = [unit for unit in units if unit.endswith("i") == text.strip().endswith("i")]
    return amount in (0, 1) or (amount in map(quantities.parse_as_api, alike) and not _EXPONENT.search(text))
