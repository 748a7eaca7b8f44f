"""What the Kubernetes API refuses of an object: `judge` for any object, `check` for one the agent makes.

This is what a real kube-apiserver 1.20 says; tests/conformance asks one. Every fault is a path into the object,
reported with the place of the manifest that the path came from.
Source: Kubernetes 1.20, pkg/apis/core/validation and pkg/apis/apps/validation (reference section 1c).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from core.docker import quantities
from core.manifest import pointer as ptr
from core.model.base import Json
from core.targets.kubernetes import api_annotations, api_fields, api_names, api_pod, api_service
from core.targets.kubernetes.api_fields import Misfit, Scalar
from core.targets.kubernetes.faults import Fault, fault
from core.targets.kubernetes.model import KubeObject, Refusal

RUNTIME_NAME = "iotedged"
"""The security daemon's own Deployment and Service; that creating another one fails is inference."""
DEFAULT_ACCOUNT = "default"
"""The service account that every namespace has."""
BY_AGENT = "api-value"
"""The code of what the agent sets itself, whatever the manifest says."""
ACCESS_MODES = ("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany")


def judge(kind: str, body: Mapping[str, Json]) -> tuple[Refusal, ...]:
    """What the API server refuses of an object; nothing means that it accepts the object.

    `kind` is one that the edge agent sends: Deployment, Service, ServiceAccount, PersistentVolumeClaim or Secret
    (without its data). For objects that no manifest led to; the `pointer` of a refusal is then empty.
    """
    return tuple(Refusal(code, "", "", facts) for code, _, facts in faults(kind, body))


def check(obj: KubeObject, *, by_agent: bool = False, typed: bool = False) -> Iterator[Refusal]:
    """Everything the API refuses of an object.

    `by_agent` leaves out what the agent itself sets: it is wrong only where something else is refused as well. `typed`
    says that no value of another type and no null can be in the object. Both save looking.
    """
    for code, path, facts in faults(obj.kind, obj.body, by_agent=by_agent, typed=typed):
        yield Refusal(code, obj.module, obj.source(path) or obj.source(""), facts)


def already_there(obj: KubeObject) -> Iterator[Refusal]:
    """Why an object is refused because the runtime has one of this name on every device."""
    if obj.kind == "Deployment" and obj.name == RUNTIME_NAME:
        yield Refusal("runtime-name", obj.module, obj.source("/metadata/name"), {"name": obj.name})


def faults(kind: str, body: Mapping[str, Json], *, by_agent: bool = False, typed: bool = False) -> Iterator[Fault]:
    """Everything the API refuses of an object, with the path of each into the object."""
    fields = api_fields.OBJECTS[kind]
    if not (typed or api_fields.is_plain(body, fields)):
        misfits: list[Misfit] = []
        body = api_fields.read(body, fields, misfits)
        yield from map(_misfit, misfits)
        if any(misfit.kind is not Scalar.AMOUNT for misfit in misfits):
            return
    metadata = body.get("metadata") or {}
    bodies = api_pod.beside_helper if by_agent and kind == "Deployment" else _BODIES.get(kind, lambda _body: ())
    found = [*_name(kind, metadata.get("name") or ""), *bodies(body)]
    yield from (one for one in found if not (by_agent and one[0] == BY_AGENT))
    yield from api_annotations.faults(metadata.get("annotations") or {}, "/metadata/annotations")
    if by_agent and kind != "ServiceAccount":
        return
    if not any(code in _NAMING for code, _, _ in found):
        yield from _labels(kind, body)
    if kind == "Deployment":
        yield from api_pod.frame(body.get("spec") or {})


def _misfit(misfit: Misfit) -> Fault:
    path, option = (
        ptr.join("", *misfit.path),
        next((part for part in reversed(misfit.path) if isinstance(part, str)), ""),
    )
    if misfit.kind is Scalar.AMOUNT:
        return fault("quantity", path, name=option, value=misfit.value)
    return fault("api-type", path, option=option, wanted=str(misfit.kind))


def _name(kind: str, name: str) -> Iterator[Fault]:
    code, fits = _NAMES[kind]
    more = {"address": name.partition("-")[2]} if kind == "Secret" else {}
    if not fits(name):
        yield fault(code, "/metadata/name", name=name, **more)
    elif kind == "ServiceAccount" and name == DEFAULT_ACCOUNT:
        yield fault("account-taken", "/metadata/name", name=name)


def _labels(kind: str, body: Mapping[str, Json]) -> Iterator[Fault]:
    """Labels that are refused. They hold the name of the module: where that is refused, it alone is reported."""
    for labels in _label_sets(kind, body):
        for key, value in labels.items():
            if api_names.is_qualified(key) and api_names.is_label_value(value):
                continue
            if kind == "ServiceAccount":
                yield fault("account-label", "/metadata/labels", name=value)
            else:
                yield fault("api-value", "/metadata/labels", option="labels")
            return


def _label_sets(kind: str, body: Mapping[str, Json]) -> Iterator[Mapping[str, Json]]:
    """The labels of an object, of its pods and of what it selects them by."""
    yield (body.get("metadata") or {}).get("labels") or {}
    spec = body.get("spec") or {} if kind in ("Deployment", "Service") else {}
    selector = spec.get("selector") or {}
    if kind == "Deployment":
        yield ((spec.get("template") or {}).get("metadata") or {}).get("labels") or {}
        yield selector.get("matchLabels") or {}
    else:
        yield selector


def _claim_body(body: Mapping[str, Json]) -> Iterator[Fault]:
    spec = body.get("spec") or {}
    modes = spec.get("accessModes") or ()
    if not modes or not set(modes) <= set(ACCESS_MODES):
        yield fault("api-value", "/spec/accessModes", option="accessModes")
    size = ((spec.get("resources") or {}).get("requests") or {}).get("storage", "0")
    if (quantities.parse_as_api(size) or 0) <= 0:
        yield fault("claim-size", "/spec/resources/requests/storage")
    storage = spec.get("storageClassName")
    if storage and not api_names.is_subdomain(storage):
        yield fault("api-value", "/spec/storageClassName", option="storageClassName")


_NAMES: Mapping[str, tuple[str, Callable[[str], bool]]] = {
    "ServiceAccount": ("account-name", api_names.is_subdomain),
    "Deployment": ("deployment-name", api_names.is_subdomain),
    "Service": ("service-name", api_names.is_service_name),
    "PersistentVolumeClaim": ("claim-name", api_names.is_subdomain),
    "Secret": ("secret-name", api_names.is_subdomain),
}
_NAMING = frozenset(("account-name", "deployment-name", "service-name", "claim-name", "secret-name", "container-name"))
_BODIES: Mapping[str, Callable[[Mapping[str, Json]], Iterable[Fault]]] = {
    "Deployment": api_pod.faults,
    "Service": api_service.faults,
    "PersistentVolumeClaim": _claim_body,
}
