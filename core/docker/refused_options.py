"""Options with words, numbers and limits that Docker refuses, and options that exclude each other.

Source: as in `engine`; daemon/internal/runconfig.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from ipaddress import ip_address

from core.docker import engine, facts
from core.docker.refusal import Refusal, is_open, refusal
from core.docker.types import whole
from core.manifest.manifest import Module, Place, member, text_of


def refusals(module: Module) -> Iterator[Refusal]:
    """Everything that Docker refuses of these options."""
    for part in (_words, _texts, _numbers, _limits, _conflicts):
        yield from part(module)


_MODES: Mapping[str, tuple[str, ...]] = {
    "IpcMode": ("none", "private", "host", "shareable", "container:NAME"),
    "PidMode": ("host", "container:NAME"),
    "UTSMode": ("host",),
    "CgroupnsMode": ("private", "host"),
    "Isolation": ("default",),
}


def _words(module: Module) -> Iterator[Refusal]:
    for key, known in _MODES.items():
        place = module.find("HostConfig", key)
        if place is not None and isinstance(place.value, str) and place.value and not is_open(place.value):
            word = "container:NAME" if place.value.startswith("container:") else place.value
            word = word.lower() if key == "Isolation" else word
            if word not in known or place.value == "container:":
                yield refusal(place, "mode", known=list(known))
    network = module.find("HostConfig", "NetworkMode")
    if network is not None and network.value in ("container", "container:"):
        yield refusal(network, "network")
    yield from _restart(module)


def _restart(module: Module) -> Iterator[Refusal]:
    place = module.find("HostConfig", "RestartPolicy")
    name, count = member(place and place.value, "Name"), whole(member(place and place.value, "MaximumRetryCount")) or 0
    if place is None or not isinstance(name, str) or not name or is_open(name):
        return
    if name.lower() not in ("no", "always", "on-failure", "onfailure", "unless-stopped", "unlessstopped"):
        yield refusal(place, "restart", name)
    elif count < 0 or (count and name.lower() not in ("on-failure", "onfailure")):
        yield refusal(place, "restart-count", str(count))


def _takes_host(text: str) -> bool:
    name, _, address = text.partition(":")
    try:
        return name != "" and (address == "host-gateway" or bool(ip_address(address)))
    except ValueError:
        return False


_LISTS: tuple[tuple[str, str, Callable[[str], bool]], ...] = (
    ("CapAdd", "capability", engine.takes_capability),
    ("CapDrop", "capability", engine.takes_capability),
    ("SecurityOpt", "security", engine.takes_security),
    ("ExtraHosts", "host-entry", _takes_host),
)
_SINGLE: tuple[tuple[str, str, Callable[[str], bool]], ...] = (
    ("StopSignal", "signal", engine.takes_signal),
    ("WorkingDir", "directory", lambda text: text.startswith("/")),
    ("Hostname", "host-name", lambda text: len(text.encode(errors="replace")) <= 64),
)


def _texts(module: Module) -> Iterator[Refusal]:
    for key, code, takes in _LISTS:
        for place in module.list_at("HostConfig", key):
            if isinstance(place.value, str) and not is_open(place.value) and not takes(place.value):
                yield refusal(place, code, key=key)
    for key, code, takes in _SINGLE:
        found = module.find(key)
        text = found.value if found is not None and isinstance(found.value, str) else ""
        if found is not None and text and not is_open(text) and not takes(text):
            yield refusal(found, code)


TAKES: Mapping[str, Callable[[str], object]] = {key.lower(): takes for key, _, takes in _SINGLE}
"""Whether Docker accepts a text, by the option in lower case."""
_RANGES: Mapping[str, tuple[int | None, int | None]] = {
    "CpuPeriod": (1000, 1_000_000),
    "CpuShares": (0, None),
    "NanoCpus": (0, None),
    "ShmSize": (0, None),
    "OomScoreAdj": (-1000, 1000),
    "BlkioWeight": (10, 1000),
    "IOMaximumBandwidth": (0, 0),
    "IOMaximumIOps": (0, 0),
    "MemorySwappiness": (-1, 100),
}
"""The least and the most; 0 leaves the option out. Sums and limits of memory have a check of their own."""
_LEAST_TIME = 1_000_000
_TIMES = ("Interval", "Timeout", "StartPeriod", "StartInterval")


def _numbers(module: Module) -> Iterator[Refusal]:
    for key, (low, high) in _RANGES.items():
        place = module.find("HostConfig", key)
        number = None if place is None else whole(place.value)
        if place is not None and number and not (low or 0) <= number <= (number if high is None else high):
            yield refusal(place, "amount" if high is None else "between", low=low, high=high)
    quota = module.find("HostConfig", "CpuQuota")
    if quota is not None and 0 < (whole(quota.value) or 0) < 1000:
        yield refusal(quota, "amount", low=1000, high=None)
    check = module.find("Healthcheck")
    for key in _TIMES if check is not None else ():
        place, number = module.find("Healthcheck", key), whole(module.get("Healthcheck", key))
        if place is not None and number and number < _LEAST_TIME:
            yield refusal(place, "time")
    retries = module.find("Healthcheck", "Retries")
    if retries is not None and (whole(retries.value) or 0) < 0:
        yield refusal(retries, "amount", low=0, high=None)


def _limits(module: Module) -> Iterator[Refusal]:
    for place in module.list_at("HostConfig", "Ulimits"):
        name = text_of(place.value, "Name")
        soft, hard = (whole(member(place.value, key)) for key in ("Soft", "Hard"))
        if not is_open(name) and name not in engine.WORDS["limits"]:
            yield refusal(place, "limit", name, "Ulimits")
        elif hard not in (None, -1) and soft is not None and (soft == -1 or soft > hard):
            yield refusal(place, "limit-order", name, "Ulimits", soft=soft, hard=hard)


def _set(module: Module, *keys: str) -> Place | None:
    place = module.find(*keys)
    return place if place is not None and place.value not in (None, False, 0, "", [], {}) else None


def _conflicts(module: Module) -> Iterator[Refusal]:
    """Options that exclude each other; the first named is the one that is reported."""
    network = module.get("HostConfig", "NetworkMode")
    in_host = [("NanoCpus", "CpuPeriod"), ("NanoCpus", "CpuQuota")]
    pairs: list[tuple[tuple[str, ...], tuple[str, ...]]] = [
        (("HostConfig", one), ("HostConfig", other)) for one, other in in_host
    ]
    if isinstance(network, str) and network.startswith("container:"):
        keys = [("HostConfig", key) for key in ("PortBindings", "PublishAllPorts", "Links", "Dns", "ExtraHosts")]
        pairs += [(key, ("HostConfig", "NetworkMode")) for key in [*keys, ("ExposedPorts",), ("Hostname",)]]
    if facts.on_host_network(module):
        pairs.append((("HostConfig", "Links"), ("HostConfig", "NetworkMode")))
    if module.get("HostConfig", "UTSMode") == "host":
        pairs.append((("Hostname",), ("HostConfig", "UTSMode")))
    if text_of(module.get("HostConfig", "RestartPolicy"), "Name") not in ("", "no"):
        pairs.append((("HostConfig", "AutoRemove"), ("HostConfig", "RestartPolicy")))
    for one, other in pairs:
        place = _set(module, *one)
        if place is not None and _set(module, *other) is not None:
            yield refusal(place, "conflict", other[-1], other=other[-1])
