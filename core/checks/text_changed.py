"""Values in which Kubernetes replaces dollar signs."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.base import Area, Check, Device, Findings, Json, Verdict
from core.docker import substitution, unfilled
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest
from core.targets.kubernetes import reported
from core.targets.kubernetes.model import Preview

CODES = ("substituted",)


def run(manifest: Manifest, device: Device, preview: Preview) -> Findings:
    """Yields one finding for each value that changes: a name that is no variable of the container stays as it is."""
    for drop in reported.dropped(preview, CODES):
        workload = preview.module(drop.module)
        known = frozenset[str]() if workload is None else substitution.names(workload.module)
        changed = any(substitution.is_changed(text, known) for text in _texts(ptr.resolve(manifest.tree, drop.pointer)))
        if changed and not unfilled.at(manifest, drop.pointer):
            yield reported.finding(CHECK.id, drop, Verdict.MANUAL)


def _texts(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(item)


CHECK = Check(id="text-changed", area=Area.RUNTIME, source=("K8S",), run=run)
