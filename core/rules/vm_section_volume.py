"""A volume under k8s-experimental becomes mounts of Docker on a Linux VM."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Sequence

from core.docker import answer_texts, experimental, mount_points, placeholders, ports, quantities, storage
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Module, Place, member, text_of
from core.model.questions import Choice, Option, choice, option
from core.rules.base import LINUX_VM, Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict
from core.text.catalogue import N_

_NOT_NAME = re.compile(r"[^A-Za-z0-9_.-]+")
_KINDS = {"persistentvolumeclaim": "claim", "hostpath": "path", "emptydir": "empty", "nfs": "nfs"}
_DROP = option("drop", N_("Remove it"), N_("{module} runs without this volume."))
_VOLUME = option(
    "volume", N_("A Docker volume"), N_("Its files stay when the container is replaced, unlike on Kubernetes.")
)
_SHARED = option("shm", N_("Shared memory, ShmSize"), N_("Docker gives the container {size} of /dev/shm."))
_TMPFS = option("tmpfs", N_("Memory"), N_("Its files are lost at each restart."))

_REFUSED = {
    "outside": choice(_DROP),
    "twice": choice(_DROP, default="drop", reason=N_("only one volume can be mounted at a place")),
}
"""Questions about volumes that Docker cannot mount either; the first of two at one place is mounted."""


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each element of the list of volumes; kinds that Docker lacks are manual work.

    A `subPath` with `..` would lead out of the volume. Kubernetes refuses it; Docker would mount what is there.
    """
    for module in filter(experimental.in_effect, manifest.modules):
        place = experimental.find(module, "volumes")
        writable = ports.open_for(module, "HostConfig", "Mounts", kind=list)
        writable = writable and ports.open_for(module, "HostConfig", "Tmpfs")
        items = place.value if place is not None and isinstance(place.value, list) else []
        taken = _taken(module)
        for index, item in enumerate(items):
            assert place is not None
            kind, source = _source(item)
            targets = [target for target, _folder, _mode in _mounts(item)]
            outside = next((folder for _target, folder, _mode in _mounts(item) if ".." in folder.split("/")), "")
            fault = "outside" if outside else _fault(kind, source, targets, taken)
            taken.update(map(posixpath.normpath, targets))
            known = not fault and writable
            question = _question(kind, source, device, shared=_shared(module, item)) if known else None
            yield RULE.finding(
                module,
                _name(item) or str(index),
                ptr.join(place.pointer, index),
                Verdict.BLOCK if outside else Verdict.ASK if known or fault == "twice" else Verdict.MANUAL,
                question=_REFUSED.get(fault, question),
                name=_name(item),
                kind=kind,
                targets=targets,
                folder=outside,
                variant="" if known else fault or "other",
            )


def _taken(module: Module) -> set[str]:
    """The places at which the options of a module mount something."""
    targets = [bind.target for bind in storage.binds(module)]
    targets += [mount.target for mount in storage.mounts(module)]
    targets += [place.key for place in module.members_at("HostConfig", "Tmpfs")]
    return set(map(posixpath.normpath, targets))


def _fault(kind: str, source: Json, targets: Sequence[str], taken: Collection[str]) -> str:
    """Why no mount can replace a volume, as a variant of the text; empty for one that can be replaced.

    Kubernetes refuses a path that is missing or not absolute, an export without a server, and a second mount at
    one place. Docker would mount another folder, or the whole VM, and refuses the second mount.
    """
    path = text_of(source, "path")
    absolute = path.startswith("/") or placeholders.holds(path)
    if (kind in ("path", "nfs") and not absolute) or (kind == "nfs" and not text_of(source, "server")):
        return "unplaced"
    places = [posixpath.normpath(target) for target in targets]
    if len(set(places)) < len(places) or not set(places).isdisjoint(taken):
        return "twice"
    return "" if kind in _KINDS.values() and targets else "other"


def _name(item: Json) -> str:
    return text_of(member(item, "volume"), "name")


def _source(item: Json) -> tuple[str, Json]:
    """The kind of a volume, and its settings."""
    volume = member(item, "volume")
    for key, value in volume.items() if isinstance(volume, dict) else ():
        if key.lower() != "name":
            return _KINDS.get(key.lower(), str(key)), value
    return "", None


def _mounts(item: Json) -> Iterator[tuple[str, str, bool]]:
    """Yields target, folder and whether it is read-only, for each mount of a volume."""
    mounts = member(item, "volumeMounts")
    for mount in mounts if isinstance(mounts, list) else ():
        if target := text_of(mount, "mountPath"):  # Kubernetes takes a relative one from the root
            target = target if target.startswith("/") or placeholders.holds(target) else f"/{target}"
            yield target, text_of(mount, "subPath"), member(mount, "readOnly") is True


def _question(kind: str, source: Json, device: Device, *, shared: bool) -> Choice:
    if kind == "claim":
        return _claim(text_of(source, "claimName"), device)
    if kind == "path":
        path = text_of(source, "path")
        if share := storage.share_of_path(path):
            return _claim(share, device)
        text = N_("A path of the VM. The files of the Kubernetes node are not there.")
        first = option(f"bind:{path}", N_("Path {path} of the VM"), text, path=path)
        if posixpath.normpath(path).strip("/") == "":  # the whole VM
            return choice(first, _DROP)
        return _choice((first, _DROP), N_("it is the same path as before"))
    if kind == "nfs":
        text = N_("Docker mounts it; the module cannot start while the server is unavailable.")
        first = option("nfs", N_("The same export, mounted by Docker"), text)
        return _choice((first, _DROP), N_("it is the same export as before"))
    memory = text_of(source, "medium").lower() == "memory"
    options: tuple[Option, ...] = (_TMPFS, _VOLUME, _DROP) if memory else (_VOLUME, _TMPFS, _DROP)
    if shared:
        options = (_SHARED.model_copy(update={"facts": {"size": str(member(source, "sizeLimit"))}}), *options)
    return _choice(options, N_("it is closest to the Kubernetes volume"))


