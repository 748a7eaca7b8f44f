"""`kubectl describe pod` and `describe node`: why a pod does not run, and how many GPUs a node can give.

Source: kubectl 1.20 (the describers of Kubernetes). Counts at the front of a scheduler's message belong to nodes, and
the taint of the master is normal. Environment values are never taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from core.device_outputs import event_causes
from core.device_outputs.cluster import NAMESPACE, module_of
from core.device_outputs.event_causes import GPU
from core.device_outputs.found import Facts, Found
from core.device_outputs.pod_states import POD_PROBLEMS
from core.model.base import Json

_OF_POD = frozenset(("Node", "Containers", "Init Containers", "Node-Selectors"))
"""Sections that no other object of a namespace has."""
_KEY = re.compile(r"(?P<key>[A-Z][\w /-]*):(?:\s+(?P<value>.*))?")
_INNER = re.compile(r"(?P<indent> +)(?P<key>[^\s:][^:]*):(?:\s+(?P<value>.*))?")
_MODULE = re.compile(r"net\.azure-devices\.edge\.(?:original-moduleid:\s*|module=)(?P<module>\S+)")
_EVENT = re.compile(
    r"(?:Normal|Warning)\s+(?P<reason>\w+)\s+\S+(?: \(x\d+ over \w+\))?\s+(?P<from>\S+(?:, \S+)?)\s+(?P<message>\S.*)"
)
_EVENTS = re.compile(r"\s*Events:")
_EVENT_HEADINGS = re.compile(r"\s*Type\s+Reason\s+Age\s+From\s+Message")
_RULE = re.compile(r"\s*-+(?:\s+-+)+\s*")
_PLACED = re.compile(rf"Successfully assigned {NAMESPACE}/(?P<pod>[a-z0-9.-]+) to ")


@dataclass(slots=True)
class _Section:
    """A key at the left edge: its value and the lines below it."""

    value: str
    lines: list[str] = field(default_factory=list)


def pod(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """One described pod; several follow one another where the argument is a prefix."""
    if not _begins(lines, index, "Namespace"):
        return None
    sections, end = _sections(lines, index)
    if not _OF_POD & sections.keys():
        return None
    where = sections["Namespace"].value
    if where != NAMESPACE:
        return Found("kubectl describe pod", {}, end, nothing=f"a pod of the namespace {where} is not a module")
    containers = list(_containers(sections.get("Containers", _Section("")).lines))
    volumes = dict(_claims(sections.get("Volumes", _Section("")).lines))
    head = [line for key in ("Labels", "Annotations") for line in _all(sections.get(key))]
    named = [match["module"] for match in map(_MODULE.search, reversed(head)) if match]
    name = sections["Name"].value
    own = next((box for box in containers if box["name"] != "proxy"), None)
    facts: Facts = {
        "pod": name,
        "module": named[0] if named else module_of(name),
        "status": sections.get("Status", _Section("")).value.split(" ")[0] or None,
        "gpuRequested": sum(box["gpus"] for box in containers) if containers else None,
        "claimsUsed": list(dict.fromkeys(volumes.values())) if _is_whole(sections.get("Volumes")) else None,
        "image": own["image"] if own else None,
        "problems": _problems(containers, volumes, list(_events(sections.get("Events")))),
    }
    cut = "" if "Events" in sections else "cut off before the events"
    return Found("kubectl describe pod", {"described": [facts]}, end, partial=cut)


def _is_whole(section: _Section | None) -> bool:
    """Whether a section holds anything: one that is missing, or lost its indented lines, is unknown and not empty."""
    return section is not None and bool(section.lines or section.value)


def events(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """The events of a pod whose description has scrolled away; only an event that places it gives its name."""
    at = index + 1 if _EVENTS.fullmatch(lines[index].rstrip()) else index
    if at >= len(lines) or not _EVENT_HEADINGS.fullmatch(lines[at].rstrip()):
        return None
    end, found = at + 1, list[tuple[str, str]]()
    while end < len(lines) and lines[end].strip():
        event = _EVENT.fullmatch(lines[end].strip())
        if event is None and not _RULE.fullmatch(lines[end]):
            break
        found += [(event["reason"], event["message"])] if event is not None else []
        end += 1
    placed = {match["pod"] for _, message in found if (match := _PLACED.match(message))}
    started = max((number for number, (reason, _) in enumerate(found) if reason == "Started"), default=-1)
    causes = [text for reason, message in found[started + 1 :] for text in event_causes.of_event(reason, message)]
    name = module_of(placed.pop()) if len(placed) == 1 else None
    facts: Facts = {"problems": {name or "a pod": "; ".join(dict.fromkeys(causes))}} if causes else {}
    nothing = "" if causes else "the events name no problem"
    lost = "the description above the events is missing" if causes else ""
    return Found("kubectl describe pod", facts, end, partial=lost, nothing=nothing)


def node(lines: Sequence[str], index: int, typed: str) -> Found | None:
    """One described node: `gpus` are those it can give, counted once; no line of GPUs means unknown, not zero."""
    if not _begins(lines, index, "Roles"):
        return None
    sections, end = _sections(lines, index)
    given = _number(sections.get("Allocatable"), GPU)
    requested = _requested(sections.get("Allocated resources"))
    words = map(str.split, _all(sections.get("Conditions")))
    ready = [row[1] for row in words if row[:1] == ["Ready"] and len(row) > 1]
    address = [line.split(":", 1)[1].strip() for line in _all(sections.get("Addresses")) if "InternalIP:" in line]
    facts: Facts = {
        "name": sections["Name"].value,
        "gpus": given,
        "gpusRequested": requested if given is not None else None,
        "gpusFree": None if given is None or requested is None else given - requested,
        "nodeAddress": address[0] if address else None,
        "ready": ready[0] == "True" if ready else None,
    }
    cut = "" if "Allocated resources" in sections else "cut off before the allocated resources"
    away: Facts = {"problems": {facts["name"]: "the node is not ready"}} if facts["ready"] is False else {}
    return Found("kubectl describe node", {"describedNodes": [facts], **away}, end, partial=cut)


def _begins(lines: Sequence[str], index: int, second: str) -> bool:
    if not re.match(r"Name:\s+\S", lines[index]):
        return False
    return any(line.startswith(f"{second}:") for line in lines[index + 1 : index + 3])


def _sections(lines: Sequence[str], index: int) -> tuple[dict[str, _Section], int]:
    """The sections of one object up to a blank line, the next object, or a line that is no part of a description."""
    sections: dict[str, _Section] = {}
    key = ""
    at = index
    while at < len(lines):
        line = lines[at]
        match = _KEY.fullmatch(line.rstrip())
        if match is not None and not (match["key"] == "Name" and sections):
            key = match["key"]
            sections[key] = _Section((match["value"] or "").strip())
        elif line.startswith(" ") and line.strip():
            sections[key].lines.append(line)
        else:
            break
        at += 1
    return sections, at


def _all(section: _Section | None) -> list[str]:
    return [] if section is None else [section.value, *section.lines]


def _containers(lines: Sequence[str]) -> Iterator[Json]:
    """Each container with image, GPUs, and the reason, exit code and readiness of its state."""
    box: dict[str, Json] = {}
    outer = ""
    for line in lines:
        match = _INNER.fullmatch(line.rstrip())
        if match is None:
            continue
        depth, key, value = len(match["indent"]), match["key"], (match["value"] or "").strip()
        if depth == 2 and not value:
            if box:
                yield box
            box = {
                "name": key,
                "image": None,
                "gpus": 0,
                "state": "",
                "reason": "",
                "last": "",
                "exit": None,
                "ready": None,
            }
        elif box and depth == 4:
            outer = key
            if key == "Image":
                box["image"] = value or None
            elif key == "State":
                box["state"] = value
            elif key == "Ready":
                box["ready"] = value == "True"
        elif box and depth == 6:
            _inside(box, outer, key, value)
    if box:
        yield box


def _inside(box: dict[str, Json], outer: str, key: str, value: str) -> None:
    if key == GPU and value.isdigit() and outer in ("Limits", "Requests"):
        box["gpus"] = max(box["gpus"], int(value))
    elif key == "Reason" and outer in ("State", "Last State"):
        box["reason" if outer == "State" else "last"] = value
    elif key == "Exit Code" and value.isdigit():
        box["exit"] = int(value)


def _claims(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The claim of each volume that has one."""
    volume = ""
    for line in lines:
        match = _INNER.fullmatch(line.rstrip())
        if match is not None and len(match["indent"]) == 2:
            volume = match["key"]
        elif match is not None and match["key"] == "ClaimName" and match["value"]:
            yield volume, match["value"].strip()


