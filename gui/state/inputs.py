"""The inputs beside a manifest, by the decisions: the deployment of the device, and what it was written for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.manifest.manifest import Manifest
    from core.model.decisions import Decisions, TargetFile


def beside(before: Manifest, decisions: Decisions, targets: Mapping[str, Manifest]) -> Manifest:
    """The manifest with the inputs of these decisions, or the same object if it has them. `targets` are by hash."""
    wanted = None if decisions.target is None else targets.get(decisions.target.sha256)
    if before.target is not wanted:
        before = before.with_target(wanted)
    return before if before.written_for == decisions.source else before.with_source(decisions.source)


def named(target: Manifest | None) -> TargetFile | None:
    """Identifies the deployment of the device for the decisions file."""
    from core.model.decisions import TargetFile

    return None if target is None else TargetFile(name=target.source.name, sha256=target.source.sha256)
