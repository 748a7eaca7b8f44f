"""Every target by the platform of the device."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.model.device import Device, Platform
from core.targets.base import Target
from core.targets.kubernetes.target import Kubernetes
from core.targets.linux_vm.target import LinuxVm

TARGETS: Mapping[Platform, Target[Any]] = {"kubernetes": Kubernetes(), "linux-vm": LinuxVm()}
"""Each target takes previews of its own."""


def target_of(device: Device) -> Target[Any]:
    """The target that the device runs."""
    return TARGETS[device.platform]
