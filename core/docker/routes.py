"""Routes of the hub that wait for a topic: triggers of shares, which the managed service of the device sends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.manifest.manifest import Manifest, Place

_TOPIC = re.compile(r"\btopic\s*=\s*['\"](?P<name>[^'\"\\]+)")


def topics(manifest: Manifest) -> Iterator[tuple[Place, str]]:
    """Each route that asks for a topic, with the first topic that it names."""
    for route in manifest.routes:
        text = route.value.get("route") if isinstance(route.value, dict) else route.value
        match = _TOPIC.search(text) if isinstance(text, str) else None
        if match is not None:
            yield route, match["name"]
