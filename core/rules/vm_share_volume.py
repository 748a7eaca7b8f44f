"""A mount of a share by its name or its earlier path: on a Linux VM the share is a folder."""

from __future__ import annotations

from core.docker import answer_texts, mount_points, storage
from core.docker.storage import Mount
from core.docker.written_for import source_of
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, spelling
from core.model.questions import Choice, choice, option
from core.rules.base import LINUX_VM, Answers, Area, Change, Changes, Device, Finding, Findings, Rule, Verdict
from core.text.catalogue import N_


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each mount of type volume with the name of a share, and each bind below the old root."""
    claims = source_of(manifest, device) == "kubernetes"  # there another rule asks for volumes
    names = {} if claims else {name.lower(): name for name in device.share_names()}
    for module in manifest.modules:
        for mount in storage.mounts(module):
            old = mount.kind == "bind" and storage.share_of_path(mount.source)
            share = old or (names.get(mount.source.lower()) if mount.kind == "volume" else "")
            if share and not mount.unfilled:
                yield RULE.finding(
                    module,
                    mount.target or mount.source,
                    mount.pointer,
                    Verdict.ASK,
                    question=_question(share, mount, bool(old)),
                    share=share,
                    source=mount.source,
                    target=mount.target,
                    point=mount_points.mount_point(share),
                    variant="path" if old else "",
                )


def _question(share: str, mount: Mount, old: bool) -> Choice:
    options = [option(f"share:{share}", N_("Share “{share}”"), answer_texts.MOUNT_FIRST)]
    if not old:
        options.append(option("volume", N_("A Docker volume"), answer_texts.EMPTY_VOLUME))
    reason = N_("it specified a share of the old device") if old else ""
    return choice(*options, default=f"share:{share}" if old else None, reason=reason)


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Writes type and source of the mount point; target and mode stay."""
    if answers[finding.id] == "volume":
        return ()
    mount = storage.mounts_by_pointer(manifest.holder(finding.module, finding.pointer))[finding.pointer]
    kind, source = spelling(mount.value, "Type"), spelling(mount.value, "Source")
    if kind is None or source is None:
        return ()
    folder = storage.folder_of_path(mount.source) if mount.kind == "bind" else ""
    point = mount_points.mount_point(str(finding.facts["share"]), folder)
    changes = [Change("replace", ptr.join(mount.pointer, source), finding.id, point)]
    if mount.kind != "bind":
        changes.insert(0, Change("replace", ptr.join(mount.pointer, kind), finding.id, "bind"))
    return changes


RULE = Rule(
    id="vm-share-volume",
    area=Area.STORAGE,
    source=("V-S2", "V-S1"),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    gives_up=("volume",),
)
