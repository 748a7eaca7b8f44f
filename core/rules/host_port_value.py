"""A host port that is no port number: Docker chooses one, and the edge agent drops the port."""

from __future__ import annotations

import re
from functools import lru_cache

from core.docker import placeholders, ports
from core.docker.ports import Port
from core.manifest import pointer as ptr
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module, spelling
from core.model.questions import Choice, choice, option
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict
from core.text.catalogue import N_

_NUMBER = r"(?:[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])"
_RANGE = re.compile(r"\s*(\d{1,5})\s*-\s*(\d{1,5})\s*")


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each binding without a usable host port."""
    for port in ports.bindings(module):
        usable = ports.usable(port.number)  # a number that is no port is asked about as a whole
        entries = port.place.value if usable and isinstance(port.place.value, list) else ()
        for index, entry in enumerate(entries):
            value = _value(entry)
            variant = _variant(value)
            if isinstance(entry, dict) and variant:
                yield _finding(module, port, index, value, variant)


def _value(entry: Json) -> Json:
    actual = spelling(entry, "HostPort")
    return None if actual is None else entry[actual]


def _variant(value: Json) -> str:
    """`empty`, `range`, `outside` or `unreadable`; empty if it is valid or if a template sets it later."""
    number = ports.whole(value)
    if number is not None:
        return "" if ports.usable(number) else "outside"
    if value is None or (isinstance(value, str) and not value.strip()):
        return "empty"
    if placeholders.holds(value):
        return ""
    return "range" if isinstance(value, str) and _RANGE.fullmatch(value) else "unreadable"


def _finding(module: Module, port: Port, index: int, value: Json, variant: str) -> Finding:
    return RULE.finding(
        module,
        port.label,
        ptr.join(port.place.pointer, index),
        Verdict.ASK,
        question=_question(port.number, _default(module, port, index, value, variant)),
        port=port.label,
        number=port.number,
        value=value if isinstance(value, (str, int)) else "",
        variant=variant,
    )


def _default(module: Module, port: Port, index: int, value: Json, variant: str) -> str | None:
    """The container port, unless it is taken or outside the range; None for a second binding."""
    if index > 0 or port.hosts:
        return "drop"
    others = {host for other in ports.bindings(module) for host in other.hosts}
    match = _RANGE.fullmatch(value) if variant == "range" else None
    inside = match is None or int(match[1]) <= port.number <= int(match[2])
    free = ports.usable(port.number) and port.number not in others
    return f"port:{port.number}" if free and inside else None


@lru_cache(maxsize=1024)
def _question(number: int, default: str | None) -> Choice:
    options = [
        option(
            f"port:{number}",
            N_("Host port {number}"),
            N_("Other modules and external clients can reach {module} on this port."),
        )
    ]
    drop = option("drop", N_("Remove this binding"), N_("The port is not reachable through this binding."))
    reasons = {
        None: "",
        "drop": N_("the port has another binding, and only one is possible"),
    }
    return choice(
        *(options if ports.usable(number) else ()),
        drop,
        default=default,
        reason=reasons.get(default, N_("other modules can then call the same port as today")),
        other=f"(?:port:)?{_NUMBER}",
    )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Sets the host port, or removes the binding."""
    module = manifest.holder(finding.module, finding.pointer)
    port = next(port for port in ports.bindings(module) if port.place.pointer == ptr.parent(finding.pointer))
    if ports.goes(module, port.protocol, answers):
        return ()
    answer = str(answers[finding.id])
    if answer == "drop":
        return (Change("remove", finding.pointer, finding.id),)
    number = answer.removeprefix("port:")
    entry = port.place.value[int(ptr.last(finding.pointer))]
    actual = spelling(entry, "HostPort")
    if actual is None:
        return (Change("add", ptr.join(finding.pointer, "HostPort"), finding.id, number, gives_up=True),)
    return (Change("replace", ptr.join(finding.pointer, actual), finding.id, number, gives_up=True),)


RULE = Rule(
    id="host-port-value",
    area=Area.NETWORK,
    source=("N8", "AGT-8"),
    detect=detect,
    apply=apply,
    gives_up=("drop",),
    hint=N_("A host port from 1 to 65535."),
)
