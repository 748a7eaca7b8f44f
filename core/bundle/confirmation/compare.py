"""Line by line: what is expected against what was seen, with what a difference means and what to do about it.

The meaning of states is that of `core.device_outputs`; a module's pod says more than `iotedge list`, and that more than
the twin, so they are asked in this order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from core.bundle.confirmation import causes
from core.bundle.confirmation.expected import Module
from core.device_outputs.cluster import counted
from core.device_outputs.found import Facts
from core.docker.module_names import object_name
from core.model.base import Json
from core.report.confirmation import Kind, Line, State
from core.targets.base import Target
from core.text.catalogue import _

_OWN = ("edgeagent", "edgehub", "iotedged")
"""Names of the runtime itself, which every device has."""
SERVICES = "kubectl get svc -n iotedge"
CLAIMS = "kubectl get pvc -n iotedge"


def lines(modules: Sequence[Module], facts: Facts, target: Target[Any]) -> tuple[Line, ...]:
    """Every expected line, then what runs though no one expects it. `target` is the runtime of the device."""
    return (
        *_deployment(facts),
        *(line for module in modules for line in _module(module, facts, target)),
        *(_claims(modules, facts) if "claim" in target.confirms else ()),
        *_gpus(modules, facts),
        *_extra(modules, facts),
    )


def _line(
    kind: Kind, module: Module | None, name: str, expected: str, seen: str, state: State, cause: causes.Cause | None
) -> Line:
    return Line(
        kind=kind,
        module=module.name if module is not None else "",
        name=name,
        expected=expected,
        seen=seen,
        state=state,
        meaning=cause.meaning if cause is not None else "",
        todo=cause.todo if cause is not None else "",
    )


def _unseen(kind: Kind, module: Module | None, name: str, expected: str, command: str) -> Line:
    line = _line(kind, module, name, expected, "", "not seen", None)
    todo = _("Run {command} and paste what it prints.").format(command=command)
    return line.model_copy(update={"todo": todo, "command": command})


def _deployment(facts: Facts) -> Iterator[Line]:
    """Whether the agent took this deployment; reported only where its twin was seen."""
    value = facts.get("deployment")
    if not isinstance(value, dict):
        return
    expected, seen = _("the agent applied the deployment (200)"), str(value["code"])
    if value["applied"]:
        yield _line("deployment", None, "edgeagent", expected, seen, "confirmed", None)
        return
    reason = facts.get("problems", {}).get("*", "")
    state, cause = causes.deployment(value["code"], reason)
    yield _line("deployment", None, "edgeagent", expected, seen, state, cause)


def _module(module: Module, facts: Facts, target: Target[Any]) -> Iterator[Line]:
    yield _running(module, facts, target)
    yield from _image(module, facts)
    if module.objects.service and "service" in target.confirms:
        yield _service(module, facts)


def _running(module: Module, facts: Facts, target: Target[Any]) -> Line:
    name = object_name(module.objects.name)
    expected = _("stopped") if module.stopped else target.words.running
    pods = [pod for pod in counted(facts.get("pods", [])) if (pod["module"] or "").lower() == name]
    listed = next((entry for entry in facts.get("modules", []) if object_name(entry["name"]) == name), None)
    status = None if listed is None else listed.get("status")
    if pods:
        pod = max(pods, key=lambda each: each["restarts"] or 0)
        seen = f"{pod['ready']} {pod['status']}"
        state, cause = causes.pod(pod, _problems(module, facts), module.stopped)
    elif status is not None:
        seen = str(status)
        state, cause = causes.listed(seen, _problems(module, facts), module.stopped)
        if cause is not None and "service" not in target.confirms:
            cause = causes.of_container(cause, module.name)
    elif module.stopped:
        return _line("module", module, name, expected, _("no pod"), "confirmed", None)
    elif _whole("pods", facts) or ("service" not in target.confirms and _whole("modules", facts)):
        return _line("module", module, name, expected, _("not there"), "wrong", causes.missing())
    else:
        return _unseen("module", module, name, expected, target.words.listing)
    return _line("module", module, name, expected, seen, state, cause)


def _whole(key: str, facts: Facts) -> bool:
    """Whether a list was seen to its end, so that what it does not name is not there."""
    return key in facts and "partial" not in facts


def _problems(module: Module, facts: Facts) -> list[str]:
    """What `kubectl describe pod` and the lists say of a module, the most particular first."""
    name = object_name(module.objects.name)
    described = [
        text
        for pod in facts.get("described", [])
        if object_name(str(pod["module"])) == name
        for text in pod["problems"]
    ]
    pending = [
        claim["name"]
        for claim in facts.get("claims", [])
        if not claim["bound"] and claim["name"] in module.objects.shares
    ]
    value = facts.get("problems", {})
    general = [text for key, text in value.items() if object_name(key) == name] if isinstance(value, dict) else []
    return [*described, *(f"share {claim} is not bound" for claim in pending), *general]


def _image(module: Module, facts: Facts) -> Iterator[Line]:
    """The image that runs, where an output names it and it is another one."""
    if not module.image or "$" in module.image:
        return
    known = {object_name(name): image for name, image in facts.get("images", {}).items()}
    for pod in facts.get("described", []):
        if pod["image"]:
            known[object_name(str(pod["module"]))] = pod["image"]
    name = object_name(module.objects.name)
    seen = known.get(name)
    if seen is not None and seen != module.image and name not in _OWN:
        yield _line("image", module, module.objects.name, module.image, seen, "wrong", causes.image())


def _service(module: Module, facts: Facts) -> Line:
    name, ports = module.objects.name, module.ports
    outside = module.objects.service == "LoadBalancer"
    expected = f"{module.objects.service} {', '.join(map(str, ports))}".strip()
    seen = next((row for row in facts.get("services", []) if row["module"].lower() == name), None)
    if seen is None:
        seen = _listed_service(name, outside, facts)
    if seen is None:
        if _whole("services", facts):
            return _line("service", module, name, expected, _("no service"), "wrong", causes.no_service())
        return _unseen("service", module, name, expected, SERVICES)
    message = " ".join(filter(None, (seen["type"], seen["externalIp"], ", ".join(map(str, sorted(seen["ports"]))))))
    if outside and seen["externalIp"] is None:
        cause = causes.no_address() if seen["pending"] else causes.other_type()
        return _line("service", module, name, expected, message, "not yet" if seen["pending"] else "wrong", cause)
    if sorted(set(seen["ports"])) != ports:
        return _line("service", module, name, expected, message, "wrong", causes.other_ports())
    if seen["type"] and seen["type"] != module.objects.service:
        return _line("service", module, name, expected, message, "wrong", causes.other_type())
    return _line("service", module, name, expected, message, "confirmed", None)


def _listed_service(name: str, outside: bool, facts: Facts) -> Json:
    """The service as `iotedge list` shows it: address and ports, no type; it shows no port of an internal service."""
    entry = next((each for each in facts.get("modules", []) if object_name(each["name"]) == name), None)
    if entry is None or not entry.get("ports") or (outside and "externalIp" not in entry):
        return None
    return {"type": "", "externalIp": entry.get("externalIp"), "pending": False, "ports": entry["ports"]}


def _claims(modules: Sequence[Module], facts: Facts) -> Iterator[Line]:
    """Each claim once, though several modules may use it."""
    seen = {claim["name"]: claim for claim in facts.get("claims", [])}
    wanted = {claim: module for module in reversed(modules) for claim in module.objects.shares}
    for name in dict.fromkeys(claim for module in modules for claim in module.objects.shares):
        claim = seen.get(name)
        if claim is not None:
            state, cause = ("confirmed", None) if claim["bound"] else causes.claim(name, claim["status"])
            yield _line("claim", wanted[name], name, "Bound", claim["status"], state, cause)
        elif _whole("claims", facts):
            yield _line("claim", wanted[name], name, "Bound", _("no claim"), "wrong", causes.no_claim())
        else:
            yield _unseen("claim", wanted[name], name, "Bound", CLAIMS)


def _gpus(modules: Sequence[Module], facts: Facts) -> Iterator[Line]:
    """Whether the device has as many GPUs as the modules ask for; reported only where they were counted."""
    wanted = sum(int(module.objects.gpus) for module in modules if module.objects.gpus.isdigit())
    there = facts.get("gpus")
    if not wanted or there is None or "partial" in facts:
        return
    enough = there >= wanted
    yield _line(
        "gpu", None, "", str(wanted), str(there), "confirmed" if enough else "wrong", None if enough else causes.gpus()
    )


def _extra(modules: Sequence[Module], facts: Facts) -> Iterator[Line]:
    """Modules that run and are not in the manifest."""
    known = {object_name(module.objects.name) for module in modules} | set(_OWN)
    running = [
        pod["module"] for pod in counted(facts.get("pods", [])) if pod["module"] and pod["status"] != "Terminating"
    ]
    if not running:
        running = [entry["name"] for entry in facts.get("modules", []) if entry.get("status") not in (None, "stopped")]
    for name in dict.fromkeys(object_name(each) for each in running):
        if name not in known:
            yield _line("extra", None, name, _("not there"), _("runs"), "wrong", causes.extra())
