"""The schema version of edgeHub's desired properties, and what routes and that version need."""

from __future__ import annotations

from core.docker import placeholders
from core.docker.hub_config import LOWER, meant_version, newer_accepts_version, parsed
from core.docker.routes import name_of
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Place
from core.rules.base import LINUX_VM, Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict

VERSION, STORE, ROUTES = "schemaVersion", "storeAndForwardConfiguration", "routes"


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields a version that edgeHub cannot read or that is too old for the routes, what is missing, an MQTT broker."""
    hub = manifest.hub
    if hub is None or not isinstance(hub.value, dict):
        return
    given, place = hub.value.get(VERSION), ptr.join(hub.pointer, VERSION)
    version, newer = _meant(given), [name_of(route) for route in manifest.routes if isinstance(route.value, dict)]
    if given is None and manifest.shape != "layered":
        yield RULE.finding("", VERSION, place, Verdict.AUTO, key=VERSION, variant="missing")
    elif version != given and version is not None:
        becomes = "1.1" if newer and _is_old(version) else version
        yield RULE.finding("", VERSION, place, Verdict.AUTO, value=str(given), becomes=becomes, variant="spelled")
    elif isinstance(given, str) and not placeholders.is_left(given) and version is None:
        yield RULE.finding("", VERSION, place, Verdict.BLOCK, question=LOWER, value=given, variant="unknown")
    elif version is not None and _is_old(version) and newer:
        yield RULE.finding("", VERSION, place, Verdict.AUTO, value=version, routes=newer)
    if manifest.shape != "layered":
        yield from _missing(hub, version or "1.1", bool(newer))
    if "mqttBroker" in hub.value:
        yield RULE.finding("", "mqttBroker", ptr.join(hub.pointer, "mqttBroker"), Verdict.MANUAL, variant="broker")


def _meant(value: Json) -> str | None:
    """The version as it is or as it is meant; None for one that edgeHub does not know."""
    if newer_accepts_version(value):
        return str(value)
    return meant_version(value, newer_accepts_version)


def _is_old(version: str) -> bool:
    return (parsed(version) or ())[:2] == (1, 0)


def _missing(hub: Place, version: str, newer: bool) -> Findings:
    if hub.value.get(ROUTES) is None and not _is_old(version):
        yield RULE.finding("", ROUTES, ptr.join(hub.pointer, ROUTES), Verdict.AUTO, key=ROUTES, variant="missing")
    if hub.value.get(STORE) is None and (not _is_old(version) or newer):
        yield RULE.finding("", STORE, ptr.join(hub.pointer, STORE), Verdict.AUTO, variant="store")


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Writes the version as it is meant or 1.1, no route, or a store with the usual time to live."""
    if manifest.hub is None or finding.verdict is Verdict.MANUAL:
        return ()
    values: dict[str, Json] = {STORE: {"timeToLiveSecs": 7200}, ROUTES: {}, VERSION: "1.1"}
    asked = finding.question is not None
    value = answers[finding.id] if asked else finding.facts.get("becomes", values[finding.subject])
    return (Change("replace" if finding.subject in manifest.hub.value else "add", finding.pointer, finding.id, value),)


RULE = Rule(id="vm-hub-schema", area=Area.RUNTIME, source=("V-O9",), detect=detect, apply=apply, targets=LINUX_VM)
