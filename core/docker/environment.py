"""Reads and writes environment variables of a module, in `env` and in the create options."""

from __future__ import annotations

import json
import re

from core.docker import placeholders
from core.manifest import pointer as ptr
from core.manifest.equal_modules import shared
from core.manifest.manifest import EnvVar, Manifest, Module
from core.model.base import Json
from core.model.changes import Change

_ACCEPTED = re.compile(r"[-._a-zA-Z][-._a-zA-Z0-9]*")
"""Names of variables that Kubernetes accepts (kubernetes-edge-agent reference section 6)."""


def variables(module: Module, name: str) -> list[EnvVar]:
    """The variables of this name in any case; an entry of `Env` without `=` has no value and is left out."""
    wanted = name.lower()
    there = module.env() if wanted in _names(module) else ()
    return [env for env in there if env.name.lower() == wanted and env.value is not None]


@shared
def _names(module: Module) -> frozenset[str]:
    return frozenset(env.name.lower() for env in module.env())


def assign(env: EnvVar, value: str, finding: str) -> list[Change]:
    """The change that gives a variable another value; its spelling and the rest of its entry remain."""
    if env.value == value:
        return []
    if env.where == "env":
        if isinstance(env.raw, dict):
            return [Change("replace", ptr.join(env.pointer, "value"), finding, value)]
        return [Change("replace", env.pointer, finding, {"value": value})]
    return [Change("edit", env.pointer, finding, value, len(env.raw) - len(env.value), len(env.raw))]


def write(manifest: Manifest, module: Module, name: str, value: str, finding: str) -> list[Change]:
    """Every variable of this name gets the value; a new one goes to `env`, or to `Env` where that cannot be."""
    there = variables(module, name)
    if there:
        return [change for env in there for change in assign(env, value, finding)]
    if not manifest.root and isinstance(module.entry("env"), (dict, type(None))):
        return [Change("add", ptr.join(module.pointer, "env", name), finding, {"value": value})]
    if not module.unjudged and isinstance(module.get("Env"), (list, type(None))):
        return [Change("add", ptr.join(module.to("Env"), "-"), finding, f"{name}={value}")]
    return []


def is_refused_name(name: str) -> bool:
    """Whether Kubernetes refuses the name of a variable, also with two underscores for each colon."""
    return not _ACCEPTED.fullmatch(name.replace(":", "__")) and not placeholders.within(name)


def has_dotted_key(env: EnvVar) -> bool:
    """Whether a variable is a key with a dot, which IoT Hub refuses in a twin: one of `env`, not of `Env`.

    Source: azure-docs iot-hub-devguide-device-twins. A name still to be filled in cannot be judged.
    """
    return env.where == "env" and "." in env.name and "$" not in env.name


def has_refused_key(env: EnvVar) -> bool:
    """Whether IoT Hub refuses the name of a variable under `env`: for a dot, a blank or a `$` of no placeholder."""
    odd = env.where == "env" and not {" ", "$"}.isdisjoint(env.name) and not placeholders.within(env.name)
    return odd or has_dotted_key(env)


def as_text(value: Json) -> str | None:
    """The text of a value as the agent passes it to the container; None if it is no text, number or Boolean."""
    if isinstance(value, str):
        return value
    return json.dumps(value) if isinstance(value, (bool, int, float)) else None


def describe(value: Json) -> str:
    """The value as a fact for prose: texts and numbers unchanged, everything else empty."""
    return str(value) if isinstance(value, (str, int, float)) else ""
