"""The report as data, already masked: the content of report.json and the source of the pages."""

from __future__ import annotations

from typing import Literal

from pydantic import AliasChoices, Field, JsonValue

from core.docker.published import is_public
from core.migration.verdict import Kind, Outcome
from core.model.base import Frozen, Many
from core.model.decisions import About
from core.model.device import Device
from core.model.findings import Area, Verdict
from core.model.states import Detail, State, Status, status_of
from core.report.confirmation import Confirmation
from core.targets.objects import external

TaskKind = Literal["blocked", "open", "by-hand", "loss"]
OutsideKind = Literal["share", "users", "trigger", "client", "gpu", "certificate", "identity", "space"]
Readiness = Literal["ready", "confirm", "decide", "by-hand", "blocked"]
"""The state of a module: done, suggestions to confirm, open questions, manual work, refused by the target."""


class FileFacts(Frozen):
    """A file by name (never by path), hash and size in bytes."""

    name: str
    sha256: str
    bytes: int


class FindingFacts(Frozen):
    """One finding and its result. `answer` is the value in force; null without one.

    `verdict` is what the rule declares, `state` and `detail` are what is left of it (`core.model.states`).
    """

    id: str
    rule: str
    module: str
    area: Area
    verdict: Verdict
    state: State
    detail: Detail = Detail.NONE
    pointer: str
    title: str
    answer: JsonValue = None
    answer_text: str = ""
    by: str = ""
    when: str | None = None
    note: str = ""

    @property
    def status(self) -> Status:
        """State and detail as one."""
        return status_of(self.state, self.detail)


class ModuleFacts(Frozen):
    """A module with its findings. `after_name` is its name after the migration, `form` its new create options form.

    `twin_bytes` is what it takes of the 32 KB of $edgeAgent's twin, as IoT Hub counts; 0 for create options alone.
    `minutes` is the work left at it, estimated (`core.report.work`).
    """

    name: str
    after_name: str
    kind: str
    encoding: str
    form: str | None
    readiness: Readiness
    changes: int
    twin_bytes: int
    minutes: int
    findings: Many[FindingFacts]


class ChangeFacts(Frozen):
    """One edit, masked. `gives_up`, written only where true: a later migration to a VM cannot know what was there."""

    op: str
    pointer: str
    before: JsonValue = None
    after: JsonValue = None
    finding: str
    gives_up: bool = False


class ManualEditFacts(Frozen):
    """A value that a person set, added or removed after all rules, masked.

    `place` is below the module, `pointer` in the original. `before` is what the rules had left there. `state` is
    edited, stale (its place is gone) or refused; `saved` is false for a secret, which decisions.json leaves out.
    """

    id: str
    op: str
    module: str
    pointer: str
    place: str
    before: JsonValue = None
    after: JsonValue = None
    title: str
    by: str
    when: str | None = None
    note: str = ""
    state: str
    saved: bool


class Risk(Frozen):
    """A possible loss or refusal although the manifest is written.

    Accepted: a blocking finding taken by name, or an answer that gives something up. Unresolved: a block no one
    accepted, or a default of that kind (`by` is then `default`). `what` says what may happen.
    """

    finding: str
    module: str = ""
    title: str
    what: str = ""
    by: str
    reason: str
    when: str | None = None


class Task(Frozen):
    """One task for a person: an open question, a block, manual work, or a default that may lose data.

    `old_name` is the name of the module before, where it differs. `place` is below the module. `task` is Markdown.
    """

    kind: TaskKind
    finding: str
    module: str
    old_name: str
    title: str
    task: str
    place: str
    minutes: int
    when_running: bool = False


class Outside(Frozen):
    """One task outside the file, on the device or around it; `names` are the names it concerns."""

    kind: OutsideKind
    text: str
    names: Many[str] = ()
    minutes: int


