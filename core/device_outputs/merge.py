"""Merges facts of outputs into a device; values that the operator typed have priority."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from core.device_outputs.found import Facts
from core.model.base import Json
from core.model.device import Device, Share

FIELDS = ("gpus", "proxy", "profile", "platform")
"""Fields that an output may fill; shares are merged by name."""


def typed_fields(device: Device, before: Device) -> frozenset[str]:
    """The differences between two devices: names of fields, and `shares/NAME` in lower case."""
    fields = {field for field in FIELDS if getattr(device, field) != getattr(before, field)}
    known = {share.name: share for share in before.shares}
    return frozenset(fields | {_key(share.name) for share in device.shares if known.get(share.name) != share})


def merged(device: Device, said: Mapping[str, Json], typed: Collection[str]) -> Device:
    """The device with the facts of outputs (`device` of a document); fields and shares in `typed` keep their values.

    A typed share gains what cannot be typed: whether it is mounted.
    """
    changes: Facts = {key: said[key] for key in FIELDS if key in said and key not in typed}
    return device.model_copy(update={**changes, "shares": _shares(device.shares, said.get("shares") or (), typed)})


def _shares(shares: tuple[Share, ...], said: Collection[Json], typed: Collection[str]) -> tuple[Share, ...]:
    known = {share.name.casefold(): share for share in shares}
    for entry in said:
        seen = Share.model_validate(entry)
        old = known.get(seen.name.casefold())
        mounted = seen.mounted if seen.mounted is not None or old is None else old.mounted
        if old is not None and _key(old.name) in typed:
            seen = old.model_copy(update={"kind": old.kind or seen.kind})
        known[seen.name.casefold()] = seen.model_copy(update={"mounted": mounted})
    return tuple(known.values())


def _key(name: str) -> str:
    return f"shares/{name.casefold()}"
