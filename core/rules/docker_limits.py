"""Limits of memory and CPU that only Docker enforces become the same resources of Kubernetes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from core.docker import effects, experimental, placeholders, quantities
from core.docker.limits import PERIOD, Limit, limit_by_default, limits, present
from core.docker.types import whole
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module
from core.model import rule_ids
from core.model.changes import giving_up
from core.model.findings import finding_id
from core.model.questions import Choice, choice, option
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict
from core.text.catalogue import N_

_VERDICTS = {
    "unreadable": Verdict.MANUAL,
    "absurd": Verdict.MANUAL,
    "unwritable": Verdict.MANUAL,
    "none": Verdict.NOTE,
    "period": Verdict.NOTE,
    "conflict": Verdict.ASK,
    "two": Verdict.ASK,
}
_KUBERNETES = N_("The value for Kubernetes in the file.")
_DOCKER = N_("The value that Docker has applied until now, from {key}.")
_REASON = N_("it was written for Kubernetes")


_RESTORED = frozenset(("Memory", "MemoryReservation", "NanoCpus"))
"""Keys that a migration to a Linux VM writes again."""


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each Docker key of any module, unless a template sets it or its replacement later."""
    if not present(module):
        return
    found = limits(module)
    by_key = {limit.key: limit for limit in found}
    for limit in found:
        if not any(place is not None and placeholders.is_left(place.value) for place in (limit.place, limit.now)):
            yield _finding(module, limit, by_key)
    yield from _period(module, by_key.get("CpuQuota"))


def _finding(module: Module, limit: Limit, by_key: dict[str, Limit]) -> Finding:
    variant = _variant(module, limit, by_key)
    return RULE.finding(
        module,
        limit.key,
        limit.place.pointer,
        _VERDICTS.get(variant, Verdict.AUTO),
        question=_question(limit, by_key) if variant in ("conflict", "two") else None,
        depends=(finding_id(RULE.id, module.name, "NanoCpus"),) if variant == "second" else (),
        key=limit.place.key,
        value=_text(limit.place.value),
        amount=limit.amount,
        target=f"{limit.part}.{limit.resource}",
        now=None if limit.now is None else _text(limit.now.value),
        variant=variant,
        tags=["rounded"] if not limit.exact else [],
    )


def _variant(module: Module, limit: Limit, by_key: dict[str, Limit]) -> str:
    """The variant of the text for a key; empty for the plain one."""
    if limit.amount is None and effects.empty(limit.place.value):
        return "none"
    if limit.amount is None:
        return "unreadable" if whole(limit.place.value) is None else "absurd"
    if not limit.amount:
        return "none"
    if not experimental.writable(module, "resources", limit.part):
        return "unwritable"
    other = by_key.get({"CpuQuota": "NanoCpus", "NanoCpus": "CpuQuota"}.get(limit.key, ""))
    if other is not None and other.rules:
        if limit.key == "CpuQuota":
            return "second"
        if not quantities.same(limit.amount, other.amount):
            return "two"
    if limit.current is None:
        return ""
    return "same" if quantities.same(limit.current, limit.amount) else "conflict"


def _question(limit: Limit, by_key: dict[str, Limit]) -> Choice:
    docker = [limit, *(by_key[key] for key in ("CpuQuota",) if limit.key == "NanoCpus" and key in by_key)]
    amounts: dict[str, str | None] = {}
    for item in docker:
        if item.rules and not any(quantities.same(item.amount, known) for known in (limit.current, *amounts.values())):
            amounts[item.key] = item.amount
    return _choice(tuple(amounts.items()), limit.current)


@lru_cache(maxsize=256)
def _choice(docker: tuple[tuple[str, str | None], ...], now: str | int | float | None) -> Choice:
    options = [option(now, "{amount}", _KUBERNETES, amount=now)] if now else []
    options += [option(amount, "{amount}", _DOCKER, amount=amount, key=key) for key, amount in docker]
    return choice(*options, default=now, reason="" if now is None else _REASON)


