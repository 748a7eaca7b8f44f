"""Module names on Kubernetes: what is allowed, what the edge agent makes of a name, and what EdgeShift proposes.

Source: azure-stack-edge reference section 8; Azure/iotedge Agent.Kubernetes KubeUtils.cs and KubernetesPlanner.cs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from core.docker import module_places, placeholders
from core.manifest.manifest import Kind, Manifest
from core.model.remembered import remembered

RESERVED = frozenset(("proxy", "iotedged", "edgehub", "edgeagent", "default"))
"""`proxy` is the helper's container in every pod, `default` the service account that every namespace has; the others
are objects of the runtime itself."""

CONFORMING = r"[a-z]([-a-z0-9]{0,61}[a-z0-9])?"
MAX_LENGTH = 63

_CONFORMING = re.compile(CONFORMING)


@lru_cache(maxsize=4096)
def object_name(name: str) -> str:
    """The name of Deployment, Service and container: lower case, `a-z 0-9 - .` kept, everything else deleted."""
    return re.sub(r"[^a-z0-9.-]", "", name.lower())


@remembered
def name_problems(manifest: Manifest) -> Mapping[str, str]:
    """What is wrong with the name of each custom module that is not usable, by name; a template's are not judged.

    `clash`, `reserved`, `long`, `edge` (begins or ends wrongly), `empty`: the target refuses it. `letters`: characters
    the agent deletes, so that the host name changes. `case`: upper case only, which the agent lowers.
    """
    cleaned: dict[str, list[str]] = {}
    for module in manifest.modules:
        if not placeholders.within(module.name):
            cleaned.setdefault(object_name(module.name), []).append(module.name)
    found = {}
    for module in manifest.custom:
        if placeholders.within(module.name):
            continue
        problem = _name_problem(module.name, len(cleaned[object_name(module.name)]) > 1)
        if problem:
            found[module.name] = problem
    return found


def is_usable(name: str) -> bool:
    """Whether the target accepts a name as it is."""
    return _CONFORMING.fullmatch(name) is not None and name not in RESERVED


def fixed_part_fits(name: str) -> bool:
    """Whether a name with placeholders may become valid, judged by its fixed part."""
    return any(_CONFORMING.fullmatch(placeholders.filled(name, value)) for value in ("a", "0", ""))


def _name_problem(name: str, clashes: bool) -> str:
    cleaned = object_name(name)
    if not cleaned.strip("-."):
        return "empty"
    if cleaned in RESERVED:
        return "reserved"
    if clashes:
        return "" if _CONFORMING.fullmatch(name) else "clash"
    if len(cleaned) > MAX_LENGTH:
        return "long"
    if not _CONFORMING.fullmatch(cleaned):
        return "edge"
    if cleaned == name:
        return ""
    return "case" if cleaned == name.lower() else "letters"


@remembered
def proposals(manifest: Manifest) -> Mapping[str, str]:
    """The proposed name for each custom module; valid names are assigned first, the others in document order.

    A name that a route or a section already has is not proposed: a route to a module that is missing would find one.
    """
    names = [module.name for module in manifest.custom if not placeholders.within(module.name)]
    proposed = {name: name for name in names if _CONFORMING.fullmatch(name) and name not in RESERVED}
    taken = (
        {object_name(module.name) for module in manifest.modules if module.kind is Kind.SYSTEM}
        | RESERVED
        | set(proposed)
        | {named.module for named in module_places.in_routes(manifest)}
        | set(manifest.twins)
    )
    for name in names:
        if name not in proposed:
            proposed[name] = _free(proposal(name), taken)
            taken.add(proposed[name])
    return proposed


def proposal(name: str) -> str:
    """A valid name for one module, regardless of other modules. A valid name is unchanged."""
    text = re.sub(r"[^a-z0-9-]+", "-", name.lower())
    text = re.sub(r"-{2,}", "-", text).strip("-")
    if not text or not text[0].isalpha():
        text = f"m-{text}".rstrip("-")
    return text[:MAX_LENGTH].rstrip("-")


def _free(name: str, taken: set[str] | frozenset[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        tail = f"-{number}"
        free = name[: MAX_LENGTH - len(tail)].rstrip("-") + tail
    return free
