"""Random objects from the table of fields: most members are right, some have a wrong value or type.

Values to choose from are in odd.json; `likely` holds the right ones by the name of their field. The same seed makes the
same objects, and a run over many seeds finds what no recorded case has.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from core.targets.kubernetes import api_fields
from core.targets.kubernetes.api_fields import Kind, ListOf, MapOf, Scalar
from tests.conformance.recorded import expand

_ODD: dict[str, Any] = json.loads(Path(__file__).with_name("odd.json").read_text(encoding="utf-8"))
_SIZES = (15, 16, 63, 64, 104, 105, 128, 253, 254)
TEXTS = [*_ODD["texts"], *("x" * size for size in _SIZES)]
KEYS = [*_ODD["keys"], *("k" * size for size in (63, 64)), *(f"{'d' * size}/x" for size in (253, 254))]
RESOURCES = [*_ODD["resources"], *(f"{'d' * size}/x" for size in (243, 244, 245, 253, 254))]
VALUES = [*_ODD["values"], *TEXTS]
AMOUNTS, LIKELY, OTHERS = _ODD["amounts"], _ODD["likely"], _ODD["others"]
NUMBERS = [-(2**31) - 1, -(2**31), -1, 0, 1, 22, 80, 255, 256, 420, 511, 512, 599, 600, 644, 777, 10250, 65535, 65536]
NUMBERS += [2**31 - 1, 2**31, 2**32, 2**32 + 1, 2**63 - 1, 2**63, 10**30, -(2**63), -(2**63) - 1]
_PLACES = ("container", "pod", "volumes", "strategy", "annotations")


class _Maker:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.oddness = random.choice((0.0, 0.03, 0.1, 0.25))

    def value(self, kind: Kind, name: str = "") -> Any:
        """A value of a kind, rarely of another one. `name` is the name of its field."""
        random = self.random
        if random.random() < self.oddness / 6:
            return copy.deepcopy(random.choice(OTHERS))
        if isinstance(kind, Scalar):
            return self._scalar(kind, name)
        if isinstance(kind, ListOf):
            return [self.value(kind.item, name) for _ in range(random.choice((0, 1, 1, 1, 2, 2, 3)))]
        if isinstance(kind, MapOf):
            return self._map(kind, name)
        chance = random.choice((0.4, 0.7, 0.95))
        return {key: self.value(item, key) for key, item in kind.items() if random.random() < chance}

    def _scalar(self, kind: Scalar, name: str) -> Any:
        if name in LIKELY and self.random.random() >= self.oddness:
            return self.random.choice(LIKELY[name])
        if kind is Scalar.TRUTH:
            return self.random.random() < 0.5
        if kind is Scalar.AMOUNT:
            return self.random.choice(AMOUNTS if self.random.random() < self.oddness else ["1", "2", "1Gi", 1, "500m"])
        if kind is Scalar.TEXT:
            return self.random.choice(TEXTS if self.random.random() < 0.2 + self.oddness else ["a", "b", "a.b"])
        if kind is Scalar.INT_OR_TEXT and self.random.random() < 0.5:
            return self.random.choice(TEXTS)
        return self.random.choice(NUMBERS if self.random.random() < 0.2 + self.oddness else [0, 1, 2])

    def _map(self, kind: MapOf, name: str) -> Any:
        amounts = kind.item is Scalar.AMOUNT
        if name == "storage":
            return {"storage": self.value(kind.item)}
        names = RESOURCES if amounts else KEYS
        usual = ["cpu", "memory", "nvidia.com/gpu"] if amounts else ["a", "a/b"]
        picked = [
            self.random.choice(names if self.random.random() < 0.1 + self.oddness else usual)
            for _ in range(self.random.choice((0, 1, 1, 2, 3)))
        ]
        values = VALUES if name == "annotations" else TEXTS
        return {key: self.value(kind.item) if amounts else self.random.choice(values) for key in picked}

    def volume(self) -> Any:
        """A volume, mostly with one source."""
        picked = self.random.sample(sorted(api_fields.SOURCES), self.random.choice((0, 1, 1, 1, 1, 1, 1, 2)))
        sources = {kind: self.value(api_fields.SOURCES[kind]) for kind in picked}
        return {"name": self._scalar(Scalar.TEXT, "name"), **sources}


def objects(seed: int, count: int) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Name, kind and body of each object."""
    for number in range(count):
        random = Random(f"{seed}/{number}")
        maker = _Maker(random)
        kind = random.choice(
            ("Deployment",) * 6 + ("Service",) * 2 + ("PersistentVolumeClaim", "ServiceAccount", "Secret")
        )
        body = _deployment(maker) if kind == "Deployment" else _other(maker, kind)
        yield f"{seed}/{number}", kind, body


