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
    "ignored-field": Dropped(
        "3", N_("{field} has no effect, because Kubernetes always runs and restarts the pod of a module.")
    ),
    "agent-image": Dropped(
        "1", N_("The edge agent ignores the image of edgeAgent and keeps the image that runs on the device.")
    ),
    "unused-credential": Dropped(
        "3", N_("No module has an image from {address}, so the edge agent creates no pull secret.")
    ),
    "ignored-option": Dropped("5.2", N_("The edge agent does not apply {option}.")),
    "ignored-mount-option": Dropped("5.2", N_("The edge agent does not apply {option} of a mount.")),
    "ignored-address": Dropped("5.2", N_("The edge agent does not apply the host address of a port binding.")),
    "old-agent-option": Dropped("1", N_("This generation of the edge agent does not read {option}.")),
    "other-value": Dropped("5.1", N_("{option} is {value}, but the edge agent applies only the value host.")),
    "substituted": Dropped("5.1", N_("Kubernetes replaces the variable or the double dollar sign in {name}.")),
    "one-part-bind": Dropped("5.4", N_("The edge agent ignores a bind without a colon.")),
    "cut-bind": Dropped("5.4", N_("The edge agent splits the bind at every colon and mounts a different path.")),
    "ignored-mount": Dropped("5.4", N_("The edge agent ignores a mount of type {type}.")),
    "merged-volume": Dropped("1a", N_("The volume name {name} is already used: this mount contains {other} instead.")),
    "one-claim": Dropped("5.4", N_("The access mode of the claim of {share} is that of {module}.")),
    "no-equals": Dropped("6", N_("The edge agent skips a variable without a value.")),
    "equals-in-value": Dropped("1", N_("This generation of the edge agent skips a variable whose value contains `=`.")),
    "agent-variable": Dropped("6", N_("The edge agent sets {name}.")),
    "hidden-variable": Dropped("6", N_("{name} is set again later, and the later value applies.")),
    "port-key": Dropped("8", N_("The edge agent cannot read the port {port}.")),
    "host-port": Dropped("8", N_("The edge agent cannot read the host port {value}.")),
    "lost-port": Dropped("8", N_("A service can use a port number only once: {other} replaces {port}.")),
    "extensions-off": Dropped("9", N_("The device does not read the section k8s-experimental.")),
    "section-no-object": Dropped(
        "9", N_("The section k8s-experimental is not an object, so the edge agent ignores it.")
    ),
    "section-key": Dropped("9", N_("The edge agent does not read {option} under k8s-experimental.")),
    "unknown-field": Dropped("9", N_("{option} is unknown at this place.")),
    "no-source": Dropped("9", N_("The volume {name} has no known source, so each new pod gets an empty folder.")),
    "service-type": Dropped("9", N_("{value} is not a service type.")),
    "no-service": Dropped(
        "9", N_("The module has no usable port, so it has no service to which these options could apply.")
    ),
    "placeholder": Dropped("4", N_("This is a placeholder that is filled in later, so it cannot be checked.")),
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


def _run(section: str, text: str) -> Refused:
    return Refused(section, Stage.RUN, By.CLUSTER, text)


