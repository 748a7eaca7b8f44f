"""From findings and decisions to the answers in force, and what still needs the operator."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from core.checks import CHECKS
from core.checks.base import Check
from core.edits.manual_edit import is_edit
from core.model.base import Json
from core.model.decisions import Decision, Decisions
from core.model.findings import CHECK_PREFIX, Finding, Verdict, is_check_id, module_of, seen_fits
from core.model.questions import Choice, Number, Question, Text
from core.model.states import Resolution
from core.redaction.shapes import MASK
from core.rules import RULES
from core.rules.base import Rule
from core.text import json_words
from core.text.catalogue import _

_KEPT: tuple[Rule | Check, ...] = (*RULES, *CHECKS)
PRESENT_IDS: Mapping[str, str] = {former: kept.id for kept in _KEPT for former in kept.formerly}
"""The ids of rules and checks by those they had in earlier versions."""
HINTS: Mapping[str, str] = {rule.id: rule.hint for rule in RULES}
"""The form of a typed answer, by rule."""
_WITH_UNCHANGED = (Text, Choice)
SETTLED_OTHERWISE = (Resolution.KEPT, Resolution.IDLE, Resolution.OPEN)
"""What became of a finding when another that depends on it has nothing to do."""


@dataclass(slots=True)
class Resolved:
    """`resolutions` by finding id: what became of each. `answers` only where applied."""

    resolutions: dict[str, Resolution] = field(default_factory=dict)
    answers: dict[str, Json] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    unchanged: set[str] = field(default_factory=set)

    def set_aside(self, names: Iterable[str]) -> None:
        """Leaves the answers to these findings out: another answer has settled them."""
        for name in names:
            self.resolutions[name] = Resolution.IDLE
            self.answers.pop(name, None)


def present_id(name: str) -> str:
    """The id that a finding has now, if its rule or check had another id when the decision or report was written."""
    prefix = CHECK_PREFIX if is_check_id(name) else ""
    rule, slash, rest = name.removeprefix(prefix).partition("/")
    return f"{prefix}{PRESENT_IDS.get(rule, rule)}{slash}{rest}"


def under_present_ids(decisions: Decisions) -> Decisions:
    """The decisions with the ids that their findings have now."""
    if not PRESENT_IDS:
        return decisions
    items = (item.model_copy(update={"finding": present_id(item.finding)}) for item in decisions.items)
    return decisions.model_copy(update={"items": tuple(items)})


def resolve(findings: Sequence[Finding], decisions: Decisions, dropped: Collection[str] = ()) -> Resolved:
    """Determines the answers in force: those of the operator where they are valid, else the defaults.

    Decisions for findings that do not exist, or that were made for other facts, are stale and listed as such; those of
    modules that another answer has `dropped` are omitted: their order in the file does not matter. Decisions
    about checks are kept for later: they depend on the result, so the verdict (`core.migration.verdict`) resolves them.
    """
    resolved = Resolved()
    items = {name: item for name, item in decisions.by_finding().items() if not is_check_id(name)}
    known = {finding.id: finding for finding in findings} if items else {}
    for item in items.values():
        finding = known.get(item.finding)
        if finding is None and module_of(item.finding) in dropped:
            continue
        if not is_edit(item.finding) and (finding is None or not seen_fits(item.seen, finding)):
            resolved.stale.append(item.finding)
    stale = set(resolved.stale)
    for finding in findings:
        _resolve_one(resolved, finding, items.get(finding.id) if finding.id not in stale else None)
    _rest(resolved, findings)
    resolved.open = [name for name, resolution in resolved.resolutions.items() if resolution is Resolution.OPEN]
    return resolved


def _resolve_one(resolved: Resolved, finding: Finding, decision: Decision | None) -> None:
    name = finding.id
    if finding.verdict is Verdict.NOTE:
        resolved.resolutions[name] = Resolution.NOTE
    elif finding.verdict is Verdict.MANUAL:
        resolved.resolutions[name] = Resolution.MANUAL
    elif finding.verdict is Verdict.BLOCK and finding.question is None:
        resolved.resolutions[name] = Resolution.ACCEPTED if accepts(decision) else Resolution.OPEN
    elif decision is not None and decision.answer is None:
        resolved.resolutions[name] = Resolution.KEPT
    else:
        answer = finding.default if decision is None else decision.answer
        fault = None if decision is None or answer is None else answer_fault(finding, answer)
        if fault is not None:
            resolved.problems.append(f"{name}: {fault}")
        if answer is None or fault is not None:
            resolved.resolutions[name] = Resolution.OPEN
        else:
            resolved.resolutions[name] = Resolution.APPLIED
            resolved.answers[name] = answer
            if isinstance(finding.question, _WITH_UNCHANGED) and answer == finding.question.unchanged:
                resolved.unchanged.add(name)


def accepts(decision: Decision | None) -> bool:
    """Whether a decision accepts a risk: the answer is True, and it gives a reason."""
    return decision is not None and decision.answer is True and bool(decision.note.strip())


def _rest(resolved: Resolved, findings: Sequence[Finding]) -> None:
    """Findings that depend on one that changes nothing have nothing to do either, in chains too."""
    depending = [finding for finding in findings if finding.depends]
    again = True
    while again:
        again = False
        for finding in depending:
            if resolved.resolutions[finding.id] not in (Resolution.APPLIED, Resolution.OPEN):
                continue
            if any(
                resolved.resolutions.get(o) in SETTLED_OTHERWISE or o in resolved.unchanged for o in finding.depends
            ):
                resolved.set_aside((finding.id,))
                again = True


def answer_fault(finding: Finding, answer: Json) -> str | None:
    """Why a value does not answer this finding; None if it does."""
    question = finding.question
    if question is None:
        return None if answer is True else _("this finding does not accept a value")
    fault = _fault(question, answer, _(HINTS.get(finding.rule, "")))
    if fault is None and isinstance(answer, str) and MASK in answer and not _offers(question, answer):
        return _("{mask} is not part of the value: a secret is hidden there. Enter the value itself").format(mask=MASK)
    return fault


def _offers(question: Question, answer: str) -> bool:
    return isinstance(question, Choice) and any(option.value == answer for option in question.options)


def _fault(question: Question, answer: Json, hint: str) -> str | None:
    if isinstance(question, Choice):
        if any(option.value == answer and type(option.value) is type(answer) for option in question.options):
            return None
        if question.other_allowed and isinstance(answer, str) and re.fullmatch(question.other_pattern or ".+", answer):
            return None
        wanted = ", ".join(json_words.written(option.value) for option in question.options)
        text = _("{answer} is not one of {wanted}")
        if question.other_allowed and hint:
            text = _("{answer} is not allowed. Use one of {wanted}, or another value of this form: {hint}")
        elif question.other_allowed:
            text = _("{answer} is not allowed. Use one of {wanted}, or another value of the same form")
        return text.format(answer=json_words.shown(answer), wanted=wanted, hint=hint)
    if isinstance(question, Number):
        if isinstance(answer, int) and not isinstance(answer, bool) and question.low <= answer <= question.high:
            return None
        text = _("{answer} is not a whole number from {low} to {high}")
        return text.format(answer=json_words.shown(answer), low=question.low, high=question.high)
    if isinstance(answer, str) and re.fullmatch(question.pattern or ".*", answer, re.DOTALL):
        return None
    text = _("{answer} does not have the required form. {hint}")
    return text.format(answer=json_words.shown(answer), hint=hint).rstrip(". ") + ("." if hint else "")
