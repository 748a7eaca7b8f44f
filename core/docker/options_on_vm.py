"""What Docker on a Linux VM does with a create option, where it is more than to apply it as on the old device.

Source: reference of the second target, V-S1, V-S5, V-N1, V-R1, V-R2, V-R4, V-R8, V-O6; Docker Engine API (options of
Windows). docs/create-options.md is made from it.
"""

from __future__ import annotations

from collections.abc import Mapping

from core.docker.options import Place
from core.text.catalogue import N_

APPLIED = N_("Docker applies it.")
_ELEVATED = N_("Docker applies it, unless config.toml sets allow_elevated_docker_permissions to false.")
_WINDOWS = N_("No effect; it is for Windows containers.")
_SOURCE = N_("A directory of the VM; for a share, the folder at which the VM mounts it.")
_NVIDIA = N_("nvidia: GPUs of the VM, selected by NVIDIA_VISIBLE_DEVICES.")

ON_VM: Mapping[tuple[Place, str], str] = {
    (Place.TOP, "Env"): N_("Variables of the container, which override those of env."),
    (Place.TOP, "HostConfig"): N_("See its members."),
    (Place.TOP, "Image"): N_("No effect; the image in the module settings is used."),
    (Place.HOST, "Binds"): _SOURCE,
    (Place.HOST, "Mounts"): N_("See its members."),
    (Place.HOST, "PortBindings"): N_("Ports of the VM."),
    (Place.HOST, "NetworkMode"): N_("host: the module uses the network of the VM."),
    (Place.HOST, "IpcMode"): N_("host: the module uses the IPC namespace of the VM."),
    (Place.HOST, "PidMode"): N_("host: the module sees the processes of the VM."),
    (Place.HOST, "Privileged"): _ELEVATED,
    (Place.HOST, "CapAdd"): _ELEVATED,
    (Place.HOST, "Devices"): N_("Device files of the VM, which must exist there."),
    (Place.HOST, "DeviceRequests"): N_("GPUs of the VM."),
    (Place.HOST, "Runtime"): _NVIDIA,
    (Place.HOST, "RestartPolicy"): N_("Removed; the edge agent restarts modules."),
    (Place.HOST, "CpuCount"): _WINDOWS,
    (Place.HOST, "CpuPercent"): _WINDOWS,
    (Place.HOST, "IOMaximumBandwidth"): _WINDOWS,
    (Place.HOST, "IOMaximumIOps"): _WINDOWS,
    (Place.MOUNT, "Source"): _SOURCE,
    (Place.BINDING, "HostPort"): N_("The port of the VM."),
    (Place.BINDING, "HostIp"): N_("The address of the VM at which the port is published."),
}
"""By place and name; every other option is applied."""
