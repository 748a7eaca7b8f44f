"""What the operator answered, as types and as one file."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import JsonValue

from core.model.base import Frozen, Many, at_most
from core.model.device import Device, Source


class Decision(Frozen):
    """One answer of the operator to a finding.

    `answer` is the raw value of the question. None keeps the original and requires a `note`; True accepts the risk of a
    `block`, with the reason in `note` and the name in `by`. `when` is ISO 8601 and exists only in decisions made by a
    person. `seen` is the hash of the facts and options that were shown (`seen_hash`): if it is given and differs, the
    answer is stale.
    """

    finding: str
    answer: JsonValue = None
    by: str = "operator"
    note: str = ""
    when: str | None = None
    seen: str | None = None


class About(Frozen):
    """Identifies the migration in the report header; every field is optional.

    `ticket` is the customer's or ours. `hub` and `edge_device` are the names in the commands of the run sheet: the IoT
    hub, and the IoT Edge device of the GPU device.
    """

    customer: str = ""
    site: str = ""
    engineer: str = ""
    ticket: str = ""
    hub: str = ""
    edge_device: str = ""


class TargetFile(Frozen):
    """Identifies the deployment of the target device, the second input, by name and SHA-256; its text is never kept."""

    name: str
    sha256: str


class Decisions(Frozen):
    """The decisions file: everything needed to repeat a migration on another day.

    `module` is the name the operator gave to the one module of a file that holds create options alone. `source` is what
    the operator says the file was written for, None where that is recognized.
    """

    format: Literal["edgeshift-decisions/1"] = "edgeshift-decisions/1"
    tool_version: str = ""
    rules_version: str = ""
    input_sha256: str = ""
    device: Device = Device()
    module: str = "module"
    about: About = About()
    target: TargetFile | None = None
    source: Source | None = None
    items: Annotated[Many[Decision], at_most(20_000)] = ()

    def by_finding(self) -> dict[str, Decision]:
        """Decisions by finding id; the last decision about a finding counts."""
        return {item.finding: item for item in self.items}
