"""A mount of a share by its name or its earlier path: on a Linux VM the share is a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from core.docker import answer_texts, mount_points, storage
from core.docker.written_for import source_of
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, spelling
from core.model.questions import Choice, Option, choice, option
from core.rules.base import LINUX_VM, Answers, Area, Change, Device, Finding, Rule, Verdict
from core.text.catalogue import N_


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """Yields one finding for each mount of type volume with the name of a share, and each bind below the old root."""
    claims = source_of(manifest, device) == "kubernetes"  # there another rule asks for volumes
    names = {} if claims else {name.lower(): name for name in device.share_names()}
    for module in manifest.modules:
        for mount in mount_points.readable(module):
            old = mount.kind == "bind" and storage.below_share_root(mount.source)
            share = storage.share_of_path(mount.source) if old else ""
            if mount.kind == "volume":
                share = names.get(mount.source.lower(), "")
            if (share or old) and not mount.unfilled:
                yield RULE.finding(
                    module,
                    mount.target or mount.source,
                    mount.pointer,
                    Verdict.ASK,
                    question=_question(share, old) if share else _of_root(mount.target, device.share_names()),
                    share=share,
                    source=mount.source,
                    target=mount.target,
                    point=mount_points.mount_point(share),
                    variant="" if not old else "path" if share else "root",
                )


def _of_root(target: str, names: Iterable[str]) -> Choice:
    """Which share, where the root of all shares was mounted; none is certain."""
    drop = option("drop", N_("Remove it"), answer_texts.without_mount(target))
    return choice(*map(_share, names), drop)


def _share(name: str) -> Option:
    title, point = N_("Share “{share}”"), mount_points.mount_point(name)
    return option(f"share:{name}", title, answer_texts.MOUNT_FIRST, share=name, point=point)


def _question(share: str, old: bool) -> Choice:
    options = [_share(share)]
    if not old:
        options.append(option("volume", N_("A Docker volume"), answer_texts.EMPTY_VOLUME))
    reason = N_("it specified a share of the old device") if old else ""
    return choice(*options, default=f"share:{share}" if old else None, reason=reason)


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """Writes type and source of the mount point; target and mode stay."""
    answer = str(answers[finding.id])
    if answer == "volume":
        return ()
    if answer == "drop":
        return (Change("remove", finding.pointer, finding.id),)
    mount = storage.mounts_by_pointer(manifest.holder(finding.module, finding.pointer))[finding.pointer]
    kind, source = spelling(mount.value, "Type"), spelling(mount.value, "Source")
    if kind is None or source is None:
        return ()
    folder = storage.folder_of_path(mount.source) if mount.kind == "bind" else ""
    point = mount_points.mount_point(answer.removeprefix("share:"), folder)
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
    gives_up=("volume", "drop"),
)
