"""What a manifest is read beside, by the decisions: the deployment of the device, and what it was written for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.manifest.manifest import Manifest
    from core.model.decisions import Decisions, TargetFile


def beside(before: Manifest, decisions: Decisions, targets: Mapping[str, Manifest]) -> Manifest:
    """The manifest as these decisions take it, the same one where it is that already. `targets` are known by hash."""
    wanted = None if decisions.target is None else targets.get(decisions.target.sha256)
    if before.target is not wanted:
        before = before.with_target(wanted)
    return before if before.written_for == decisions.source else before.with_source(decisions.source)


def named(target: Manifest | None) -> TargetFile | None:
    """The deployment of the device as decisions name it."""
    from core.model.decisions import TargetFile

    return None if target is None else TargetFile(name=target.source.name, sha256=target.source.sha256)
