"""The mount points of the device's shares on a Linux VM: one folder for each share.

Source: reference linux-vm-target V-S1, by inference: no document specifies a path, so EdgeShift chooses the folder.
"""

from __future__ import annotations

import re
from posixpath import normpath

from core.model.base import Json
from core.model.device import Device

_NOT_NAME = re.compile(r"[^A-Za-z0-9_.-]+")

ROOT = "/mnt/ase"
DATA_DISK = "/iotedge/storage"
"""Where edgeAgent and edgeHub keep their messages: a folder of a data disk (azure-docs, how-to-access-host-storage)."""


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


NFS = r"nfs:(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])/[A-Za-z0-9][A-Za-z0-9-]*(?:/(?!.*\.\.)[^:]*[^:\s])?"
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
