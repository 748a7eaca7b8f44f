"""A call at an address that only Kubernetes knows: the port of a service, its full name, or edgehub in lowercase."""

from __future__ import annotations

from core.docker import answer_texts, experimental, facts
from core.docker.cluster_names import HUB, cluster_references
from core.docker.host_references import Reference, references
from core.docker.published import published
from core.manifest import pointer as ptr
from core.manifest.manifest import Kind, Manifest, Module
from core.model.changes import giving_up
from core.model.questions import Choice, choice, option
from core.rules.base import LINUX_VM, Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict
from core.text.catalogue import N_

_CHANGE = option("change", N_("Call {call}"), N_("The name and the port on Docker."))
_LOCAL = option("change", N_("Call {call}"), N_("The port that {target} publishes on the VM."))
_LEAVE = option("leave", N_("Keep it"), answer_texts.OTHER_MODULE)
_FAILS = option("leave", N_("Keep it"), N_("Correct only if {module} finds the name itself."))
_QUESTION = choice(_CHANGE, _LEAVE, default="change", reason=N_("the string is an address of this module"))
_EITHER = choice(*_QUESTION.options)
"""The port may be one of the service or of the container: a migrated file calls the container port."""
_OUTSIDE = choice(_LOCAL, _FAILS)
"""From the host network, where Docker's names are unknown: a port of the VM."""
_HERE = ("", "0.0.0.0", "127.0.0.1")


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each call whose name or port differs on Docker."""
    outside = {module.name for module in manifest.modules if facts.on_host_network(module)}
    found = [call for calls in references(manifest).values() for call in calls]
    for call in (*found, *cluster_references(manifest)):
        module = manifest.module(call.target)
        if module is not None and call.owner in outside - {call.target}:
            yield _from_outside(manifest, call, module, both=call.target in outside)
        elif module is not None:
            yield from _inside(manifest, call, module)


def _inside(manifest: Manifest, call: Reference, module: Module) -> Findings:
    ports = {port.host: port.port for port in published(module)}
    port = ports.get(call.port or 0)
    port = None if port == call.port else port
    either = port is not None and call.port in ports.values()
    hub = module.kind is Kind.SYSTEM and call.target == HUB
    written = _text(manifest, call)[call.start : call.end]
    name = call.target if "." in written or (hub and written != call.target) else ""
    if port is not None or name:
        shown = f"{name or call.target}:{port or call.port}" if port or call.port else call.target
        variant = "name" if port is None else "either" if either else ""
        variant = "cluster" if "." in written and not either else variant
        yield _finding(call, _EITHER if either else _QUESTION, shown, port, name, variant)


def _from_outside(manifest: Manifest, call: Reference, module: Module, *, both: bool) -> Finding:
    """A call by a module on the host network; a certificate of edgeHub has another name than localhost."""
    inside = both or experimental.service_type_in_effect(module) == "clusterip"
    there = any(port.address in _HERE and port.host == call.port for port in published(module)) and not inside
    if not there or call.target == HUB:
        return _finding(call, None, "", None, "", "outside")
    return _finding(call, _OUTSIDE, f"localhost:{call.port}", None, "localhost", "outside")


def _finding(
    call: Reference, question: Choice | None, shown: str, port: int | None, name: str, variant: str
) -> Finding:
    facts: dict[str, Json] = {"module": call.owner, "target": call.target, "call": shown, "port": call.port}
    facts |= {"new_port": port, "new_name": name, "variant": variant}
    facts["spans"] = [call.start, call.end, call.port_start, call.port_end]
    subject = f"{call.label} {call.target}"
    verdict = Verdict.MANUAL if question is None else Verdict.ASK
    return RULE.finding(call.owner, subject, call.pointer, verdict, question=question, **facts)


def _text(manifest: Manifest, call: Reference) -> str:
    value = ptr.resolve(manifest.tree, call.pointer)
    return value if isinstance(value, str) else ""


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Replaces the name and the port in the text; a port that only the scheme implies is written after the name."""
    if answers.get(finding.id) in (None, "leave"):
        return ()
    start, end, port_start, port_end = finding.facts["spans"]
    name, port = finding.facts["new_name"], finding.facts["new_port"]
    implied = port is not None and port_start == port_end
    changes = []
    if name or implied:
        written = name or _host(manifest, finding)
        changes.append(
            Change("edit", finding.pointer, finding.id, f"{written}:{port}" if implied else written, start, end)
        )
    if port is not None and not implied:
        changes.append(Change("edit", finding.pointer, finding.id, str(port), port_start, port_end))
    return giving_up(changes)


def _host(manifest: Manifest, finding: Finding) -> str:
    start, end = finding.facts["spans"][:2]
    return str(ptr.resolve(manifest.tree, finding.pointer))[start:end]


RULE = Rule(
    id="vm-reference",
    area=Area.NETWORK,
    source=("V-N2", "V-N8", "V-N5"),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    sources=("kubernetes",),
)
