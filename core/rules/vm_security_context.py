"""The security context of a pod as options of Docker: user, groups and kernel settings."""

from __future__ import annotations

from core.docker import experimental, ports
from core.docker.refused_forms import takes_sysctl
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Module, text_of
from core.rules.base import LINUX_VM, Answers, Area, Change, Changes, Device, Finding, Findings, Json, Rule, Verdict

_KNOWN = frozenset(("runasuser", "runasgroup", "fsgroup", "supplementalgroups", "sysctls", "runasnonroot"))


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each module with a security context, and one for a group that Docker cannot set alone."""
    for module in filter(experimental.in_effect, manifest.modules):
        place = experimental.find(module, "securityContext")
        if place is None:
            continue
        members = place.value if isinstance(place.value, dict) else {}
        user, group = _number(module, "runAsUser"), _number(module, "runAsGroup")
        lost = [key for key in members if key.lower() not in _KNOWN] + _refused(module)
        writable = all(ports.open_for(module, "HostConfig", *keys, kind=kind) for keys, kind in _PLACES)
        readable = writable and isinstance(place.value, dict)
        becomes = _options(module)
        yield RULE.finding(
            module,
            "securityContext",
            place.pointer,
            Verdict.AUTO if readable else Verdict.MANUAL,
            keys=list(members),
            options=list(becomes),
            variant="unread" if not readable else "" if becomes else "removed",
            lost=lost,
            tags=["lost"] if lost else [],
        )
        if group and not user:
            yield RULE.finding(
                module,
                "runAsGroup",
                f"{place.pointer}/{next(key for key in members if key.lower() == 'runasgroup')}",
                Verdict.MANUAL,
                group=group,
                variant="group",
            )


def _options(module: Module) -> list[str]:
    """The options of Docker that get a value."""
    given = {"User": _number(module, "runAsUser"), "GroupAdd": _groups(module), "Sysctls": _sysctls(module)}
    return [option for option, value in given.items() if value]


def _groups(module: Module) -> list[str]:
    listed = _numbers(experimental.get(module, "securityContext", "supplementalGroups"))
    return list(dict.fromkeys(filter(None, [_number(module, "fsGroup"), *listed])))


_PLACES: tuple[tuple[tuple[str, ...], type], ...] = ((("GroupAdd",), list), (("Sysctls",), dict))


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Changes:
    """Replaces the context by `User`, `GroupAdd` and `Sysctls`, also where these had no effect on Kubernetes."""
    module = manifest.holder(finding.module, finding.pointer)
    changes = [Change("remove", finding.pointer, finding.id)]
    user, group = (_number(module, key) for key in ("runAsUser", "runAsGroup"))
    if user:
        changes += _set(module, ("User",), f"{user}:{group}" if group else user, finding.id)
    there = module.get("HostConfig", "GroupAdd")
    where = module.to("HostConfig", "GroupAdd") + "/-"
    new = [name for name in _groups(module) if name not in (there or ())]
    changes += [Change("add", where, finding.id, name) for name in new]
    for name, value in _sysctls(module).items():
        changes += _set(module, ("HostConfig", "Sysctls", name), value, finding.id)
    return changes


def _set(module: Module, keys: tuple[str, ...], value: str, finding: str) -> list[Change]:
    """Sets the option to the value that was in force; empty if it has that value."""
    there = module.find(*keys)
    if there is None:
        return [Change("add", ptr.join(module.to(*keys[:-1]), keys[-1]), finding, value)]
    return [] if there.value == value else [Change("replace", there.pointer, finding, value)]


def _sysctls(module: Module) -> dict[str, str]:
    """Kernel settings by name that Docker takes; the first of those with the same name."""
    found: dict[str, str] = {}
    settings = experimental.get(module, "securityContext", "sysctls")
    for entry in settings if isinstance(settings, list) else ():
        if (name := text_of(entry, "name")) and takes_sysctl(name):
            found.setdefault(name, text_of(entry, "value"))
    return found


def _refused(module: Module) -> list[str]:
    """The kernel settings that Docker does not set in a container."""
    settings = experimental.get(module, "securityContext", "sysctls")
    names = [text_of(entry, "name") for entry in settings] if isinstance(settings, list) else []
    return [name for name in names if name and not takes_sysctl(name)]


def _number(module: Module, key: str) -> str:
    return next(iter(_numbers([experimental.get(module, "securityContext", key)])), "")


def _numbers(values: Json) -> list[str]:
    found = values if isinstance(values, list) else []
    return [str(ports.whole(value)) for value in found if ports.whole(value) is not None]


RULE = Rule(
    id="vm-security-context",
    area=Area.RESOURCES,
    source=("V-O1",),
    detect=detect,
    apply=apply,
    targets=LINUX_VM,
    on_vm=True,
    sources=("kubernetes",),
)
