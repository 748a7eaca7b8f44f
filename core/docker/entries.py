"""How the edge agent reads a module entry, outside the create options.

Source: Azure/iotedge, DockerDesiredModule.cs, JsonEx.cs (kubernetes-edge-agent reference sections 3 and 4).
"""

from __future__ import annotations

import re

from core.model.base import Json

SYSTEM = ("edgeAgent", "edgeHub")
STATES = frozenset(("running", "stopped", "unknown", "backoff", "unhealthy", "failed", "dead"))
_CHUNK_LIKE = re.compile(r"createoptions\d*", re.IGNORECASE)


def accepts_status(status: Json) -> bool:
    """Whether the agent reads a status: one of its words, in any case."""
    return isinstance(status, str) and status.lower() in STATES


def is_stray_chunk(key: str) -> bool:
    """Whether the agent takes a key of the settings for a chunk of create options although it is none."""
    return key != "createOptions" and _CHUNK_LIKE.search(key) is not None and not _CHUNK_LIKE.fullmatch(key)


def is_chunk(key: str) -> bool:
    """Whether a key of the settings holds create options, or a part of them."""
    return _CHUNK_LIKE.fullmatch(key) is not None
