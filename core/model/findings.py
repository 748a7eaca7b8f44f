"""Findings: what a rule or a check saw at one place of one module."""

from __future__ import annotations

import hashlib
import json
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pydantic import Field

from core.model.base import Frozen, Json
from core.model.questions import Question

if TYPE_CHECKING:
    pass


class Area(StrEnum):
    """The four areas of the migration guide, plus names and everything else at run time."""

    STORAGE = "storage"
    NETWORK = "network"
    RESOURCES = "resources"
    PROXY = "proxy"
    NAMING = "naming"
    RUNTIME = "runtime"


class Verdict(StrEnum):
    """What a finding asks of the operator.

    `auto` is applied unless kept, `ask` needs a choice, `manual` needs hands outside this tool,
    `block` stops the export until a risk is accepted by name, `note` is told and nothing more.
    """

    AUTO = "auto"
    ASK = "ask"
    MANUAL = "manual"
    BLOCK = "block"
    NOTE = "note"


class Finding(Frozen):
    """What a rule or a check saw at one place of one module.

    `module` is the original module name, empty for the deployment as a whole. `pointer` names a place
    in the original logical tree (create options decoded). The id is opaque: never parse it.
    `rank` is `~2`, `~3` … where one rule finds the same subject of a module again.
    """

    rule: str
    module: str
    subject: str
    pointer: str
    verdict: Verdict
    facts: dict[str, Any] = Field(default_factory=dict)
    question: Question | None = None
    depends: tuple[str, ...] = ()
    rank: str = ""

    @cached_property
    def id(self) -> str:
        """`rule/module/subject`, with `~n` for the n-th of the same name."""
        return finding_id(self.rule, self.module, self.subject) + self.rank

    @property
    def default(self) -> Json:
        """The answer in force when nobody answered; None when there is none."""
        if self.question is not None:
            return self.question.default
        return True if self.verdict is Verdict.AUTO else None


def finding_id(rule: str, module: str, subject: str) -> str:
    """The id of a finding, for rules that hang on a finding of another rule."""
    return f"{rule}/{module}/{subject}"


CHECK_PREFIX = "check/"


"""What the id of a check's finding begins with in decisions and reports: some checks are called like a rule."""


def is_check_id(name: str) -> bool:
    """Whether a decision accepts what a check found; no rule is called `check`."""
    return name.startswith(CHECK_PREFIX)


_SAVED_AS = {"variant": "form", "tags": "also", "fixed": "mended", "reported-elsewhere": "told-elsewhere"}
"""What facts and variants were called when earlier decisions were saved: their hashes stay valid."""


def seen_hash(finding: Finding) -> str:
    """Hash of what the operator saw (facts and question), so that a later answer to other facts is noticed."""
    shown = finding.model_dump(mode="json", include={"verdict", "facts", "question"})
    shown["facts"] = {_SAVED_AS.get(name, name): _saved(value) for name, value in shown["facts"].items()}
    text = json.dumps(shown, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _saved(value: Json) -> Json:
    return _SAVED_AS.get(value, value) if isinstance(value, str) else value
