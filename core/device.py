"""Device models, and what a share may be called."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from core.words import _

REFUSED = "error"
WARNED = "warning"

_ACCEPTED = re.compile(r"(?=.{3,63}$)[A-Za-z0-9]+(-[A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Preset:
    """A device model. `memory` and `worker_memory` in GiB, usable by workloads and given to Kubernetes by default.

    Source: the vendor's technical specification pages and the Kubernetes overview (azure-docs, databox-online).
    """

    key: str
    name: str
    gpus: int
    gpu: str
    cpus: int
    memory: int
    worker_cpus: int
    worker_memory: int


@lru_cache(maxsize=1)
def presets() -> tuple[Preset, ...]:
    """All device models, in the order they are offered."""
    text = (files("resources") / "devices.toml").read_text(encoding="utf-8")
    return tuple(Preset(key, **entry) for key, entry in tomllib.loads(text).items())


def preset(key: str) -> Preset | None:
    """The model of this key, None for a key nobody knows."""
    return next((known for known in presets() if known.key == key), None)


def share_name_problem(name: str) -> tuple[str, str] | None:
    """What is wrong with a share name: (`error` or `warning`, text), None when it is right everywhere.

    Source: azure-docs manage-shares (3 to 63 letters, digits and single hyphens; upper case for local shares
    only); the edge agent lower-cases the claim name, and before beta13 it dropped leading digits.
    """
    if not _ACCEPTED.fullmatch(name):
        return REFUSED, _("A share name has 3 to 63 letters, digits and single hyphens between them.")
    if name != name.lower():
        return WARNED, _("The edge agent asks for the name in lower case; whether the share is found is not certain.")
    if name[0].isdigit():
        return WARNED, _("Edge agents before beta13 drop a leading digit and then miss the share.")
    return None
