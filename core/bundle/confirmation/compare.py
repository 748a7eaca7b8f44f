"""Compares expected and actual state line by line, with the meaning of each difference and its remedy.

The meaning of states is that of `core.device_outputs`; a module's pod says more than `iotedge list`, and that more than
the twin, so they are asked in this order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from core.bundle.confirmation import causes, services
from core.bundle.confirmation.agent_log import logged
from core.bundle.confirmation.expected import OWN, Module
from core.device_outputs.found import Facts
from core.device_outputs.pod_states import counted
from core.docker.deployed import REPLACING
from core.docker.images import same_image
from core.docker.module_names import object_name
from core.docker.published import bound
from core.model.base import Json
from core.report.confirmation import Kind, Line, State
from core.targets.base import Target, gpus_needed
from core.text.catalogue import _

SERVICES = "kubectl get svc -n iotedge"
CLAIMS = "kubectl get pvc -n iotedge"
CONTAINERS, GPUS = "sudo docker ps", "Get-HcsGpuNvidiaSmi"
MODULE_LIST, CONTAINER_LIST = "iotedge list", "docker ps"
"""Names of outputs that list modules: every one, and those with a running container."""


def lines(modules: Sequence[Module], facts: Facts, target: Target[Any], shape: str = "manifest") -> tuple[Line, ...]:
    """Yields every expected line, then the modules that run unexpectedly.

    `target` is the runtime of the device, `shape` that of the file: beside a layered deployment others run rightly.
    """
    return (
        *_deployment(modules, facts, target, shape),
        *(line for module in modules for line in _module(module, facts, target)),
        *(_claims(modules, facts) if "claim" in target.confirms else ()),
        *_gpus(modules, facts, target),
        *(_extra(modules, facts, target) if shape in REPLACING else ()),
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


def _unseen(kind: Kind, module: Module | None, name: str, expected: str, command: str, facts: Facts) -> Line:
    """A line without an output that shows it, with the step that gets one: never as if none had been given."""
    line = _line(kind, module, name, expected, "", "not seen", None)
    todo = causes.asking(command)
    if _listed(" ".join(command.removeprefix("sudo ").split(" ")[:3]), facts):
        refused = "permission denied" in f"{facts.get('nothing')} {facts.get('partial')}"
        todo = causes.asking_administrator(command) if refused else causes.asking_again(command)
    return line.model_copy(update={"todo": todo, "command": command})


def _deployment(modules: Sequence[Module], facts: Facts, target: Target[Any], shape: str) -> Iterator[Line]:
    """Yields whether the agent accepted this deployment, if its twin or its log is known."""
    value = facts.get("deployment")
    if not isinstance(value, dict):
        if "deploymentModules" in facts:  # the last line of a log names only the number of the deployment
            expected = _("the edge agent processed a deployment of these modules")
            judged = logged(modules, facts, target, shape not in REPLACING)
            yield _line("deployment", None, "edgeagent", expected, *judged)
        return
    expected, seen = _("the edge agent applied the deployment (200)"), str(value["code"])
    if value["applied"]:
        yield _line("deployment", None, "edgeagent", expected, seen, "confirmed", None)
        return
    reason = facts.get("problems", {}).get("*", "")
    state, cause = causes.deployment(value["code"], reason, "service" in target.confirms)
    yield _line("deployment", None, "edgeagent", expected, seen, state, cause)


def _module(module: Module, facts: Facts, target: Target[Any]) -> Iterator[Line]:
    running, images = _running(module, facts, target), list(_image(module, facts, target))
    for image in images:
        if image.state == "wrong" and running.state in ("wrong", "not yet"):
            running = running.model_copy(update={"todo": image.todo})  # a fault of another deployment ends with it
    yield running
    yield from images
    if module.objects.service and "service" in target.confirms:
        yield _service(module, facts)
    published = module.objects.ports or facts.get("published", {}).get(module.objects.name)
    if published and not module.stopped and "ports" in target.confirms:
        yield _ports(module, facts)


def _running(module: Module, facts: Facts, target: Target[Any]) -> Line:
    name = _name(module.objects.name, target)
    expected = _("stopped") if module.stopped else target.words.running
    pods = [pod for pod in counted(facts.get("pods", [])) if (pod["module"] or "").lower() == name]
    described = None if _whole("pods", facts) else _described_fault(name, facts)
    listed = next((entry for entry in facts.get("modules", []) if _name(entry["name"], target) == name), None)
    status = None if listed is None else listed.get("status")
    if pods:
        pod = max(pods, key=lambda each: each["restarts"] or 0)
        seen = f"{pod['ready']} {pod['status']}"
        state, cause = causes.pod(pod, _problems(module, facts), module.stopped)
    elif described is not None:
        seen, (state, cause) = described["status"] or _("unknown"), causes.described(described, module.stopped)
    elif status is not None:
        seen = str(status)
        state, cause = causes.listed(seen, _problems(module, facts), module.stopped, "service" in target.confirms)
        if cause is not None and "service" not in target.confirms:
            cause = causes.of_container(cause, module.name)
    elif module.stopped and (_whole("pods", facts) or _whole("modules", facts)):
        return _line("module", module, name, expected, _("no such module"), "confirmed", None)
    elif not module.stopped and (
        _whole("pods", facts) or ("service" not in target.confirms and _whole("modules", facts))
    ):
        only = _listed(CONTAINER_LIST, facts) and not _listed(MODULE_LIST, facts)
        cause = causes.missing(name, running=only and "pods" not in facts)
        return _line("module", module, name, expected, _("no such module"), "wrong", cause)
    else:
        return _unseen("module", module, name, expected, target.words.listing, facts)
    return _line("module", module, name, expected, seen, state, cause)


def _whole(key: str, facts: Facts) -> bool:
    """Whether a list is complete, so that a missing name means a missing object."""
    return key in facts and key not in facts.get("incomplete", ())


def _described_fault(name: str, facts: Facts) -> Json:
    """The last description of a pod of a module if it shows a problem; None if there is no such description."""
    pods = [pod for pod in facts.get("described", []) if object_name(str(pod["module"])) == object_name(name)]
    return pods[-1] if pods and pods[-1]["problems"] else None


def _problems(module: Module, facts: Facts) -> list[str]:
    """The problems of a module by `kubectl describe pod` and the lists, the most specific first."""
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
    particular = [part for text in general for part in text.split("; ")]
    return [*described, *(f"share {claim} is not bound" for claim in pending), *particular]


def _image(module: Module, facts: Facts, target: Target[Any]) -> Iterator[Line]:
    """Yields the image that runs, if an output names it; on Kubernetes, the device chooses those of the runtime."""
    if not module.image or "$" in module.image:
        return
    known = {_name(name, target): image for name, image in facts.get("images", {}).items()}
    for pod in facts.get("described", []):
        if pod["image"]:
            known[_name(str(pod["module"]), target)] = pod["image"]
    seen = known.get(_name(module.objects.name, target))
    what = "runtime-image" if object_name(module.objects.name) in OWN else "image"
    if seen is not None and (what == "image" or "service" not in target.confirms):
        judged: causes.Judged = ("confirmed", None) if same_image(seen, module.image) else ("wrong", causes.of(what))
        yield _line("image", module, module.objects.name, module.image, seen, *judged)


def _ports(module: Module, facts: Facts) -> Line:
    """The ports that a container publishes according to Docker, also where none are expected."""
    name, wanted = (
        module.objects.name,
        {(port.port, port.target, port.protocol.lower(), bound(port.address)) for port in module.objects.ports},
    )
    expected, seen = _mapped(wanted) or _("none"), facts.get("published", {}).get(name)
    if seen is None:
        return _no_ports(module, expected, facts)
    there = {(port["host"], port["port"], port["protocol"], bound(port.get("address", ""))) for port in seen}
    judged: causes.Judged = ("confirmed", None) if there == wanted else ("wrong", causes.of("published"))
    return _line("ports", module, name, expected, _mapped(there) or _("none"), *judged)


def _no_ports(module: Module, expected: str, facts: Facts) -> Line:
    """The ports of a module that Docker does not list: it does not run, or runs only according to another output."""
    name = module.objects.name
    status = _status(name, facts)
    if "published" in facts and (status not in (None, "running") or (status is None and _whole("modules", facts))):
        return _line("ports", module, name, expected, _("none"), "not yet", causes.of("container-missing"))
    return _unseen("ports", module, name, expected, CONTAINERS, facts)


def _listed(command: str, facts: Facts) -> bool:
    """Whether an output of this command was read."""
    return command in facts.get("command", ())


def _status(name: str, facts: Facts) -> str | None:
    return next((entry.get("status") for entry in facts.get("modules", []) if entry["name"] == name), None)


def _mapped(ports: Iterable[tuple[int, int, str, str]]) -> str:
    """Ports in the spelling of Docker."""
    return ", ".join(
        f"{address and f'{address}:'}{host}->{port}/{protocol}" for host, port, protocol, address in sorted(ports)
    )


def _name(text: str, target: Target[Any]) -> str:
    """The name of a module in the outputs of the device: on Kubernetes that of its objects."""
    return object_name(text) if "service" in target.confirms else text


def _service(module: Module, facts: Facts) -> Line:
    name, ports = module.objects.name, {(port.port, port.protocol.upper()) for port in module.objects.ports}
    outside = module.objects.external
    expected = f"{module.objects.service} {services.numbered(ports)}".strip()
    seen = services.of(module.objects, facts)
    if seen is None:
        if _whole("services", facts):
            return _line("service", module, name, expected, _("no service"), "wrong", causes.of("service-missing"))
        return _unseen("service", module, name, expected, SERVICES, facts)
    message = " ".join(
        filter(None, (seen.type, "<pending>" if seen.pending else seen.address, services.numbered(seen.ports)))
    )
    if outside and not seen.address:
        cause = causes.of("address-missing") if seen.pending else causes.of("other-type")
        return _line("service", module, name, expected, message, "not yet" if seen.pending else "wrong", cause)
    if seen.ports != ports:
        return _line("service", module, name, expected, message, "wrong", causes.of("other-ports"))
    if seen.type and seen.type != module.objects.service:
        return _line("service", module, name, expected, message, "wrong", causes.of("other-type"))
    return _line("service", module, name, expected, message, "confirmed", None)


def _claims(modules: Sequence[Module], facts: Facts) -> Iterator[Line]:
    """Yields each claim once, even if several modules use it."""
    seen = {claim["name"]: claim for claim in facts.get("claims", [])}
    wanted = {claim: module for module in reversed(modules) for claim in module.objects.shares}
    for name in dict.fromkeys(claim for module in modules for claim in module.objects.shares):
        claim = seen.get(name)
        if claim is not None:
            state, cause = ("confirmed", None) if claim["bound"] else causes.claim(name, claim["status"])
            yield _line("claim", wanted[name], name, "Bound", claim["status"], state, cause)
        elif _whole("claims", facts):
            yield _line("claim", wanted[name], name, "Bound", _("no claim"), "wrong", causes.of("claim-missing"))
        else:
            yield _unseen("claim", wanted[name], name, "Bound", CLAIMS, facts)


def _gpus(modules: Sequence[Module], facts: Facts, target: Target[Any]) -> Iterator[Line]:
    """Yields whether the device has as many GPUs as the modules request; the beginning of a table can show enough."""
    wanted = gpus_needed(target.words, (module.objects.gpus for module in modules))
    there = facts.get("gpus")
    if there is not None and there < wanted and not _whole("gpus", facts):
        there = None
    if wanted and there is None and _listed(GPUS, facts):
        yield _unseen("gpu", None, "", str(wanted), GPUS, facts)
    if not wanted or there is None:
        return
    enough = there >= wanted
    yield _line(
        "gpu",
        None,
        "",
        str(wanted),
        str(there),
        "confirmed" if enough else "wrong",
        None if enough else causes.of("gpus"),
    )


def _extra(modules: Sequence[Module], facts: Facts, target: Target[Any]) -> Iterator[Line]:
    """Yields modules that run and are not in the manifest."""
    known = {_name(module.objects.name, target) for module in modules}
    running = [
        pod["module"] for pod in counted(facts.get("pods", [])) if pod["module"] and pod["status"] != "Terminating"
    ]
    if not running:
        running = [entry["name"] for entry in facts.get("modules", []) if entry.get("status") not in (None, "stopped")]
    for name in dict.fromkeys(_name(each, target) for each in running):
        if name not in known and object_name(name) not in OWN:
            yield _line("extra", None, name, _("no such module"), _("running"), "wrong", causes.of("extra"))
