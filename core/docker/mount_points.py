"""The mount points of the device's shares on a Linux VM: one folder for each share.

Source: reference linux-vm-target V-S1, by inference: no document specifies a path, so EdgeShift chooses the folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import normpath

from core.docker import engine, environment, ports, storage
from core.docker.names import SHARE_NAME
from core.docker.refusal import is_open
from core.docker.storage import Mount
from core.manifest.manifest import Kind, Module, text_of
from core.model.base import Json
from core.model.device import Device

_NOT_NAME = re.compile(r"[^A-Za-z0-9_.-]+")

ROOT = "/mnt/ase"
DATA_DISK = "/iotedge/storage"
"""Where edgeAgent and edgeHub keep their messages: a folder of a data disk (azure-docs, how-to-access-host-storage)."""


_OF_BINDS = frozenset(("type", "source", "target", "readonly"))
"""What a bind can say as well as a mount."""


def readable(module: Module) -> Iterator[Mount]:
    """The mounts of a module whose type and target Docker reads, or a template fills in; one rule asks for the rest."""
    for mount in storage.mounts(module):
        kind = text_of(mount.value, "Type")
        if (kind == mount.kind or is_open(kind)) and (engine.takes_target(mount.target) or is_open(mount.target)):
            yield mount


def bind(source: str, target: str, read_only: bool) -> str:
    """An element of `Binds`: Docker creates the directory if it does not exist, as Kubernetes does."""
    return f"{source}:{target}:ro" if read_only else f"{source}:{target}"


def can_be_bind(mount: Mount) -> bool:
    """Whether a mount is one of a directory that Kubernetes creates, and a bind can say the same."""
    return is_created(mount.source, mount.target) and all(key.lower() in _OF_BINDS for key in mount.value)


def is_created(source: str, target: str) -> bool:
    """Whether a path is a directory of the machine, and not one of ours, which the VM must have before."""
    ours = source == DATA_DISK or share_below(source) is not None
    plain = ":" not in f"{source}{target}" and target.startswith("/")
    return plain and not ours and storage.form_of(source) in ("directory", "common")


STORAGE_FOLDER = "storageFolder"
"""The variable that names the folder of edgeAgent and edgeHub for their messages."""


def lacks_storage(module: Module) -> bool:
    """Whether this is edgeAgent or edgeHub without such a folder, and one can be added."""
    writable = ports.open_for(module, "HostConfig", "Binds", kind=list)
    plain = isinstance(module.entry("env"), (dict, type(None)))
    return module.kind is Kind.SYSTEM and writable and plain and not environment.variables(module, STORAGE_FOLDER)


def mount_point(share: str, folder: str = "") -> str:
    """The folder of the VM that shows a share, or a folder of it."""
    return "/".join(part for part in (ROOT, share, folder) if part)


def share_below(path: str) -> str | None:
    """The share that a path of the VM belongs to; empty for the root of mount points itself, None for other paths."""
    plain = normpath(path) if path.startswith("/") else path
    if plain != ROOT and not plain.startswith(f"{ROOT}/"):
        return None
    return plain[len(ROOT) + 1 :].partition("/")[0]


def can_be_share(name: str) -> bool:
    """Whether a text can be a folder below the root of mount points, and leads to no other place."""
    return name not in ("", ".", "..") and "/" not in name and "\\" not in name


NFS = r"nfs:(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])/" + SHARE_NAME + r"(?:/(?!.*\.\.)[^:]*[^:\s])?"
"""An answer that names a share which Docker mounts itself: `nfs:ADDRESS/share`, perhaps with a folder."""


def by_nfs(answer: str) -> dict[str, Json]:
    """The mount of such an answer, without its target: a volume of the local driver, with the options of NFS 3.

    Source: docker/docs, volumes (local driver); azure-docs, release notes (`nolock`) and migrate-fpga-gpu (NFS 3).
    """
    address, _, path = answer.removeprefix("nfs:").partition("/")
    options = {"type": "nfs", "o": f"addr={address},vers=3,nolock", "device": f":/{path}"}
    driver = {"DriverConfig": {"Name": "local", "Options": options}}
    return {"Type": "volume", "Source": "nfs-" + _NOT_NAME.sub("-", path), "VolumeOptions": driver}


def known_share(claim: str, device: Device) -> str:
    """The share of the device that a claim in lower case refers to; empty for none."""
    return next((name for name in device.share_names() if name.lower() == claim.lower()), "")
