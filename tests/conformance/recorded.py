"""Verdicts of a real API server on single objects: the file `recorded.jsonl`, one case a line, in a short form.

`case`, `kind`, `accepted`, `proves` (a sentence, or what the server said), `places` (where the server found a fault,
the first part of each path), `object`: only what is special about it. Of a Deployment that is `name`, `spec`,
`annotations` and `pod`, and of its second container `container`; of a pod's `volumes` those after the two of the
helper. `expand` makes the object of it that was sent, `shorten` goes back.
"""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any, NamedTuple

FILE = Path(__file__).with_name("recorded.jsonl")
LABEL = "net.azure-devices.edge.module"
USUAL = "cam"
IMAGE = "reg.example/cam:1.0"
_PART = re.compile(r"[A-Za-z]+(?:\[\d+\])?")
_API = {"Deployment": "apps/v1"}
_HELPER = [
    {"name": "config-volume", "configMap": {"name": "iotedged-proxy-config"}},
    {"name": "trust-bundle-volume", "configMap": {"name": "iotedged-proxy-trust-bundle"}},
]


class Recorded(NamedTuple):
    """One object and the verdict of the server."""

    case: str
    kind: str
    accepted: bool
    proves: str
    places: tuple[str, ...]
    body: dict[str, Any]


def load() -> list[Recorded]:
    """All recorded cases."""
    lines = map(json.loads, FILE.read_text(encoding="utf-8").splitlines())
    return [
        Recorded(
            line["case"],
            line["kind"],
            line["accepted"],
            line["proves"],
            tuple(line.get("places", ())),
            expand(line["kind"], line["object"]),
        )
        for line in lines
    ]


def place(field: str) -> str:
    """The first part of a path as the server writes it, without the prefix of all parts of a pod."""
    for front in ("spec.template.", "spec.", "metadata."):
        field = field.removeprefix(front)
    match = _PART.match(field)
    return field if match is None else match[0]


def expand(kind: str, short: dict[str, Any]) -> dict[str, Any]:
    """The object of a short form."""
    short = copy.deepcopy(short)
    name = short.pop("name", USUAL)
    labels = {LABEL: name}
    metadata: dict[str, Any] = {"name": name}
    if kind != "Secret":
        metadata["labels"] = {} if kind == "PersistentVolumeClaim" else labels
    body: dict[str, Any] = {"apiVersion": _API.get(kind, "v1"), "kind": kind, "metadata": metadata}
    if kind == "Deployment":
        body["spec"] = _deployment(name, labels, short)
    elif kind == "Service":
        metadata |= {"annotations": short.pop("annotations")} if "annotations" in short else {}
        body["spec"] = {**short, "selector": labels}
    elif kind == "PersistentVolumeClaim":
        body["spec"] = short
    else:
        body |= short
    return body


def _deployment(name: str, labels: dict[str, str], short: dict[str, Any]) -> dict[str, Any]:
    own = {"name": name, "image": IMAGE, "env": [], **short.get("container", {})}
    pod = {
        "containers": [{"name": "proxy", "image": "p"}, own],
        "volumes": [*copy.deepcopy(_HELPER), *short.get("volumes", ())],
        "serviceAccountName": name,
        **short.get("pod", {}),
    }
    metadata = {"name": name, "labels": labels, "annotations": short.get("annotations", {})}
    spec = {"replicas": 1, "selector": {"matchLabels": labels}, **short.get("spec", {})}
    return {**spec, "template": {"metadata": metadata, "spec": pod}}


def shorten(body: dict[str, Any]) -> dict[str, Any]:
    """The short form of an object; `expand` of it gives the object back."""
    kind, name = body["kind"], body["metadata"]["name"]
    short: dict[str, Any] = {} if name == USUAL else {"name": name}
    if kind == "Deployment":
        short |= _short_deployment(body["spec"], name)
    elif kind == "Service":
        short |= {key: value for key, value in body["spec"].items() if key != "selector"}
        short |= {"annotations": body["metadata"]["annotations"]} if "annotations" in body["metadata"] else {}
    elif kind == "PersistentVolumeClaim":
        short |= body["spec"]
    else:
        short |= {key: value for key, value in body.items() if key not in ("apiVersion", "kind", "metadata")}
    if expand(kind, short) != body:
        raise ValueError(f"No short form for {body}")
    return short


def _short_deployment(spec: dict[str, Any], name: str) -> dict[str, Any]:
    template, usual = spec["template"], {"replicas": 1, "selector": {"matchLabels": {LABEL: name}}}
    own = {"name": name, "image": IMAGE, "env": []}
    pod = {"serviceAccountName": name}
    parts = {
        "spec": _unusual({key: value for key, value in spec.items() if key != "template"}, usual),
        "annotations": template["metadata"]["annotations"],
        "pod": _unusual({k: v for k, v in template["spec"].items() if k not in ("containers", "volumes")}, pod),
        "volumes": template["spec"]["volumes"][len(_HELPER) :],
        "container": _unusual(template["spec"]["containers"][1], own),
    }
    return {key: value for key, value in parts.items() if value}


def _unusual(value: dict[str, Any], usual: dict[str, Any]) -> dict[str, Any]:
    return {key: item for key, item in value.items() if key not in usual or usual[key] != item}