def _period(module: Module, quota: Limit | None) -> Findings:
    """Yields the period beside a quota: it has no meaning alone, and is removed with the quota."""
    place = module.find("HostConfig", PERIOD)
    if place is None or placeholders.is_left(place.value):
        return
    used = quota is not None and quota.rules and experimental.writable(module, "resources", "limits")
    facts: dict[str, Json] = {"module": module.name, "key": place.key, "value": _text(place.value), "tags": []}
    yield RULE.finding(
        module.name,
        PERIOD,
        place.pointer,
        Verdict.AUTO if used else Verdict.NOTE,
        depends=(finding_id(RULE.id, module.name, "CpuQuota"),) if used else (),
        **facts,
        variant="with-quota" if used else "period",
    )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Replaces the Docker key by its amount, and lowers a request above the new limit to it."""
    gone = Change("remove", finding.pointer, finding.id)
    if finding.facts["variant"] in ("second", "with-quota"):
        return giving_up([gone])
    module = manifest.holder(finding.module, finding.pointer)
    found = limits(module)
    limit = next(limit for limit in found if limit.place.pointer == finding.pointer)
    value = _chosen(limit, answers[finding.id])
    usual = limit.place.pointer == f"{module.options_pointer}/HostConfig/{limit.key}"
    usual = usual and not isinstance(limit.place.value, str)  # the way back writes a number
    if not (usual and limit.exact and limit.now is None and limit.key in _RESTORED):
        gone = replace(gone, gives_up=True)
    if limit.part == "limits":
        return (gone, *_write(module, limit, value, finding.id), *_lower_request(module, limit, value, found, finding))
    lowered = _at_most(module, value, found, answers)
    most = _most(module, found, answers)
    below = most is None or _above(most, value)
    return (gone if below else replace(gone, gives_up=True), *_write(module, limit, lowered, finding.id))


def _chosen(limit: Limit, answer: Json) -> Json:
    return limit.amount if answer is True else answer


def _write(module: Module, limit: Limit, value: Json, finding: str) -> Iterator[Change]:
    if limit.now is None:
        yield Change("add", experimental.to(module, "resources", limit.part, limit.resource), finding, value)
    elif not quantities.same(limit.now.value, value):
        yield Change("replace", limit.now.pointer, finding, value)


def _lower_request(module: Module, limit: Limit, value: Json, found: list[Limit], finding: Finding) -> Iterator[Change]:
    """Lowers a request of the file to the limit; one that Docker gives is limited where it is written."""
    if any(other.part == "requests" and other.resource == limit.resource and other.rules for other in found):
        return
    place = experimental.find(module, "resources", "requests", limit.resource)
    absurd = quantities.absurd(quantities.parse(None if place is None else place.value) or Fraction(0), limit.resource)
    if place is not None and not absurd and _above(place.value, value):
        yield Change("replace", place.pointer, finding.id, value, gives_up=True)


def _at_most(module: Module, value: Json, found: list[Limit], answers: Answers) -> Json:
    """The value of a request, or the limit of the same resource where that is lower."""
    limit = _most(module, found, answers)
    return limit if _above(value, limit) else value


def _most(module: Module, found: list[Limit], answers: Answers) -> Json:
    """The limit of memory; None if there is none."""
    memory = next((limit for limit in found if limit.key == "Memory"), None)
    answer = answers.get(finding_id(RULE.id, module.name, "Memory"))
    if memory is not None and memory.rules:
        return memory.current if answer is None else _chosen(memory, answer)
    return limit_by_default(module, "memory")


def _above(one: Json, other: Json) -> bool:
    first, second = quantities.parse(one), quantities.parse(other)
    return first is not None and second is not None and first > second


def _text(value: Json) -> str:
    return str(value) if isinstance(value, (int, float, str)) else ""


RULE = Rule(
    id=rule_ids.LIMITS_OPTIONS, area=Area.RESOURCES, source=("R5", "R6"), detect=detect, apply=apply, advice=True
)
