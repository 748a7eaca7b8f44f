"""The one redactor of a migration, so that every page and every file gives the same secret the same number."""

from __future__ import annotations

from core.edits.manual_edit import parsed
from core.manifest.manifest import Manifest
from core.model.decisions import Decisions
from core.model.device import Device
from core.redaction.redactor import Redactor, known_to


def redactor_of(manifest: Manifest, device: Device, decisions: Decisions) -> Redactor:
    """A redactor that knows the secrets of the manifest first, then those of the device and of the decisions."""
    redactor = known_to(manifest)
    redactor.text(device.proxy or "")
    for item in decisions.items:
        edit = parsed(item)
        redactor.value(item.answer if edit is None else edit.value, "" if edit is None else edit.key)
        redactor.text(item.note)
    return redactor
