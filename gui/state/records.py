"""What a session keeps of an export, and of the manifest that was open before."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from core.model.device import Device


class Exported(NamedTuple):
    """A bundle that was written: where, and the files in it, relative to the folder."""

    folder: Path
    files: tuple[str, ...]


class FormerDevice(NamedTuple):
    """The device that was described for the manifest that was open before: its file, and the device."""

    name: str
    device: Device
