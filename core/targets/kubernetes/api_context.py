"""What the API refuses of a pod's security context: user and group ids, sysctls, users of Windows.

Source: Kubernetes 1.20, pkg/apis/core/validation (ValidatePodSecurityContext and what it calls).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from core.model.base import Json
from core.targets.kubernetes import api_names
from core.targets.kubernetes.faults import Fault, fault

MAX_ID = 2**31 - 1
_SYSCTL = re.compile(r"(?=.{1,253}\Z)(?:[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?\.)*[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?")
_SPECIFICATION = 64 * 1024
_DOMAIN, _USER = 255, 104
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_NETBIOS = re.compile(r'[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}')
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DNS = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_NO_USER = re.compile(r'[. ]+\Z|.*["/\\:;|=,+*?<>@\[\]]', re.DOTALL)


def faults(context: Mapping[str, Json], path: str) -> Iterator[Fault]:
    """One fault for each member that is refused."""
    if not context:
        return
    for option in ("runAsUser", "runAsGroup", "fsGroup"):
        if not 0 <= context.get(option, 0) <= MAX_ID:
            yield fault("context-value", path, option=option)
    if not all(0 <= group <= MAX_ID for group in context.get("supplementalGroups") or ()):
        yield fault("context-value", path, option="supplementalGroups")
    names = [entry.get("name") or "" for entry in context.get("sysctls") or ()]
    if len(set(names)) != len(names) or not all(map(_SYSCTL.fullmatch, names)):
        yield fault("context-value", path, option="sysctls")
    windows = context.get("windowsOptions") or {}
    for option, rule in (
        ("gmsaCredentialSpecName", api_names.is_subdomain),
        ("gmsaCredentialSpec", _is_specification),
        ("runAsUserName", _is_user),
    ):
        if option in windows and not rule(windows[option]):
            yield fault("context-value", path, option=option)


def _is_specification(text: str) -> bool:
    return 0 < len(text.encode("utf-8", "replace")) <= _SPECIFICATION


def _is_user(text: str) -> bool:
    """A user, or domain, backslash and user."""
    domain, slash, user = text.rpartition("\\")
    if _CONTROL.search(text) or "\\" in domain:
        return False
    if slash and (
        len(domain.encode("utf-8", "replace")) > _DOMAIN or not (_NETBIOS.fullmatch(domain) or _DNS.fullmatch(domain))
    ):
        return False
    return 0 < len(user.encode("utf-8", "replace")) <= _USER and _NO_USER.match(user) is None
