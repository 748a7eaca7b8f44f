"""A route, the store or one of their numbers that edgeHub cannot read: it refuses all its desired properties."""

from __future__ import annotations

from collections.abc import Mapping

from core.docker.hub_values import PRIORITIES, TIME, Unread, unreadable_on
from core.docker.module_places import route_with_new_names
from core.manifest import pointer as ptr
from core.manifest.comment_keys import is_comment
from core.manifest.manifest import Manifest
from core.model import rule_ids
from core.model.findings import finding_id
from core.model.questions import Option, choice, option
from core.rules.base import EVERYWHERE, Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict
from core.text.catalogue import N_

_USUAL = 7200
_REMOVE = option("remove", N_("Remove the route"), N_("Its messages are not forwarded."))
_TYPED = r"(?is:(?=.*?\binto\s)(?:select\s+\*\s+)?from\s.{1,4000})"
"""A route that begins and ends as edgeHub requires; a check judges the rest of it."""
_NONE = option("none", N_("Set it to an empty object"), N_("edgeHub starts without routes."))
_SET = option(
    "usual", N_("Set it to 7200 seconds"), N_("edgeHub keeps messages for two hours while it has no connection.")
)
_NEAREST = option("nearest", N_("Set it to {becomes}"), N_("Priorities are numbers from 0 to 9; 0 is the first."))
_NO_PRIORITY = option("drop", N_("Remove the priority"), N_("Routes with a priority come before this route."))
_NO_TIME = option("drop", N_("Remove the time"), N_("The time to live of the store applies."))
_NO_LIMIT = option("drop", N_("Remove the limit"), N_("The store has no maximum size."))

_OPTIONS: Mapping[str, tuple[Option, ...]] = {
    "routes": (_NONE,),
    "store": (_SET,),
    "time": (_SET,),
    "limits": (_NO_LIMIT,),
    "route-time": (_NO_TIME,),
    "priority": (_NO_PRIORITY,),
    "outside": (_NEAREST, _NO_PRIORITY),
}
_VALUES: Mapping[str, Json] = {"routes": {}, "store": {TIME: _USUAL}, "time": _USUAL}
"""What is written instead, by the variant of the finding."""


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each such value."""
    comments = {place.pointer for place in manifest.routes if is_comment(place.key)}
    for unread in unreadable_on(device, manifest):
        if unread.where.pointer in comments:
            continue  # it is asked about as a comment
        facts: dict[str, Json] = {"key": unread.key, "variant": "" if unread.kind == "route" else unread.kind}
        nearest = _nearest(unread)
        if nearest is not None:
            facts["becomes"] = nearest
        options = _OPTIONS.get(unread.kind if nearest is None else "outside")
        question = choice(_REMOVE, other=_TYPED) if options is None else choice(*options)
        yield RULE.finding("", unread.key, unread.where.pointer, Verdict.BLOCK, question=question, **facts)


def _nearest(unread: Unread) -> int | None:
    """The valid number nearest to a priority; None for what is no such number."""
    value = unread.where.value
    if unread.kind != "priority" or not isinstance(value, int):
        return None
    return max(0, min(value, PRIORITIES))


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Removes the route or the value, or writes another value or the route that was typed."""
    answer, pointer, variant = answers[finding.id], finding.pointer, str(finding.facts["variant"])
    if variant in ("priority", "route-time"):
        route = finding.subject.rpartition("/")[0]
        if answers.get(finding_id(RULE.id, "", route)) == "remove":
            return ()
    if answer == "drop":
        return (Change("remove", pointer, finding.id),)
    if answer == "remove":
        route = next(place.pointer for place in manifest.routes if f"{pointer}/".startswith(f"{place.pointer}/"))
        return (Change("remove", route, finding.id, gives_up=True),)
    if answer == "nearest":
        return (Change("replace", pointer, finding.id, finding.facts["becomes"]),)
    value = _VALUES[variant] if variant in _VALUES else _with_new_names(str(answer), answers)
    there = ptr.last(pointer) in ptr.resolve(manifest.tree, ptr.parent(pointer))
    return (Change("replace" if there else "add", pointer, finding.id, value, gives_up=True),)


def _with_new_names(route: str, answers: Answers) -> str:
    """A route that was typed, with the new names of modules."""
    return route_with_new_names(
        route, lambda name: str(answers.get(finding_id(rule_ids.NEW_NAME, name, "name")) or name)
    )


RULE = Rule(
    id=rule_ids.HUB_VALUE,
    area=Area.RUNTIME,
    source=("AGT-1b-routes", "AGT-1b-hub-types"),
    detect=detect,
    apply=apply,
    targets=EVERYWHERE,
    gives_up=("remove", "none"),
    hint=N_("A route such as FROM /messages/* INTO $upstream."),
)
