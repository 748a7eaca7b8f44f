"""Ids of rules that others wait for, or whose answers they read. Each is written here once, and nowhere else."""

from __future__ import annotations

FPGA_DEVICE = "fpga-device"
FPGA_HINT = "fpga-hint"
FPGA_RESOURCE = "fpga-resource"
GPU_SHARING = "gpu-sharing"
HOST_NETWORK = "host-network"
HOST_PATH_BIND = "host-path-bind"
IPC_MODE = "ipc-mode"
MIXED_PROTOCOLS = "mixed-protocols"
MODULE_NAME = "module-name"
MODULE_ON_TARGET = "module-on-target"
NVIDIA_RUNTIME = "nvidia-runtime"
SHARED_MEMORY = "shared-memory"
