"""Classifies absolute paths of the old device by name, for binds and mounts.

Source: Azure Stack Edge reference, section 10; Filesystem Hierarchy Standard 3.0.
"""

from __future__ import annotations

import re
from posixpath import normpath

_EXTENSION = re.compile(r"(?!\.)[^/]*\.(?:(?!d\Z)[A-Za-z][A-Za-z0-9]{0,7}|so(?:\.[0-9]+)*)")
_FILES = frozenset(
    (
        *("localtime", "timezone", "hosts", "hostname", "passwd", "group", "shadow", "machine-id", "fstab"),
        *("environment", "os-release", "lsb-release", "mtab", "services", "sudoers", "crontab", "cpuinfo", "meminfo"),
    )
)
_PROGRAMS = frozenset(("bin", "sbin"))
"""Folders that hold programs: what is in them is a file."""
_DEVICE_FOLDERS = frozenset(
    (
        *("/dev", "/dev/bus", "/dev/bus/usb", "/dev/disk", "/dev/dri", "/dev/input", "/dev/mapper", "/dev/net"),
        *("/dev/serial", "/dev/serial/by-id", "/dev/shm", "/dev/snd"),
    )
)
_SYSTEM = re.compile(
    r"/(?:boot|dev|etc|lib|lib32|lib64|proc|run|sys|usr|bin|sbin|var/run|var/lib/docker|var/lib/containerd|var/lib/iotedge"
    r"|var/lib/kubelet|var/lib/systemd|var/lib/dbus|snap|var(?:/lib|/log)?\Z)(?:/|\Z)"
)
_COMMON = re.compile(r"/(?:home(?:/[^/]+)?|root|opt|srv|mnt|media|tmp|var/(?:opt|tmp|spool|cache))?")
"""Directories as a whole in which the programs and users of a machine keep what is theirs."""
_SOCKET_FOLDERS = frozenset(("/tmp/.X11-unix", "/tmp/.ICE-unix"))
"""Folders of sockets of the X server and of its session manager (X(7), "/tmp/.X11-unix")."""
OF_THE_POD = frozenset(("/etc/hosts", "/etc/resolv.conf"))
"""Files that Kubernetes writes for each pod itself."""


def normal(path: str) -> str:
    """An absolute path without dots, doubled slashes or a final slash, as Linux reads it.

    `normpath` alone keeps two slashes at the beginning, which POSIX leaves to the system.
    """
    return f"/{normpath(path).lstrip('/')}"


def kind(source: str) -> str:
    """Classifies an absolute path by its name alone.

    `docker-socket`, `socket`, `device` (a device node), `pod-file` (a file that Kubernetes writes), `file`, `system` (a
    directory of the operating system), `common` (one that all programs or users of a machine share), else `directory`,
    which may hold data. A final slash indicates a directory.
    """
    path = normal(source)
    above, _, name = path.rpartition("/")
    if path in _SOCKET_FOLDERS:
        return "system"
    if name.endswith(".sock"):
        return "docker-socket" if name == "docker.sock" else "socket"
    if not source.endswith("/"):
        if path in OF_THE_POD:
            return "pod-file"
        if path.startswith("/dev/") and path not in _DEVICE_FOLDERS:
            return "device"
        if (
            name in _FILES
            or name.startswith(".")
            or above.rpartition("/")[2] in _PROGRAMS
            or _EXTENSION.fullmatch(name)
        ):
            return "file"
    if _SYSTEM.match(path):
        return "system"
    return "common" if _COMMON.fullmatch(path) else "directory"


def of_the_system(source: str) -> bool:
    """Whether an absolute path is in a directory of the operating system, as `/etc/localtime` is."""
    return _SYSTEM.match(normal(source)) is not None
