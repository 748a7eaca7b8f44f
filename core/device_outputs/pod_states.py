"""The meaning of pod states: which pods count, which states are temporary, and the problems of the others.

Source: Kubernetes, pkg/printers/internalversion/printers.go (printPod) and pkg/kubelet (reasons of waiting containers).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.model.base import Json

POD_PROBLEMS = {
    "Pending": "not placed on a node",
    "ImagePullBackOff": "image cannot be pulled",
    "ErrImagePull": "image cannot be pulled",
    "InvalidImageName": "image name is not valid",
    "CreateContainerConfigError": "a config map or secret is missing",
    "CreateContainerError": "the container cannot be created",
    "RunContainerError": "the container cannot be started",
    "CrashLoopBackOff": "starts and ends repeatedly",
    "Error": "ended with an error",
    "OOMKilled": "out of memory",
    "NotReady": "the module ended without an error",
    "Completed": "ended",
    "Evicted": "removed by the node",
    "Unknown": "the node does not answer",
    "ContainerStatusUnknown": "the node does not answer",
    "ErrImageNeverPull": "image cannot be pulled",
    "ImageInspectError": "image cannot be pulled",
    "RegistryUnavailable": "image cannot be pulled",
    "StartError": "the container cannot be started",
    "ContainerCannotRun": "the container cannot be started",
    "UnexpectedAdmissionError": "the node refuses the pod",
}
"""The meaning of a pod status for its module. `NotReady`: the module ended with code 0 beside its proxy."""
WAITING = ("ContainerCreating", "PodInitializing")
"""Temporary states: an image is being pulled or a volume mounted."""
_INIT = re.compile(r"Init:(?:(?P<step>\d+/\d+)|(?P<state>\w.*))")
"""The status while init containers run: how many are done, or the problem of one of them."""


def counted(rows: Sequence[Json]) -> list[Json]:
    """The pods that count: a pod that is being removed or was evicted is left out if another one exists."""
    return [
        row
        for row in rows
        if row["status"] not in ("Terminating", "Evicted")
        or not any(other is not row and other["module"] == row["module"] for other in rows)
    ]


def healthy(rows: Sequence[Json]) -> bool:
    """Whether every pod that counts runs with all of its containers."""
    return all(row["status"] == "Running" and all_ready(row["ready"]) for row in counted(rows))


def all_ready(ready: str) -> bool:
    """Whether all containers are ready, as in `2/2`."""
    up, _, all_of_them = ready.partition("/")
    return up == all_of_them


def pod_problems(rows: Sequence[Json]) -> dict[str, str]:
    """The problems by module; a temporary state is no problem."""
    named = ((row["module"] or row["pod"], pod_problem(row["status"], row["ready"])) for row in counted(rows))
    return {name: problem for name, problem in named if problem}


def waits(status: str) -> bool:
    """Whether a state is temporary."""
    init = _INIT.fullmatch(status)
    return status in WAITING or (init is not None and init["step"] is not None)


def pod_problem(status: str, ready: str) -> str:
    """The problem of a pod; empty if there is none."""
    init = _INIT.fullmatch(status)
    word = init["state"] or "" if init is not None else status
    if word in POD_PROBLEMS:
        return POD_PROBLEMS[word]
    if word.startswith(("ExitCode:", "Signal:")):
        return f"ended with an error ({word})"
    if word == "Running":
        return "" if all_ready(ready) else "not every container is ready"
    return "" if waits(status) or word in ("Terminating", "Succeeded") else f"is {word}"
