"""The security context of the pod: keys that are dropped, and values the agent cannot read."""

from __future__ import annotations

from collections.abc import Callable

from core.docker import experimental, placeholders
from core.manifest.equal_modules import each_module
from core.manifest.manifest import Module, Place, spelling
from core.rules.base import Area, Device, Finding, Findings, Json, Rule, Verdict

POD = frozenset(
    ("fsgroup", "runasgroup", "runasnonroot", "runasuser", "selinuxoptions", "supplementalgroups", "sysctls")
) | {"windowsoptions"}
"""The keys of the pod's security context in the agent's Kubernetes client (1.6), in lowercase."""


@each_module
def detect(module: Module, device: Device) -> Findings:
    """Yields one finding for each dropped key, and for each value of a wrong type."""
    for place in experimental.members(module, "securityContext"):
        name, value = place.key.lower(), place.value
        if name not in POD:
            yield _finding(module, place, Verdict.MANUAL, "privileged" if name == "privileged" else "")
        elif value is not None and not _hidden(value) and not _SHAPES[name](value):
            yield _finding(module, place, Verdict.BLOCK, "type")


def _hidden(value: Json) -> bool:
    """Whether a value is a placeholder, or a list with one."""
    return placeholders.is_left(value) or (isinstance(value, list) and any(map(placeholders.is_left, value)))


def _is_whole(value: Json) -> bool:
    if isinstance(value, str):
        return value.strip().removeprefix("-").isdecimal()
    return not isinstance(value, bool) and isinstance(value, (int, float)) and float(value).is_integer()


def _is_truth(value: Json) -> bool:
    return not isinstance(value, (dict, list, str)) or (
        isinstance(value, str) and value.strip().lower() in ("true", "false")
    )


def _is_object(value: Json) -> bool:
    return isinstance(value, dict)


def _are_groups(value: Json) -> bool:
    return isinstance(value, list) and all(map(_is_whole, value))


def _are_settings(value: Json) -> bool:
    """Whether a value is a list of sysctls: objects with a name; the value may be missing."""
    return isinstance(value, list) and all(spelling(item, "name") for item in value)


_SHAPES: dict[str, Callable[[Json], bool]] = {
    "fsgroup": _is_whole,
    "runasgroup": _is_whole,
    "runasuser": _is_whole,
    "runasnonroot": _is_truth,
    "supplementalgroups": _are_groups,
    "sysctls": _are_settings,
    "selinuxoptions": _is_object,
    "windowsoptions": _is_object,
}


def _finding(module: Module, place: Place, verdict: Verdict, variant: str) -> Finding:
    return RULE.finding(module, place.key, place.pointer, verdict, name=place.key, variant=variant)


RULE = Rule(id="security-context", area=Area.RESOURCES, source=("AGT-9-context",), detect=detect)
