"""Create options of one module as pod parameters: what the agent reads, what it drops, what makes it throw.

Source: Azure/iotedge, CombinedKubernetesConfigProvider.cs, KubernetesExperimentalCreatePodParameters.cs
(kubernetes-edge-agent reference sections 4, 5 and 9). What throws is refused and left out, so that the rest is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from core.docker import given_options
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
    for name in given_options.names(module):
        if name.level is Level.HOST:
            _of_host(name, module, settings, log, parameters)
            continue
        key, lowered, option = name.key, name.key.lower(), name.option
        in_bag = option is None or option.type is None or option.bag
        if lowered in seen and in_bag and settings.profile.any_case_options:
            log.refuse("option-twice", name.at(module), option=seen[lowered])
        seen[lowered] = key
        if lowered == "hostconfig":
            _host(name, module, log)
        elif key == SECTION_KEY:
            _section(name.place(module), settings, log, parameters)
        elif option is None or not option.read:
            _without_effect(name, module, settings, log)
        elif option.bag and key != option.name and not settings.profile.any_case_options:
            log.drop("old-agent-option", name.at(module), option=key)
        else:
            known, shape = TOP[lowered]
            code = "option-type" if option.bag else "docker-type"
            _keep(parameters.docker, known, name.place(module), shape, log, code)
    return parameters


def _host(name: given_options.Name, module: Module, log: Log) -> None:
    value = None if module.keys_at(name.key) else module.get(name.key)
    if value is not None and not isinstance(value, dict):
        log.refuse("docker-type", name.at(module), option="HostConfig", wanted=N_("an object"))


def _of_host(name: given_options.Name, module: Module, settings: Settings, log: Log, parameters: Parameters) -> None:
    if name.option is None or not name.option.read_in(settings.profile.id):
        _without_effect(name, module, settings, log)
    else:
        known, shape = HOST[name.key.lower()]
        _keep(parameters.docker, known, name.place(module), shape, log, "docker-type")


def _without_effect(name: given_options.Name, module: Module, settings: Settings, log: Log) -> None:
    """An option that this generation does not use is read all the same, from the tag on that has a type for it."""
    option = name.option
    kind = None if option is None or not option.typed_in(settings.profile.id) else option.type
    if kind is not None and not kind.fits(value := module.get(*name.path)):
        for fault in kind.faults(value):
            pointer = ptr.join(name.at(module), *fault.way)
            inside = ".".join([name.key, *(str(step) for step in fault.way if not isinstance(step, int))])
            log.refuse("docker-type", pointer, option=inside, wanted=fault.wanted)
    old = option is not None and option.read != ""
    log.drop("old-agent-option" if old else "ignored-option", name.at(module), option=name.key)


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
