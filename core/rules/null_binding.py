"""A port binding that is null: the edge agent stops there, and deploys no module at all."""

from __future__ import annotations

from core.docker import ports
from core.manifest import pointer as ptr
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module
from core.model.findings import finding_id
from core.model.questions import choice, option
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_EXPOSE = option(
    "expose",
    N_("Expose it to other modules"),
    N_("As on Docker: other modules can reach the port, external clients cannot."),
)
_BIND = option("bind", N_("Publish it on host port {number}"), N_("The port is also reachable from outside."))
_DROP = option("drop", N_("Remove it"), N_("The port is not reachable."))
_QUESTION = choice(_EXPOSE, _BIND, _DROP, default="expose", reason=N_("a port without a binding was not published"))
_OF_HUB = choice(_EXPOSE, _BIND, default="expose", reason=N_("modules can use this port of edgeHub"))
_CLOSED = choice(_BIND, _DROP, default="drop", reason=N_("a port without a binding was not published"))


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each port whose bindings are null or contain null; a number that is none is not asked."""
    for port in ports.bindings(module):
        value = port.place.value
        if not ports.usable(port.number):
            continue  # nothing can be exposed or published at such a number, so that its key can only go
        if value is None or (isinstance(value, list) and None in value):
            question = _QUESTION if ports.open_for(module, "ExposedPorts") else _CLOSED
            if question is _QUESTION and ports.of_hub(module) and port.number in ports.HUB_PORTS:
                question = _OF_HUB
            yield RULE.finding(
                module,
                port.label,
                port.place.pointer,
                Verdict.ASK if value is None else Verdict.AUTO,
                question=question if value is None else None,
                port=port.label,
                number=port.number,
                variant="" if value is None else "entry",
            )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Removes the null, and exposes or publishes the port if that was chosen, in a form that every agent reads."""
    module = manifest.holder(finding.module, finding.pointer)
    port = next(port for port in ports.bindings(module) if port.place.pointer == finding.pointer)
    if ports.goes(module, port.protocol, answers):
        return ()
    if isinstance(port.place.value, list):
        return [
            Change("remove", ptr.join(finding.pointer, index), finding.id)
            for index, entry in enumerate(port.place.value)
            if entry is None
        ]
    if answers[finding.id] == "bind":
        return _bound(module, port, finding.id)
    gone = Change("remove", finding.pointer, finding.id)
    first = finding_id(RULE.id, module.name, port.label)
    exposed = ports.is_exposed(module, port) or (finding.id != first and answers.get(first) == "expose")
    if answers[finding.id] == "drop" or exposed:
        return (gone,)
    return (gone, Change("add", module.to("ExposedPorts", port.label), finding.id, {}, gives_up=True))


def _bound(module: Module, port: ports.Port, finding: str) -> Changes:
    place = port.place
    bound = Change("replace", place.pointer, finding, [{"HostPort": str(port.number)}], gives_up=True)
    alone = sum(other.label == port.label for other in ports.bindings(module)) == 1
    if "/" in place.key or not alone:
        return (bound,)
    return (bound, Change("rename", place.pointer, finding, f"{place.key}/tcp", gives_up=True))


RULE = Rule(id="null-binding", area=Area.NETWORK, source=("AGT-5.3", "AGT-2"), detect=detect, apply=apply)
