"""The target device on the command line: a file, and options that override it."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from core.cli.inputs import Failure, read_bytes
from core.migration import file_faults
from core.migration.decisions_file import FORMAT, DecisionsError, read_own
from core.model.device import Device, Share
from core.model.device_models import presets
from core.targets.device_faults import device_faults, gpus_problem
from core.targets.registry import target_of
from core.text.catalogue import _


def device_from(options: argparse.Namespace, base: Device) -> Device:
    """`--device FILE` replaces the device of the decisions; single options replace its fields.

    Raises Failure for a share name the device would refuse or that is given twice, a GPU count out of range,
    a proxy that is no URL, or a file of another kind.
    """
    device = base if options.device is None else _from_file(options)
    changes: dict[str, Any] = {}
    if options.share is not None:
        changes["shares"] = _shares(options.share)
    if options.gpus is not None:
        if not 0 <= options.gpus <= 16:
            raise Failure(_("--gpus requires a whole number from 0 to 16"))
        changes["gpus"] = options.gpus
    if options.proxy is not None:
        changes["proxy"] = _proxy(options.proxy)
    for name in ("profile", "platform", "vm_size"):
        if getattr(options, name) is not None:
            changes[name] = getattr(options, name)
    changed = device.model_copy(update=changes)
    _judge(options, changed, {name for name in changes if name in ("profile", "vm_size", "gpus")})
    return changed


def _judge(options: argparse.Namespace, device: Device, given: set[str]) -> None:
    """Ends the command for options that the runtime lacks; more GPUs than the model has are only reported."""
    for name in sorted(given - {"gpus"} - target_of(device).device_fields):
        text = _("--{option} has no effect with --platform {platform}: omit it")
        raise Failure(text.format(option=name.replace("_", "-"), platform=device.platform))
    for _place, problem in device_faults(device) if "vm_size" in given else ():
        raise Failure(f"--vm-size: {problem}")
    problem = gpus_problem(device) if "gpus" in given or options.device is not None else ""
    if problem:
        name = "--gpus" if "gpus" in given else "--device"
        enough = ", ".join(model.key for model in presets() if model.gpus >= device.gpus)
        more = _("Set a model with enough GPUs in a file for --device: {models}.").format(models=enough)
        place = device.gpus if name == "--gpus" else options.device
        sys.stderr.write(" ".join((f"{name} {place}: {problem}", *([more] if enough else []))) + "\n")


def _from_file(options: argparse.Namespace) -> Device:
    content = read_bytes(options.device, manifest=False)
    try:
        file = read_own(content, options.device.name)
    except DecisionsError as error:
        if content.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \r\n\t").startswith(b"{"):
            raise
        text = _("for saved output of a device, run edgeshift device {name} --json and use what it prints")
        raise Failure(f"{error}\n  {text.format(name=options.device.name)}") from error
    data, place = file.value, file_faults.Place()
    if isinstance(data, dict) and str(data.get("format", "")).startswith(FORMAT):
        data, place = data.get("device", {}), ("device",)
    elif isinstance(data, dict) and {"device", "observed"} <= data.keys():  # printed by `edgeshift device --json`
        data, place = data["device"], ("device",)
    device = file.read_as(Device, _("not a device description"), data, place)
    file.check_device(device, place)
    return device


def _shares(texts: list[str]) -> tuple[Share, ...]:
    shares = tuple(map(_share, texts))
    for place, problem in device_faults(Device(shares=shares)):
        raise Failure(f"--share {texts[int(place.split('/')[1])]}: {problem}")
    return shares


def _share(text: str) -> Share:
    name, colon, protocol = text.partition(":")
    protocol = protocol.lower() if colon else "smb"
    if protocol not in ("smb", "nfs"):
        raise Failure(_("--share {text}: the protocol is smb or nfs").format(text=text))
    return Share(name=name, protocol="nfs" if protocol == "nfs" else "smb")


def _proxy(text: str) -> str | None:
    """The URL; None for an empty text, which is no proxy."""
    for _place, problem in device_faults(Device(proxy=text or None)):
        raise Failure(f"--proxy: {problem}")
    return text or None
