"""What the Kubernetes API refuses of an object, as far as it is known without a server.

Names here; pods, services and amounts beside. Every fault is a path into the object, told with the place of the
manifest that the path came from.
Source: Kubernetes API validation (marked [K8s] in the kubernetes-edge-agent reference); not run against a server.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from core.kubernetes import api_names, api_pod, api_service
from core.kubernetes.faults import Fault, fault
from core.kubernetes.model import KubeObject, Refusal

RUNTIME_NAME = "iotedged"
"""The security daemon's own Deployment and Service; that creating another one fails is inference."""


def check(made: KubeObject) -> Iterator[Refusal]:
    """Everything the API refuses of an object."""
    for code, path, facts in _faults(made):
        yield Refusal(code, made.module, made.source(path) or made.source(""), facts)


def _faults(made: KubeObject) -> Iterator[Fault]:
    yield from _NAMES[made.kind](made.name)
    if made.kind == "Deployment":
        yield from api_pod.faults(made.body)
    elif made.kind == "Service":
        yield from api_service.faults(made.body)
    elif made.kind == "PersistentVolumeClaim" and made.body["spec"]["resources"]["requests"]["storage"] == "0Mi":
        yield fault("claim-size", "/spec/resources/requests/storage")


def _account(name: str) -> Iterator[Fault]:
    if not api_names.is_subdomain(name):
        yield fault("account-name", "/metadata/name", name=name)
    elif not api_names.is_label_value(name):
        yield fault("account-label", "/metadata/labels", name=name)


def _deployment(name: str) -> Iterator[Fault]:
    if not api_names.is_subdomain(name):
        yield fault("deployment-name", "/metadata/name", name=name)
    elif name == RUNTIME_NAME:
        yield fault("runtime-name", "/metadata/name", name=name)


def _service(name: str) -> Iterator[Fault]:
    if not api_names.is_service_name(name):
        yield fault("service-name", "/metadata/name", name=name)


def _claim(name: str) -> Iterator[Fault]:
    if not api_names.is_subdomain(name):
        yield fault("claim-name", "/metadata/name", name=name)


def _secret(name: str) -> Iterator[Fault]:
    if not api_names.is_subdomain(name):
        yield fault("secret-name", "/metadata/name", name=name, address=name.partition("-")[2])


_NAMES: Mapping[str, Callable[[str], Iterator[Fault]]] = {
    "ServiceAccount": _account,
    "Deployment": _deployment,
    "Service": _service,
    "PersistentVolumeClaim": _claim,
    "Secret": _secret,
}
