"""Environment variables that the edge agent sets itself, so that a value in the manifest has no effect."""

from __future__ import annotations

from core.docker import profiles
from core.docker.substitution import OF_EVERY_AGENT
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Kind, Module
from core.rules.base import Area, Device, Findings, Rule, Verdict

OF_THE_AGENT = frozenset(
    (
        "Mode",
        "PortMappingServiceType",
        "StorageClassName",
        "UseMountSourceForVolumeName",
        "PersistentVolumeClaimDefaultSizeInMb",
        "RunAsNonRoot",
        "ExperimentalFeatures__enabled",
        "ExperimentalFeatures__enableK8SExtensions",
    )
)


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields the variables set for every module, those of edgeAgent's own settings, and those a generation adds."""
    owned = _owned(module, device)
    for env in module.env():
        if env.name in owned:
            yield RULE.finding(module, env.name, env.pointer, Verdict.MANUAL, name=env.name)


def _owned(module: Module, device: Device) -> frozenset[str]:
    owned = OF_EVERY_AGENT | (OF_THE_AGENT if module.name == "edgeAgent" else frozenset())
    if module.kind is Kind.SYSTEM or profiles.of(device).names_device:
        owned |= {"EdgeDeviceHostName"}
    return owned if profiles.of(device).respects_log_level else owned | {"RuntimeLogLevel"}


RULE = Rule(id="agent-variable", area=Area.RUNTIME, source=("AGT-6",), detect=detect)
