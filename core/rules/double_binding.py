"""Two host ports on one container port make a service that Kubernetes refuses."""

from __future__ import annotations

from functools import lru_cache

from core.docker import ports
from core.manifest import pointer as ptr
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module, text_of
from core.model.questions import Choice, choice, option
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_EXPOSED_TOO = N_("External clients use this port. Modules still reach {module} on {called}, which is exposed to them.")


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each container port with more than one usable host port."""
    for port in ports.bindings(module):
        hosts = tuple(dict.fromkeys(port.hosts))
        if len(port.hosts) > 1:
            yield RULE.finding(
                module,
                port.label,
                port.place.pointer,
                Verdict.ASK,
                question=_question(hosts, port.number if _called(module, port) else 0),
                port=port.label,
                hosts=[*hosts],
                variant="same" if len(hosts) == 1 else "",
            )


def _called(module: Module, port: ports.Port) -> bool:
    """Whether this is a port of edgeHub that modules call by its number, which one of the bindings has."""
    known = ports.of_hub(module) and port.number in {*ports.HUB_PORTS} & {*port.hosts}
    return known and port.protocol == "tcp" and ports.open_for(module, "ExposedPorts")


@lru_cache(maxsize=1024)
def _question(hosts: tuple[int, ...], called: int) -> Choice:
    options = [
        option(
            f"port:{host}",
            N_("Keep host port {host}"),
            _EXPOSED_TOO if called not in (0, host) else N_("{module} answers only on this port."),
            host=host,
            called=called,
        )
        for host in hosts
    ]
    default = f"port:{hosts[0]}" if len(hosts) == 1 else None
    return choice(*options, default=default, reason=N_("all bindings specify the same host port") if default else "")


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Keeps one binding of the chosen host port, the first that is not for the device itself only."""
    module = manifest.holder(finding.module, finding.pointer)
    port = next(port for port in ports.bindings(module) if port.place.pointer == finding.pointer)
    if ports.goes(module, port.protocol, answers):
        return ()
    chosen = int(str(answers[finding.id]).removeprefix("port:"))
    entries = [(index, host) for index, host in ports.host_ports(port.place) if host is not None and ports.usable(host)]
    same = [index for index, host in entries if host == chosen]
    public = (index for index in same if not ports.is_private(text_of(port.place.value[index], "HostIp")))
    kept = next(public, same[0])
    gone = [
        Change("remove", ptr.join(port.place.pointer, index), finding.id, gives_up=True)
        for index, _ in entries
        if index != kept
    ]
    if chosen == port.number or not _called(module, port) or ports.is_exposed(module, port):
        return gone
    return [*gone, Change("add", module.to("ExposedPorts", port.label), finding.id, {}, gives_up=True)]


RULE = Rule(id="double-binding", area=Area.NETWORK, source=("N8", "AGT-5.3", "AGT-2"), detect=detect, apply=apply)
