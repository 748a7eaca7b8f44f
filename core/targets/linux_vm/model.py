"""The model of what Docker runs on the VM: one container for each module, with ports, mounts, GPUs and limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from core.docker import quantities
from core.docker.published import Published
from core.docker.refusal import Refusal
from core.manifest.manifest import Module
from core.model.base import Json
from core.targets.base import Message
from core.targets.objects import TargetObject, objects_of


@dataclass(frozen=True, slots=True)
class Mount:
    """A place in a container. `kind` is `share`, `folder`, `volume`, `nfs`, `tmpfs` or `other`.

    `share` is filled below a mount point; `from_binds` marks an entry of `Binds`, whose source Docker makes if absent.
    """

    pointer: str
    kind: str
    source: str
    target: str
    read_only: bool
    share: str = ""
    from_binds: bool = False
    driver: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GpuRequest:
    """One way to a GPU: ids (`all` among them), or the first `count` (-1 for all). `runtime` names one instead."""

    pointer: str
    ids: tuple[str, ...] = ()
    count: int | None = None
    runtime: str = ""

    def uses(self, there: int) -> tuple[int, ...]:
        """The numbers of the GPUs it gives, on a VM that has so many; ids that are no number are left out.

        Of a count beyond the GPUs of the VM one more is given, which is enough to see that it is too large.
        """
        if "all" in self.ids or self.count == -1:
            return tuple(range(there))
        if self.count is not None:
            return tuple(range(min(self.count, there + 1)))
        return tuple(quantities.number_of(name) for name in self.ids if name.isdecimal())


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of a container. `pointer` is empty for one that the agent adds; `hidden` one of `env` it overrules."""

    name: str
    value: str
    pointer: str
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class Container:
    """What one module becomes. `network` is `azure-iot-edge`, `host` or what the module names.

    `memory` and `reservation` are bytes, `cpus` billionths of a CPU, each None where it is not limited. `refusals` are
    the values that Docker refuses.
    """

    module: Module
    service: TargetObject
    network: str
    ports: tuple[Published, ...] = ()
    mounts: tuple[Mount, ...] = ()
    gpus: tuple[GpuRequest, ...] = ()
    variables: tuple[Variable, ...] = ()
    memory: int | None = None
    reservation: int | None = None
    cpus: int | None = None
    stopped: bool = False
    refusals: tuple[Refusal, ...] = ()

    @property
    def objects(self) -> tuple[TargetObject, ...]:
        """The container itself."""
        return (self.service,)

    @property
    def drops(self) -> tuple[Message, ...]:
        """Nothing: Docker ignores unknown options silently; the checks report those that matter."""
        return ()

    @property
    def variable(self) -> Mapping[str, Variable]:
        """The variables by name."""
        return {variable.name: variable for variable in self.variables}


@dataclass(frozen=True, slots=True)
class VmPreview:
    """All containers, with the networks and volumes of Docker that they use."""

    modules: tuple[Container, ...]
    networks: Mapping[str, Json] = field(default_factory=dict)
    volumes: Mapping[str, Json] = field(default_factory=dict)

    @property
    def mounts(self) -> Iterator[tuple[Module, Mount]]:
        """Every mount of every container, with its module."""
        return ((container.module, mount) for container in self.modules for mount in container.mounts)

    @property
    def objects(self) -> Iterator[TargetObject]:
        """Every container."""
        return (container.service for container in self.modules)

    def objects_of(self, pointer: str) -> tuple[tuple[TargetObject, str], ...]:
        """Container and path of everything that came from a place of the manifest."""
        return objects_of(self.objects, pointer)
