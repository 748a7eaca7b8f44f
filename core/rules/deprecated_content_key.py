"""`moduleContent`, the name of the early preview, becomes `modulesContent`."""

from __future__ import annotations

from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest
from core.rules.base import EVERYWHERE, Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict

OLD, NEW = "moduleContent", "modulesContent"


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields the old key at the top level, or under `content`, where the new one is not beside it."""
    tree = manifest.tree
    for base, holder in (("", tree), ("/content", tree.get("content") if isinstance(tree, dict) else None)):
        if isinstance(holder, dict) and OLD in holder and NEW not in holder:
            pointer = ptr.join(base, OLD)
            facts: dict[str, Json] = {"old": OLD, "new": NEW}
            yield RULE.finding("", OLD, pointer, Verdict.AUTO, **facts)


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Renames the key and keeps its value."""
    return (Change("rename", finding.pointer, finding.id, NEW),)


RULE = Rule(
    id="deprecated-content-key", area=Area.RUNTIME, source=("MAN-4",), detect=detect, targets=EVERYWHERE, apply=apply
)
