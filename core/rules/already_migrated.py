"""A manifest that is written for Kubernetes already, which explains why so little changes."""

from __future__ import annotations

from core.docker import experimental
from core.docker.facts import GPU, is_fpga, resource_places
from core.manifest.equal_modules import where
from core.manifest.manifest import Manifest, Module
from core.model import rule_ids
from core.rules.base import Area, Device, Findings, Rule, Verdict


def detect(manifest: Manifest, device: Device) -> Findings:
    """Looks for settings of Kubernetes in at least one module, and for neither a bind nor the FPGA in any."""
    signs = [module.name for module in where(manifest, _has_kubernetes_options)]
    if signs and not any(where(manifest, _has_docker_options)):
        yield RULE.finding("", "manifest", "", Verdict.NOTE, modules=list(signs), count=len(signs))


def _has_kubernetes_options(module: Module) -> bool:
    section = module.keys_at(experimental.SECTION) if experimental.in_effect(module) else ()
    return "strategy" in section or any(place.key == GPU for place in resource_places(module))


def _has_docker_options(module: Module) -> bool:
    binds = next(iter(module.list_at("HostConfig", "Binds")), None)
    return binds is not None or any(is_fpga(place.key) for place in resource_places(module))


RULE = Rule(id=rule_ids.MIGRATED_BEFORE, area=Area.RUNTIME, source=("AGT-9",), detect=detect, advice=True)
