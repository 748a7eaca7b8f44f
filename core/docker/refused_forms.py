"""Values that Docker reads in one form only, each refused with an example of the form.

Source: moby/moby, daemon/pkg/oci (device rules), daemon/pkg/opts (links), daemon/volume/mounts, moby/sys/mount (options
of tmpfs), daemon/logger (options of json-file and local); runc, libcontainer/configs/validate (sysctls).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from posixpath import normpath

from core.docker import engine, facts, storage
from core.docker.refusal import Refusal, is_open, refusal
from core.manifest.manifest import Module, Place, member, text_of

_CPUS = re.compile(r"\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*")
_MAC = re.compile(
    r"[0-9A-Fa-f]{2}(?:([:-])[0-9A-Fa-f]{2})(?:\1[0-9A-Fa-f]{2}){4}|[0-9A-Fa-f]{4}(?:\.[0-9A-Fa-f]{4}){2}"
)
_RULE = re.compile(r"[acb] (?:\d+|\*):(?:\d+|\*) [rwm]{1,3}")
_LINK = re.compile(r"[^:]+(?::[^:]+)?")
_FROM = re.compile(r"(?:container:)?[^:]+(?::(?:ro|rw|[zZ]|nocopy)(?:,(?:ro|rw|[zZ]|nocopy))*)?")
_SYSCTL = re.compile(
    r"net\..+|fs\.mqueue\..+|kernel\.(?:msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced)"
)
_HOST_NAMES = ("kernel.domainname", "kernel.hostname")
_TMPFS = re.compile(r"(?:size|mode|uid|gid|nr_inodes|nr_blocks|mpol)=.*")
_LOGS = frozenset(("json-file", "local"))
_SIZE = re.compile(r"(?i)-?\d+(?:\.\d+)? ?(?:[kmgtp]i?b?|b)?")
_TRUTH = re.compile(r"1|0|[tTfF]|TRUE|FALSE|true|false|True|False")
_OF_LOGS: Mapping[str, tuple[re.Pattern[str], str]] = {
    "max-size": (_SIZE, "10m"),
    "max-file": (re.compile(r"[1-9]\d*"), "3"),
    "compress": (_TRUTH, "true"),
    "mode": (re.compile(r"blocking|non-blocking|"), "non-blocking"),
}

_TEXTS: tuple[tuple[tuple[str, ...], Callable[[str], object], str], ...] = (
    (("HostConfig", "CpusetCpus"), _CPUS.fullmatch, "0-3"),
    (("HostConfig", "CpusetMems"), _CPUS.fullmatch, "0"),
    (("MacAddress",), _MAC.fullmatch, "02:42:ac:11:00:02"),
)
TAKES: Mapping[str, Callable[[str], object]] = {keys[-1].lower(): takes for keys, takes, _ in _TEXTS}
"""Whether Docker accepts a text, by the option in lower case."""
_LISTS: tuple[tuple[str, Callable[[str], object], str], ...] = (
    ("DeviceCgroupRules", _RULE.fullmatch, "c 81:* rwm"),
    ("Links", _LINK.fullmatch, "camera:cam"),
    ("VolumesFrom", _FROM.fullmatch, "camera:ro"),
)


def refusals(module: Module) -> Iterator[Refusal]:
    """Everything that Docker refuses of these values."""
    for keys, takes, example in _TEXTS:
        place = module.find(*keys)
        if place is not None and isinstance(place.value, str) and place.value:
            yield from _unless(place, place.value, takes, example, place.key)
    for key, takes, example in _LISTS:
        for place in module.list_at("HostConfig", key):
            if isinstance(place.value, str):
                yield from _unless(place, place.value, takes, example, key)
    for place in module.members_at("HostConfig", "Tmpfs"):
        for option in place.value.split(",") if isinstance(place.value, str) and place.value else ():
            yield from _unless(place, option, _takes_tmpfs, "size=64m", "Tmpfs")
    for mount in storage.mounts(module):
        yield from _of_mount(Place(mount.pointer, mount.value), mount.kind, mount.source)
    yield from _sysctls(module)
    yield from _logs(module)


def _unless(place: Place, text: str, takes: Callable[[str], object], example: str, key: str) -> Iterator[Refusal]:
    if not is_open(text) and not takes(text):
        yield refusal(place, "form", text, key, form=example)


def _takes_tmpfs(option: str) -> bool:
    return option in engine.WORDS["tmpfs"] or _TMPFS.fullmatch(option) is not None


def _of_mount(place: Place, kind: str, source: str) -> Iterator[Refusal]:
    spread = text_of(member(place.value, "BindOptions"), "Propagation")
    if kind == "bind" and spread:
        yield from _unless(place, spread, engine.PROPAGATION.__contains__, "rprivate", "Propagation")
    folder = text_of(member(place.value, "VolumeOptions"), "Subpath")
    if kind == "volume" and folder:
        yield from _unless(place, folder, lambda text: source and _is_within(text), "models/day", "Subpath")


def _is_within(folder: str) -> bool:
    return not folder.startswith("/") and normpath(folder).split("/")[0] != ".."


def takes_sysctl(name: str) -> bool:
    """Whether Docker sets this kernel setting in a container, or its value waits for a template."""
    return is_open(name) or name in _HOST_NAMES or _SYSCTL.fullmatch(name) is not None


def _sysctls(module: Module) -> Iterator[Refusal]:
    network, memory = facts.on_host_network(module), module.get("HostConfig", "IpcMode")
    for place in module.members_at("HostConfig", "Sysctls"):
        if is_open(place.key) or place.key in _HOST_NAMES:
            continue
        yield from _unless(place, place.key, takes_sysctl, "net.core.somaxconn", "Sysctls")
        if place.key.startswith("net.") and network:
            yield refusal(place, "conflict", "NetworkMode", "Sysctls", other="NetworkMode")
        elif _SYSCTL.fullmatch(place.key) and not place.key.startswith("net.") and memory == "host":
            yield refusal(place, "conflict", "IpcMode", "Sysctls", other="IpcMode")


def _logs(module: Module) -> Iterator[Refusal]:
    kind = module.get("HostConfig", "LogConfig", "Type")
    for place in module.members_at("HostConfig", "LogConfig", "Config") if kind in _LOGS else ():
        known, example = _OF_LOGS.get(place.key, (None, ""))
        if place.key not in engine.WORDS["logs"]:
            yield from _unless(place, place.key, engine.WORDS["logs"].__contains__, "max-size", "LogConfig")
        elif known is not None and isinstance(place.value, str):
            yield from _unless(place, place.value, known.fullmatch, example, place.key)
