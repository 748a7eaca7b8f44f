"""Records of a session: its export, and the manifest that was open before."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from core.model.device import Device


class Exported(NamedTuple):
    """A bundle that was written: its folder, and its files relative to the folder."""

    folder: Path
    files: tuple[str, ...]


class FormerDevice(NamedTuple):
    """The device that was described for the previous manifest, with the name of that file."""

    name: str
    device: Device
