"""What the API refuses of a Deployment's pod: containers, variables, ports, selector, and what is below.

Source: Kubernetes 1.20, pkg/apis/core/validation (ValidatePodTemplateSpec) and pkg/apis/apps/validation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from core.model.base import Json
from core.targets.kubernetes import api_annotations, api_context, api_names, api_resources, api_strategy, api_volumes
from core.targets.kubernetes.api_service import HIGHEST, PROTOCOLS
from core.targets.kubernetes.env import NAME
from core.targets.kubernetes.faults import Fault, fault

TEMPLATE = "/spec/template"
POD = f"{TEMPLATE}/spec"
_DNS = ("ClusterFirst", "ClusterFirstWithHostNet", "Default")


def faults(body: Mapping[str, Json]) -> Iterator[Fault]:
    """Everything the API refuses of a Deployment but its own name."""
    yield from _faults(body, 0)


def beside_helper(body: Mapping[str, Json]) -> Iterator[Fault]:
    """The same for a pod whose first container is the agent's helper, which is never refused."""
    yield from _faults(body, 1)


def _faults(body: Mapping[str, Json], first: int) -> Iterator[Fault]:
    spec = body.get("spec") or {}
    template = spec.get("template") or {}
    pod, metadata = template.get("spec") or {}, template.get("metadata") or {}
    yield from _containers(pod, first)
    yield from api_volumes.volumes(pod)
    annotations, path = metadata.get("annotations") or {}, f"{TEMPLATE}/metadata/annotations"
    yield from api_annotations.faults(annotations, path)
    names = {container.get("name") for container in pod.get("containers") or ()}
    yield from api_annotations.of_pod(annotations, names, path)
    yield from _selector(pod.get("nodeSelector") or {})
    yield from api_context.faults(pod.get("securityContext") or {}, f"{POD}/securityContext")
    yield from api_strategy.faults(spec.get("strategy") or {})


def frame(spec: Mapping[str, Json]) -> Iterator[Fault]:
    """The faults of the pod around its containers, of which the agent makes none."""
    template = spec.get("template") or {}
    pod, labels = template.get("spec") or {}, (template.get("metadata") or {}).get("labels") or {}
    wanted = (spec.get("selector") or {}).get("matchLabels") or {}
    if not wanted or wanted.items() - labels.items():
        yield fault("api-value", "/spec/selector", option="selector")
    if spec.get("replicas", 1) < 0:
        yield fault("api-value", "/spec/replicas", option="replicas")
    if pod.get("dnsPolicy") and pod["dnsPolicy"] not in _DNS:
        yield fault("api-value", f"{POD}/dnsPolicy", option="dnsPolicy")
    account = pod.get("serviceAccountName")
    if account and not api_names.is_subdomain(account):
        yield fault("api-value", f"{POD}/serviceAccountName", option="serviceAccountName")


def _containers(pod: Mapping[str, Json], first: int) -> Iterator[Fault]:
    """What is refused of containers from the first to look at on; the names of those before it are taken."""
    taken: set[tuple[int, str]] = set()
    on_host = bool(pod.get("hostNetwork"))
    containers = pod.get("containers") or ()
    if not containers:
        yield fault("api-value", POD, option="containers")
    names = {container["name"] for container in containers[:first]}
    for index, container in enumerate(containers[first:], first):
        path = f"{POD}/containers/{index}"
        name = container.get("name") or ""
        if not api_names.is_label(name):
            yield fault("container-name", f"{path}/name", name=name)
        elif name in names:
            yield fault("container-name-twice", f"{path}/name", name=name)
        names.add(name)
        if not container.get("image"):
            yield fault("api-value", path, option="image")
        yield from _variables(container, path)
        yield from _ports(container, taken, on_host, path)
        yield from api_volumes.mounts(pod, container, path)
        yield from api_resources.faults(container.get("resources") or {}, f"{path}/resources")


def _variables(container: Mapping[str, Json], path: str) -> Iterator[Fault]:
    for index, variable in enumerate(container.get("env") or ()):
        name = variable.get("name") or ""
        if name.isidentifier() and name.isascii():  # as most are
            continue
        if not NAME.fullmatch(name) or name == "." or name.startswith(".."):
            yield fault("variable-name", f"{path}/env/{index}", name=name)


def _ports(container: Mapping[str, Json], taken: set[tuple[int, str]], on_host: bool, path: str) -> Iterator[Fault]:
    for index, port in enumerate(container.get("ports") or ()):
        where = f"{path}/ports/{index}"
        number, protocol = port.get("containerPort", 0), port.get("protocol") or PROTOCOLS[0]
        if not 1 <= number <= HIGHEST:
            yield fault("container-port", where, port=number)
        elif on_host and (number, protocol) in taken:
            yield fault("host-port-twice", where, port=number)
        if protocol not in PROTOCOLS:
            yield fault("api-value", where, option="protocol")
        taken.add((number, protocol))


def _selector(selector: Mapping[str, Json]) -> Iterator[Fault]:
    for key, value in selector.items():
        if not api_names.is_qualified(key):
            yield fault("selector-key", f"{POD}/nodeSelector", name=key)
        elif not api_names.is_label_value(value):
            yield fault("selector-value", f"{POD}/nodeSelector", name=key, value=value)
