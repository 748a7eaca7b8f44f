"""The names that Kubernetes accepts. Source: Kubernetes, object names and labels (RFC 1123 and RFC 1035)."""

from __future__ import annotations

import re
from functools import lru_cache

_LABEL = re.compile(r"[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?")
_SEGMENT = r"[a-z0-9](?:[-a-z0-9]*[a-z0-9])?"
_SUBDOMAIN = re.compile(rf"(?=.{{1,253}}\Z){_SEGMENT}(?:\.{_SEGMENT})*")
_SERVICE = re.compile(r"[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?")
_NAME = re.compile(r"[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?")


@lru_cache(maxsize=4096)
def is_subdomain(name: str) -> bool:
    """Deployments, ServiceAccounts, Secrets, claims: an RFC 1123 subdomain of at most 253 characters."""
    return _SUBDOMAIN.fullmatch(name) is not None


@lru_cache(maxsize=4096)
def is_label(name: str) -> bool:
    """Containers and volumes: an RFC 1123 label of at most 63 characters."""
    return _LABEL.fullmatch(name) is not None


@lru_cache(maxsize=4096)
def is_service_name(name: str) -> bool:
    """Services: an RFC 1035 label, which starts with a letter."""
    return _SERVICE.fullmatch(name) is not None


@lru_cache(maxsize=4096)
def is_qualified(key: str) -> bool:
    """Keys of labels, annotations and resources: an optional domain and `/`, then a name of at most 63 characters."""
    prefix, slash, name = key.rpartition("/")
    return _NAME.fullmatch(name) is not None and (not slash or is_subdomain(prefix))


@lru_cache(maxsize=4096)
def is_label_value(value: str) -> bool:
    """Values of labels: empty, or a name of at most 63 characters."""
    return not value or _NAME.fullmatch(value) is not None
