"""The security context of a pod as options of Docker: user, groups and kernel settings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.docker import experimental, ports
from core.manifest import pointer as ptr
from core.manifest.manifest import Manifest, Module, text_of
from core.model.base import Answers, Json
from core.model.changes import Change
from core.model.device import Device
from core.model.findings import Area, Finding, Verdict
from core.rules.base import LINUX_VM, Rule

_KNOWN = frozenset(("runasuser", "runasgroup", "fsgroup", "supplementalgroups", "sysctls", "runasnonroot"))


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """One finding for each module with a security context."""
    for module in manifest.modules:
        place = experimental.find(module, "securityContext")
        if place is None:
            continue
        members = place.value if isinstance(place.value, dict) else {}
        lost = [key for key in members if key.lower() not in _KNOWN]
        writable = all(ports.open_for(module, "HostConfig", *keys, kind=kind) for keys, kind in _PLACES)
        yield RULE.finding(
            module,
            "securityContext",
            place.pointer,
            Verdict.AUTO if writable and isinstance(place.value, dict) else Verdict.MANUAL,
            keys=list(members),
            lost=lost,
            tags=["lost"] if lost else [],
        )


_PLACES: tuple[tuple[tuple[str, ...], type], ...] = ((("GroupAdd",), list), (("Sysctls",), dict))


def apply(manifest: Manifest, finding: Finding, answers: Answers) -> Sequence[Change]:
    """The context goes; `User`, `GroupAdd` and `Sysctls` come where the module has none."""
    module = manifest.holder(finding.module, finding.pointer)
    changes = [Change("remove", finding.pointer, finding.id)]
    user, group = (_number(module, key) for key in ("runAsUser", "runAsGroup"))
    if user and module.find("User") is None:
        changes.append(Change("add", module.to("User"), finding.id, f"{user}:{group}" if group else user))
    groups = [_number(module, "fsGroup"), *_numbers(experimental.get(module, "securityContext", "supplementalGroups"))]
    where = module.to("HostConfig", "GroupAdd") + "/-"
    changes += [Change("add", where, finding.id, name) for name in dict.fromkeys(filter(None, groups))]
    for name, value in _sysctls(module).items():
        if module.find("HostConfig", "Sysctls", name) is None:
            changes.append(Change("add", ptr.join(module.to("HostConfig", "Sysctls"), name), finding.id, value))
    return changes


def _sysctls(module: Module) -> dict[str, str]:
    """Kernel settings by name; the first of those that share a name."""
    found: dict[str, str] = {}
    settings = experimental.get(module, "securityContext", "sysctls")
    for entry in settings if isinstance(settings, list) else ():
        if name := text_of(entry, "name"):
            found.setdefault(name, text_of(entry, "value"))
    return found


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
    sources=("kubernetes",),
)
