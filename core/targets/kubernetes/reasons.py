"""Why something is dropped or refused: section of the reference, a short text, and for refusals where and by whom.

Data, so that the mapping stays readable and every text reaches the catalogue. Sections are those of the
kubernetes-edge-agent reference. What the Kubernetes API refuses agrees with a real server (tests/conformance).
Quantities: that the agent's own client gives up on one it cannot read is inference; Kubernetes refuses it anyway.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.text.catalogue import N_


class Stage(StrEnum):
    """The life of a manifest in order (section 2)."""

    HUB = "hub"
    READ = "read"
    PLAN = "plan"
    COMBINE = "combine"
    SECRETS = "secrets"
    ACCOUNTS = "accounts"
    SERVICES = "services"
    DEPLOYMENTS = "deployments"
    CLAIMS = "claims"
    RUN = "run"


class By(StrEnum):
    """Who refuses: IoT Hub, the edge agent, the Kubernetes API, or the cluster when the pod should start."""

    HUB = "hub"
    AGENT = "agent"
    API = "api"
    CLUSTER = "cluster"


@dataclass(frozen=True, slots=True)
class Dropped:
    """Why the agent leaves something out, or hands it on changed."""

    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Why something is refused, at which stage and by whom."""

    section: str
    stage: Stage
    by: By
    text: str


DROPS: Mapping[str, Dropped] = {
    "ignored-field": Dropped("3", N_("{field} has no effect: the pod of a module always runs, and always restarts.")),
    "agent-image": Dropped("1", N_("The image of edgeAgent is ignored: the one that runs on the device is kept.")),
    "unused-credential": Dropped("3", N_("No image comes from {address}, so no pull secret is made of it.")),
    "ignored-option": Dropped("5.2", N_("The edge agent does not read {option}.")),
    "ignored-mount-option": Dropped("5.2", N_("The edge agent does not read {option} of a mount.")),
    "ignored-address": Dropped("5.2", N_("The edge agent does not read the address a port is bound to.")),
    "old-agent-option": Dropped("1", N_("This generation of the edge agent does not read {option}.")),
    "other-value": Dropped("5.1", N_("{option} has the value {value}; the edge agent knows only host.")),
    "substituted": Dropped("5.1", N_("Kubernetes replaces the variable or the double dollar sign in {name}.")),
    "one-part-bind": Dropped("5.4", N_("A bind without a colon is ignored.")),
    "cut-bind": Dropped("5.4", N_("The edge agent cuts the bind at every colon; this is not the path that was meant.")),
    "ignored-mount": Dropped("5.4", N_("A mount of type {type} is ignored.")),
    "merged-volume": Dropped("1a", N_("The volume name {name} is taken: this mount shows {other} instead.")),
    "one-claim": Dropped("5.4", N_("The claim of {share} is made by {module}, whose access mode counts.")),
    "no-equals": Dropped("6", N_("A variable without a value is dropped.")),
    "equals-in-value": Dropped("1", N_("This generation of the edge agent drops a variable whose value holds `=`.")),
    "agent-variable": Dropped("6", N_("The edge agent sets {name} itself.")),
    "hidden-variable": Dropped("6", N_("{name} is set again later, and the later value counts.")),
    "port-key": Dropped("8", N_("{port} is no port the edge agent can read.")),
    "host-port": Dropped("8", N_("{value} is no host port the edge agent can read.")),
    "lost-port": Dropped("8", N_("A service has each number once: {port} loses to {other}.")),
    "extensions-off": Dropped("9", N_("The device does not read the section k8s-experimental.")),
    "section-no-object": Dropped("9", N_("The section k8s-experimental is no object, so it is ignored.")),
    "section-key": Dropped("9", N_("The edge agent does not know {option} under k8s-experimental.")),
    "unknown-field": Dropped("9", N_("{option} is not known at this place.")),
    "no-source": Dropped("9", N_("The volume {name} has no known source: it is an empty folder, new each time.")),
    "service-type": Dropped("9", N_("{value} is no type of service.")),
    "no-service": Dropped("9", N_("The module has no usable port, so it has no service for these options.")),
    "placeholder": Dropped("4", N_("A variable that is filled in later stands here; it cannot be judged.")),
}


def _hub(text: str) -> Refused:
    return Refused("4", Stage.HUB, By.HUB, text)


def _read(section: str, text: str) -> Refused:
    return Refused(section, Stage.READ, By.AGENT, text)


