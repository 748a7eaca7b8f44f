"""Create options of one module as pod parameters: what the agent reads, what it drops, what makes it throw.

Source: Azure/iotedge, CombinedKubernetesConfigProvider.cs, KubernetesExperimentalCreatePodParameters.cs
(kubernetes-edge-agent reference sections 4, 5 and 9). What throws is refused and left out, so that the rest is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from core.docker import options_table as table
from core.docker.options import Option
from core.docker.options import Place as Level
from core.manifest import pointer as ptr
from core.manifest.manifest import Module, Place
from core.model.base import Json
from core.targets.kubernetes.classes import HOST, SECTION, TOP
from core.targets.kubernetes.model import Log
from core.targets.kubernetes.profile import Settings
from core.targets.kubernetes.shapes import Hidden, Misfit, Shape
from core.text.catalogue import N_

SECTION_KEY = "k8s-experimental"


@dataclass(slots=True)
class Parameters:
    """What the agent keeps of create options, each with its place; absent and null are left out.

    `docker` is keyed by the last name of the path (`Binds`, `Env` …), `section` by the name of the class.
    """

    docker: dict[str, Place] = field(default_factory=dict)
    section: dict[str, Place] = field(default_factory=dict)

    def value(self, name: str) -> Json:
        """A Docker option as the agent holds it; None when absent."""
        place = self.docker.get(name)
        return None if place is None else place.value

    def items(self, name: str) -> Iterator[Place]:
        """The elements of an array or the members of an object, each with its place."""
        place = self.docker.get(name)
        if place is not None:
            pairs = place.value.items() if isinstance(place.value, dict) else enumerate(place.value)
            for key, value in pairs:
                yield Place(ptr.join(place.pointer, key), value)


def combine(module: Module, settings: Settings, log: Log) -> Parameters:
    """The parameters of a module. Ignored and refused settings are recorded in the log."""
    parameters = Parameters()
    seen: dict[str, str] = {}
    for place in module.members_at():
        key, lowered = place.key, place.key.lower()
        option = table.find(Level.TOP, key)
        in_bag = option is None or option.type is None or option.bag
        if lowered in seen and in_bag and settings.profile.any_case_options:
            log.refuse("option-twice", place.pointer, option=seen[lowered])
        seen[lowered] = key
        if lowered == "hostconfig":
            _host(place, settings, log, parameters)
        elif key == SECTION_KEY:
            _section(place, settings, log, parameters)
        elif option is None or not option.read:
            _without_effect(option, place, settings, log)
        elif option.bag and place.key != option.name and not settings.profile.any_case_options:
            log.drop("old-agent-option", place.pointer, option=place.key)
        else:
            name, shape = TOP[lowered]
            _keep(parameters.docker, name, place, shape, log, "option-type" if option.bag else "docker-type")
    return parameters


def _host(host: Place, settings: Settings, log: Log, parameters: Parameters) -> None:
    if not isinstance(host.value, dict):
        if host.value is not None:
            log.refuse("docker-type", host.pointer, option="HostConfig", wanted=N_("an object"))
        return
    for place in host.members():
        option = table.find(Level.HOST, place.key)
        if option is None or not option.read_in(settings.profile.id):
            _without_effect(option, place, settings, log)
        else:
            name, shape = HOST[place.key.lower()]
            _keep(parameters.docker, name, place, shape, log, "docker-type")


def _without_effect(option: Option | None, place: Place, settings: Settings, log: Log) -> None:
    """An option that this generation does not use is read all the same, from the tag on that has a type for it."""
    kind = None if option is None or not option.typed_in(settings.profile.id) else option.type
    if kind is not None and not kind.fits(place.value):
        for fault in kind.faults(place.value):
            pointer = ptr.join(place.pointer, *fault.way)
            name = ".".join([place.key, *(str(step) for step in fault.way if not isinstance(step, int))])
            log.refuse("docker-type", pointer, option=name, wanted=fault.wanted)
    old = option is not None and option.read != ""
    log.drop("old-agent-option" if old else "ignored-option", place.pointer, option=place.key)


def _keep(into: dict[str, Place], name: str, place: Place, shape: Shape, log: Log, code: str) -> None:
    try:
        value = shape.read(place.value, place.pointer, log)
    except Misfit as misfit:
        log.refuse(code, misfit.pointer, option=_option(place.pointer, misfit.pointer), wanted=misfit.wanted)
    except Hidden as hidden:
        log.drop("placeholder", hidden.pointer, option=name)
    else:
        if value is not None:
            into[name] = Place(place.pointer, value)


def _option(top: str, pointer: str) -> str:
    """An option by name: the last key on the way that is no index."""
    return next((part for part in reversed(ptr.split(pointer)) if not part.isdecimal()), ptr.last(top))


def _section(section: Place, settings: Settings, log: Log, parameters: Parameters) -> None:
    """The section under exactly its name at the top (section 9)."""
    if section.value is None:
        return
    if not settings.extensions:
        log.drop("extensions-off", section.pointer)
        return
    if not isinstance(section.value, dict):
        log.drop("section-no-object", section.pointer)
        return
    for place in section.members():
        key, lowered = place.key, place.key.lower()
        if lowered not in SECTION:
            log.drop("section-key", place.pointer, option=key)
        elif lowered == "serviceoptions" and not settings.profile.reads_service_options:
            log.drop("old-agent-option", place.pointer, option=key)
        else:
            name, shape = SECTION[lowered]
            _keep(parameters.section, name, place, shape, log, "section-type")
