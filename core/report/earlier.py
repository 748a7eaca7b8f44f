"""Converts reports of earlier formats to the current one, so that older exports can be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from core.migration.verdict import Outcome
from core.model.base import Json
from core.model.states import Detail, State
from core.rules import BY_ID as RULES_BY_ID

FIRST, PRESENT = "edgeshift-report/1", "edgeshift-report/2"
_STATES = {
    "kept": (State.CHANGED, Detail.KEPT),
    "accepted": (State.MANUAL, Detail.ACCEPTED),
    "manual": (State.MANUAL, Detail.NONE),
    "note": (State.ADVICE, Detail.NONE),
}
_OUTCOMES = {"blocked": Outcome.BLOCKED, "decide": Outcome.OPEN}


def upgraded(report: Json) -> Json:
    """A report of the first format as one of the second; anything else unchanged.

    The first format has one word for the state of a finding and none for advice; the reasons of its verdict are not
    known. An entry that is no object is left for the validation of the result.
    """
    if not isinstance(report, dict) or report.get("format") != FIRST:
        return report
    changing = {item.get("finding") for item in _objects(report.get("changes"))}
    confirm = {item.get("finding") for item in _objects(report.get("unresolved")) if item.get("by") == "default"}

    def findings(holder: Json) -> list[Json]:
        shown = [finding for finding in _objects(holder) if finding.get("state") != "idle"]
        return [_finding(finding, changing, confirm) for finding in shown]

    modules = [{**module, "findings": findings(module.get("findings"))} for module in _objects(report.get("modules"))]
    deployment = findings(report.get("deployment"))
    everything = [*deployment, *(finding for module in modules for finding in module["findings"])]
    unconfirmed = any(finding["verdict"] == "ask" and finding.get("by") == "default" for finding in everything)
    outcome = _OUTCOMES.get(str(report.get("verdict")), Outcome.UNCONFIRMED if unconfirmed else Outcome.READY)
    kubernetes = report.get("kubernetes")
    return {
        **report,
        "format": PRESENT,
        "verdict": {"outcome": outcome, "reasons": []},
        "modules": modules,
        "deployment": deployment,
        "open": findings(report.get("open")),
        "counts": _counts(report.get("counts"), everything),
        "kubernetes": _kubernetes(kubernetes) if isinstance(kubernetes, dict) else kubernetes,
    }


def _finding(finding: Mapping[str, Any], changing: set[Any], confirm: set[Any]) -> dict[str, Any]:
    state, detail = _state(finding, changing, confirm)
    return {**finding, "state": state.value, "detail": detail.value}


def _state(finding: Mapping[str, Any], changing: set[Any], confirm: set[Any]) -> tuple[State, Detail]:
    word, name = finding.get("state"), finding.get("id")
    if word in _STATES:
        return _STATES[word]
    if word == "open":
        return State.NEEDS_YOU, Detail.BLOCK if finding.get("verdict") == "block" else Detail.QUESTION
    if finding.get("by") != "default":
        return State.CHANGED, Detail.CONFIRMED if finding.get("verdict") == "auto" else Detail.ANSWERED
    if name in confirm:
        return State.CONFIRM, Detail.NONE
    if name in changing:
        return State.CHANGED, Detail.APPLIED
    rule = RULES_BY_ID.get(str(finding.get("rule")))
    return (State.ADVICE, Detail.NONE) if rule is not None and rule.advice else (State.CHANGED, Detail.KEPT)


def _counts(counts: Json, findings: Sequence[Mapping[str, Any]]) -> Json:
    if not isinstance(counts, dict):
        return counts
    shown = [finding["verdict"] for finding in findings if finding["state"] != State.ADVICE]
    states = Counter(finding["state"] for finding in findings)
    return {**counts, "findings": dict(sorted(Counter(shown).items())), "states": dict(sorted(states.items()))}


def _kubernetes(kubernetes: Mapping[str, Any]) -> dict[str, Any]:
    """The checks of the first format have a verdict only."""
    states = {"block": (State.NEEDS_YOU, Detail.BLOCK), "manual": (State.MANUAL, Detail.NONE)}
    checks = []
    for check in _objects(kubernetes.get("checks")):
        state, detail = states.get(str(check.get("verdict")), (State.ADVICE, Detail.NONE))
        checks.append({**check, "state": state.value, "detail": detail.value})
    return {**kubernetes, "checks": checks}


def _objects(value: Json) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
