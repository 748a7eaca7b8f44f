"""The deployment of the GPU device as second input: an export, the portal's JSON or the agent's twin, pasted or saved.

What comes before and after the JSON (prompts, warnings, color codes) and another encoding are left out.
"""

from __future__ import annotations

import json
from typing import NamedTuple

from core.device_outputs import json_text, text
from core.device_outputs.document import AGENT_TAG
from core.manifest.errors import ManifestError
from core.manifest.manifest import Manifest
from core.manifest.read import read
from core.text.catalogue import _

_LARGEST = 400_000
"""Bytes of a paste in which a deployment is looked for among other lines; IoT Hub takes 32 KB for a twin."""


def target(data: bytes, name: str) -> Manifest:
    """The deployment in a file or paste; `source.data` is the file as it came where that is JSON alone.

    Raises ManifestError for anything without the desired properties of `$edgeAgent`.
    """
    try:
        manifest = read(data, name)
    except ManifestError as error:
        manifest = _among_others(data, name, error)
    if manifest.agent is None:
        raise ManifestError(
            _("this is not a deployment of a device"),
            file=name,
            expected=_("what az iot edge export-modules prints, or the twin of $edgeAgent"),
        )
    return manifest


def is_of_kubernetes(deployment: Manifest) -> bool:
    """Whether the agent of a deployment is the one for Kubernetes: then it is surely that of the GPU device."""
    agent = deployment.module("edgeAgent")
    return agent is not None and AGENT_TAG.fullmatch(agent.image) is not None


def _among_others(data: bytes, name: str, error: ManifestError) -> Manifest:
    """The deployment that is among other lines. Raises the error of the whole file where none does, or several.

    Any other error names a position of the file itself, or none where its lines were wrapped.
    """
    found = _inside(text.clean(text.decode(data))) if len(data) <= _LARGEST else None
    if found is None:
        raise error
    try:
        return read(found.data, name)
    except ManifestError as fault:
        own = "\n" * (found.first - 1) + "\n".join(text.NEWLINE.split(text.decode(data))[found.first - 1 : found.last])
        if _is_json(own):
            read(own.encode(), name)  # everything else left blank, the same fault is at its place in the file
        raise ManifestError(
            fault.found, expected=fault.expected, remedy=fault.remedy, file=name, pointer=fault.pointer
        ) from None


class _Inner(NamedTuple):
    """A JSON object among other lines: written again, and its first and last line in the file."""

    data: bytes
    first: int
    last: int


def _inside(lines: list[text.Line]) -> _Inner | None:
    """The one JSON object among other lines; None where there is none, or several."""
    found = []
    for block in text.blocks(lines):
        for offered in text.unwrapped(block.lines):
            texts = json_text.Lines(line.text for line in offered)
            starts = (at for at, line in enumerate(texts) if line.startswith("{"))
            whole = next(
                ((at, each) for at in starts if (each := json_text.parse(texts, at)) is not None and each.whole), None
            )
            if whole is not None:
                at, parsed = whole
                last = offered[parsed.end - 1]
                again = json.dumps(parsed.value, ensure_ascii=False).encode()
                found.append(_Inner(again, offered[at].number, last.number + last.pieces - 1))
                break
    return found[0] if len(found) == 1 else None


def _is_json(written: str) -> bool:
    try:
        json.loads(written)
    except ValueError:
        return False
    return True
