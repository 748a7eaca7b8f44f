"""A route, the store or its time to live of a type that edgeHub cannot read: it refuses all its desired properties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from core.docker.hub_config import ROUTES, SECTION, TIME, unreadable
from core.manifest.manifest import Manifest, Place
from core.model.questions import choice, option
from core.rules.base import EVERYWHERE, Answers, Area, Change, Device, Finding, Json, Rule, Verdict
from core.text.catalogue import N_

_USUAL = 7200
_REMOVE = option("remove", N_("Remove the route"), N_("Its messages are not forwarded."))
_NONE = option("none", N_("Set it to an empty object"), N_("edgeHub starts without routes."))
_SET = option(
    "usual", N_("Set it to 7200 seconds"), N_("edgeHub keeps messages for two hours while it has no connection.")
)


_VALUES: Mapping[str, Json] = {"routes": {}, "store": {TIME: _USUAL}, "time": _USUAL}
"""What is written instead, by the variant of the finding; a single route is removed."""


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """Yields one finding for each such value."""
    for place in unreadable(manifest):
        kind = _kind(place)
        question = choice(_SET if kind in ("store", "time") else _NONE if kind else _REMOVE)
        yield RULE.finding("", place.key, place.pointer, Verdict.BLOCK, question=question, key=place.key, variant=kind)


def _kind(place: Place) -> str:
    above, _, last = place.pointer.rpartition("/")
    if last in (ROUTES, SECTION):
        return "routes" if last == ROUTES else "store"
    return "time" if above.endswith(f"/{SECTION}") else ""


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """Removes the route, or writes no routes or the documented time to live."""
    if answers[finding.id] == "remove":
        return (Change("remove", finding.pointer, finding.id, gives_up=True),)
    return (Change("replace", finding.pointer, finding.id, _VALUES[str(finding.facts["variant"])], gives_up=True),)


RULE = Rule(
    id="hub-value",
    area=Area.RUNTIME,
    source=("AGT-1b-hub-types",),
    detect=detect,
    apply=apply,
    targets=EVERYWHERE,
    gives_up=("remove", "none"),
)
