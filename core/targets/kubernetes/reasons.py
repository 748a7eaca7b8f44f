"""Why something is dropped or refused: section of the reference, a short text, and for refusals where and by whom.

The reasons are data, in resources/kubernetes.toml. Sections are those of the kubernetes-edge-agent reference. What the
Kubernetes API refuses agrees with a real server (tests/conformance).
Quantities: that the agent's own client gives up on one it cannot read is inference; Kubernetes refuses it anyway.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files


class Stage(StrEnum):
    """The life of a manifest in order (section 2)."""

    HUB = "hub"
    READ = "read"
    PLAN = "plan"
    COMBINE = "combine"
    SECRETS = "secrets"
    ACCOUNTS = "accounts"
    SERVICES = "services"
    DEPLOYMENTS = "deployments"
    CLAIMS = "claims"
    RUN = "run"


class By(StrEnum):
    """Who refuses: IoT Hub, the edge agent, the Kubernetes API, or the cluster when the pod should start."""

    HUB = "hub"
    AGENT = "agent"
    API = "api"
    CLUSTER = "cluster"


@dataclass(frozen=True, slots=True)
class Dropped:
    """Why the agent leaves something out, or hands it on changed."""

    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Why something is refused, at which stage and by whom."""

    section: str
    stage: Stage
    by: By
    text: str


_DATA = tomllib.loads((files("resources") / "kubernetes.toml").read_text(encoding="utf-8"))
DROPS: Mapping[str, Dropped] = {code: Dropped(*why) for code, why in _DATA["dropped"].items()}
REFUSALS: Mapping[str, Refused] = {
    code: Refused(section, Stage(stage), By(by), text)
    for stage, groups in _DATA["refused"].items()
    for by, codes in groups.items()
    for code, (section, text) in codes.items()
}
