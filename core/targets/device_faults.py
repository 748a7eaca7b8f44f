"""Checks the description of a device from any source: options, a device file, decisions, the window."""

from __future__ import annotations

from urllib.parse import urlsplit

from core.model.device import Device
from core.model.device_models import preset, presets, vm_size, vm_sizes
from core.targets.share_names import REFUSED, WARNED, share_name_problem
from core.text.catalogue import _, plural


def proxy_problem(text: str) -> tuple[str, str] | None:
    """What is wrong with the URL of a proxy: (`error` or `warning`, text), None when the device takes it.

    The URL may hold a password and is not repeated.
    Source: azure-docs, configure web proxy (http only, with a port).
    """
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return REFUSED, _("This is not a URL. Use the form http://host:port")
    if parts.scheme not in ("http", "https") or not parts.hostname or any(map(str.isspace, text)):
        return REFUSED, _("Use the form http://host:port")
    if parts.scheme == "https":
        return WARNED, _("The device does not accept https for the proxy: use http://")
    return None if port is not None else (WARNED, _("The port is missing. Use the form http://host:port"))


def device_faults(device: Device) -> list[tuple[str, str]]:
    """The faults in the description of a device, as (place, text).

    The model, the names of shares and the URL of the proxy are checked here; the model types check the rest.
    """
    found: list[tuple[str, str]] = []
    if preset(device.model) is None:
        text = _("This model does not exist. Models: {models}")
        found.append(("model", text.format(models=", ".join(model.key for model in presets()))))
    names = set[str]()
    for index, share in enumerate(device.shares):
        problem = share_name_problem(share.name)
        if problem is not None and problem[0] == REFUSED:
            found.append((f"shares/{index}/name", problem[1]))
        elif share.name.casefold() in names:
            found.append((f"shares/{index}/name", _("A share with this name already exists.")))
        names.add(share.name.casefold())
    if device.vm_size and (text := _size_problem(device)):
        found.append(("vm_size", text))
    problem = None if device.proxy is None else proxy_problem(device.proxy)
    if problem is not None and problem[0] == REFUSED:
        found.append(("proxy", problem[1]))
    return found


def gpus_problem(device: Device) -> str:
    """A warning about more GPUs than the model has; empty for the others."""
    model = preset(device.model)
    if model is None or device.gpus <= model.gpus:
        return ""
    return plural("The model has {count} GPU.", "The model has {count} GPUs.", model.gpus)


def _size_problem(device: Device) -> str:
    """Why the VM cannot have this size, empty where it can or the model is unknown."""
    model, size = preset(device.model), vm_size(device.vm_size)
    if model is None or (size is not None and size.fits(model)):
        return ""
    text = _("This size does not exist. Sizes for {model}: {sizes}")
    if size is not None:
        text = _("{model} does not support this VM size. Supported sizes: {sizes}")
    fitting = ", ".join(each.key for each in vm_sizes() if each.fits(model))
    return text.format(model=model.name, sizes=fitting)
