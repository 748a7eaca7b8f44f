"""What the API refuses of annotations: their names, their size, and those that mean something to Kubernetes.

The agent makes them of Docker labels. Source: Kubernetes 1.20, apimachinery ValidateAnnotations,
pkg/apis/core/validation (ValidatePodSpecificAnnotations, ValidateService), pkg/security/apparmor.
"""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Iterator, Mapping, Set

from core.manifest import pointer as ptr
from core.model.base import Json
from core.targets.kubernetes import api_names
from core.targets.kubernetes.api_paths import is_inside
from core.targets.kubernetes.faults import Fault, fault

LIMIT = 256 * 1024
_MIRROR = "kubernetes.io/config.mirror"
_TOLERATIONS = "scheduler.alpha.kubernetes.io/tolerations"
_SECCOMP = ("seccomp.security.alpha.kubernetes.io/pod", "container.seccomp.security.alpha.kubernetes.io/")
_APPARMOR = "container.apparmor.security.beta.kubernetes.io/"
_RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges"
_PROFILE = "localhost/"
_SECCOMP_PROFILES = ("runtime/default", "docker/default", "unconfined")
_APPARMOR_PROFILES = ("", "runtime/default", "unconfined")
_EFFECTS = ("", "NoSchedule", "PreferNoSchedule", "NoExecute")
_MASK = re.compile(r"[0-9]+")


def faults(annotations: Mapping[str, str], path: str) -> Iterator[Fault]:
    """The faults of annotation names, and of annotations that are too large."""
    if not annotations:
        return
    for key in annotations:
        if not api_names.is_qualified(key.lower()):
            yield fault("annotation", ptr.join(path, key), name=key)
    size = sum(
        len(key.encode("utf-8", "replace")) + len(value.encode("utf-8", "replace"))
        for key, value in annotations.items()
    )
    if size > LIMIT:
        largest = max(annotations, key=lambda key: len(annotations[key]))
        yield fault("annotation", ptr.join(path, largest), name=largest)


def of_pod(annotations: Mapping[str, str], containers: Set[str], path: str) -> Iterator[Fault]:
    """Annotations that Kubernetes reads on a pod, with a value it cannot take. `containers` are their names."""
    for key, value in annotations.items():
        if (
            key == _MIRROR
            or (key == _TOLERATIONS and value and not _are_tolerations(value))
            or ((key.startswith(_SECCOMP[1]) or key == _SECCOMP[0]) and not _is_seccomp(value))
            or (key.startswith(_APPARMOR) and not (key.removeprefix(_APPARMOR) in containers and _is_apparmor(value)))
        ):
            yield fault("annotation-value", ptr.join(path, key), name=key)


def of_service(annotations: Mapping[str, str], kind: str, path: str) -> Iterator[Fault]:
    """The source ranges of a load balancer, which a service of another type must not have."""
    value = annotations.get(_RANGES)
    if value is not None and not (kind == "LoadBalancer" and _are_ranges(value.strip())):
        yield fault("annotation-value", ptr.join(path, _RANGES), name=_RANGES)


def _is_seccomp(value: str) -> bool:
    return value in _SECCOMP_PROFILES or (value.startswith(_PROFILE) and is_inside(value.removeprefix(_PROFILE)))


def _is_apparmor(value: str) -> bool:
    return value in _APPARMOR_PROFILES or value.startswith(_PROFILE)


def _are_ranges(text: str) -> bool:
    return not text or all(_is_range(part.strip()) for part in text.split(","))


def _is_range(text: str) -> bool:
    address, slash, mask = text.partition("/")
    if not slash or "%" in address or not _MASK.fullmatch(mask):
        return False
    try:
        ipaddress.ip_interface(text)
    except ValueError:
        return False
    return True


def _are_tolerations(text: str) -> bool:
    """Whether a text is a JSON array of tolerations; Kubernetes reads their members in any case."""
    try:
        found = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return False
    return found is None or (isinstance(found, list) and all(map(_is_toleration, found)))


def _no_number(word: str) -> Json:
    raise ValueError(word)


def _is_toleration(entry: Json) -> bool:
    if entry is None:
        entry = {}
    if not isinstance(entry, dict):
        return False
    members = {key.lower(): value for key, value in entry.items() if value is not None}
    seconds = members.pop("tolerationseconds", None)
    key, operator, value, effect = (members.get(name, "") for name in ("key", "operator", "value", "effect"))
    if not all(isinstance(text, str) for text in (key, operator, value, effect)):
        return False
    if seconds is not None and (type(seconds) is not int or effect != "NoExecute" or abs(seconds) >= 2**63):
        return False
    if operator == "Exists":
        fits = not value
    else:
        fits = operator in ("", "Equal") and bool(key) and api_names.is_label_value(value)
    return fits and (not key or api_names.is_qualified(key)) and effect in _EFFECTS
