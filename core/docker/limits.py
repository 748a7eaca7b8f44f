"""Limits of CPU and memory that Docker would keep, read as Kubernetes quantities.

Docker's units: `Memory` and `MemoryReservation` bytes, `NanoCpus` billionths of a CPU, `CpuQuota` of `CpuPeriod`
microseconds (100,000 unless given). 0 and less mean no limit.
Source: Docker Engine API, ContainerCreate; kubernetes-edge-agent reference section 5.2 (the agent reads none of them).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from core.docker import experimental, facts, quantities
from core.docker.types import LONGEST, whole
from core.manifest.manifest import Module, Place
from core.model.base import Json
from core.model.remembered import remembered

TARGETS = {
    "Memory": ("limits", "memory"),
    "NanoCpus": ("limits", "cpu"),
    "CpuQuota": ("limits", "cpu"),
    "MemoryReservation": ("requests", "memory"),
}
PERIOD = "CpuPeriod"
DEFAULT_PERIOD = 100_000
_LOWERED = frozenset(name.lower() for name in (*TARGETS, PERIOD))


@dataclass(frozen=True, slots=True)
class Limit:
    """One Docker key. `amount` is its quantity as text: empty for no limit, None for a value that cannot be meant.

    `part` and `resource` say where it belongs under `resources`; `now` is what is there already.
    """

    key: str
    place: Place
    amount: str | None
    exact: bool
    part: str
    resource: str
    now: Place | None

    @property
    def current(self) -> Json:
        """The value under `resources`, if Kubernetes accepts it and it is plausible."""
        value = None if self.now is None else self.now.value
        return value if quantities.sound(value, self.resource) else None

    @property
    def rules(self) -> bool:
        """Whether the key sets a limit that can be read."""
        return bool(self.amount)


def present(module: Module) -> bool:
    """Whether the module has any such key: a quick test, false for most modules."""
    return not _LOWERED.isdisjoint(facts.host_keys(module))


@remembered
def limits(module: Module) -> list[Limit]:
    """The Docker limits of a module, in a fixed order."""
    return list(_limits(module)) if present(module) else []


def _limits(module: Module) -> Iterator[Limit]:
    for key, (part, resource) in TARGETS.items():
        place = module.find("HostConfig", key)
        if place is None:
            continue
        amount, exact = _amount(module, key, place.value)
        yield Limit(key, place, amount, exact, part, resource, experimental.find(module, "resources", part, resource))


def _amount(module: Module, key: str, value: Json) -> tuple[str | None, bool]:
    number = whole(value)
    if number is not None and number >= LONGEST:
        return None, True
    if number is None:
        return ("", True) if value is None else (None, True)
    if number <= 0:
        return "", True
    if TARGETS[key][1] == "memory":
        return None if quantities.absurd(Fraction(number), "memory") else quantities.memory(number), True
    amount = Fraction(number, 10**9) if key == "NanoCpus" else Fraction(number, _period(module))
    return None if amount > 1000 else quantities.cpu(amount), amount * 1000 % 1 == 0


def _period(module: Module) -> int:
    value = whole(module.get("HostConfig", PERIOD))
    return value if value is not None and value > 0 else DEFAULT_PERIOD


def limit_by_default(module: Module, resource: str) -> Json:
    """The limit of a resource with default answers; None for none."""
    for limit in limits(module):
        if limit.rules and (limit.part, limit.resource) == ("limits", resource):
            return limit.amount if limit.current is None else limit.current
    place = experimental.find(module, "resources", "limits", resource)
    return None if place is None else quantities.meant(place.value, resource)


def taken_over(module: Module, part: str, resource: str) -> bool:
    """Whether a Docker key decides this place, so that no other rule should touch it."""
    return any(limit.rules and (limit.part, limit.resource) == (part, resource) for limit in limits(module))