def _events(section: _Section | None) -> Iterator[tuple[str, str]]:
    """Reason and message of each event, in order."""
    for line in section.lines if section is not None else ():
        match = _EVENT.fullmatch(line.strip())
        if match is not None:
            yield match["reason"], match["message"]


def _problems(containers: Sequence[Json], volumes: dict[str, str], events: Sequence[tuple[str, str]]) -> list[str]:
    """What is wrong now. Events of a pod whose containers all run are history."""
    if containers and all(box["state"] == "Running" and box["ready"] for box in containers):
        return []
    found: list[str] = []
    placed = any(reason == "Scheduled" for reason, _ in events)
    for reason, message in events:
        if reason == "FailedScheduling" and not placed:
            found += event_causes.scheduling(message, list(volumes.values()))
        elif reason in ("FailedMount", "FailedAttachVolume"):
            found += [event_causes.mount(name, volumes) for name in event_causes.named_volumes(message)]
        else:
            found += event_causes.other(reason)
    found += _image(containers, events)
    for box in containers:
        found += _state(box)
    return list(dict.fromkeys(found))


def _image(containers: Sequence[Json], events: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Why an image is not there: by the message of the registry, or only that it is not."""
    waiting = any("Pull" in box["reason"] for box in containers)
    pulls = [message for reason, message in events if reason == "Failed" and "Failed to pull image" in message]
    if not waiting and not (pulls and not containers):
        return
    reasons = {event_causes.image_reason(message) for message in pulls} - {""}
    yield from (f"image cannot be pulled: {reason}" for reason in sorted(reasons))
    if not reasons:
        yield "image cannot be pulled"


def _state(box: Json) -> Iterator[str]:
    code = "" if box["exit"] is None else f" (exit code {box['exit']})"
    if "OOMKilled" in (box["reason"], box["last"]):
        yield "out of memory"
    elif box["reason"] == "CrashLoopBackOff":
        yield f"starts and ends repeatedly{code}"
    elif box["reason"] in POD_PROBLEMS and "Pull" not in box["reason"] and box["state"] == "Waiting":
        yield POD_PROBLEMS[box["reason"]]
    elif box["state"] == "Terminated":
        yield "the module ended without an error" if box["reason"] == "Completed" else f"ended with an error{code}"
    elif box["state"] == "Running" and box["ready"] is False:
        yield "not every container is ready"


def _number(section: _Section | None, name: str) -> int | None:
    for line in section.lines if section is not None else ():
        key, _, value = line.strip().partition(":")
        if key == name and value.strip().isdigit():
            return int(value)
    return None


def _requested(section: _Section | None) -> int | None:
    for line in section.lines if section is not None else ():
        cells = line.split()
        if cells[0] == GPU and len(cells) > 1 and cells[1].isdigit():
            return int(cells[1])
    return None if section is None else 0
