"""The model of what the edge agent makes of a manifest: objects, ignored settings, refusals and their reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar

from core.manifest.manifest import Module
from core.model.base import Json
from core.model.record import record
from core.model.remembered import remembered
from core.targets.kubernetes.profile import Settings
from core.targets.kubernetes.reasons import DROPS, REFUSALS, By, Dropped, Refused, Stage
from core.targets.objects import TargetObject, objects_of


class Reach(StrEnum):
    """How far a refusal reaches: the module alone, one kind of object and all later kinds, or the deployment."""

    MODULE = "module"
    KIND = "kind"
    DEPLOYMENT = "deployment"


WHOLE = frozenset((Stage.HUB, Stage.READ, Stage.PLAN, Stage.COMBINE, Stage.SECRETS))
"""A fault here changes nothing on the device: pull secrets are made before the deployment is handed on."""
SENT = (Stage.ACCOUNTS, Stage.SERVICES, Stage.DEPLOYMENTS, Stage.CLAIMS)
"""Kinds in the order they are sent; the first refused one keeps all later ones from being sent (section 2)."""


@record
class KubeObject(TargetObject):
    """One object as the agent sends it to Kubernetes."""


@record
class _Reported:
    """Something that does not arrive: its code and where it is in the manifest."""

    reasons: ClassVar[Mapping[str, Dropped | Refused]]
    code: str
    module: str
    pointer: str
    facts: Mapping[str, Json] = field(default_factory=dict)

    @property
    def why(self) -> str:
        """Why, as a catalogue text with `{facts}`."""
        return self.reasons[self.code].text

    @property
    def section(self) -> str:
        """The section of the reference on the edge agent."""
        return self.reasons[self.code].section


@record
class Drop(_Reported):
    """A setting that the agent ignores without refusing it. `code` is a key of `reasons.DROPS`."""

    reasons = DROPS


@record
class Refusal(_Reported):
    """A setting that IoT Hub, the agent or Kubernetes refuses. `code` is a key of `reasons.REFUSALS`."""

    reasons = REFUSALS

    @property
    def stage(self) -> Stage:
        """The stage in the life of a manifest at which it is refused (section 2)."""
        return REFUSALS[self.code].stage

    @property
    def by(self) -> By:
        """Who refuses it."""
        return REFUSALS[self.code].by

    @property
    def reach(self) -> Reach:
        """How far the refusal reaches: there is no isolation between modules (section 2)."""
        if self.stage in WHOLE:
            return Reach.DEPLOYMENT
        if self.stage is Stage.RUN:
            return Reach.MODULE
        if self.stage is Stage.CLAIMS and self.by is not By.AGENT:
            return Reach.MODULE
        return Reach.KIND


class Log:
    """Collects the ignored and refused settings of one module."""

    __slots__ = ("drops", "module", "refusals")

    def __init__(self, module: str) -> None:
        self.module = module
        self.drops: list[Drop] = []
        self.refusals: list[Refusal] = []

    def drop(self, code: str, pointer: str, **facts: Json) -> None:
        """Records a setting that the agent ignores."""
        self.drops.append(Drop(code, self.module, pointer, facts))

    def refuse(self, code: str, pointer: str, **facts: Json) -> None:
        """Records a refused setting, once for each place."""
        refusal = Refusal(code, self.module, pointer, facts)
        if refusal not in self.refusals:
            self.refusals.append(refusal)


@record
class ModulePreview:
    """What one module becomes. `name` is that of its objects; `service` is None without any usable port.

    `claims` are those made for this module first; `uses` names all claims its pod refers to. `secret` is the name of
    its image pull secret, empty for none. `unjudged` names the placeholder that hides the create options.
    """

    module: Module
    name: str
    account: KubeObject
    service: KubeObject | None
    deployment: KubeObject
    claims: tuple[KubeObject, ...] = ()
    uses: tuple[str, ...] = ()
    secret: str = ""
    unjudged: str = ""
    drops: tuple[Drop, ...] = ()
    refusals: tuple[Refusal, ...] = ()

    @property
    def objects(self) -> tuple[KubeObject, ...]:
        """The objects of this module in the order they are sent."""
        service = () if self.service is None else (self.service,)
        return (self.account, *service, self.deployment, *self.claims)

    @property
    def pod(self) -> Mapping[str, Json]:
        """The specification of the pod."""
        spec: Mapping[str, Json] = self.deployment.body["spec"]["template"]["spec"]
        return spec

    @property
    def container(self) -> Mapping[str, Json]:
        """The container of the module itself; the other one is the helper `proxy`."""
        body: Mapping[str, Json] = self.pod["containers"][1]
        return body


@dataclass(frozen=True, slots=True)
class Preview:
    """The whole deployment. `secrets` are the image pull secrets, names only.

    `drops` and `refusals` are those of the deployment as a whole; those of a module are with it.
    """

    settings: Settings
    modules: tuple[ModulePreview, ...]
    secrets: tuple[KubeObject, ...] = ()
    drops: tuple[Drop, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    memo: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def objects(self) -> Iterator[KubeObject]:
        """Every object: secrets, then module by module."""
        yield from self.secrets
        for module in self.modules:
            yield from module.objects

    @property
    def all_drops(self) -> tuple[Drop, ...]:
        """What is dropped anywhere."""
        return (*self.drops, *(drop for module in self.modules for drop in module.drops))

    @property
    @remembered
    def all_refusals(self) -> tuple[Refusal, ...]:
        """What is refused anywhere: the deployment's, then module by module."""
        return (*self.refusals, *(refusal for module in self.modules for refusal in module.refusals))

    def module(self, name: str) -> ModulePreview | None:
        """The module of this name in the manifest, as the target runs it; the first if there are two."""
        return self._by_name.get(name)

    @property
    @remembered
    def _by_name(self) -> dict[str, ModulePreview]:
        return {workload.module.name: workload for workload in reversed(self.modules)}

    def objects_of(self, pointer: str) -> tuple[tuple[TargetObject, str], ...]:
        """Object and path of everything that came from a place of the manifest, or from the closest one around it."""
        return objects_of(self.objects, pointer)

    def fate(self) -> dict[Stage, str]:
        """The result for each kind of object: `sent`, `partly` (refused ones are missing) or `blocked`.

        Nothing is sent after a refusal of reach `deployment`. A kind that the agent cannot map is not sent; one that
        Kubernetes refuses in part prevents the later kinds from being sent (section 2).
        """
        refusals = self.all_refusals
        blocked = any(refusal.stage in WHOLE for refusal in refusals)
        fates: dict[Stage, str] = {}
        for stage in SENT:
            here = [refusal for refusal in refusals if refusal.stage is stage]
            blocked = blocked or any(refusal.by is By.AGENT for refusal in here)
            fates[stage] = "blocked" if blocked else "partly" if here else "sent"
            blocked = blocked or bool(here)
        return fates