def _deployment(maker: _Maker) -> dict[str, Any]:
    """A Deployment with one or two unusual fields that create options can set."""
    pod, container = api_fields.POD, api_fields.CONTAINER
    short: dict[str, Any] = {}
    for place in maker.random.sample(_PLACES, maker.random.choice((1, 1, 2, 3))):
        if place == "volumes":
            short["volumes"] = [maker.volume() for _ in range(maker.random.choice((1, 1, 2)))]
            names = [volume.get("name") for volume in short["volumes"]]
            mounts = maker.value(container["volumeMounts"], "volumeMounts")
            for mount in mounts if isinstance(mounts, list) else ():
                if isinstance(mount, dict) and maker.random.random() < 0.8:
                    mount["name"] = maker.random.choice(names)
            short.setdefault("container", {})["volumeMounts"] = mounts
        elif place == "container":
            keys = maker.random.sample(sorted(set(container) - {"volumeMounts"}), 2)
            short.setdefault("container", {}).update({key: maker.value(container[key], key) for key in keys})
        elif place == "pod":
            keys = maker.random.sample(sorted(set(pod) - {"containers", "volumes"}), 2)
            short["pod"] = {key: maker.value(pod[key], key) for key in keys}
        elif place == "strategy":
            short["spec"] = {"strategy": maker.value(api_fields.STRATEGY)}
        else:
            short["annotations"] = maker.value(MapOf(Scalar.TEXT), "annotations")
    return expand("Deployment", short)


def _other(maker: _Maker, kind: str) -> dict[str, Any]:
    body = expand(kind, {"name": maker.random.choice(TEXTS)} if maker.random.random() < maker.oddness * 2 else {})
    if kind == "Service":
        ports = [_port(maker, index) for index in range(maker.random.choice((1, 1, 2, 3)))]
        kinds = TEXTS if maker.random.random() < maker.oddness else ["ClusterIP", "NodePort", "LoadBalancer"]
        body["spec"] |= {"type": maker.random.choice(kinds), "ports": ports}
    elif kind == "PersistentVolumeClaim":
        requests = maker.value(MapOf(Scalar.AMOUNT), "storage")
        claim = {"accessModes": ["ReadWriteMany"], "resources": {"requests": requests}}
        odd = maker.value(api_fields.OBJECTS[kind]["spec"])
        body["spec"] = claim if maker.random.random() < 0.5 or not isinstance(odd, dict) else {**odd, **claim}
        if maker.random.random() < maker.oddness:
            body["spec"] = odd
    if maker.random.random() < 0.3:
        body["metadata"]["annotations"] = maker.value(MapOf(Scalar.TEXT), "annotations")
    if maker.random.random() < maker.oddness:
        body["metadata"]["labels"] = maker.value(MapOf(Scalar.TEXT), "labels")
    return body


def _port(maker: _Maker, index: int) -> Any:
    """A port like those of the agent, occasionally with members of any value."""
    odd = maker.value(api_fields.SERVICE_PORT)
    usual = {"name": f"p{index}", "port": 80 + index, "protocol": "TCP"}
    if not isinstance(odd, dict) or maker.random.random() < 0.4:
        return odd if maker.random.random() < maker.oddness else usual
    kept = {key: value for key, value in odd.items() if maker.random.random() < 0.3 + maker.oddness}
    return {**usual, **kept}
