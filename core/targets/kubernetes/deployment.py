"""The Deployment of a module, with its pod: the helper `proxy` first, then the module's own container.

Source: Azure/iotedge, KubernetesDeploymentMapper.cs (kubernetes-edge-agent reference sections 3, 5.1, 7 and 9).
Left out: owner references and the agent's copy of the whole object in an annotation, which say nothing new.
"""

from __future__ import annotations

from collections.abc import Iterator

from core.manifest import pointer as ptr
from core.manifest.excerpt import shell
from core.manifest.manifest import Kind, Module
from core.model.base import Json
from core.targets.kubernetes import env, images
from core.targets.kubernetes.env import SUBSTITUTED
from core.targets.kubernetes.model import KubeObject, Log
from core.targets.kubernetes.options import SECTION_KEY, Parameters
from core.targets.kubernetes.profile import Settings
from core.targets.kubernetes.service import container_ports
from core.targets.kubernetes.storage import CONFIG, TRUST, Storage
from core.targets.objects import Link

MODULE_LABEL = "net.azure-devices.edge.module"
ORIGINAL = "net.azure-devices.edge.original-moduleid"
POD = "/spec/template/spec"
CONTAINER = f"{POD}/containers/1"
HELPER = "proxy"
_HELPER_RESOURCES = {"memory": "25Mi", "cpu": "5m"}
_AGENT_RESOURCES = {"memory": "200Mi", "cpu": "50m"}


