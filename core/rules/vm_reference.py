"""A call by the port of a Kubernetes service, or of edgehub in lowercase, for which Docker has others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.docker import answer_texts
from core.docker.host_references import Reference, references
from core.docker.published import published
from core.manifest import pointer as ptr
from core.manifest.manifest import Kind, Manifest
from core.rules.base import LINUX_VM, Answers, Area, Change, Choice, Device, Finding, Option, Rule, Verdict, giving_up
from core.text.catalogue import N_

_QUESTION = Choice(
    options=(
        Option(value="change", title=N_("Call {call}"), consequence=N_("The name and the port on Docker.")),
        Option(
            value="leave",
            title=N_("Keep it"),
            consequence=answer_texts.OTHER_MODULE,
        ),
    ),
    default="change",
    default_reason=N_("the string is an address of this module"),
)
_EITHER = Choice(options=_QUESTION.options)
"""The port may be one of the service or of the container: a migrated file calls the container port."""


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """Yields one finding for each call whose name or port differs on Docker."""
    for target, calls in references(manifest).items():
        module = manifest.module(target)
        if module is None:
            continue
        ports = {port.host: port.port for port in published(module)}
        inner = set(ports.values())
        hub = module.kind is Kind.SYSTEM and target == "edgeHub"
        for call in calls:
            port = ports.get(call.port or 0) if call.port_start < call.port_end else None
            port = None if port == call.port else port
            either = port is not None and call.port in inner
            name = target if hub and _text(manifest, call)[call.start : call.end] != target else ""
            if port is not None or name:
                shown = f"{name or target}:{port or call.port}" if port or call.port else target
                yield RULE.finding(
                    call.owner,
                    f"{call.label} {target}",
                    call.pointer,
                    Verdict.ASK,
                    question=_EITHER if either else _QUESTION,
                    module=call.owner,
                    target=target,
                    call=shown,
                    port=call.port,
                    new_port=port,
                    new_name=name,
                    spans=[call.start, call.end, call.port_start, call.port_end],
                    variant="name" if port is None else "either" if either else "",
                )


def _text(manifest: Manifest, call: Reference) -> str:
    value = ptr.resolve(manifest.tree, call.pointer)
    return value if isinstance(value, str) else ""


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """Replaces the name and the port in the text."""
    if answers[finding.id] == "leave":
        return ()
    start, end, port_start, port_end = finding.facts["spans"]
    changes = []
    if finding.facts["new_name"]:
        changes.append(Change("edit", finding.pointer, finding.id, finding.facts["new_name"], start, end))
    if finding.facts["new_port"] is not None:
        text = str(finding.facts["new_port"])
        changes.append(Change("edit", finding.pointer, finding.id, text, port_start, port_end))
    return giving_up(changes)


RULE = Rule(
    id="vm-reference",
    area=Area.NETWORK,
    source=("V-N2", "V-N8"),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    sources=("kubernetes",),
)
