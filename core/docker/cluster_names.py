"""Finds addresses of modules that only Kubernetes knows, in every string that a module is given.

Source: Kubernetes documentation, DNS for Services and Pods (`service.namespace.svc.cluster.local`); the service of
edgeHub is named `edgehub` (Azure/iotedge, KubeUtils.cs).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.docker.host_references import Reference, Text, texts_where
from core.manifest.manifest import Kind, Manifest

HUB, HUB_SERVICE = "edgeHub", "edgehub"
_SERVICE = re.compile(
    r"(?<![\w.@-])(?P<host>(?P<name>[A-Za-z0-9-]{1,63})\.[a-z0-9-]{1,63}\.svc(?:\.cluster\.local)?\.?)"
    r"(?::(?P<port>\d{1,5}))?(?![\w.-])"
)


def cluster_references(manifest: Manifest) -> Iterator[Reference]:
    """Names of services with their namespace, and strings that are nothing but the service of edgeHub."""
    names = {module.name.lower(): module.name for module in reversed(manifest.modules)}
    hub = any(module.kind is Kind.SYSTEM and module.name == HUB for module in manifest.modules)
    for text in texts_where(manifest, lambda text: ".svc" in text.text or text.text[text.offset :] == HUB_SERVICE):
        if ".svc" in text.text:
            yield from _in(text, names)
        elif hub and text.text[text.offset :] == HUB_SERVICE and text.owner != HUB:
            end = len(text.text)
            yield Reference(text.owner, HUB, text.label, text.pointer, text.offset, end, None, end, end)


def _in(text: Text, names: dict[str, str]) -> Iterator[Reference]:
    for match in _SERVICE.finditer(text.text, text.offset):
        target = names.get(match["name"].lower())
        if target is not None:
            start, end = match.span("host")
            port, (first, last) = match["port"], match.span("port") if match["port"] else (end, end)
            yield Reference(
                text.owner, target, text.label, text.pointer, start, end, int(port) if port else None, first, last
            )
