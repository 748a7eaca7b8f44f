"""The report as data: what report.json holds, and what the pages are drawn from. Already masked."""

from __future__ import annotations

from typing import Literal

from pydantic import JsonValue

from core.model import Area, Device, Frozen, Verdict

Readiness = Literal["ready", "decide", "by-hand", "blocked"]
"""How far a module is: done, questions open, work outside the manifest left, refused by the target."""


class FileFacts(Frozen):
    """A file by name (never by path), hash and size in bytes."""

    name: str
    sha256: str
    bytes: int


class FindingFacts(Frozen):
    """One finding and what became of it. `answer` is the value in force, null where there is none."""

    id: str
    rule: str
    module: str
    area: Area
    verdict: Verdict
    state: str
    pointer: str
    title: str
    answer: JsonValue = None
    answer_text: str = ""
    by: str = ""
    when: str | None = None
    note: str = ""


class ModuleFacts(Frozen):
    """A module with its findings. `after_name` is its name after the migration, `form` its new create options form.

    `twin_bytes` is what it takes of the 32 KB of $edgeAgent's twin, as IoT Hub counts; 0 for create options alone.
    """

    name: str
    after_name: str
    kind: str
    encoding: str
    form: str | None
    readiness: Readiness
    changes: int
    twin_bytes: int
    findings: tuple[FindingFacts, ...]


class ChangeFacts(Frozen):
    """One edit, with the values masked."""

    op: str
    pointer: str
    before: JsonValue = None
    after: JsonValue = None
    finding: str


class Risk(Frozen):
    """A blocking finding that somebody accepted by name."""

    finding: str
    title: str
    by: str
    reason: str
    when: str | None = None


class SchemaFacts(Frozen):
    """Where a file departs from the published schema, masked."""

    pointer: str
    message: str


class Counts(Frozen):
    """How many of each; `findings` by verdict, `states` by state."""

    modules: int
    changes: int
    findings: dict[str, int]
    states: dict[str, int]


class Report(Frozen):
    """Everything the report says. `verdict` is the worst readiness of all modules and of the deployment.

    `deployment` holds the findings that belong to no module.
    """

    format: Literal["edgeshift-report/1"] = "edgeshift-report/1"
    tool: str = "EdgeShift"
    tool_version: str
    rules_version: str
    input: FileFacts
    output: FileFacts
    shape: str
    device: Device
    verdict: Readiness
    counts: Counts
    modules: tuple[ModuleFacts, ...]
    deployment: tuple[FindingFacts, ...]
    changes: tuple[ChangeFacts, ...]
    open: tuple[FindingFacts, ...]
    accepted: tuple[Risk, ...]
    stale: tuple[str, ...]
    problems: tuple[str, ...]
    forms: dict[str, str]
    twin_bytes: dict[str, int]
    schema_before: tuple[SchemaFacts, ...]
    schema_after: tuple[SchemaFacts, ...]

    def findings(self) -> tuple[FindingFacts, ...]:
        """All findings: those of the deployment, then module by module."""
        return (*self.deployment, *(finding for module in self.modules for finding in module.findings))
