"""The schema version of edgeHub's desired properties, and what routes and that version need."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.docker import placeholders
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest
from core.rules.base import LINUX_VM, Answers, Area, Change, Device, Finding, Json, Rule, Verdict

VERSION, STORE = "schemaVersion", "storeAndForwardConfiguration"
_OLD = re.compile(r"1\.0(?:\.\d+){0,2}")
_KNOWN = re.compile(r"1\.[0-3](?:\.\d+){0,2}")


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """Yields a version that is too old for the routes or that no edgeHub reads, a missing store, an MQTT broker."""
    hub = manifest.hub
    if hub is None or not isinstance(hub.value, dict):
        return
    version, place = hub.value.get(VERSION), ptr.join(hub.pointer, VERSION)
    if isinstance(version, str) and not placeholders.is_left(version) and not _KNOWN.fullmatch(version):
        yield RULE.finding("", VERSION, place, Verdict.BLOCK, value=version, variant="unknown")
    elif isinstance(version, str) and _OLD.fullmatch(version):
        newer = [route.key for route in manifest.routes if isinstance(route.value, dict)]
        if newer:
            yield RULE.finding("", VERSION, place, Verdict.AUTO, value=version, routes=newer)
    if STORE not in hub.value and isinstance(version, str) and (version != "1.0" or _newer(manifest)):
        yield RULE.finding("", STORE, ptr.join(hub.pointer, STORE), Verdict.AUTO, variant="store")
    if "mqttBroker" in hub.value:
        yield RULE.finding("", "mqttBroker", ptr.join(hub.pointer, "mqttBroker"), Verdict.MANUAL, variant="broker")


def _newer(manifest: Manifest) -> bool:
    return any(isinstance(route.value, dict) for route in manifest.routes)


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """Writes version 1.1, or a store with the usual time to live."""
    if finding.verdict is not Verdict.AUTO:
        return ()
    store: Json = {"timeToLiveSecs": 7200}
    if finding.facts.get("variant") == "store":
        return (Change("add", finding.pointer, finding.id, store),)
    return (Change("replace", finding.pointer, finding.id, "1.1"),)


RULE = Rule(id="vm-hub-schema", area=Area.RUNTIME, source=("V-O9",), detect=detect, apply=apply, targets=LINUX_VM)
