"""A call of a module by its container port: on Kubernetes only the host port is reachable."""

from __future__ import annotations

from functools import lru_cache

from core.docker import answer_texts, host_references, ports
from core.docker.host_references import Reference
from core.manifest.manifest import Manifest, Module
from core.model.questions import Choice, choice, option
from core.model.remembered import remembered
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each such call, in the text that holds it."""
    for name, calls in host_references.references(manifest).items():
        module = manifest.module(name)
        mapped = {} if module is None else _mapped(module)
        for call in calls if mapped else ():
            if module is not None and call.port in mapped:
                yield _finding(module, call, call.port, mapped[call.port])


@remembered
def _mapped(module: Module) -> dict[int, tuple[int, ...]]:
    """Host ports by container port, if the service does not offer the container port itself."""
    merely_exposed = {port.number for port in ports.exposed(module)}
    return {
        port.number: tuple(dict.fromkeys(port.hosts))
        for port in ports.bindings(module)
        if port.hosts and port.number not in port.hosts and port.number not in merely_exposed
    }


def _finding(module: Module, call: Reference, port: int, hosts: tuple[int, ...]) -> Finding:
    taken = port in ports.numbers(module)
    return RULE.finding(
        call.owner,
        f"{call.label} {module.name}:{port}",
        call.pointer,
        Verdict.ASK,
        question=_question(hosts, taken),
        module=call.owner,
        label=call.label,
        target=module.name,
        port=port,
        hosts=[*hosts],
        start=call.port_start,
        end=call.port_end,
        variant="taken" if taken else "",
    )


@lru_cache(maxsize=1024)
def _question(hosts: tuple[int, ...], taken: bool) -> Choice:
    options = [
        option(
            f"port:{host}",
            N_("Call port {host}"),
            N_("The string changes, and the call reaches the same program as before."),
            host=host,
        )
        for host in hosts
    ]
    leave = option("leave", N_("Keep port {port}"), answer_texts.OTHER_MODULE)
    default = f"port:{hosts[0]}" if len(hosts) == 1 and not taken else None
    return choice(
        *options, leave, default=default, reason=N_("it is the host port of the same container port") if default else ""
    )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Changes the digits of the port, or adds them after the host name."""
    answer = str(answers[finding.id])
    if answer == "leave":
        return ()
    start, end = finding.facts["start"], finding.facts["end"]
    assert isinstance(start, int) and isinstance(end, int)
    digits = answer.removeprefix("port:")
    target = manifest.module(str(finding.facts["target"]))
    also_inside = target is not None and int(digits) in {port.number for port in ports.bindings(target)}
    text, lost = (digits, also_inside) if end > start else (f":{digits}", True)
    return (Change("edit", finding.pointer, finding.id, text, start, end, gives_up=lost),)


RULE = Rule(id="mapped-port", area=Area.NETWORK, source=("N3", "AGT-8"), detect=detect, apply=apply)
