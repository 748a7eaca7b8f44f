"""The variables of a module's container, in the order the agent sends them.

Source: Azure/iotedge, KubernetesDeploymentMapper.cs, CollectModuleEnv (kubernetes-edge-agent reference section 6).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.manifest import pointer as ptr
from core.manifest.manifest import Kind, Module, member
from core.model.base import Json
from core.targets.kubernetes.model import Log
from core.targets.kubernetes.options import Parameters
from core.targets.kubernetes.profile import Settings
from core.targets.kubernetes.shapes import PLAIN, Hidden, Misfit
from core.targets.objects import Link

AGENT = "edgeAgent"
MODULE_ID = "IOTEDGE_MODULEID"
LOG_LEVEL = "RuntimeLogLevel"
NAME = re.compile(r"[-._a-zA-Z][-._a-zA-Z0-9]*")
"""What the API takes as a name before Kubernetes 1.30."""
SUBSTITUTED = re.compile(r"\$\$|\$\([-._a-zA-Z][-._a-zA-Z0-9]*\)")
"""What Kubernetes replaces in values, command and args (section 5.1)."""

Variable = tuple[str, str, str]
"""Name, value, place in the manifest: empty for the agent's own."""


def variables(module: Module, parameters: Parameters, settings: Settings, log: Log) -> list[Variable]:
    """All variables: module `env`, `Env`, then the agent's own. Later ones hide earlier ones of the same name."""
    user = [*_module_env(module, log), *_docker_env(parameters, settings, log)]
    kept = settings.profile.respects_log_level and any(name == LOG_LEVEL for name, _, _ in user)
    own = [
        (name, value, "") for name, value in _agent_env(module, settings).items() if not (kept and name == LOG_LEVEL)
    ]
    _report_hidden(user, {name for name, _, _ in own}, log)
    return [*user, *own]


def body(variables: list[Variable], path: str) -> tuple[list[Json], list[Link]]:
    """The `env` of a container at this path, and the place from which each entry came."""
    entries = [{"name": name, "value": value} for name, value, _ in variables]
    return entries, [Link(place, f"{path}/{index}") for index, (_, _, place) in enumerate(variables) if place]


def _module_env(module: Module, log: Log) -> Iterator[Variable]:
    """The variables of the entry; what the agent cannot read of them is a fault of the entry."""
    env = module.entry("env")
    for name, entry in env.items() if isinstance(env, dict) else ():
        place = ptr.join(module.pointer, "env", name)
        if not isinstance(entry, dict):
            continue
        try:
            value = PLAIN.read(member(entry, "value"), place, log)
        except (Misfit, Hidden):
            continue
        _report_substituted(name, value, place, log)
        yield name, value or "", place


def _docker_env(parameters: Parameters, settings: Settings, log: Log) -> Iterator[Variable]:
    for place in parameters.items("Env"):
        if place.value is None:
            log.refuse("null-entry", place.pointer, option="Env")
            continue
        name, equals, value = place.value.partition("=")
        if not equals or not name:
            log.drop("no-equals", place.pointer, name=place.value.lstrip("="))
        elif "=" in value and not settings.profile.keeps_values_with_equals:
            log.drop("equals-in-value", place.pointer, name=name)
        else:
            _report_substituted(name, value, place.pointer, log)
            yield name, value, place.pointer


def _report_substituted(name: str, value: Json, place: str, log: Log) -> None:
    if isinstance(value, str) and "$" in value and SUBSTITUTED.search(value):
        log.drop("substituted", place, name=name)


def _report_hidden(user: list[Variable], own: set[str], log: Log) -> None:
    last = {name: place for name, _, place in user}
    for name, _, place in user:
        if name in own:
            log.drop("agent-variable", place, name=name)
        elif last[name] != place:
            log.drop("hidden-variable", place, name=name)


def _agent_env(module: Module, settings: Settings) -> dict[str, str]:
    """The agent's own variables. Values that only the device knows are reported as such."""
    identity = f"${module.name}" if module.kind is Kind.SYSTEM else module.name
    values = {
        "IOTEDGE_IOTHUBHOSTNAME": settings.hub,
        "IOTEDGE_AUTHSCHEME": "sasToken",
        LOG_LEVEL: "Information",
        "IOTEDGE_WORKLOADURI": "http://localhost:35001/",
        "IOTEDGE_MODULEGENERATIONID": "set-by-iot-hub",
        "IOTEDGE_DEVICEID": settings.device,
        MODULE_ID: identity,
        "IOTEDGE_APIVERSION": "2019-01-30",
    }
    if module.kind is Kind.SYSTEM and module.name == AGENT:
        values |= _settings_of_agent(settings)
    if module.kind is Kind.SYSTEM:
        return {**values, "EdgeDeviceHostName": "localhost"}
    named = {"EdgeDeviceHostName": settings.device} if settings.profile.names_device else {}
    return {**values, "IOTEDGE_GATEWAYHOSTNAME": "edgehub", **named}


def _settings_of_agent(settings: Settings) -> dict[str, str]:
    """Its own settings, which edgeAgent hands on to itself: a manifest cannot change them."""
    values = {
        "Mode": "kubernetes",
        "IOTEDGE_MANAGEMENTURI": "http://localhost:35000/",
        "NetworkId": "azure-iot-edge",
        "ProxyImage": f"azureiotedge/azureiotedge-proxy:{settings.profile.tag}",
        "ProxyConfigPath": "/etc/iotedge-proxy",
        "ProxyConfigVolume": "config-volume",
        "ProxyConfigMapName": "iotedged-proxy-config",
        "ProxyTrustBundlePath": "/etc/trust-bundle",
        "ProxyTrustBundleVolume": "trust-bundle-volume",
        "ProxyTrustBundleConfigMapName": "iotedged-proxy-trust-bundle",
        "K8sNamespace": settings.namespace,
        "RunAsNonRoot": str(settings.run_as_non_root),
        "PortMappingServiceType": settings.service_type,
        "UseMountSourceForVolumeName": str(settings.source_is_volume),
    }
    if settings.storage_class is not None:
        values["StorageClassName"] = settings.storage_class
    if settings.claim_mebibytes is not None:
        values["PersistentVolumeClaimDefaultSizeInMb"] = str(settings.claim_mebibytes)
    extensions = str(settings.extensions)
    return {
        **values,
        "ExperimentalFeatures__enabled": extensions,
        "ExperimentalFeatures__enableK8SExtensions": extensions,
    }
