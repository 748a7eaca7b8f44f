"""The schema version of edgeHub's desired properties, and what routes and that version need."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.docker import placeholders
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Place
from core.rules.base import LINUX_VM, Answers, Area, Change, Device, Finding, Json, Rule, Verdict

VERSION, STORE, ROUTES = "schemaVersion", "storeAndForwardConfiguration", "routes"
_OLD = re.compile(r"1\.0(?:\.\d+){0,2}")
_KNOWN = re.compile(r"1\.[0-3](?:\.\d+){0,2}")


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """Yields a version that edgeHub cannot read or that is too old for the routes, what is missing, an MQTT broker."""
    hub = manifest.hub
    if hub is None or not isinstance(hub.value, dict):
        return
    given, place = hub.value.get(VERSION), ptr.join(hub.pointer, VERSION)
    version, newer = _meant(given), [route.key for route in manifest.routes if isinstance(route.value, dict)]
    if given is None and manifest.shape != "layered":
        yield RULE.finding("", VERSION, place, Verdict.AUTO, key=VERSION, variant="missing")
    elif version != given and version is not None:
        becomes = "1.1" if newer and _OLD.fullmatch(version) else version
        yield RULE.finding("", VERSION, place, Verdict.AUTO, value=str(given), becomes=becomes, variant="spelled")
    elif isinstance(given, str) and not placeholders.is_left(given) and version is None:
        yield RULE.finding("", VERSION, place, Verdict.BLOCK, value=given, variant="unknown")
    elif version is not None and _OLD.fullmatch(version) and newer:
        yield RULE.finding("", VERSION, place, Verdict.AUTO, value=version, routes=newer)
    if manifest.shape != "layered" and not placeholders.is_left(given):
        yield from _missing(hub, version or "1.1", bool(newer))
    if "mqttBroker" in hub.value:
        yield RULE.finding("", "mqttBroker", ptr.join(hub.pointer, "mqttBroker"), Verdict.MANUAL, variant="broker")


def _meant(value: Json) -> str | None:
    """The version, also one that is a number or has a decimal comma; None for one that edgeHub does not know."""
    known = isinstance(value, (str, int, float)) and not isinstance(value, bool)
    text = str(value).strip().replace(",", ".") if known else ""
    return text if _KNOWN.fullmatch(text) else None


def _missing(hub: Place, version: str, newer: bool) -> Iterator[Finding]:
    if hub.value.get(ROUTES) is None and not _OLD.fullmatch(version):
        yield RULE.finding("", ROUTES, ptr.join(hub.pointer, ROUTES), Verdict.AUTO, key=ROUTES, variant="missing")
    if hub.value.get(STORE) is None and (version != "1.0" or newer):
        yield RULE.finding("", STORE, ptr.join(hub.pointer, STORE), Verdict.AUTO, variant="store")


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """Writes the version as it is meant or 1.1, no route, or a store with the usual time to live."""
    if finding.verdict is not Verdict.AUTO or manifest.hub is None:
        return ()
    values: dict[str, Json] = {STORE: {"timeToLiveSecs": 7200}, ROUTES: {}, VERSION: "1.1"}
    value = finding.facts.get("becomes", values[finding.subject])
    return (Change("replace" if finding.subject in manifest.hub.value else "add", finding.pointer, finding.id, value),)


RULE = Rule(id="vm-hub-schema", area=Area.RUNTIME, source=("V-O9",), detect=detect, apply=apply, targets=LINUX_VM)
