"""What edgeHub needs in its own desired properties.

Source: Azure/iotedge, EdgeHubDesiredProperties.cs, Constants.cs (kubernetes-edge-agent reference section 1b): edgeHub
1.0.10 to 1.1.10 and that of the Kubernetes preview.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.docker.placeholders import is_left
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Place
from core.model.base import Json

VERSION = "schemaVersion"
SECTION = "storeAndForwardConfiguration"
MISSING = "missing"
_VERSION = re.compile(r"\d{1,9}(?:\.\d{1,9}){1,3}")
_HIGHEST = (1, 1, 0, 0)


def accepts_version(text: Json) -> bool:
    """Whether edgeAgent and edgeHub accept a schema version: major 1, at most 1.1.0; `1` alone cannot be parsed."""
    if not isinstance(text, str) or not _VERSION.fullmatch(text.strip()):
        return False
    parts = tuple(int(part) for part in text.strip().split("."))
    return parts[0] == 1 and (*parts, 0, 0, 0)[:4] <= _HIGHEST


def meant_version(value: Json) -> str | None:
    """The intended version if it is written as a number or with a decimal comma; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, (str, float, int)):
        return None
    text = str(value).strip().replace(",", ".")
    return text if text != value and accepts_version(text) and not accepts_version(value) else None


def faults(manifest: Manifest) -> Iterator[Place]:
    """The members of $edgeHub that it refuses, with the value None for a missing one; nothing for layered parts."""
    section = manifest.hub
    if section is None or manifest.shape == "layered" or not isinstance(section.value, dict):
        return
    for key in ("routes", SECTION, VERSION):
        value = section.value.get(key)
        if value is None or (key == VERSION and not accepts_version(value) and not is_left(value)):
            yield Place(ptr.join(section.pointer, key), value)
