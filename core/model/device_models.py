"""Device models: what a device of each model offers to workloads."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


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
