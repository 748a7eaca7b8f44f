"""Metadata, versions and reported properties, which IoT Hub adds to a twin, do not belong in a deployment."""

from __future__ import annotations

from collections.abc import Iterator

from core.docker.unread_keys import ADDED_BY_HUB
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Place
from core.rules.base import EVERYWHERE, Area, Device, Finding, Findings, Json, Rule, Verdict, removing


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields `$metadata` and `$version` of desired properties, and `reported` beside them in a twin."""
    for place in _desired(manifest):
        for key in sorted(ADDED_BY_HUB):
            if isinstance(place.value, dict) and key in place.value:
                yield _finding(ptr.join(place.pointer, key), key)
    if manifest.shape in ("twin", "twins"):
        for place in _properties(manifest):
            if "reported" in place.value:
                yield _finding(ptr.join(place.pointer, "reported"), "reported")


def _desired(manifest: Manifest) -> Iterator[Place]:
    yield from (place for place in (manifest.agent, manifest.hub) if place is not None)
    yield from manifest.twins.values()


def _properties(manifest: Manifest) -> Iterator[Place]:
    twins = (
        [("", manifest.tree)]
        if isinstance(manifest.tree, dict)
        else [(f"/{n}", t) for n, t in enumerate(manifest.tree)]
    )
    for base, twin in twins:
        if isinstance(twin.get("properties"), dict):
            yield Place(base + "/properties", twin["properties"])


def _finding(pointer: str, key: str) -> Finding:
    facts: dict[str, Json] = {"key": key, "place": pointer}
    return RULE.finding("", key, pointer, Verdict.AUTO, **facts)


RULE = Rule(
    id="twin-leftovers", area=Area.RUNTIME, source=("MAN-4",), detect=detect, targets=EVERYWHERE, apply=removing()
)
