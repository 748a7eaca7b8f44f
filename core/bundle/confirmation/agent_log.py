"""Judges the last deployment in the log of the edge agent, which lists the modules without their images."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.bundle.confirmation import causes
from core.bundle.confirmation.expected import OWN, Module
from core.device_outputs.found import Facts
from core.docker.module_names import object_name
from core.report.confirmation import State
from core.targets.base import Target
from core.text.catalogue import _


def logged(
    modules: Sequence[Module], facts: Facts, target: Target[Any], others: bool
) -> tuple[str, State, causes.Cause | None]:
    """What the log shows, with its state and cause. `others` says that modules beside these are rightly deployed.

    The names in the log are those of objects on Kubernetes; a stopped module may be missing.
    """
    names = facts["deploymentModules"]
    number = facts.get("deployment")
    listed = ", ".join(names)
    seen = listed if number is None else _("deployment {number}: {names}").format(number=number, names=listed)
    there, known = (
        {object_name(name) for name in names},
        {*OWN, *(object_name(module.objects.name) for module in modules)},
    )
    missing = [
        module.name for module in modules if not module.stopped and object_name(module.objects.name) not in there
    ]
    extra = [] if others else [name for name in names if object_name(name) not in known]
    status = facts.get("deploymentStatus", "Success")
    if missing or extra:
        return seen, "wrong", causes.other_deployment(missing, extra)
    if status != "Success":
        return seen, *causes.deployment(500, status, "service" in target.confirms)
    return seen, "confirmed", None
