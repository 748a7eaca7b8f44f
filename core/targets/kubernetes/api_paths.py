"""The paths and file modes that the API accepts in volumes and mounts."""

from __future__ import annotations

from core.model.base import Json

MODES = 0o777


def climbs(path: str) -> bool:
    """Whether a path leads upward: one of its parts is `..`."""
    return ".." in path.split("/")


def is_inside(path: str) -> bool:
    """Whether a path stays within the folder where it starts; the empty path does."""
    return not path.startswith("/") and not climbs(path)


def is_visible(path: str) -> bool:
    """Whether a path stays inside and does not start with `..`, which is kept for the kubelet's own files."""
    return is_inside(path) and not path.startswith("..")


def is_mode(value: Json) -> bool:
    """Whether a number is a file mode, or absent; 644 and 777 written in decimal are not."""
    return value is None or 0 <= value <= MODES
