"""The deployment of the GPU device as second input: an export, the portal's JSON or the agent's twin, pasted or saved.

What comes before and after the JSON (prompts, warnings, color codes) and another encoding are left out.
"""

from __future__ import annotations

import json

from core.device_outputs import json_text, text
from core.device_outputs.document import AGENT_TAG
from core.manifest.errors import ManifestError
from core.manifest.manifest import Manifest
from core.manifest.read import read
from core.text.catalogue import _


def target(data: bytes, name: str) -> Manifest:
    """The deployment in a file or paste; `source.data` is the file as it came where that is JSON alone.

    Raises ManifestError for anything without the desired properties of `$edgeAgent`.
    """
    try:
        manifest = read(data, name)
    except ManifestError as error:
        inner = _inside(data)
        if inner is None:
            raise error
        manifest = read(inner, name)
    if manifest.agent is None:
        raise ManifestError(
            _("this is no deployment of a device"),
            file=name,
            expected=_("what az iot edge export-modules prints, or the twin of $edgeAgent"),
        )
    return manifest


def is_of_kubernetes(deployment: Manifest) -> bool:
    """Whether the agent of a deployment is the one for Kubernetes: then it is surely that of the GPU device."""
    agent = deployment.module("edgeAgent")
    return agent is not None and AGENT_TAG.fullmatch(agent.image) is not None


def _inside(data: bytes) -> bytes | None:
    """The one JSON object among other lines; None where there is none, or several."""
    found = []
    for block in text.blocks(text.clean(text.decode(data))):
        for lines in text.unwrapped(block.lines):
            texts = [line.text for line in lines]
            parsed = (json_text.parse(texts, at) for at, line in enumerate(texts) if line.startswith("{"))
            whole = next((each.value for each in parsed if each is not None and each.whole), None)
            if whole is not None:
                found.append(json.dumps(whole, indent=2, ensure_ascii=False).encode())
                break
    return found[0] if len(found) == 1 else None
