"""Docker's user and groups of a module are ignored, unless the pod's security context sets them."""

from __future__ import annotations

import re
from functools import lru_cache

from core.docker import effects, experimental, facts, placeholders
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module, Place
from core.model import rule_ids
from core.model.questions import Choice, choice, option
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict
from core.text.catalogue import N_

_IDS = re.compile(r"(\d{1,9})(?::(\d{1,9}))?")
_ROOT = re.compile(r"(?:root|0)(?::(?:root|0))?")
_SETS = N_("The module and its helper container run as {ids}, and the files that they write belong to this user.")
_LEAVE = option("leave", N_("Keep it; the image decides"), N_("{module} runs as the user of its image."))


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for `User`, and one for `GroupAdd`."""
    place = module.find("User") if module.has_options else None
    if place is not None and not placeholders.is_left(place.value):
        yield _user(module, place)
    if "groupadd" in facts.host_keys(module):
        place = module.find("HostConfig", "GroupAdd")
        if place is not None:
            yield _groups(module, place)


def _user(module: Module, place: Place) -> Finding:
    text = "" if isinstance(place.value, bool | dict | list | None) else str(place.value).strip()
    ids = "0:0" if _ROOT.fullmatch(text) and ":" in text else "0" if _ROOT.fullmatch(text) else text
    fits = _IDS.fullmatch(ids) is not None
    variant = "" if fits else "empty" if place.value in (None, "") else "name"
    if effects.decided(module, "runAsUser") and variant in ("", "name"):
        variant = "taken"
    return _finding(module, place, text, ids, variant)


def _groups(module: Module, place: Place) -> Finding:
    values = place.value if isinstance(place.value, list) else []
    ids = [str(value) for value in values if isinstance(value, (int, str)) and re.fullmatch(r"\d{1,9}", str(value))]
    variant = "groups" if len(ids) == len(values) else "group-names"
    if effects.decided(module, "supplementalGroups"):
        variant = "taken"
    text = ", ".join(str(value) for value in values)
    return _finding(module, place, text, ",".join(ids), variant if values else "empty")


_VERDICTS = {
    "empty": Verdict.NOTE,
    "taken": Verdict.NOTE,
    "group-names": Verdict.MANUAL,
}


def _finding(module: Module, place: Place, text: str, ids: str, variant: str) -> Finding:
    verdict = _VERDICTS.get(variant, Verdict.ASK)
    return RULE.finding(
        module,
        place.key,
        place.pointer,
        verdict,
        question=_question("" if variant == "name" else ids, variant == "groups") if verdict is Verdict.ASK else None,
        key=place.key,
        value=text,
        ids=ids,
        variant=variant,
    )


@lru_cache(maxsize=64)
def _question(ids: str, groups: bool) -> Choice:
    """The question: numbers can be kept as on Docker, while names are known to the image only."""
    if not ids:
        return choice(
            _LEAVE,
            default="leave",
            reason=N_("only the image contains the number of this user; type it as 1000 or 1000:1000"),
            other=_IDS.pattern,
        )
    title = N_("Run it with the groups {ids}") if groups else N_("Run it as {ids}")
    same = option(ids, title, _SETS, ids=ids)
    reason = N_("the module runs as this user today")
    if groups:
        return choice(same, _LEAVE, default=ids, reason=reason)
    return choice(same, _LEAVE, default=ids, reason=reason, other=_IDS.pattern)


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Replaces the Docker key by runAsUser and runAsGroup, or by supplementalGroups."""
    answer = str(answers[finding.id])
    if answer == "leave":
        return ()
    module = manifest.holder(finding.module, finding.pointer)
    gone = Change("remove", finding.pointer, finding.id, gives_up=not _restored(module, finding, answer))
    if finding.facts["variant"] == "groups":
        return (gone, _add(module, "supplementalGroups", [int(each) for each in answer.split(",")], finding.id))
    user, _, group = answer.partition(":")
    changes = [gone, _add(module, "runAsUser", int(user), finding.id)]
    if group and experimental.get(module, "securityContext", "runAsGroup") is None:
        changes.append(_add(module, "runAsGroup", int(group), finding.id))
    return changes


def _restored(module: Module, finding: Finding, answer: str) -> bool:
    """Whether a Linux VM gets the value of Docker again, because its spelling is that of the numbers."""
    alone = experimental.find(module, "securityContext") is None
    return (
        alone and finding.facts["key"] in ("User", "GroupAdd") and finding.facts["value"] == answer.replace(",", ", ")
    )


def _add(module: Module, key: str, value: Json, finding: str) -> Change:
    return experimental.put(module, finding, value, "securityContext", key)


RULE = Rule(
    id=rule_ids.USER_OPTIONS,
    area=Area.RESOURCES,
    source=("AGT-5.2", "AGT-9-context"),
    detect=detect,
    apply=apply,
    hint=N_("A user id, or user and group, such as 1000:1000."),
    advice=True,
)
