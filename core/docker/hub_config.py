"""What edgeHub needs in its own desired properties.

Source: Azure/iotedge, EdgeHubDesiredProperties.cs, Constants.cs (kubernetes-edge-agent reference section 1b): edgeHub
1.0.10 to 1.1.10 and that of the Kubernetes preview.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from core.docker.placeholders import is_left
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Place
from core.model.base import Json
from core.model.questions import choice, option
from core.text.catalogue import N_

VERSION = "schemaVersion"
ROUTES = "routes"
SECTION = "storeAndForwardConfiguration"
MISSING = "missing"
LOWER = choice(
    option(
        "1.1",
        N_("Set it to 1.1"),
        N_("edgeHub reads the routes and the store. Settings that 1.1 does not have are ignored."),
    )
)
"""The question about a schema version that edgeHub does not know."""
_VERSION = re.compile(r"\d{1,9}(?:\.\d{1,9}){1,3}")
_HIGHEST = (1, 1, 0, 0)
_NEWEST_MINOR = 3


def parsed(text: Json) -> tuple[int, ...] | None:
    """The numbers of a version as .NET parses it, such as `01.0`; None for anything else. `1` alone is none."""
    if not isinstance(text, str) or not _VERSION.fullmatch(text.strip()):
        return None
    return tuple(int(part) for part in text.strip().split("."))


def accepts_version(text: Json) -> bool:
    """Whether edgeAgent, and edgeHub on Kubernetes, accept a schema version: major 1, at most 1.1.0."""
    parts = parsed(text)
    return parts is not None and parts[0] == 1 and (*parts, 0, 0, 0)[:4] <= _HIGHEST


def newer_accepts_version(text: Json) -> bool:
    """Whether edgeHub 1.5 and later accept a schema version: 1.0 to 1.3 (Azure/iotedge, EdgeHubConfigParser.cs)."""
    parts = parsed(text)
    return parts is not None and parts[0] == 1 and parts[1] <= _NEWEST_MINOR


def meant_version(value: Json, accepts: Callable[[Json], bool] = accepts_version) -> str | None:
    """The intended version of a number, a decimal comma, `v1.1`, or `1` alone; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, (str, float, int)):
        return None
    text = str(value).strip().replace(",", ".").removeprefix("v")
    text = f"{text}.0" if text.isdecimal() else text
    return text if text != value and accepts(text) and not accepts(value) else None


def read_as(value: Json) -> tuple[int, ...] | None:
    """The version that a value is or means, however it is written; None for anything else."""
    return parsed(value) or parsed(meant_version(value, newer_accepts_version))


def faults(manifest: Manifest) -> Iterator[Place]:
    """The members of $edgeHub that it refuses, with the value None for a missing one; nothing for layered parts."""
    section = manifest.hub
    if section is None or manifest.shape == "layered" or not isinstance(section.value, dict):
        return
    for key in (ROUTES, SECTION, VERSION):
        value = section.value.get(key)
        if value is None or (key == VERSION and not accepts_version(value) and not is_left(value)):
            yield Place(ptr.join(section.pointer, key), value)
