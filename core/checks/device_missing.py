"""Devices that no machine of the cluster has, so that the module waits indefinitely."""

from __future__ import annotations

from core.checks.base import Area, Check, Device, Findings, Verdict
from core.docker import facts
from core.manifest.manifest import Manifest
from core.targets.kubernetes.amounts import asked, is_device
from core.targets.kubernetes.model import Preview

VPU = "vpu.intel.com/hddl"
"""The accelerator of the Mini R."""


def run(manifest: Manifest, device: Device, preview: Preview) -> Findings:
    """Yields one finding for each resource of a module that is neither a GPU nor one of the FPGA."""
    for workload in preview.modules:
        for name in asked(workload):
            known = name == facts.GPU or (name == VPU and device.model == "mini-r")
            if is_device(name) and not known and not facts.is_fpga(name):
                places = [place for place in facts.resource_places(workload.module) if place.key == name]
                yield CHECK.finding(
                    workload.module,
                    name,
                    places[0].pointer if places else workload.module.pointer,
                    Verdict.MANUAL,
                    resource=name,
                )


CHECK = Check(
    id="device-missing",
    area=Area.RESOURCES,
    source=("AGT-9-quantities",),
    run=run,
)