def _combine(section: str, text: str) -> Refused:
    return Refused(section, Stage.COMBINE, By.AGENT, text)


def _api(section: str, text: str, stage: Stage = Stage.DEPLOYMENTS) -> Refused:
    return Refused(section, stage, By.API, text)


def _map(section: str, text: str, stage: Stage = Stage.DEPLOYMENTS) -> Refused:
    return Refused(section, stage, By.AGENT, text)


REFUSALS: Mapping[str, Refused] = {
    "hub-size": _hub(N_("The desired properties of {section} have {size} bytes; IoT Hub takes {limit}.")),
    "hub-string": _hub(N_("A text of {size} bytes; IoT Hub takes {limit}.")),
    "hub-key": _hub(N_("IoT Hub takes no key with a dot, a space, a dollar sign or a control character: {key}.")),
    "hub-depth": _hub(N_("Objects are nested {depth} deep; IoT Hub takes {limit}.")),
    "hub-number": _hub(N_("The number {value} is too large for IoT Hub.")),
    "schema-version": _read("2", N_("The edge agent takes schema versions 1.0 to 1.1.0, not {version}.")),
    "module-type": _read("3", N_("The type is {type}; it must be exactly docker.")),
    "runtime-type": _read("3", N_("The type of the runtime is {type}; it must be exactly docker.")),
    "module-status": _read("3", N_("The status is missing or unknown.")),
    "image-missing": _read("3", N_("The image is missing.")),
    "image-format": _read("3", N_("The edge agent cannot read the image {image}.")),
    "system-name": _read("3", N_("{module} stands among the modules and among the system modules.")),
    "stray-chunk": _read("4", N_("The key {key} is taken for a part of the create options and breaks them.")),
    "docker-type": _read("4", N_("{option} must be {wanted}.")),
    "variable-shape": _read("6", N_("The variable {name} must be an object with a value.")),
    "name-clash": Refused("7", Stage.PLAN, By.AGENT, N_("{module} and {others} become the same name, {name}.")),
    "name-length": Refused("7", Stage.PLAN, By.AGENT, N_("The name is longer than 253 characters.")),
    "option-type": _combine("5.3", N_("{option} must be {wanted}.")),
    "option-twice": _combine("4", N_("{option} stands twice, in different case.")),
    "section-type": _combine("9", N_("{option} must be {wanted}.")),
    "quantity": _combine("9", N_("{value} is no quantity.")),
    "secret-label": _combine("1a", N_("No secret name can be made of user and address of the registry {address}.")),
    "secret-name": Refused(
        "1b", Stage.SECRETS, By.API, N_("Kubernetes refuses the name {name} of the pull secret for {address}.")
    ),
    "account-name": _api("7", N_("Kubernetes refuses the name {name}."), Stage.ACCOUNTS),
    "account-taken": _api("1c", N_("Every namespace already has a service account named {name}."), Stage.ACCOUNTS),
    "account-label": _api("7", N_("{name} is no label value Kubernetes takes."), Stage.ACCOUNTS),
    "label-key": _map("5.3", N_("No annotation can be made of the label {label}."), Stage.SERVICES),
    "label-twice": _map("5.3", N_("Two labels become the same annotation, {name}."), Stage.SERVICES),
    "null-binding": _map("5.3", N_("The binding of port {port} is null."), Stage.SERVICES),
    "service-name": _api("7", N_("Kubernetes refuses {name} as the name of a service."), Stage.SERVICES),
    "port-range": _api("5.3", N_("{port} is no port number: 1 to 65535."), Stage.SERVICES),
    "kubelet-port": _api(
        "1c",
        N_("Port {port} belongs to the kubelet: a service with an external address cannot have it."),
        Stage.SERVICES,
    ),
    "port-name-twice": _api(
        "5.3", N_("Port {port} has two host ports: its name repeats in the service."), Stage.SERVICES
    ),
    "mixed-protocols": _api(
        "8", N_("A service with an external address cannot mix {protocols} before Kubernetes 1.24."), Stage.SERVICES
    ),
    "null-mount": _map("5.3", N_("A mount is null.")),
    "mount-type": _map("5.3", N_("A mount without a type.")),
    "mount-source": _map("5.3", N_("No volume name can be made of {source}.")),
    "mount-no-source": _map("1b", N_("A mount without a source.")),
    "mount-target": _map("5.3", N_("A mount without a target.")),
    "null-entry": _map("5.3", N_("{option} holds a null.")),
    "mount-path": _api("5.3", N_("A mount without a path.")),
    "mount-path-twice": _api("5.3", N_("Two mounts at {target}.")),
    "mount-unknown": _api("9", N_("A mount names the volume {name}, which is not there.")),
    "mount-sub-path": _api("9", N_("{inside} must be a path inside the volume.")),
    "mount-sub-paths": _api("1c", N_("A mount cannot have both subPath and subPathExpr.")),
    "mount-propagation": _api("1c", N_("Kubernetes refuses the propagation {value} of the mount of {name}.")),
    "volume-twice": _api("5.3", N_("Two volumes are named {name}.")),
    "volume-name": _api("9", N_("Kubernetes refuses {name} as the name of a volume.")),
    "volume-sources": _api("9", N_("The volume {name} has more than one source.")),
    "volume-field": _api("9", N_("The volume {name} lacks {option}, or Kubernetes refuses its value.")),
    "deployment-name": _api("7", N_("Kubernetes refuses the name {name}.")),
    "container-name": _api("7", N_("Kubernetes refuses {name} as the name of a container.")),
    "container-name-twice": _api("7", N_("Two containers of the pod are named {name}.")),
    "runtime-name": _api("7", N_("{name} is the name of the security daemon's own objects.")),
    "variable-name": _api("6", N_("Kubernetes refuses {name} as the name of a variable.")),
    "container-port": _api("5.3", N_("{port} is no port number: 1 to 65535.")),
    "host-port-twice": _api("8", N_("On the network of the host, port {port} is taken twice.")),
    "annotation": _api("7", N_("Kubernetes refuses the annotation {name}.")),
    "annotation-value": _api("1c", N_("Kubernetes refuses the value of the annotation {name}.")),
    "api-type": _api("1c", N_("{option} must be {wanted}.")),
    "api-value": _api("1c", N_("{option} is missing, or Kubernetes refuses its value.")),
    "resource-name": _api("9", N_("Kubernetes knows no resource {name}.")),
    "resource-negative": _api("9", N_("{name} is below zero.")),
    "resource-whole": _api("9", N_("{name} comes in whole numbers only, not {value}.")),
    "resource-limit": _api("9", N_("{name} is requested without a limit.")),
    "resource-equal": _api("9", N_("{name}: request and limit must be equal.")),
    "resource-alone": _api("1c", N_("{name} requires CPU or memory as well.")),
    "request-over-limit": _api("9", N_("{name}: the request is larger than the limit.")),
    "selector-key": _api("9", N_("Kubernetes refuses the label {name} in nodeSelector.")),
    "selector-value": _api("9", N_("Kubernetes refuses the value {value} in nodeSelector.")),
    "context-value": _api("9", N_("Kubernetes refuses {option} in securityContext.")),
    "strategy-type": _api("9", N_("{type} is no strategy: Recreate or RollingUpdate, spelled like this.")),
    "strategy-rolling": _api("9", N_("Recreate takes no rollingUpdate.")),
    "strategy-value": _api("9", N_("Kubernetes refuses {option} of the strategy.")),
    "claim-label": _map("5.4", N_("No claim name can be made of {source}."), Stage.CLAIMS),
    "claim-name": _api("5.4", N_("Kubernetes refuses {name} as the name of a claim."), Stage.CLAIMS),
    "claim-size": _api("5.4", N_("The device sets no size for claims, and Kubernetes refuses 0Mi."), Stage.CLAIMS),
    "volume-medium": Refused(
        "9",
        Stage.RUN,
        By.CLUSTER,
        N_("No node accepts the medium {medium} of the volume {name}: the pod stays in ContainerCreating."),
    ),
    "claim-differs": Refused(
        "5.4", Stage.RUN, By.CLUSTER, N_("The pod asks for the claim {name}, but the one made for it is {made}.")
    ),
    "hub-member": Refused("1b", Stage.RUN, By.CLUSTER, N_("edgeHub refuses its desired properties without {key}.")),
    "hub-version": Refused(
        "1b", Stage.RUN, By.CLUSTER, N_("edgeHub reads schema versions 1.0 to 1.1.0, not {version}.")
    ),
    "claim-missing": Refused(
        "5.4", Stage.RUN, By.CLUSTER, N_("The device makes no claims: the pod waits until somebody makes {name}.")
    ),
}
