"""The vocabulary every room of the house shares: the eight words as types.

Pydantic for what is saved or validated (Device, Question, Finding, Decision, Decisions);
plain frozen dataclasses for bulk and for holders of callables (Change, Rule).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

if TYPE_CHECKING:
    from core.kubernetes.model import Preview
    from core.manifest.manifest import Manifest

Json = Any
"""A JSON value as `json.loads` gives it. Any, because mypy cannot narrow recursive aliases usefully."""

Answers = Mapping[str, Json]
"""Answers in force, by finding id: defaults filled in, kept and open findings left out."""


def N_(message: str) -> str:
    """Mark a text for the catalogue where it is written; `core.words` translates it where it is shown."""
    return message


class Frozen(BaseModel):
    """The one configuration of all saved types: immutable, and unknown keys are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


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


class Option(Frozen):
    """One answer of a Choice. Title and consequence are catalogue texts with `{facts}` in them."""

    value: JsonValue
    title: str
    consequence: str = ""
    facts: dict[str, JsonValue] = Field(default_factory=dict)


class Choice(Frozen):
    """Pick one of the options; with `other_allowed` a text may be typed instead (checked by `other_pattern`)."""

    kind: Literal["choice"] = "choice"
    options: tuple[Option, ...]
    default: JsonValue = None
    default_reason: str = ""
    other_allowed: bool = False
    other_pattern: str = ""


class Number(Frozen):
    """A whole number from low to high, both included."""

    kind: Literal["number"] = "number"
    low: int
    high: int
    default: int | None = None
    default_reason: str = ""


class Text(Frozen):
    """A text that matches the pattern as a whole (`re.fullmatch`).

    `unchanged` is the answer that leaves everything as it is: findings that hang on this one then rest.
    """

    kind: Literal["text"] = "text"
    pattern: str = ""
    unchanged: str | None = None
    default: str | None = None
    default_reason: str = ""


Question = Annotated[Choice | Number | Text, Field(discriminator="kind")]


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


class Decision(Frozen):
    """What the operator answered to one finding.

    `answer` is the raw value of the question; None means *keep the original* and wants a `note`;
    True accepts the risk of a `block`, with the reason in `note` and the name in `by`.
    `when` is ISO 8601 and exists only in decisions made by a person. `seen` is `Finding` hashed as shown
    (`seen_hash`): given and different, the answer is stale.
    """

    finding: str
    answer: JsonValue = None
    by: str = "operator"
    note: str = ""
    when: str | None = None
    seen: str | None = None


class Share(Frozen):
    """A share of the target device. `kind` tells whether data leave the site (`cloud`) or stay (`local`)."""

    name: str
    protocol: Literal["smb", "nfs"] = "smb"
    kind: Literal["cloud", "local"] | None = None
    mounted: bool | None = None


class Device(Frozen):
    """Where the modules go. `model` is a key of resources/devices.toml.

    `gpus` are those Kubernetes may use (VMs subtracted); `addresses` the free external service
    addresses, None when unknown; `profile` the generation of the Kubernetes edge agent.
    """

    model: str = "pro-gpu-1"
    gpus: int = Field(default=1, ge=0, le=16)
    shares: tuple[Share, ...] = ()
    proxy: str | None = None
    addresses: int | None = Field(default=None, ge=0)
    profile: Literal["beta8", "beta12", "beta15"] = "beta15"

    def share_names(self) -> tuple[str, ...]:
        """Names of the shares in the operator's order."""
        return tuple(share.name for share in self.shares)


class About(Frozen):
    """Whose migration it is, for the head of the report; all of it optional. `ticket` is the customer's or ours."""

    customer: str = ""
    site: str = ""
    engineer: str = ""
    ticket: str = ""


class Decisions(Frozen):
    """The decisions file: everything needed to repeat a migration on another day.

    `module` is the name the operator gave to the one module of a file that holds create options alone.
    """

    format: Literal["edgeshift-decisions/1"] = "edgeshift-decisions/1"
    tool_version: str = ""
    rules_version: str = ""
    input_sha256: str = ""
    device: Device = Device()
    module: str = "module"
    about: About = About()
    items: tuple[Decision, ...] = ()

    def by_finding(self) -> dict[str, Decision]:
        """The last decision of each finding wins."""
        return {item.finding: item for item in self.items}


@dataclass(frozen=True, slots=True)
class Change:
    """One edit at a JSON Pointer of the original logical tree, always with the finding that caused it.

    `add` (value; parents are made, `/-` appends to an array), `remove`, `replace` (value),
    `rename` (value is the new key; applied last), `edit` (value replaces characters [start, end) of a string).
    """

    op: Literal["add", "remove", "replace", "rename", "edit"]
    pointer: str
    finding: str
    value: Json = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """Something we know must change. `source` lists ids of resources/sources.toml, the decisive one first."""

    id: str
    area: Area
    source: tuple[str, ...]
    detect: Callable[[Manifest, Device], Iterator[Finding]]
    apply: Callable[[Manifest, Finding, Answers], Sequence[Change]]


@dataclass(frozen=True, slots=True)
class Check:
    """Something that may still go wrong on the target; it reads the result and changes nothing.

    `covers` lists the rules whose findings tell of the same place: the Check page joins them instead of telling twice.
    """

    id: str
    area: Area
    source: tuple[str, ...]
    covers: tuple[str, ...]
    run: Callable[[Manifest, Device, Preview], Iterator[Finding]]


def seen_hash(finding: Finding) -> str:
    """Hash of what the operator saw (facts and question), so that a later answer to other facts is noticed."""
    shown = finding.model_dump(mode="json", include={"verdict", "facts", "question"})
    text = json.dumps(shown, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
