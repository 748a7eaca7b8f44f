"""Masks the objects of a preview for display, except values that are recognizably harmless."""

from __future__ import annotations

from collections.abc import Iterator

from core.model.base import Json
from core.redaction import by_default
from core.redaction.redactor import Redactor
from core.targets.objects import TargetObject

_AGENT = "net.azure-devices.edge."
"""The prefix of annotations that the edge agent makes itself."""
_POD = "/spec/template/spec"


def masked_body(obj: TargetObject, redactor: Redactor) -> Json:
    """The body of an object, for the screen, the report and YAML files.

    Values of variables, arguments and annotations that come from the manifest are masked by default
    (`core.redaction.by_default`); names, ports, mounts, images and limits where they hold a secret.
    """
    plain = dict(obj.body)
    shown = redactor.value(plain)
    for part, other in _annotated(plain, shown):
        other["annotations"] = {
            redactor.text(key): value if key.startswith(_AGENT) else by_default.variable(redactor, key, value)
            for key, value in part["annotations"].items()
        }
    for container, other, path in _containers(plain, shown):
        for key in ("command", "args"):
            if isinstance(container.get(key), list):
                other[key] = by_default.words(redactor, container[key])
        for index, entry in enumerate(container.get("env") or ()):
            if obj.source(f"{path}/env/{index}") != obj.source(path):  # one that the agent does not add by itself
                other["env"][index]["value"] = by_default.variable(redactor, entry["name"], entry["value"])
    return shown


def _annotated(plain: Json, shown: Json) -> Iterator[tuple[dict[str, Json], dict[str, Json]]]:
    """The metadata of the object and of its pod, plain and as it is shown, where they hold annotations."""
    while isinstance(plain, dict):
        metadata = plain.get("metadata")
        if isinstance(metadata, dict) and isinstance(metadata.get("annotations"), dict):
            yield metadata, shown["metadata"]
        spec = plain.get("spec")
        if not isinstance(spec, dict) or "template" not in spec:
            return
        plain, shown = spec["template"], shown["spec"]["template"]


def _containers(plain: dict[str, Json], shown: Json) -> Iterator[tuple[dict[str, Json], dict[str, Json], str]]:
    """The containers of a Deployment, plain and as they are shown, and the path of each."""
    spec = plain.get("spec")
    if isinstance(spec, dict) and isinstance(spec.get("template"), dict):
        found = spec["template"]["spec"]["containers"]
        others = shown["spec"]["template"]["spec"]["containers"]
        for index, (container, other) in enumerate(zip(found, others, strict=True)):
            yield container, other, f"{_POD}/containers/{index}"
