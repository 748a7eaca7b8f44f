"""A port key the edge agent cannot read: a range, an unknown protocol, a number that is no port."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.docker import placeholders, ports, profiles
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Module, Place, spelling
from core.rules.base import (
    Answers,
    Area,
    Change,
    Choice,
    Device,
    Finding,
    Json,
    Option,
    Rule,
    Verdict,
    finding_id,
    giving_up,
)
from core.text.catalogue import N_

MOST = 50
"""Longer ranges are not written out, and are manual work."""

_RANGE = re.compile(r"\s*(\d{1,5})\s*-\s*(\d{1,5})\s*(?:/\s*(tcp|udp|sctp)\s*)?", re.IGNORECASE)
_EXPAND = Option(
    value="expand",
    title=N_("Add an entry for each port of the range"),
    consequence=N_("{count} entries replace the range; each port is reachable."),
)
_LEAVE = Option(
    value="leave", title=N_("Keep the range"), consequence=N_("None of these ports is reachable on Kubernetes.")
)
_QUESTION = Choice(options=(_EXPAND, _LEAVE), default="expand", default_reason=N_("each port keeps its current number"))
_SHIFTED = Choice(options=(_EXPAND, _LEAVE))


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """Yields one finding for each such key of PortBindings and ExposedPorts."""
    old = profiles.of(device).ports_need_protocol
    for module in manifest.modules:
        for path in (("HostConfig", "PortBindings"), ("ExposedPorts",)):
            for place in module.members_at(*path):
                port = ports.parse(place.key)
                if port is None or not ports.usable(port[0]) or (old and "/" not in place.key):
                    yield _finding(module, place, bound=len(path) > 1)


def _finding(module: Module, place: Place, bound: bool) -> Finding:
    pairs = _pairs(place) if bound else []
    sure = all(port == host for port, host in pairs) and not ports.on_loopback(ports.host_ips(place))
    question = None if not pairs else _QUESTION if sure else _SHIFTED
    published = bound and bool(place.value)
    variant = (
        "range" if pairs else "exposed-range" if not published and _RANGE.fullmatch(place.key) else _variant(place.key)
    )
    verdict = Verdict.BLOCK if variant == "outside" else Verdict.MANUAL
    return RULE.finding(
        module,
        place.key,
        place.pointer,
        verdict if question is None else Verdict.ASK,
        question=question,
        key=place.key,
        where="PortBindings" if bound else "ExposedPorts",
        count=len(pairs),
        variant=variant,
    )


def _variant(key: str) -> str:
    if placeholders.holds(key):
        return "placeholder"
    port = ports.parse(key)
    return "unreadable" if port is None else "no-protocol" if ports.usable(port[0]) else "outside"


def _pairs(place: Place) -> list[tuple[int, int]]:
    """Container and host port of each port of a range; empty if the lengths of the two ranges differ."""
    match = _RANGE.fullmatch(place.key)
    entries = place.value if isinstance(place.value, list) else []
    if match is None or len(entries) != 1:
        return []
    low, high = int(match[1]), int(match[2])
    first = _first_host(entries[0], low, high)
    fits = first is not None and 1 <= low < high <= ports.HIGHEST and high - low < MOST
    if first is None or not fits or first + high - low > ports.HIGHEST:
        return []
    if any(low <= port <= high for port in ports.HELPER_PORTS):
        return []
    return [(port, first + port - low) for port in range(low, high + 1)]


def _first_host(entry: Json, low: int, high: int) -> int | None:
    """The first host port: the container port if none is given, None if the lengths differ."""
    actual = spelling(entry, "HostPort")
    value = entry[actual] if actual is not None else ""
    if value in ("", None):
        return low
    match = _RANGE.fullmatch(value) if isinstance(value, str) else None
    fits = match is not None and not match[3] and int(match[2]) - int(match[1]) == high - low
    return int(match[1]) if match is not None and fits and int(match[1]) > 0 else None


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """Replaces the range by an entry for each of its ports, unless that exists."""
    if answers[finding.id] == "leave":
        return ()
    module = manifest.holder(finding.module, finding.pointer)
    taken = {(port.number, port.protocol) for port in ports.bindings(module)}
    for place in module.members_at("HostConfig", "PortBindings"):
        protocol = _protocol(place.key)
        pairs = [(port, host) for port, host in _pairs(place) if (port, protocol) not in taken]
        if place.pointer == finding.pointer:
            where = ptr.parent(place.pointer)
            gone = Change("remove", place.pointer, finding.id)
            return giving_up(
                [gone]
                + [
                    Change("add", ptr.join(where, f"{port}/{protocol}"), finding.id, [{"HostPort": str(host)}])
                    for port, host in pairs
                ]
            )
        if answers.get(finding_id(RULE.id, module.name, place.key)) == "expand":
            taken.update((port, protocol) for port, _ in pairs)
    return ()


def _protocol(key: str) -> str:
    match = _RANGE.fullmatch(key)
    return (match[3] or "tcp").lower() if match is not None else ""


RULE = Rule(
    id="port-key",
    area=Area.NETWORK,
    source=("AGT-8", "N8"),
    detect=detect,
    apply=apply,
    gives_up=("leave",),
)
