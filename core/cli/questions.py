"""Findings and their questions on the command line, masked unless `--reveal` is given."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from core.migration.migrate import Migration
from core.migration.verdict import Kind, judged
from core.model.base import Json
from core.model.findings import Finding
from core.model.questions import Choice, Number
from core.model.states import Detail, State, Status
from core.report.blocks import manual_steps
from core.report.shown import masked, pointer_text
from core.rules import BY_ID as RULES_BY_ID
from core.text import explanations, states
from core.text.catalogue import _

Mask = Callable[[str], str]
MOST_LINES = 10
"""Suggestions to confirm that are printed one by one."""


def mask_of(migration: Migration, reveal: bool) -> Mask:
    """The mask for every printed text; with `--reveal` it changes nothing."""
    return str if reveal else migration.redactor.text


def finding_data(migration: Migration, finding: Finding, reveal: bool = False) -> dict[str, Any]:
    """One finding for `inspect --json`, with its question in words; masked unless `reveal` is set.

    `state` is null for a finding that has nothing to do as long as others stay as they are.
    """
    mask, status = mask_of(migration, reveal), migration.status(finding.id)
    said = finding_words(migration, finding, reveal)
    return {
        "id": said["id"],
        "rule": finding.rule,
        "module": mask(finding.module),
        "area": RULES_BY_ID[finding.rule].area.value,
        "verdict": finding.verdict.value,
        "pointer": finding.pointer if reveal else pointer_text(finding.pointer, migration.redactor),
        "title": said["title"],
        "question": said["question"],
        "state": None if status is None else status.state.value,
        "detail": "" if status is None else status.detail.value,
        "depends": [mask(name) for name in finding.depends],
    }


def finding_words(migration: Migration, finding: Finding, reveal: bool = False) -> dict[str, Any]:
    """The id, title and question of a finding, masked unless `reveal` is set: all that a person reads of it."""
    mask = mask_of(migration, reveal)
    shown = finding if reveal else masked(finding, migration.redactor)
    return {
        "id": mask(finding.id),
        "title": explanations.title(shown),
        "question": question_data(shown, mask),
    }


def question_data(finding: Finding, mask: Mask = str) -> dict[str, Any] | None:
    """A question with its options in words and every text masked; `default` is null if there is none."""
    question = finding.question
    if question is None:
        return None
    plain: dict[str, Any] = question.model_dump(mode="json")
    data = {key: masked_value(value, mask) for key, value in plain.items()}
    data["default_reason"] = explanations.default_reason(finding)
    data["hint"] = _(RULES_BY_ID[finding.rule].hint)
    if isinstance(question, Choice):
        data["options"] = [
            {
                "value": masked_value(option.value, mask),
                "title": explanations.option_title(finding, option),
                "consequence": explanations.option_consequence(finding, option),
            }
            for option in question.options
        ]
    return data


def masked_value(value: Json, mask: Mask) -> Json:
    """The value as it is printed; only texts can hold secrets."""
    return mask(value) if isinstance(value, str) else value


def question_lines(question: dict[str, Any] | None, indent: str) -> list[str]:
    """The possible answers with their consequences; the default is marked and has its reason."""
    if question is None:
        return []
    default = question["default"]
    if question["kind"] == "number":
        low, high = question["low"], question["high"]
        lines = [f"{indent}- {_('a whole number from {low} to {high}').format(low=low, high=high)}"]
    elif question["kind"] == "choice":
        lines = [
            f"{indent}{'*' if option['value'] == default else '-'} {option['value']}: {option['title']}. "
            f"{option['consequence']}".rstrip(". ")
            for option in question["options"]
        ]
        if question.get("other_allowed"):
            other = _("or another value of this form:") if question["hint"] else _("or another value of the same form")
            lines += [f"{indent}- {other}", *_hint(question, indent)]
    else:
        same = question["unchanged"]
        kept = f"{indent}{'*' if same == default else '-'} {same}: {_('Keep it; nothing changes')}"
        lines = [] if same is None else [kept]
        lines += [f"{indent}- {_('or another string') if lines else _('a string')}", *_hint(question, indent)]
    if default is None:
        return [*lines, f"{indent}{_('no default')}"]
    reason = question["default_reason"]
    sentence = _("default: {value}, because {reason}") if reason else _("default: {value}")
    return [*lines, indent + sentence.format(value=default, reason=reason)]


def _hint(question: dict[str, Any], indent: str) -> list[str]:
    """The form of a typed answer, with the same text as in the window."""
    return [f"{indent}  {question['hint']}"] if question["hint"] else []


def answers_file(name: str, answer: Json) -> str:
    """An example of a decisions file that answers one question."""
    items = [{"finding": name, "answer": answer}]
    example = json.dumps({"format": "edgeshift-decisions/1", "items": items}, ensure_ascii=False)
    return _("Example of a file with answers: {example}").format(example=example)


def first_answer(finding: Finding) -> Json:
    """An answer to the question, for an example: what is suggested, else the first that is listed."""
    question = finding.question
    if finding.default is not None:
        return finding.default
    if isinstance(question, Choice):
        return question.options[0].value
    return question.low if isinstance(question, Number) else "TEXT"


def in_state(migration: Migration, state: State) -> list[Finding]:
    """The findings in a state, without accepted risks."""
    statuses = ((migration.status(finding.id), finding) for finding in migration.findings)
    return [
        finding
        for status, finding in statuses
        if status is not None and status.state is state and status.detail is not Detail.ACCEPTED
    ]


def to_confirm(migration: Migration) -> list[str]:
    """The suggestions in force that give something up, each with its id and answer, as far as they fit on a screen."""
    mask, found = migration.redactor.text, in_state(migration, State.CONFIRM)
    lines = [f"  {mask(finding.id)} = {masked_value(finding.default, mask)}" for finding in found[:MOST_LINES]]
    if len(found) > MOST_LINES:
        lines.append(_("  … and {count} more; the report lists all").format(count=len(found) - MOST_LINES))
    return lines


def lines_of_checks(migration: Migration, reveal: bool) -> dict[str, list[str]]:
    """The blocks and manual steps of checks on the result of the defaults, which no finding of a rule reports.

    They are given by the module of the original; those of the deployment are under an empty name.
    """
    block, manual = Status(State.NEEDS_YOU, Detail.BLOCK), Status(State.MANUAL)
    found = [(block, reason.id, reason.finding) for reason in judged(migration).of(Kind.CHECK)]
    found += [(manual, name, finding) for name, finding in manual_steps(migration)]
    mask, lines = mask_of(migration, reveal), defaultdict[str, list[str]](list)
    for status, name, finding in found:
        look, shown = states.look(status), finding if reveal else masked(finding, migration.redactor)
        module = migration.original_names.get(finding.module, finding.module)
        lines[module] += [f"  {look.sign} {look.word}: {explanations.title(shown)}", f"      {mask(name)}"]
    return lines
