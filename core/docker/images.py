"""Image references as the edge agent reads them: the tag, and the registry whose credential is used.

Source: Azure/iotedge, DockerConfig.cs, DockerUtil.cs, Constants.cs (kubernetes-edge-agent reference sections 1b and 3),
the same in all tags.
"""

from __future__ import annotations

import re

DOCKER_HUB = "https://index.docker.io/v1/"
"""The address of the credential for images without a registry, written exactly so."""
_LIKE_DOCKER_HUB = frozenset(("docker.io", "index.docker.io", "registry-1.docker.io", "hub.docker.com"))

_READABLE = re.compile(r"(?:[^/]*/)*[^/:]+(?::(?P<tag>[^/:]+))?")
"""The agent's own pattern: of `name@sha256:…` the digest passes for the tag."""


def image_tag(image: str) -> str | None:
    """The tag of an image, empty where there is none; None for a reference that the agent cannot read."""
    match = _READABLE.fullmatch(image.strip())
    return None if match is None else match["tag"] or ""


def registry(image: str) -> str:
    """The address whose credential is used for an image, in lower case: its host, or Docker Hub."""
    host, slash, _ = image.strip().lower().partition("/")
    named = slash and ("." in host or ":" in host or host == "localhost")
    return host if named else DOCKER_HUB


def means_docker_hub(address: str) -> bool:
    """Whether an address is meant for Docker Hub and never matches an image without a registry."""
    host = address.strip().lower().partition("://")[2] or address.strip().lower()
    return address.lower() != DOCKER_HUB and host.partition("/")[0] in _LIKE_DOCKER_HUB
