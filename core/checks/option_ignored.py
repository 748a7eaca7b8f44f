"""Options that the agent does not read."""

from __future__ import annotations

from core.checks.base import Area, Check, Device, Findings, Json, Verdict
from core.docker import effects
from core.docker import options_table as table
from core.docker.options import Place as Level
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest
from core.targets.kubernetes import reported
from core.targets.kubernetes.model import Drop, Preview

CODES = (
    "ignored-option",
    "ignored-mount-option",
    "ignored-address",
    "other-value",
    "ignored-field",
    "agent-image",
    "unused-credential",
)


def run(manifest: Manifest, device: Device, preview: Preview) -> Findings:
    """Yields one note for each, and manual work if the module may depend on it; refusals have another check."""
    unread = {refusal.pointer for refusal in reported.refused(preview, ("module-policy", "module-order"))}
    for drop in reported.dropped(preview, CODES):
        if drop.pointer not in unread and not _is_usual(drop) and not _is_section(drop):
            matters = drop.code == "ignored-field" or _is_shared(drop) or _matters(manifest, preview, drop)
            name = _name(drop)
            verdict = Verdict.MANUAL if matters else Verdict.NOTE
            yield reported.finding(CHECK.id, drop, verdict, option=name, tags=["matters"] if matters else [])


def _is_usual(drop: Drop) -> bool:
    """A field of the entry that changes nothing for the module: any but a restart policy other than `always`."""
    field, value = drop.facts.get("field"), drop.facts.get("value")
    return drop.code == "ignored-field" and (field != "restartPolicy" or value == "always" or effects.empty(value))


def _name(drop: Drop) -> Json:
    """The name of the option in the manifest; an address is called `HostIp`, as its key."""
    if drop.code == "ignored-address":
        return "HostIp"
    return drop.facts.get("option") or drop.facts.get("field") or ptr.last(drop.pointer)


def _is_shared(drop: Drop) -> bool:
    """Whether the value is the network of another container, which Docker makes reachable at localhost."""
    return drop.code == "other-value" and str(drop.facts.get("value", "")).lower().startswith("container:")


def _is_section(drop: Drop) -> bool:
    """Whether the option is the section under a wrong name, which another check reports."""
    return str(drop.facts.get("option", "")).lower().startswith("k8s")


def _matters(manifest: Manifest, preview: Preview, drop: Drop) -> bool:
    in_host = ptr.last(ptr.parent(drop.pointer)).lower() == "hostconfig"
    key, value = ptr.last(drop.pointer), ptr.resolve(manifest.tree, drop.pointer)
    option = table.find(Level.HOST if in_host else Level.TOP, key)
    if drop.code != "ignored-option" or option is None or effects.empty(value):
        return False
    workload = preview.module(drop.module)
    return workload is not None and effects.matters(workload.module, key, value, option.matters)


CHECK = Check(
    id="option-ignored",
    area=Area.RUNTIME,
    source=("AGT-5.2", "O6", "O7"),
    run=run,
    defers=True,
)
