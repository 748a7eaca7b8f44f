"""Recognizes output of another device, with which an export cannot be confirmed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from core.bundle.confirmation.compare import MODULE_LIST
from core.bundle.reopen import ExportedError
from core.device_outputs.found import Facts
from core.device_outputs.iotedge import SYSTEM_NAMES
from core.device_outputs.reading import Output, Reading
from core.docker.images import same_image
from core.manifest.manifest import Kind, Manifest
from core.targets.base import Target
from core.targets.registry import TARGETS
from core.text.catalogue import _

_HUB = "edgeHub"
"""A new machine starts an edge agent before any deployment, but the hub runs only by one."""


class OtherDeviceError(ExportedError):
    """The output is from a device that does not run the export; the message says which, and what to add instead."""


def require(reading: Reading, wanted: Target[Any]) -> None:
    """Raises OtherDeviceError for output of the old device, and where all of it is from another runtime.

    Older releases print the same columns of `iotedge list` on both, but Kubernetes has module names in lower case.
    """
    for output in reading.outputs:
        if seen := _old_device(output, wanted):
            text = _(
                "The output of {command} is from {seen}, but this export is for {wanted}. Nothing was compared. Omit "
                "this output, and add output of the device that runs the export."
            )
            raise OtherDeviceError(text.format(command=output.command, seen=seen, wanted=_(wanted.words.name)))
    printed = [f"{output.command} {output.of}" for output in reading.outputs]
    others = [target for target in TARGETS.values() if any(text.startswith(target.prints) for text in printed)]
    if others and wanted not in others:
        text = _(
            "The output is from {seen}, but this export is for {wanted}. Nothing was compared. Add output of the "
            "device that runs the export, or choose the export of this device."
        )
        raise OtherDeviceError(text.format(seen=_(others[0].words.name), wanted=_(wanted.words.name)))


def require_deployed(reading: Reading, before: Manifest, after: Manifest) -> None:
    """Raises OtherDeviceError where an output names the images of the runtime in the original, not in the result."""
    old, new = _system_images(before), _system_images(after)
    changed = {name: image for name, image in old.items() if name in new and not same_image(image, new[name])}
    for output in reading.outputs:
        if _HUB in changed and _runs(changed, output.facts):
            text = _(
                "{names} run from the images of the original manifest ({images}). The output is from the old device, "
                "or the migrated manifest is not deployed. Nothing was compared. Omit this output, and add output "
                "of the device that runs the export."
            )
            raise OtherDeviceError(text.format(names=_listed(changed), images=_listed(changed.values())))


def _old_device(output: Output, wanted: Target[Any]) -> str:
    """The device that an output is from, if it shows that it is not the wanted one; else empty."""
    if output.facts.get("sourceDevice") == "fpga":
        return _("the FPGA device")
    names = {row["name"] for row in output.facts.get("modules", ()) if output.command == MODULE_LIST}
    if "service" in wanted.confirms and not names.isdisjoint(SYSTEM_NAMES.values()):
        return _("a device that runs modules with Docker, such as the FPGA device")
    return ""


def _system_images(manifest: Manifest) -> dict[str, str]:
    return {
        module.name: module.image
        for module in manifest.modules
        if module.kind is Kind.SYSTEM and module.image and "$" not in module.image
    }


def _runs(images: dict[str, str], facts: Facts) -> bool:
    """Whether an output names every one of these modules with this image."""
    seen = {str(name).lower(): str(image) for name, image in facts.get("images", {}).items()}
    return all(same_image(seen.get(name.lower(), ""), image) for name, image in images.items())


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(texts)
