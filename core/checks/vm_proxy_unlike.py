"""edgeAgent and edgeHub with different proxies or protocols to IoT Hub."""

from __future__ import annotations

from core.checks.base import LINUX_VM, Area, Check, Device, Findings, Verdict
from core.docker import proxy
from core.manifest.manifest import Kind, Manifest
from core.targets.linux_vm import VmPreview


def run(manifest: Manifest, device: Device, preview: VmPreview) -> Findings:
    """Yields one finding for a proxy that one of them lacks, and one for protocols that differ."""
    system = {module.name: module for module in manifest.modules if module.kind is Kind.SYSTEM}
    agent, hub = system.get("edgeAgent"), system.get("edgeHub")
    if agent is None or hub is None:
        return
    lacking = [module for module in (agent, hub) if not proxy.variables(module)]
    if len(lacking) == 1:
        yield CHECK.finding(lacking[0], "https_proxy", lacking[0].pointer, Verdict.MANUAL)
    spoken = [proxy.protocol_of([module]) for module in (agent, hub)]
    if spoken[0].lower() != spoken[1].lower():
        shown = [protocol or "Amqp" for protocol in spoken]
        yield CHECK.finding(
            agent, "UpstreamProtocol", agent.pointer, Verdict.MANUAL, protocols=shown, variant="protocol"
        )


CHECK = Check(
    id="vm-proxy-unlike",
    area=Area.PROXY,
    source=("V-P2", "V-P3"),
    run=run,
    targets=LINUX_VM,
)
