"""What kind of thing a path of the old device is, by its name."""

from __future__ import annotations

import pytest

from core.docker.host_paths import kind

PATHS = {
    "docker-socket": ["/var/run/docker.sock", "/run/docker.sock"],
    "socket": ["/run/containerd/containerd.sock", "/data/app.sock"],
    "device": ["/dev/video0", "/dev/bus/usb/001/002", "/dev/net/tun", "/dev/serial/by-id/usb-x"],
    "pod-file": ["/etc/hosts", "/etc/resolv.conf", "/etc//hosts"],
    "file": [
        "/etc/hostname",
        "/home/u/.env",
        "/data/hosts",
        "/opt/vendor/bin/tool",
        "/usr/lib/x86_64-linux-gnu/libcuda.so.1",
        "/proc/cpuinfo",
        "/data/model.onnx",
    ],
    "system": [
        "/tmp/.X11-unix",
        "/dev",
        "/dev/",
        "/dev/shm",
        "/proc",
        "/sys/class/gpio",
        "/run",
        "/var/run/iotedge",
        "/var/lib/docker/volumes",
        "/etc/ssl/certs",
        "/etc/hosts/",
        "/usr/share/zoneinfo",
        "/var/log",
        "/var",
        "/var/lib/",
        "/snap/bin/",
    ],
    "common": [
        "/",
        "//",
        "/home",
        "/home/",
        "/home/user",
        "/root",
        "/opt/",
        "/srv",
        "/mnt",
        "/media",
        "/tmp",
        "/var/spool",
    ],
    "directory": [
        "/home/u/data",
        "/root/models",
        "/opt/app",
        "/mnt/usb",
        "/media/disk",
        "/data",
        "/var/lib/app",
        "/home/u/conf.d",
        "/opt/bin",
        "/var/log/app",
        "/etcetera",
        "/srv/v1.0",
    ],
}


@pytest.mark.parametrize(("path", "what"), [(path, what) for what, paths in PATHS.items() for path in paths])
def test_kind(path: str, what: str) -> None:
    assert kind(path) == what
