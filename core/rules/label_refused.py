"""Docker labels become annotations, whose keys the edge agent cleans, and refuses where nothing is left."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.manifest import facts
from core.manifest.manifest import Manifest, Module
from core.model import Area, Device, Finding, Rule, Verdict

_NAME = re.compile(r"[^A-Za-z0-9._-]")
_EDGES = re.compile(r"\A[^A-Za-z0-9]+|[^A-Za-z0-9]+\Z")
_MAX = 63


def detect(manifest: Manifest, device: Device) -> Iterator[Finding]:
    """Keys of which nothing is left or that stay too long, and two keys that become one."""
    for module in manifest.modules:
        seen: dict[str, str] = {}
        for place in module.members_at("Labels"):
            cleaned = _cleaned(place.key)
            name = cleaned.rpartition("/")[2]
            form = "empty" if not name else "long" if len(name) > _MAX else "twice" if cleaned in seen else ""
            if form:
                yield _finding(module, place.key, place.pointer, cleaned, form)
            seen.setdefault(cleaned, place.key)


def _cleaned(key: str) -> str:
    """Prefix and name as the agent cleans them (KubeUtils.SanitizeAnnotationKey)."""
    prefix, slash, name = key.rpartition("/")
    return prefix.lower() + slash + _EDGES.sub("", _NAME.sub("", name))


def _finding(module: Module, key: str, pointer: str, cleaned: str, form: str) -> Finding:
    return Finding(
        rule=RULE.id,
        module=module.name,
        subject=key,
        pointer=pointer,
        verdict=Verdict.BLOCK,
        facts={"module": module.name, "key": key, "cleaned": cleaned, "form": form},
    )


RULE = Rule(id="label-refused", area=Area.RUNTIME, source=("AGT-7",), detect=detect, apply=facts.unchanged)
