"""Routes of the target device that are not in the file, so that deploying the file removes them."""

from __future__ import annotations

from core.docker import deployed
from core.docker.deployed_copies import stays
from core.docker.module_places import route_names
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Place
from core.model.questions import choice, option
from core.rules.base import EVERYWHERE, Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_DROP = option("drop", N_("Remove it"), N_("Messages are no longer sent on this route."))
_KEEP = choice(
    option("keep", N_("Keep it"), N_("It is copied unchanged into the migrated file.")),
    _DROP,
    default="keep",
    reason=N_("it is active now"),
)
_DEAD = choice(
    option("out", N_("Do not copy it"), N_("No message is lost, because no module sends or receives on this route.")),
    option("keep", N_("Keep it"), N_("It is copied unchanged into the migrated file.")),
    default="out",
    reason=N_("the route refers to a module that is in neither deployment"),
)
_BOTH = choice(
    option("keep", N_("Keep both"), N_("The route of the GPU device is added as {new}; both are active.")),
    option("drop", N_("Only the route of this file"), N_("The route of the GPU device is replaced.")),
    default="keep",
    reason=N_("no message is lost"),
)


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each; a route of a module that is only on the device depends on that module."""
    there = {module.name for module in deployed.only_there(manifest)}
    present = there | {module.name for module in manifest.modules}
    taken = {route.key for route in manifest.routes}
    for route, mine in deployed.routes(manifest):
        assert manifest.hub is not None
        new = _free(route.key, taken) if mine is not None else route.key
        missing = sorted(set(route_names(route)) - present)
        yield RULE.finding(
            "",
            route.key,
            ptr.join(manifest.hub.pointer, "routes", new),
            Verdict.ASK,
            question=_DEAD if missing else _KEEP if mine is None else _BOTH,
            route=route.key,
            text=_text(route),
            mine="" if mine is None else _text(mine),
            new=new,
            needs=sorted(there & set(route_names(route))),
            missing=", ".join(missing),
            variant="dead" if missing else "" if mine is None else "differs",
        )


def _free(key: str, taken: set[str]) -> str:
    name = f"{key}-gpu"
    while name in taken:
        name += "-2"
    return name


def _text(route: Place) -> str:
    text = route.value.get("route") if isinstance(route.value, dict) else route.value
    return str(text)


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Copies the route, unless a module that it names is removed."""
    gone = any(not stays(name, answers) for name in finding.facts["needs"])
    if answers[finding.id] != "keep" or gone or manifest.target is None:
        return ()
    route = next(each for each in manifest.target.routes if each.key == finding.facts["route"])
    return (Change("add", finding.pointer, finding.id, route.value),)


RULE = Rule(
    id="route-on-target",
    area=Area.NETWORK,
    source=("MAN-replace",),
    detect=detect,
    targets=EVERYWHERE,
    apply=apply,
    gives_up=("drop",),
)
