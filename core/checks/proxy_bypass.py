"""A proxy without an exception for localhost, so that the module cannot reach its helper."""

from __future__ import annotations

from core.checks.base import Area, Check, Device, Findings, Verdict
from core.docker import placeholders, proxy
from core.manifest.manifest import Manifest
from core.targets.kubernetes.model import Preview


def run(manifest: Manifest, device: Device, preview: Preview) -> Findings:
    """Yields one finding for each module with a proxy variable, unless a template fills in the exception."""
    for module in manifest.modules:
        variables = proxy.variables(module)
        if not variables:
            continue
        listed = proxy.exceptions(module)
        if not any(proxy.lists_localhost(env.value) or placeholders.is_left(env.value) for env in listed):
            yield CHECK.finding(
                module,
                "no_proxy",
                (listed or variables)[0].pointer,
                Verdict.MANUAL,
                variable=variables[0].name,
                variant="short" if listed else "",
            )


CHECK = Check(id="proxy-bypass", area=Area.PROXY, source=("P3",), run=run)
