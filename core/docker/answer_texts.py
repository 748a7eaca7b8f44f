"""Texts of answers and of reasons for defaults that questions of several rules share, as catalogue texts."""

from __future__ import annotations

import re

from core.docker.effects import SHARED_MEMORY
from core.text.catalogue import N_

SHARE_AT = N_("The module finds the files of this share at {target}.")
SHARE_NOT_LISTED = N_("The device does not list this share yet. Create it there and enable it for Edge compute.")
NODE_FOLDER = N_("A folder of the Kubernetes node. It is empty at first and is deleted when that node is replaced.")
ONLY_A_FOLDER = N_("Correct only if this is a folder. With a file or a device node the module never starts.")
_NODE_SHARE = N_("An empty folder of the Kubernetes node with the same path, not the share.")
_NODE_SYSTEM = N_("A directory of the Kubernetes node. Its content differs from that of the old device.")
NODE_PATHS = {
    **dict.fromkeys(("share", "sub-folder", "share-root"), _NODE_SHARE),
    **dict.fromkeys(("file", "device", "pod-file", "socket"), ONLY_A_FOLDER),
    **dict.fromkeys(("system", "common"), _NODE_SYSTEM),
}
"""What a host path that is kept is on Kubernetes, by its form (`storage.form_of`); any other is a `NODE_FOLDER`."""
_IMAGE_FILES = N_("Only files already in the image are at {target}.")
_OWN_MEMORY = N_("{module} gets 64 MB of its own at {target}, like every container.")
_OWN_FILES = N_("{module} sees what every container has at {target}, not the files of the device.")
_OF_CONTAINER = re.compile(
    r"/(?:proc|sys|dev/pts|dev/mqueue|dev/fd|etc/hosts|etc/hostname|etc/resolv\.conf)(?:/.*)?", re.DOTALL
)
"""What the container runtime provides, with everything below (OCI runtime specification, default filesystems)."""
_DEVICES = re.compile(r"/dev(?:/(?:null|zero|full|u?random|tty|console|ptmx|stdin|stdout|stderr))?")
"""The devices of every container (OCI runtime specification, default devices); others are those of the host."""
POD_FILE = N_("Kubernetes writes this file for every pod")
BIND_OF_SHARE = N_("the bind specified a share of the old device")
SHARE_FOLDER = N_("Folder {folder} of the share “{share}”")
EMPTY_VOLUME = N_(
    "Docker creates an empty volume on the disk of the VM. The module does not see the files of the share."
)
MOUNT_FIRST = N_("The VM must mount the share at {point} before the module starts.")
DATA_DISK = N_("A folder of the VM. Put it on a data disk, because waiting messages must not depend on a share.")
OWN_DATA = N_("the runtime stores its own data there, and a share may be unavailable when it starts")
ONE_GPU = N_("Docker gives the container this GPU through DeviceRequests. Other modules can also use it.")
EVERY_GPU = N_("Docker gives the container every GPU of the VM.")
NO_ACCELERATOR = N_("The module runs without an accelerator.")
OTHER_MODULE = N_("Correct only if the string does not refer to this module.")
SAME_CONNECTION = N_("both runtime modules use the same network connection")


def without_mount(target: str) -> str:
    """What a module finds at a path after its mount is removed."""
    path = target.rstrip("/")
    if path == SHARED_MEMORY:
        return _OWN_MEMORY
    own = _OF_CONTAINER.fullmatch(path) or _DEVICES.fullmatch(path)
    return _OWN_FILES if own else _IMAGE_FILES
