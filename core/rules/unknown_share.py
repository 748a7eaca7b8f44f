"""A volume mount of a share that the device does not have: its pod stays Pending."""

from __future__ import annotations

from functools import lru_cache

from core.docker import answer_texts, storage
from core.docker.names import SHARE_NAME, may_be_share, share_zone
from core.manifest import pointer as ptr
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Manifest, Module, spelling
from core.model.questions import Choice, choice, option
from core.rules.base import Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_

_OTHER = rf"(?:share:)?{SHARE_NAME}"
_LEAVE = N_("Correct only if the device gets a share named {source}.")


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each mount of type volume that names no share of the device."""
    names = device.share_names()
    known = {name.lower() for name in names}
    for mount in storage.mounts(module):
        complete = mount.kind == "volume" and mount.source and mount.target and not mount.unfilled
        if complete and mount.source.lower() not in known:
            yield RULE.finding(
                module,
                mount.target,
                mount.pointer,
                Verdict.ASK,
                question=_question(names, may_be_share(mount.source, names), mount.target),
                source=mount.source,
                target=mount.target,
                variant="" if names else "no-list",
                tags=["refused"] if share_zone(mount.source) == "refused" else [],
            )


@lru_cache(maxsize=256)
def _question(names: tuple[str, ...], possible: bool, target: str) -> Choice:
    """The question: without a list of shares a name cannot be wrong, and our own output looks the same."""
    shares = [option(f"share:{name}", N_("Share “{share}”"), answer_texts.SHARE_AT, share=name) for name in names]
    leave = option("leave", N_("Keep {source}"), _LEAVE)
    drop = option("drop", N_("Remove it"), answer_texts.without_mount(target))
    default = "leave" if possible and not names else None
    return choice(
        *shares,
        leave,
        drop,
        default=default,
        reason=N_("no shares of the device are known yet, and this may be one") if default else "",
        other=_OTHER,
    )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Replaces the source by the share, and nothing else of the mount."""
    answer = str(answers[finding.id])
    if answer == "leave":
        return ()
    if answer == "drop":
        return (Change("remove", finding.pointer, finding.id),)
    module = manifest.holder(finding.module, finding.pointer)
    mount = storage.mounts_by_pointer(module)[finding.pointer]
    place = ptr.join(mount.pointer, spelling(mount.value, "Source") or "Source")
    return (Change("replace", place, finding.id, answer.removeprefix("share:")),)


RULE = Rule(
    id="unknown-share",
    area=Area.STORAGE,
    source=("S10", "S7", "AGT-5.4-names"),
    detect=detect,
    apply=apply,
    hint=N_("A share as share:name. The name has 3 to 63 letters, digits and single hyphens."),
    gives_up=("drop",),
)