class PortFacts(Frozen):
    """One port of a Service and the port of the module; `address` is as in `HeldPort`."""

    port: int
    protocol: str
    target: int
    address: str = ""

    @property
    def public(self) -> bool:
        """Whether clients outside the device reach it."""
        return is_public(self.address)


class ModuleObjects(Frozen):
    """The objects that Kubernetes runs for one module. `service` is the type of its Service; empty without one.

    `name` is that of its objects, `shares` are the claims it mounts, `folders` paths of the machine itself.
    """

    module: str
    name: str
    objects: Many[str]
    service: str
    ports: Many[PortFacts]
    shares: Many[str]
    folders: Many[str]
    gpus: str

    @property
    def external(self) -> bool:
        """Whether clients outside the device call the module."""
        return external(self.service)


class CheckFacts(Frozen):
    """One finding of a check on the result. `reported_by` is the id of the finding of a rule for the same place."""

    id: str
    check: str
    module: str
    verdict: Verdict
    state: State
    detail: Detail = Detail.NONE
    pointer: str
    title: str
    reported_by: str = Field(default="", validation_alias=AliasChoices("reported_by", "told"))

    @property
    def status(self) -> Status:
        """State and detail as one."""
        return status_of(self.state, self.detail)


class TargetFacts(Frozen):
    """What the device would run; `verdict` is deploys, warnings or refused."""

    verdict: str
    modules: Many[ModuleObjects]
    checks: Many[CheckFacts]


class SchemaFacts(Frozen):
    """Where a file violates the published schema, masked."""

    pointer: str
    message: str


class ReasonFacts(Frozen):
    """One reason why the manifest is not ready. `fix` is the finding whose answer changes what is blocked."""

    kind: Kind
    id: str
    module: str
    title: str
    fix: str = ""


class VerdictFacts(Frozen):
    """The one verdict (`core.migration.verdict`), with its reasons in order."""

    outcome: Outcome
    reasons: Many[ReasonFacts]


class Counts(Frozen):
    """The numbers of findings: `findings` by verdict, without advice; `states` by state."""

    modules: int
    changes: int
    findings: dict[str, int]
    states: dict[str, int]


class Report(Frozen):
    """The content of the report. Fields that do not apply are omitted.

    `deployment` holds the findings that belong to no module. `proxies` are those the original manifest names, while
    `device.proxy` is that of the Device page. `decided` are the first and the last time of the decisions: no clock is
    read. `minutes` is the work left, estimated. `confirmation` is added once the devices confirmed what was deployed;
    without one it is left out. Of `kubernetes` and `linux_vm` only that of the device is there.
    """

    format: Literal["edgeshift-report/2"] = "edgeshift-report/2"
    tool: str = "EdgeShift"
    tool_version: str
    rules_version: str
    input: FileFacts
    output: FileFacts
    shape: str
    about: About
    decided: Many[str]
    device: Device
    proxies: Many[str]
    verdict: VerdictFacts
    minutes: int
    counts: Counts
    modules: Many[ModuleFacts]
    deployment: Many[FindingFacts]
    changes: Many[ChangeFacts]
    hand_edits: Many[ManualEditFacts]
    open: Many[FindingFacts]
    tasks: Many[Task]
    outside: Many[Outside]
    unresolved: Many[Risk]
    accepted: Many[Risk]
    kubernetes: TargetFacts | None = None
    linux_vm: TargetFacts | None = None
    stale: Many[str]
    problems: Many[str]
    forms: dict[str, str]
    twin_bytes: dict[str, int]
    schema_before: Many[SchemaFacts]
    schema_after: Many[SchemaFacts]
    confirmation: Confirmation | None = None

    @property
    def runs(self) -> TargetFacts:
        """What the device would run, for either runtime."""
        found = self.linux_vm or self.kubernetes
        assert found is not None
        return found

    def findings(self) -> tuple[FindingFacts, ...]:
        """All findings: those of the deployment, then module by module."""
        return (*self.deployment, *(finding for module in self.modules for finding in module.findings))
