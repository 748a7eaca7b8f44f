"""A mount of a share by its name on Kubernetes: on a Linux VM the share is a folder that the VM mounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.docker import answer_texts, engine, mount_points, storage
from core.docker.storage import Mount
from core.manifest import pointer as ptr
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Kind, Manifest, Module, spelling
from core.model.questions import Choice, choice, option
from core.rules.base import LINUX_VM, Answers, Area, Change, Device, Finding, Json, Rule, Verdict
from core.text.catalogue import N_

_DISK = f"bind:{mount_points.DATA_DISK}"
_SHARE = N_("on Kubernetes a volume of the device is a share")


@each_module
def detect(module: Module, device: Device) -> Iterator[Finding]:
    """Yields one finding for each mount of type volume."""
    for mount in mount_points.readable(module):
        named = engine.NAME.fullmatch(mount.source)  # Docker refuses other names, and another rule asks for them
        if mount.kind == "volume" and named and not mount.unfilled and spelling(mount.value, "VolumeOptions") is None:
            yield RULE.finding(
                module,
                mount.target or mount.source,
                mount.pointer,
                Verdict.ASK,
                question=_question(
                    mount,
                    mount_points.known_share(mount.source, device),
                    device.share_names(),
                    system=module.kind is Kind.SYSTEM,
                ),
                share=mount.source,
                target=mount.target,
                variant="system" if module.kind is Kind.SYSTEM else "",
            )


def _question(mount: Mount, known: str, names: tuple[str, ...], *, system: bool) -> Choice:
    options = [
        option(
            f"share:{name}",
            N_("Share “{share}”"),
            answer_texts.MOUNT_FIRST,
            share=name,
            point=mount_points.mount_point(name),
        )
        for name in dict.fromkeys((known or mount.source, *names))
        if mount_points.can_be_share(name)
    ]
    options.append(option("volume", N_("A Docker volume"), answer_texts.EMPTY_VOLUME))
    if system:
        disk: dict[str, Json] = {"path": mount_points.DATA_DISK}
        options.insert(0, option(_DISK, N_("Folder {path} of the VM"), answer_texts.DATA_DISK, **disk))
    sure = system or bool(known) or (not names and mount_points.can_be_share(mount.source))
    return choice(
        *options,
        default=options[0].value if sure else None,
        reason=(answer_texts.OWN_DATA if system else _SHARE) if sure else "",
        other=mount_points.NFS,
    )


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """Writes type and source of the mount point; target and mode stay."""
    answer = str(answers[finding.id])
    mount = storage.mounts_by_pointer(manifest.holder(finding.module, finding.pointer))[finding.pointer]
    kind, source = spelling(mount.value, "Type"), spelling(mount.value, "Source")
    if answer == "volume" or kind is None or source is None:
        return ()
    if answer.startswith("nfs:"):
        wanted = mount_points.by_nfs(answer)
        changes = [Change("replace", ptr.join(mount.pointer, source), finding.id, wanted["Source"])]
        return [*changes, Change("add", ptr.join(mount.pointer, "VolumeOptions"), finding.id, wanted["VolumeOptions"])]
    share = answer.removeprefix("share:")
    point = mount_points.DATA_DISK if answer == _DISK else mount_points.mount_point(share)
    return [
        Change("replace", ptr.join(mount.pointer, kind), finding.id, "bind"),
        Change("replace", ptr.join(mount.pointer, source), finding.id, point),
    ]


RULE = Rule(
    id="vm-claim-mount",
    area=Area.STORAGE,
    source=("V-S2", "V-S4", "V-S7"),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    sources=("kubernetes",),
    gives_up=("volume", "bind:"),
    hint=N_("With nfs:ADDRESS/name, Docker mounts the share from that address by NFS."),
)
