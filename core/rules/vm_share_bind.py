"""A bind of a share of the old device: on a Linux VM the share is a folder that the VM mounts itself."""

from __future__ import annotations

import re
from functools import lru_cache

from core.docker import answer_texts, mount_points, ports, storage
from core.docker.names import SHARE_NAME
from core.docker.storage import Bind
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Kind, Manifest, Module
from core.model import rule_ids
from core.model.questions import Choice, Option, option
from core.rules.base import LINUX_VM, Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict
from core.text.catalogue import N_

_OTHER = rf"(?:share:)?{SHARE_NAME}(?:/(?!.*\.\.)[^:]*[^:\s])?|{mount_points.NFS}"
_SHARE = N_("The VM must mount the share “{share}” at {point} before the module starts.")
_NEW = N_("Create this share on the device; the VM must mount it at {point} before the module starts.")


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each bind of a share, of a folder of a share, or of the root of shares."""
    names = device.share_names()
    for bind in storage.binds(module):
        if storage.below_share_root(bind.source) and not bind.unfilled:
            open_for = ports.open_for(module, "HostConfig", "Mounts", kind=list)
            yield RULE.finding(
                module,
                bind.target,
                bind.pointer,
                Verdict.ASK,
                question=_question(
                    bind, names, open_for and storage.can_mount_at(bind.target), module.kind is Kind.SYSTEM
                ),
                bind=bind.text,
                target=bind.target,
                share=bind.share,
                folder=bind.folder,
                variant="root" if not bind.share else "",
                tags=["read-only"] if bind.read_only else [],
            )


@lru_cache(maxsize=4096)
def _question(bind: Bind, names: tuple[str, ...], fits: bool, system: bool) -> Choice:
    options: list[Option] = []
    if fits and system:
        disk = mount_points.DATA_DISK
        options.append(option(f"bind:{disk}", N_("Folder {path} of the VM"), answer_texts.DATA_DISK, path=disk))
    if fits:
        for name in dict.fromkeys((bind.share, *names) if bind.share else names):
            for folder in dict.fromkeys((bind.folder, "")):
                options.append(_share(name, folder, known=name in names))
    options.append(option("drop", N_("Remove it"), answer_texts.without_mount(bind.target)))
    default, reason = (
        (f"bind:{mount_points.DATA_DISK}", answer_texts.OWN_DATA)
        if system
        else (_default(bind, names), answer_texts.BIND_OF_SHARE)
    )
    return Choice(
        options=tuple(options),
        default=default if fits else None,
        default_reason=reason if fits and default else "",
        other_allowed=fits,
        other_pattern=_OTHER if fits else "",
    )


def _share(name: str, folder: str, *, known: bool) -> Option:
    title = answer_texts.SHARE_FOLDER if folder else N_("Share “{share}”")
    facts: dict[str, Json] = {"share": name, "folder": folder, "point": mount_points.mount_point(name)}
    value = f"share:{name}/{folder}" if folder else f"share:{name}"
    return option(value, title, _SHARE if known else _NEW, **facts)


def _default(bind: Bind, names: tuple[str, ...]) -> str | None:
    """The same share, or the only one; None where a wrong one could lose data."""
    if not bind.share:
        return None
    name = bind.share if not names or bind.share in names else names[0] if len(names) == 1 else None
    return None if name is None else f"share:{name}/{bind.folder}" if bind.folder else f"share:{name}"


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Replaces the bind by a mount of the mount point, which fails instead of creating an empty folder."""
    module = manifest.holder(finding.module, finding.pointer)
    bind = storage.binds_by_pointer(module)[finding.pointer]
    gone = Change("remove", bind.pointer, finding.id)
    answer = str(answers[finding.id])
    if answer == "drop":
        return (gone,)
    return (gone, Change("add", module.to("HostConfig", "Mounts") + "/-", finding.id, _mount(answer, bind)))


def _mount(answer: str, bind: Bind) -> Json:
    kind, _, place = answer.partition(":") if re.match("share:|bind:|nfs:", answer) else ("share", "", answer)
    if kind == "nfs":
        mount: Json = {**mount_points.by_nfs(answer), "Target": bind.target}
    else:
        share, _, folder = place.partition("/")
        source = place if kind == "bind" else mount_points.mount_point(share, folder)
        mount = {"Type": "bind", "Source": source, "Target": bind.target}
    return {**mount, "ReadOnly": True} if bind.read_only else mount


RULE = Rule(
    id=rule_ids.SHARE_ON_VM,
    area=Area.STORAGE,
    source=("V-S1", "V-S3", "V-S6", "V-S4"),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    gives_up=("drop", "bind:"),
    hint=N_(
        "A share as share:name or share:name/folder. With nfs:ADDRESS/name, Docker mounts it from that address by NFS. "
        "The name of a share has 3 to 63 letters, digits and single hyphens."
    ),
)
