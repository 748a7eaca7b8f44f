"""`kubectl get events`: why pods, claims and services of the namespace are not as they should be.

Source: Kubernetes, pkg/printers/internalversion/printers.go (printEvent). Events are history: one that was followed by
the start of its pod is not taken, and `document.observed` drops those of objects that are well now.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.device_outputs import commands, table
from core.device_outputs.cluster import NAMESPACE, module_of
from core.device_outputs.event_causes import of_event
from core.device_outputs.found import Found

COMMAND = "kubectl get events"
_ROW = re.compile(
    r"(?:(?P<namespace>[a-z0-9][a-z0-9-]*)\s+)?(?P<age>(?:\d+[smhdy])+|<unknown>)(?:\s\(x\d+ over \w+\))?\s+"
    r"(?P<type>Normal|Warning)\s+(?P<reason>\w+)\s+(?P<kind>[a-z]+)/(?P<name>\S+)(?:\s+(?P<message>.*))?"
)
_PART = re.compile(r"(?<!\d)(?P<count>\d+)(?P<unit>[smhdy])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "y": 31_536_000}
_LONG_AGO = 10**12
_CLAIM = "no share of this name is mounted, or it is claimed already"
_ADDRESS = "no free external address"


class _Event(NamedTuple):
    """One event: the seconds since it, its reason, and the kind and name of the object it is about."""

    age: int
    reason: str
    kind: str
    name: str
    message: str


def read(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """The table, whose warnings are kept as `warned`, by `pod/MODULE`, `claim/NAME` or `service/MODULE`."""
    if not table.has_headings(lines[index], "TYPE", "REASON", "OBJECT", "MESSAGE"):
        return None
    events, end = list[_Event](), index + 1
    for at in range(end, len(lines)):
        match = _ROW.fullmatch(lines[at].rstrip())
        if match is None:
            break
        end = at + 1
        if (match["namespace"] or commands.namespace(typed) or NAMESPACE) == NAMESPACE:
            said = (match["reason"], match["kind"], match["name"], match["message"] or "")
            events.append(_Event(_age(match["age"]), *said))
    warned: dict[str, str] = {}
    for key, problem in _warnings(events):
        known = warned.get(key, "").split("; ")
        warned[key] = "; ".join(filter(None, [*known, *([problem] if problem not in known else [])]))
    nothing = "" if warned else "the events name no problem"
    return Found(COMMAND, {"warned": warned} if warned else {}, end, nothing=nothing)


def _age(text: str) -> int:
    parts = list(_PART.finditer(text))
    return sum(int(part["count"]) * _SECONDS[part["unit"]] for part in parts) if parts else _LONG_AGO


def _warnings(events: Sequence[_Event]) -> Iterator[tuple[str, str]]:
    """What is wrong, by kind and name."""
    last = {(event.name, event.reason): event.age for event in sorted(events, reverse=True)}
    for event in events:
        over = last.get((event.name, "Scheduled" if event.reason == "FailedScheduling" else "Started"))
        if event.kind == "pod" and (over is None or event.age < over):
            yield from (
                (f"pod/{module_of(event.name) or event.name}", text) for text in of_event(event.reason, event.message)
            )
        elif event.kind == "persistentvolumeclaim" and event.reason == "FailedBinding":
            yield f"claim/{event.name}", _CLAIM
        elif event.kind == "service" and event.reason == "AllocationFailed":
            yield f"service/{event.name}", _ADDRESS
