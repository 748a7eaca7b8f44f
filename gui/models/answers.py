"""The state of a finding for the editor and in words. Does not use Qt."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from core.model.remembered import remembered
from core.text.catalogue import _
from gui.models.findings import look_of

if TYPE_CHECKING:
    from core.migration.migrate import Migration
    from core.model.base import Json
    from core.model.decisions import Decision
    from core.model.findings import Finding
    from gui.widgets.answers.editors import AnswerState

_TAG = re.compile(r"<[^>]+>")


def decision_in_force(migration: Migration, finding_id: str) -> Decision | None:
    """The operator's decision on a finding; None without one, or if it was made for other facts."""
    if finding_id in migration.stale:
        return None
    return _decided(migration).get(finding_id)


@remembered
def _decided(migration: Migration) -> dict[str, Decision]:
    return migration.decisions.by_finding()


def answer_state(migration: Migration, finding_id: str) -> AnswerState:
    """The content of the editor of a finding."""
    from gui.widgets.answers.editors import AnswerState

    decision = decision_in_force(migration, finding_id)
    answer = migration.answers.get(finding_id)
    if decision is None:
        return AnswerState(migration.resolution(finding_id), answer)
    kept = migration.resolution(finding_id) == "kept"
    return AnswerState(migration.resolution(finding_id), None if kept else decision.answer, decision.by, decision.note)


def answer_words(migration: Migration, finding: Finding) -> str:
    """The decision on a finding for the summary."""
    state, decision = migration.resolution(finding.id), decision_in_force(migration, finding.id)
    word = look_of(migration, finding.id).word
    if state == "kept":
        return f"{word}: {decision.note}" if decision is not None and decision.note else word
    if state == "accepted" and decision is not None:
        return _("Risk accepted by {name}: {reason}").format(name=decision.by, reason=decision.note)
    if state != "applied":
        return word
    text = word if finding.question is None else value_words(finding, migration.answers[finding.id])
    if decision is None:
        return text if finding.question is None else _("{answer} (suggested)").format(answer=text)
    if decision.by not in ("", "operator"):
        return _("{answer} ({name})").format(answer=text, name=decision.by)
    return text


def value_words(finding: Finding, value: Json) -> str:
    """An answer in the words of its question."""
    from core.text.explanations import option_title

    question = finding.question
    if question is not None and question.kind == "choice":
        for option in question.options:
            if option.value == value:
                return option_title(finding, option)
    return str(value)


def finding_text(finding: Finding) -> str:
    """Title and reason of a finding as plain text in two lines; the reason is the first paragraph of why it matters."""
    from core.text.explanations import roles, title

    why = roles(finding).get("why", "")
    first = why.partition("</p>")[0] if "</p>" in why else why
    reason = unescape(_TAG.sub("", first)).strip()
    return f"{title(finding)}\n{reason}" if reason else title(finding)


def share_users(migration: Migration, asked: str = "") -> dict[str, list[str]]:
    """The modules that will use a share besides the module of the question, by share, in document order."""
    users: dict[str, list[str]] = {}
    for finding in migration.findings:
        answer = migration.answers.get(finding.id)
        if isinstance(answer, str) and answer.startswith("share:"):
            name = answer.removeprefix("share:").split(" ", 1)[0]
            modules = users.setdefault(name, [])
            if finding.module not in (*modules, asked):
                modules.append(finding.module)
    return users


def gpus_left(migration: Migration, finding: Finding) -> str:
    """The number of GPUs that no other module uses in the result; empty for other questions."""
    from core.docker.facts import gpu_count

    question, total = finding.question, migration.device.gpus
    if question is None or question.kind != "number":
        return ""
    own = migration.plan.moved(finding.pointer)
    others = (module for module in migration.after().modules if not f"{own}/".startswith(f"{module.pointer}/"))
    left = max(0, total - sum(gpu_count(module) for module in others))
    one, many = _("{left} of {total} GPU is left for this module"), _("{left} of {total} GPUs are left for this module")
    return (one if total == 1 else many).format(left=left, total=total)


def form_hint(finding: Finding) -> str:
    """The form of a typed answer in words; empty if any text is valid."""
    from core.rules import BY_ID

    rule = BY_ID.get(finding.rule)
    return "" if rule is None else _(rule.hint)