def _claim(name: str, device: Device) -> Choice:
    """The share of the claim; all shares of the device if the name of the claim is not one of them."""
    known = mount_points.known_share(name, device) or name
    sure = mount_points.can_be_share(known)
    shares = [
        option(
            f"share:{share}",
            N_("Share “{share}”"),
            answer_texts.MOUNT_FIRST,
            share=share,
            point=mount_points.mount_point(share),
        )
        for share in ([known] if sure else device.share_names())
    ]
    if sure:
        return _choice((*shares, _DROP), N_("the claim belongs to a share"))
    return choice(*shares, _DROP)


def _shared(module: Module, item: Json) -> bool:
    """Whether a volume is the shared memory of the container, which `ShmSize` can replace."""
    source = _source(item)[1]
    memory = text_of(source, "medium").lower() == "memory" and _size(source) is not None
    alone = [(target, folder) for target, folder, _mode in _mounts(item)] == [("/dev/shm", "")]
    return memory and alone and module.find("HostConfig", "ShmSize") is None


def _size(source: Json) -> int | None:
    amount = quantities.parse(member(source, "sizeLimit"))
    return int(amount) if amount is not None and 0 < amount <= quantities.LARGEST else None


def _choice(options: tuple[Option, ...], reason: str) -> Choice:
    return choice(*options, default=options[0].value, reason=reason)


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Replaces the element by one mount of Docker for each of its mounts."""
    module, answer = manifest.holder(finding.module, finding.pointer), str(answers[finding.id])
    item = ptr.resolve(manifest.tree, finding.pointer)
    changes = [Change("remove", finding.pointer, finding.id)]
    if answer == "shm":
        return [*changes, Change("add", module.to("HostConfig", "ShmSize"), finding.id, _size(_source(item)[1]))]
    for target, folder, read_only in _mounts(item) if answer != "drop" else ():
        if answer == "tmpfs":
            where = ptr.join(module.to("HostConfig", "Tmpfs"), target)
            changes.append(Change("add", where, finding.id, _in_memory(item, read_only)))
            continue
        path = _created(item, answer, folder, target)
        if path and ports.open_for(module, "HostConfig", "Binds", kind=list):
            text = mount_points.bind(path, target, read_only)
            changes.append(Change("add", module.to("HostConfig", "Binds") + "/-", finding.id, text))
            continue
        mount: Json = {**_mount(module, item, answer, folder), "Target": target}
        if read_only:
            mount["ReadOnly"] = True
        changes.append(Change("add", module.to("HostConfig", "Mounts") + "/-", finding.id, mount))
    return changes


def _created(item: Json, answer: str, folder: str, target: str) -> str:
    """The path of a directory that Kubernetes creates if it does not exist; empty for any other volume."""
    kind, _, place = answer.partition(":")
    path = _below(place, folder) if kind == "bind" else ""
    creates = text_of(_source(item)[1], "type") in ("", "DirectoryOrCreate")
    return path if creates and mount_points.is_created(path, target) else ""


def _below(path: str, folder: str) -> str:
    return posixpath.join(path, folder.lstrip("/")).rstrip("/") or "/"


def _in_memory(item: Json, read_only: bool) -> str:
    """The options of a folder in memory, with the size in MiB if it is a whole number of them."""
    size = _size(_source(item)[1])
    limit = "" if size is None else f"size={size >> 20}m" if size % 2**20 == 0 else f"size={size}"
    return ",".join(filter(None, ("ro" if read_only else "", limit)))


def _mount(module: Module, item: Json, answer: str, folder: str) -> dict[str, Json]:
    kind, _, place = answer.partition(":")
    if kind == "share":
        within = storage.folder_of_path(text_of(_source(item)[1], "path"))
        return {"Type": "bind", "Source": mount_points.mount_point(place, "/".join(filter(None, (within, folder))))}
    if kind == "bind":
        return {"Type": "bind", "Source": _below(place, folder)}
    name = _NOT_NAME.sub("-", "-".join(filter(None, (module.name, _name(item))))).lstrip("-_.")
    if kind == "volume":  # the driver says that it is no share
        return {"Type": "volume", "Source": name, "VolumeOptions": {"DriverConfig": {"Name": "local"}}}
    source = Place("", _source(item)[1]).value
    path = "/".join(filter(None, (text_of(source, "path").rstrip("/"), folder)))
    options = {"type": "nfs", "o": f"addr={text_of(source, 'server')},vers=3,nolock", "device": f":{path}"}
    return {"Type": "volume", "Source": name, "VolumeOptions": {"DriverConfig": {"Name": "local", "Options": options}}}


RULE = Rule(
    id="vm-section-volume",
    area=Area.STORAGE,
    source=("V-O1", "V-S2", "V-S4", "V-S6", "V-R7"),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    sources=("kubernetes",),
    gives_up=("drop", "bind:"),
)
