"""Docker options that the edge agent does not read: each is named, with its replacement."""

from __future__ import annotations

from core.docker import effects, given_options
from core.docker import options_table as table
from core.docker.options import NONE, Reported
from core.docker.options import Option as TableOption
from core.docker.options import Place as Level
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Module, Place
from core.model import rule_ids
from core.model.remembered import remembered
from core.rules.base import Area, Device, Finding, Findings, Json, Rule, Verdict


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one note for each ignored key, at the top level, in HostConfig, in mounts and in port bindings."""
    if module.has_options:
        refused = {place.pointer for _, place, _ in given_options.unreadable(module)}
        for level, place in _ignored(module):
            if place.pointer not in refused:
                yield _finding(module, level, place)


@remembered
def _ignored(module: Module) -> tuple[tuple[Level, Place], ...]:
    names = sorted(given_options.names(module), key=lambda name: name.level is Level.HOST)  # the top first
    named = [(name.level, Place(name.at(module), _value(module, name)), name.option) for name in names]
    found = [(level, place) for level, place, option in named if _is_idle(level, place, option)]
    for level, holder in given_options.elements(module):
        found += ((level, place) for place in holder.members() if _is_idle(level, place, table.find(level, place.key)))
    return tuple(found)


def _value(module: Module, name: given_options.Name) -> Json:
    """The value of an option if anything depends on it, else None."""
    option = name.option
    judged = option is not None and not option.read and option.reported is not Reported.ANY
    return module.get(*name.path) if judged or (option and effects.judges(name.key, option.matters)) else None


def _is_idle(level: Level, place: Place, option: TableOption | None) -> bool:
    """Whether an option has no effect, and no other rule reports its value."""
    if option is None:
        return not place.key.lower().startswith("k8s") and not table.is_misplaced(level, place.key)
    if option.read or not option.rule:
        return not option.read
    if option.reported is Reported.MEMBERS and not isinstance(place.value, dict):
        return True
    return option.reported is not Reported.ANY and effects.empty(place.value)


def _finding(module: Module, level: Level, place: Place) -> Finding:
    option = table.find(level, place.key)
    matters = (
        option is not None
        and not effects.empty(place.value)
        and effects.matters(module, place.key, place.value, option.matters)
    )
    return RULE.finding(
        module,
        place.key,
        place.pointer,
        Verdict.MANUAL if matters else Verdict.NOTE,
        key=place.key,
        replacement=NONE if option is None else option.instead,
        variant="matters" if matters else "" if option is not None else "unknown",
    )


RULE = Rule(id=rule_ids.WITHOUT_EFFECT, area=Area.RUNTIME, source=("O6", "AGT-5.2"), detect=detect, advice=True)
