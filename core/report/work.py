"""The remaining work, its duration and possible losses, derived from the findings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Module
from core.model.base import Json
from core.model.findings import Finding
from core.model.questions import Choice, Number, Option
from core.model.states import Detail, State
from core.report.model import FindingFacts, OutsideKind, Risk, Task, TaskKind
from core.rules import BY_ID as RULES_BY_ID
from core.text import explanations
from core.text.catalogue import _

MINUTES: Mapping[TaskKind, int] = {"open": 5, "loss": 10, "by-hand": 20, "blocked": 30}
"""Minutes of work by kind of task, as an estimate for planning a visit."""
OUTSIDE: Mapping[OutsideKind, int] = {
    "share": 10,
    "users": 10,
    "trigger": 10,
    "client": 15,
    "gpu": 5,
    "certificate": 15,
    "identity": 15,
    "space": 10,
}
"""Minutes of a task outside the file."""

_WORD = re.compile(r"\w*")


def is_loss(finding: Finding, answer: Json) -> bool:
    """Whether an answer gives up files or a port that the module had on the old device."""
    rule = RULES_BY_ID.get(finding.rule)
    return rule is not None and not rule.gives_up_count and rule.loses(finding, answer)


def loss_text(finding: Finding, answer: Json) -> str:
    """The consequence of the answer as plain text, as its option was offered."""
    if isinstance(finding.question, Number):
        text = _("The answer is {count}: this number of GPUs replaces the accelerators of the old device.")
        return text.format(count=answer)
    option = _option(finding, str(answer))
    return "" if option is None else explanations.option_consequence(finding, option)


def _option(finding: Finding, answer: str) -> Option | None:
    options = finding.question.options if isinstance(finding.question, Choice) else ()
    exact = next((option for option in options if option.value == answer), None)
    kind = answer.partition(":")[0]
    return exact or next((option for option in options if str(option.value).partition(":")[0] == kind), None)


def task_kind(finding: FindingFacts) -> TaskKind | None:
    """The kind of task for a finding now; None without one. A loss that a person chose is a risk and no task."""
    if finding.state is State.NEEDS_YOU:
        return "blocked" if finding.detail is Detail.BLOCK else "open"
    if finding.state is State.MANUAL and finding.detail is Detail.NONE:
        return "by-hand"
    return "loss" if finding.state is State.CONFIRM else None


def task(kind: TaskKind, facts: FindingFacts, shown: Finding, names: tuple[str, str], place: str, answer: Json) -> Task:
    """The entry of the list; `shown` is masked, `names` are those of the module before and after."""
    before, after = around(kind, shown, answer)
    text = what_to_do(shown, markdown=True)
    old, new = names
    return Task(
        kind=kind,
        finding=facts.id,
        module=new,
        old_name=old if old != new else "",
        title=short_title(facts.title, names, shown.facts),
        task=" ".join(filter(None, (explanations.markdown(before), text, explanations.markdown(after)))),
        place=place,
        minutes=minutes(kind, shown),
        when_running=kind == "by-hand" and shown.facts.get("variant", "") in RULES_BY_ID[facts.rule].when_running,
    )


def what_to_do(shown: Finding, *, markdown: bool = False) -> str:
    """The advice on the page of a rule as safe HTML or Markdown, or where the report itemizes it."""
    if listed_outside(shown):
        text = _("These tasks are listed under “Outside the file”.")
        return text if markdown else f"<p>{text}</p>"
    return explanations.role(shown, "choice", markdown=markdown)


def around(kind: str, shown: Finding, answer: Json) -> tuple[str, str]:
    """The texts before and after the advice of a page, as plain text: possible losses and answers."""
    return (loss_text(shown, answer) if kind == "loss" else "", _offered(shown) if kind == "open" else "")


def _offered(finding: Finding) -> str:
    """The possible answers as one plain sentence; empty for free text."""
    question = finding.question
    if isinstance(question, Choice):
        lines = [explanations.option_title(finding, option) for option in question.options]
        return _("Answers: {options}.").format(options="; ".join(lines))
    if isinstance(question, Number):
        return _("Answer: a number from {low} to {high}.").format(low=question.low, high=question.high)
    return ""


def listed_outside(finding: Finding) -> bool:
    """Whether the report itemizes the work of a finding, with minutes, in the list of tasks outside the file."""
    return finding.facts.get("variant") in RULES_BY_ID[finding.rule].listed_outside


def minutes(kind: TaskKind, finding: Finding) -> int:
    """The estimate for one task."""
    known = RULES_BY_ID[finding.rule].minutes if kind == "by-hand" else None
    return 0 if listed_outside(finding) else MINUTES[kind] if known is None else known


def short_title(title: str, names: tuple[str, str], facts: Mapping[str, Json]) -> str:
    """A title without the name of its module, for use beside it; a fact keeps its first letter."""
    for name in names:
        rest = title.removeprefix(f"{name}: ")
        if name and rest != title:
            first = _first_word(rest)
            same = (fact for fact in facts.values() if isinstance(fact, str) and fact.startswith(first))
            message = any(_first_word(fact) == first for fact in same)
            return rest if message or not first.isalpha() else rest[0].upper() + rest[1:]
    return title


def _first_word(text: str) -> str:
    match = _WORD.match(text)
    return match[0] if match is not None else ""


def place_text(manifest: Manifest, module: Module | None, pointer: str) -> str:
    """A place in readable form: below the create options, the module, or the desired properties."""
    if module is not None:
        for above in (module.options_pointer, module.pointer):
            if pointer.startswith(above + "/"):
                return "/".join(ptr.split(pointer.removeprefix(above)))
        return ""
    tokens = list(ptr.split(pointer))
    return "/".join(token for token in tokens if token not in ("modulesContent", "properties.desired"))


def losses(facts: FindingFacts, shown: Finding, answer: Json) -> Iterator[Risk]:
    """Yields the risk of an answer that gives something up, independent of its author."""
    if facts.state is State.CONFIRM or (facts.state is State.CHANGED and is_loss(shown, answer)):
        yield risk(facts, loss_text(shown, answer))


def risk(facts: FindingFacts, what: str) -> Risk:
    """A risk for the report, with its author and reason."""
    return Risk(
        finding=facts.id,
        module=facts.module,
        title=facts.title,
        what=what,
        by=facts.by,
        reason=facts.note,
        when=facts.when,
    )


def duration(count: int) -> str:
    """Minutes in readable form."""
    hours, rest = divmod(count, 60)
    if not hours:
        return _("{minutes} min").format(minutes=rest)
    return (
        _("{hours} h {minutes} min").format(hours=hours, minutes=rest) if rest else _("{hours} h").format(hours=hours)
    )