REFUSALS: Mapping[str, Refused] = {
    "hub-size": _hub(N_("The desired properties of {section} have {size} bytes; IoT Hub accepts {limit}.")),
    "hub-string": _hub(N_("A string has {size} bytes; IoT Hub accepts {limit}.")),
    "hub-key": _hub(
        N_("IoT Hub does not accept a key with a dot, a space, a dollar sign or a control character: {key}.")
    ),
    "hub-depth": _hub(N_("Objects are nested {depth} levels deep; IoT Hub accepts {limit}.")),
    "hub-number": _hub(N_("The number {value} is too large for IoT Hub.")),
    "schema-version": _read("2", N_("The edge agent accepts schema versions 1.0 to 1.1.0, not {version}.")),
    "module-type": _read("3", N_("The type is {type}; it must be exactly docker.")),
    "runtime-type": _read("3", N_("The type of the runtime is {type}; it must be exactly docker.")),
    "runtime-form": _read("3", N_("{key} of the runtime is missing or not an object.")),
    "runtime-text": _read("3", N_("{key} of the runtime must be a string.")),
    "module-status": _read("3", N_("The status is missing or unknown.")),
    "module-policy": _read("3", N_("{key} is {value}, which the edge agent cannot read.")),
    "module-order": _read("3", N_("{key} is {value}; it must be a whole number from 0 to 4294967295.")),
    "module-text": _read("3", N_("{key} must be a string.")),
    "image-missing": _read("3", N_("The image is missing.")),
    "image-format": _read("3", N_("The edge agent cannot read the image {image}.")),
    "system-name": _read("3", N_("{module} is under modules and under systemModules.")),
    "stray-chunk": _read(
        "4", N_("The edge agent reads the key {key} as a part of the create options, which then cannot be read.")
    ),
    "docker-type": _read("4", N_("{option} must be {wanted}.")),
    "variable-shape": _read("6", N_("The variable {name} must be an object with a value.")),
    "variable-value": _read("6", N_("The value of the variable {name} must be a string, a number or a Boolean.")),
    "credential": _read("3", N_("The registry credential {name} has no {lacking}.")),
    "name-clash": Refused("7", Stage.PLAN, By.AGENT, N_("{module} and {others} get the same name, {name}.")),
    "name-length": Refused("7", Stage.PLAN, By.AGENT, N_("The name is longer than 253 characters.")),
    "option-type": _combine("5.3", N_("{option} must be {wanted}.")),
    "option-twice": _combine("4", N_("{option} occurs twice, with different capitalization.")),
    "section-type": _combine("9", N_("{option} must be {wanted}.")),
    "quantity": _combine("9", N_("{value} is not a valid quantity.")),
    "secret-label": _combine(
        "1a", N_("The user name and address of the registry {address} give no valid secret name.")
    ),
    "secret-name": Refused(
        "1b", Stage.SECRETS, By.API, N_("Kubernetes refuses the name {name} of the pull secret for {address}.")
    ),
    "account-name": _api("7", N_("Kubernetes refuses the name {name}."), Stage.ACCOUNTS),
    "account-taken": _api("1c", N_("Every namespace already has a service account named {name}."), Stage.ACCOUNTS),
    "account-label": _api("7", N_("{name} is not a valid label value."), Stage.ACCOUNTS),
    "label-key": _map("5.3", N_("The label {label} gives no valid annotation name."), Stage.SERVICES),
    "label-twice": _map("5.3", N_("Two labels become the same annotation, {name}."), Stage.SERVICES),
    "null-binding": _map("5.3", N_("The binding of port {port} is null."), Stage.SERVICES),
    "service-name": _api("7", N_("Kubernetes refuses {name} as the name of a service."), Stage.SERVICES),
    "port-range": _api("5.3", N_("{port} is not a port number (1 to 65535)."), Stage.SERVICES),
    "kubelet-port": _api(
        "1c",
        N_("Port {port} is reserved for the kubelet: a service with an external address cannot use it."),
        Stage.SERVICES,
    ),
    "port-name-twice": _api(
        "5.3", N_("Port {port} has two host ports, so the service has two ports with the same name."), Stage.SERVICES
    ),
    "mixed-protocols": _api(
        "8", N_("A service with an external address cannot mix {protocols} before Kubernetes 1.24."), Stage.SERVICES
    ),
    "null-mount": _map("5.3", N_("A mount is null.")),
    "mount-type": _map("5.3", N_("A mount has no type.")),
    "mount-source": _map("5.3", N_("{source} gives no valid volume name.")),
    "mount-no-source": _map("1b", N_("A mount has no source.")),
    "mount-target": _map("5.3", N_("A mount has no target.")),
    "null-entry": _map("5.3", N_("{option} contains null.")),
    "mount-path": _api("5.3", N_("A mount has no path.")),
    "mount-path-twice": _api("5.3", N_("There are two mounts at {target}.")),
    "mount-unknown": _api("9", N_("A mount uses the volume {name}, which does not exist.")),
    "mount-sub-path": _api("9", N_("{inside} must be a path inside the volume.")),
    "mount-sub-paths": _api("1c", N_("A mount cannot have both subPath and subPathExpr.")),
    "mount-propagation": _api("1c", N_("Kubernetes refuses the propagation {value} of the mount of {name}.")),
    "volume-twice": _api("5.3", N_("Two volumes are named {name}.")),
    "volume-name": _api("9", N_("Kubernetes refuses {name} as the name of a volume.")),
    "volume-sources": _api("9", N_("The volume {name} has more than one source.")),
    "volume-field": _api("9", N_("The volume {name} has no {option}, or Kubernetes refuses its value.")),
    "deployment-name": _api("7", N_("Kubernetes refuses the name {name}.")),
    "container-name": _api("7", N_("Kubernetes refuses {name} as the name of a container.")),
    "container-name-twice": _api("7", N_("Two containers of the pod are named {name}.")),
    "runtime-name": _api("7", N_("{name} is reserved for objects of the security daemon.")),
    "variable-name": _api("6", N_("Kubernetes refuses {name} as the name of a variable.")),
    "container-port": _api("5.3", N_("{port} is not a port number (1 to 65535).")),
    "host-port-twice": _api("8", N_("On the host network, port {port} is used twice.")),
    "annotation": _api("7", N_("Kubernetes refuses the annotation {name}.")),
    "annotation-value": _api("1c", N_("Kubernetes refuses the value of the annotation {name}.")),
    "api-type": _api("1c", N_("{option} must be {wanted}.")),
    "api-value": _api("1c", N_("{option} is missing, or Kubernetes refuses its value.")),
    "resource-name": _api("9", N_("Kubernetes has no resource {name}.")),
    "resource-negative": _api("9", N_("{name} is below zero.")),
    "resource-whole": _api("9", N_("{name} must be a whole number, not {value}.")),
    "resource-limit": _api("9", N_("{name} is requested without a limit.")),
    "resource-equal": _api("9", N_("{name}: request and limit must be equal.")),
    "resource-alone": _api("1c", N_("{name} also requires CPU or memory.")),
    "request-over-limit": _api("9", N_("{name}: the request is larger than the limit.")),
    "selector-key": _api("9", N_("Kubernetes refuses the label {name} in nodeSelector.")),
    "selector-value": _api("9", N_("Kubernetes refuses the value {value} in nodeSelector.")),
    "context-value": _api("9", N_("Kubernetes refuses {option} in securityContext.")),
    "strategy-type": _api("9", N_("{type} is not an update strategy. Use exactly Recreate or RollingUpdate.")),
    "strategy-rolling": _api("9", N_("Recreate does not allow rollingUpdate.")),
    "strategy-value": _api("9", N_("Kubernetes refuses {option} of the strategy.")),
    "claim-label": _map("5.4", N_("{source} gives no valid claim name."), Stage.CLAIMS),
    "claim-name": _api("5.4", N_("Kubernetes refuses {name} as the name of a claim."), Stage.CLAIMS),
    "claim-size": _api("5.4", N_("The device specifies no size for claims, and Kubernetes refuses 0Mi."), Stage.CLAIMS),
    "volume-medium": _run(
        "9", N_("No node accepts the medium {medium} of the volume {name}: the pod stays in ContainerCreating.")
    ),
    "claim-differs": _run("5.4", N_("The pod requests the claim {name}, but the edge agent creates {claim_name}.")),
    "hub-member": _run("1b", N_("edgeHub refuses its desired properties without {key}.")),
    "hub-form": _run("1b", N_("edgeHub cannot read {key} in its desired properties.")),
    "hub-route": _run("1b", N_("edgeHub cannot parse the route {key}.")),
    "hub-range": _run("1b", N_("edgeHub refuses the number at {key}.")),
    "hub-version": _run("1b", N_("edgeHub reads schema versions 1.0 to 1.1.0, not {version}.")),
    "claim-missing": _run(
        "5.4", N_("The edge agent of this device creates no claims: the pod stays Pending until {name} exists.")
    ),
}