def deployment(
    module: Module,
    metadata: dict[str, Json],
    parameters: Parameters,
    storage: Storage,
    secrets: list[str],
    settings: Settings,
    log: Log,
) -> KubeObject:
    """Builds the Deployment. `metadata` has name, namespace, labels and the annotations made of Docker labels."""
    name, labels = metadata["name"], metadata["labels"]
    links = [*storage.links, *_settings_links(module)]
    container = _container(module, name, parameters, storage, settings, log, links)
    annotations = {**metadata["annotations"], ORIGINAL: module.name}
    pod: dict[str, Json] = {
        "containers": [_helper(settings), container],
        "volumes": storage.volumes,
        "serviceAccountName": name,
        **dict(_pod_options(parameters, settings, log, links)),
    }
    if secrets:
        pod["imagePullSecrets"] = [{"name": secret} for secret in secrets]
    template = {"metadata": {"name": name, "labels": labels, "annotations": annotations}, "spec": pod}
    spec: dict[str, Json] = {
        "replicas": 0 if module.entry("status") == "stopped" else 1,
        "selector": {"matchLabels": labels},
    }
    strategy = parameters.section.get("strategy")
    if strategy is not None:
        spec["strategy"] = strategy.value
        links.append(Link(strategy.pointer, "/spec/strategy"))
    spec["template"] = template
    head = {key: value for key, value in metadata.items() if key != "annotations"}
    body = {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": head, "spec": spec}
    links.sort(key=lambda link: link.path)
    return KubeObject("Deployment", name, log.module, body, tuple(links))


def _settings_links(module: Module) -> Iterator[Link]:
    yield Link(module.pointer, "")
    if module.image:
        yield Link(ptr.join(module.pointer, "settings", "image"), f"{CONTAINER}/image")
    if "status" in shell(module):
        yield Link(ptr.join(module.pointer, "status"), "/spec/replicas")


def _helper(settings: Settings) -> Json:
    container: dict[str, Json] = {
        "name": HELPER,
        "image": f"azureiotedge/azureiotedge-proxy:{settings.profile.tag}",
        "env": [{"name": "PROXY_LOG", "value": "Info"}],
        "volumeMounts": [
            {"name": CONFIG, "mountPath": "/etc/iotedge-proxy", "readOnly": True},
            {"name": TRUST, "mountPath": "/etc/trust-bundle"},
        ],
    }
    if settings.profile.gives_resources:
        container["resources"] = {"limits": dict(_HELPER_RESOURCES), "requests": dict(_HELPER_RESOURCES)}
    return container


def _container(
    module: Module, name: str, parameters: Parameters, storage: Storage, settings: Settings, log: Log, links: list[Link]
) -> Json:
    image = images.image_of(module, log)
    own = module.kind is Kind.SYSTEM and module.name == env.AGENT
    if own and image:
        log.drop("agent-image", ptr.join(module.pointer, "settings", "image"), image=image)
        image = f"azureiotedge/azureiotedge-agent:{settings.profile.tag}"
    variables, places = env.body(env.variables(module, parameters, settings, log), f"{CONTAINER}/env")
    links += places
    container: dict[str, Json] = {"name": name, "image": image, "env": variables}
    for key, option in (("command", "Entrypoint"), ("args", "Cmd"), ("workingDir", "WorkingDir")):
        place = parameters.docker.get(option)
        if place is not None:
            container[key] = _words(place.value)
            links.append(Link(place.pointer, f"{CONTAINER}/{key}"))
            if key != "workingDir" and any(word and SUBSTITUTED.search(word) for word in place.value):
                log.drop("substituted", place.pointer, name=option)
    if storage.mounts:
        container["volumeMounts"] = storage.mounts
    if parameters.value("Privileged"):
        container["securityContext"] = {"privileged": True}
        links.append(Link(parameters.docker["Privileged"].pointer, f"{CONTAINER}/securityContext"))
    _ports(parameters, container, settings, log, links)
    resources = parameters.section.get("resources")
    if resources is not None:
        container["resources"] = resources.value
        links += _resource_links(module, resources.pointer)
    elif own and settings.profile.gives_resources:
        container["resources"] = {"limits": dict(_AGENT_RESOURCES), "requests": dict(_AGENT_RESOURCES)}
    return container


def _resource_links(module: Module, pointer: str) -> Iterator[Link]:
    """The section, and each amount in it."""
    yield Link(pointer, f"{CONTAINER}/resources")
    for part in ("limits", "requests"):
        for place in module.members_at(SECTION_KEY, "resources", part):
            yield Link(place.pointer, ptr.join(f"{CONTAINER}/resources", part, place.key))


def _words(value: Json) -> Json:
    return [word or "" for word in value] if isinstance(value, list) else value


def _ports(parameters: Parameters, container: dict[str, Json], settings: Settings, log: Log, links: list[Link]) -> None:
    ports, places = container_ports(parameters, settings, log)
    if ports:
        container["ports"] = ports
        links += [Link(place, f"{CONTAINER}/ports/{index}") for index, place in enumerate(places)]


def _pod_options(parameters: Parameters, settings: Settings, log: Log, links: list[Link]) -> Iterator[tuple[str, Json]]:
    """What is beside the containers: security context, selector, and the namespaces of the host."""
    context = parameters.section.get("securityContext")
    if context is not None:
        yield "securityContext", context.value
        links.append(Link(context.pointer, f"{POD}/securityContext"))
    elif settings.run_as_non_root:
        yield "securityContext", {"runAsNonRoot": True, "runAsUser": 1000}
    selector = parameters.section.get("nodeSelector")
    if selector is not None:
        yield "nodeSelector", {key: value or "" for key, value in selector.value.items()}
        links.append(Link(selector.pointer, f"{POD}/nodeSelector"))
    for option, flag in (("IpcMode", "hostIPC"), ("NetworkMode", "hostNetwork"), ("PidMode", "hostPID")):
        place = parameters.docker.get(option)
        if place is None:
            continue
        is_host = place.value.lower() == "host"
        yield flag, is_host
        links.append(Link(place.pointer, f"{POD}/{flag}"))
        if not is_host:
            log.drop("other-value", place.pointer, option=option, value=place.value)
        elif option == "NetworkMode":
            yield "dnsPolicy", "ClusterFirstWithHostNet"
            links.append(Link(place.pointer, f"{POD}/dnsPolicy"))
