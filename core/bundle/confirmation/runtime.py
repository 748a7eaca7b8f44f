"""Recognizes output of the other runtime, with which an export cannot be confirmed."""

from __future__ import annotations

from typing import Any

from core.bundle.reopen import ExportedError
from core.device_outputs.reading import Reading
from core.targets.base import Target
from core.targets.registry import TARGETS
from core.text.catalogue import _


def require(reading: Reading, wanted: Target[Any]) -> None:
    """Raises ExportedError where every output that depends on the runtime is from another one.

    Older releases print `iotedge list` alike on both: such a list is not from another one.
    """
    printed = [f"{output.command} {output.of}" for output in reading.outputs]
    seen = [target for target in TARGETS.values() if any(text.startswith(target.prints) for text in printed)]
    if seen and wanted not in seen:
        text = _(
            "The output is from {seen}, but this export is for {wanted}. Nothing was compared. Add output of the "
            "device that runs the export, or choose the export of this device."
        )
        raise ExportedError(text.format(seen=_(seen[0].words.name), wanted=_(wanted.words.name)))
