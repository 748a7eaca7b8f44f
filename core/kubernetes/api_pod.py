"""What the API refuses of a Deployment's pod: containers, variables, volumes, mounts, selector, strategy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from core.kubernetes import api_names, api_resources, api_volumes
from core.kubernetes.env import NAME
from core.kubernetes.faults import Fault, fault
from core.model import Json

POD = "/spec/template/spec"
CONTAINER = f"{POD}/containers/1"
HIGHEST = 65535
MAX_ID = 2**31 - 1

_SYSCTL = re.compile(r"[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?(?:[./][a-z0-9](?:[-_a-z0-9]*[a-z0-9])?)*")
_PERCENT = re.compile(r"\d{1,3}%")


def faults(body: Mapping[str, Json]) -> Iterator[Fault]:
    """Everything the API refuses of a Deployment but its own name."""
    pod = body["spec"]["template"]["spec"]
    helper, own = pod["containers"]
    if not api_names.is_label(own["name"]):
        yield fault("container-name", f"{CONTAINER}/name", name=own["name"])
    elif own["name"] == helper["name"]:
        yield fault("container-name-twice", f"{CONTAINER}/name", name=own["name"])
    for index, variable in enumerate(own["env"]):
        name = variable["name"]
        if not NAME.fullmatch(name) or name in (".", "..") or name.startswith(".."):
            yield fault("variable-name", f"{CONTAINER}/env/{index}", name=name)
    yield from _ports(own.get("ports", ()), bool(pod.get("hostNetwork")))
    yield from api_volumes.faults(pod, own)
    if "resources" in own:
        yield from api_resources.faults(own["resources"], f"{CONTAINER}/resources")
    for key in body["spec"]["template"]["metadata"]["annotations"]:
        if not api_names.is_qualified(key.lower()):
            yield fault("annotation", "/spec/template/metadata/annotations", name=key)
    yield from _selector(pod.get("nodeSelector") or {})
    yield from _context(pod.get("securityContext") or {})
    yield from _strategy(body["spec"].get("strategy") or {})


def _ports(ports: Json, on_host: bool) -> Iterator[Fault]:
    taken: set[tuple[int, str]] = set()
    for index, port in enumerate(ports):
        path = f"{CONTAINER}/ports/{index}"
        number = port["containerPort"]
        if not 1 <= number <= HIGHEST:
            yield fault("container-port", path, port=number)
        elif on_host and (number, port["protocol"]) in taken:
            yield fault("host-port-twice", path, port=number)
        taken.add((number, port["protocol"]))


def _selector(selector: Mapping[str, Json]) -> Iterator[Fault]:
    for key, value in selector.items():
        if not api_names.is_qualified(key):
            yield fault("selector-key", f"{POD}/nodeSelector", name=key)
        elif not api_names.is_label_value(value):
            yield fault("selector-value", f"{POD}/nodeSelector", name=key, value=value)


def _context(context: Mapping[str, Json]) -> Iterator[Fault]:
    path = f"{POD}/securityContext"
    for option in ("runAsUser", "runAsGroup", "fsGroup"):
        if not 0 <= context.get(option, 0) <= MAX_ID:
            yield fault("context-value", path, option=option)
    if any(group is None or not 0 <= group <= MAX_ID for group in context.get("supplementalGroups") or ()):
        yield fault("context-value", path, option="supplementalGroups")
    names = [(entry or {}).get("name") for entry in context.get("sysctls") or ()]
    if len(set(names)) != len(names) or not all(isinstance(name, str) and _SYSCTL.fullmatch(name) for name in names):
        yield fault("context-value", path, option="sysctls")


def _strategy(strategy: Mapping[str, Json]) -> Iterator[Fault]:
    kind, rolling = strategy.get("type", "RollingUpdate"), strategy.get("rollingUpdate")
    if kind not in ("Recreate", "RollingUpdate"):
        yield fault("strategy-type", "/spec/strategy", type=kind)
    elif kind == "Recreate" and rolling is not None:
        yield fault("strategy-rolling", "/spec/strategy")
    elif rolling:
        for option, value in rolling.items():
            good = value >= 0 if isinstance(value, int) else _PERCENT.fullmatch(str(value)) is not None
            if not good:
                yield fault("strategy-value", "/spec/strategy", option=option)
        if [str(rolling.get(option, 1)).rstrip("%") for option in ("maxSurge", "maxUnavailable")] == ["0", "0"]:
            yield fault("strategy-value", "/spec/strategy", option="maxUnavailable")
