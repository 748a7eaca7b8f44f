"""Findings: what a rule or a check saw at one place of one module."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import field, replace
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from core.model.base import Json
from core.model.questions import Choice, Number, Question
from core.model.record import record


class Area(StrEnum):
    """The four areas of the migration guide, plus names and everything else at run time."""

    STORAGE = "storage"
    NETWORK = "network"
    RESOURCES = "resources"
    PROXY = "proxy"
    NAMING = "naming"
    RUNTIME = "runtime"


class Verdict(StrEnum):
    """What a finding requires of the operator.

    `auto` is applied unless the original is kept, `ask` requires a choice, `manual` requires work outside this tool,
    `block` stops the export until its risk is accepted by name, `note` is only reported.
    """

    AUTO = "auto"
    ASK = "ask"
    MANUAL = "manual"
    BLOCK = "block"
    NOTE = "note"


@record
class Finding:
    """What a rule or a check saw at one place of one module.

    `module` is the original module name, empty for the deployment as a whole. `pointer` names a place
    in the original logical tree (create options decoded). The id is opaque: never parse it.
    `rank` is `~2`, `~3` … where one rule finds the same subject of a module again. Rules and checks make thousands, and
    nothing reads them from a file: nothing is validated.
    """

    rule: str
    module: str
    subject: str
    pointer: str
    verdict: Verdict
    facts: dict[str, Any] = field(default_factory=dict)
    question: Question | None = None
    depends: tuple[str, ...] = ()
    rank: str = ""
    id: str = field(init=False, compare=False)
    """`rule/module/subject`, with `~n` for the n-th of the same name."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", f"{self.rule}/{self.module}/{self.subject}{self.rank}")

    @property
    def default(self) -> Json:
        """The answer in force while the operator has not answered; None if there is no default."""
        if self.question is not None:
            return self.question.default
        return True if self.verdict is Verdict.AUTO else None


def in_equal_module(finding: Finding, before: tuple[str, str], after: tuple[str, str]) -> Finding:
    """What the same rule finds in a module with an equal entry; `before` and `after` are the names and pointers."""
    (old, old_pointer), (new, new_pointer) = before, after
    facts, depends = finding.facts, finding.depends
    return Finding(
        finding.rule,
        new,
        finding.subject,
        new_pointer + finding.pointer[len(old_pointer) :],
        finding.verdict,
        {**facts, "module": new} if facts.get("module") == old else facts,
        finding.question,
        tuple(name.replace(f"/{old}/", f"/{new}/", 1) for name in depends) if depends else (),
        finding.rank,
    )


def finding_id(rule: str, module: str, subject: str) -> str:
    """The id of a finding, for rules that depend on a finding of another rule."""
    return f"{rule}/{module}/{subject}"


def module_of(name: str) -> str:
    """The module in the id of a finding of a rule; empty for the whole deployment."""
    return [*name.split("/", 2), ""][1]


MANY_IN_MODULE, MANY_OF_RULE = 100, 2_000
"""Findings of one rule without an answer that are shown for a module, and in all beyond one for each module."""


def numbered(found: Iterable[Finding]) -> list[Finding]:
    """The findings of one rule or check with a rank where a subject repeats: `~2`, `~3` and so on.

    Of very many that only report, those beyond the limits are a number, `more`, in the facts of the last that is shown
    for their module: a generated file has tens of thousands, each costs time and memory, and no one reads them.
    """
    result: list[Finding] = []
    seen: dict[str, int] = {}
    counts: dict[str, int] = {}
    last: dict[str, tuple[int, int]] = {}
    for finding in found:
        if finding.question is None and finding.verdict in (Verdict.MANUAL, Verdict.NOTE):
            count = counts[finding.module] = counts.get(finding.module, 0) + 1
            if count > MANY_IN_MODULE or (count > 1 and len(result) >= MANY_OF_RULE):
                continue
            last[finding.module] = len(result), count
        rank = seen[finding.id] = seen.get(finding.id, 0) + 1
        result.append(finding if rank == 1 else replace(finding, rank=f"~{rank}"))
    for module, (index, shown) in last.items():
        if counts[module] > shown:
            facts = {**result[index].facts, "more": counts[module] - shown}
            result[index] = replace(result[index], facts=facts)
    return result


CHECK_PREFIX = "check/"


"""What the id of a check's finding begins with in decisions and reports: some checks are called like a rule."""


def is_check_id(name: str) -> bool:
    """Whether a decision with this id accepts the finding of a check; such ids begin with `check/`."""
    return name.startswith(CHECK_PREFIX)


_FACTS = TypeAdapter(dict[str, Any])
SEEN_KIND = "2:"
"""What a `seen` of the present kind begins with. Those of the first kind held prose and verdict, too."""


def seen_hash(finding: Finding) -> str:
    """Hashes the facts and option values that were shown, so that an answer to other facts is recognized as stale."""
    question = finding.question
    offered: Json = None
    if isinstance(question, Choice):
        offered = [option.value for option in question.options]
    elif isinstance(question, Number):
        offered = [question.low, question.high]
    shown = {"facts": _FACTS.dump_python(finding.facts, mode="json"), "offered": offered}
    text = json.dumps(shown, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return SEEN_KIND + hashlib.sha256(text.encode()).hexdigest()[:16]


def seen_fits(seen: str | None, finding: Finding) -> bool:
    """Whether a decision was made for these facts; also true if it has no hash, or one of an earlier kind."""
    return seen is None or is_earlier(seen) or seen == seen_hash(finding)


def is_earlier(seen: str | None) -> bool:
    """Whether a `seen` hash was made by an earlier version, so that it cannot be compared."""
    return seen is not None and not seen.startswith(SEEN_KIND)
