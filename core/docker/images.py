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

_ARM = re.compile(
    r"(?i)(?<![a-z0-9])(?P<word>arm32v[5-7]|armv[5-8](?:hf|l)?|arm64v8|arm64|arm32|aarch64|armhf)(?![a-z0-9])"
)
_IN_TAG = re.compile(r"(?i):(?:[^/:]*[^a-z0-9/:])?(?P<word>arm)(?![a-z0-9])")
_AMD = re.compile(r"(?i)(?<![a-z0-9])(?:amd64|x86[-_]64|x64)(?![a-z0-9])")


def image_tag(image: str) -> str | None:
    """The tag of an image, empty if there is none; None for a reference that the agent cannot read."""
    match = _READABLE.fullmatch(image.strip())
    return None if match is None else match["tag"] or ""


def same_image(one: str, other: str) -> bool:
    """Whether two references name the same image: `nginx` is `docker.io/library/nginx:latest`."""
    return _full(one) == _full(other)


def _full(image: str) -> str:
    name = image.strip()
    host, slash, rest = name.partition("/")
    if slash and host.lower() in _LIKE_DOCKER_HUB:
        name = rest
    name = name.removeprefix("library/")
    return name if "@" in name or ":" in name.rpartition("/")[2] else f"{name}:latest"


def registry(image: str) -> str:
    """The address whose credential is used for an image, in lower case: its host, or Docker Hub."""
    host, slash, _ = image.strip().lower().partition("/")
    named = slash and ("." in host or ":" in host or host == "localhost")
    return host if named else DOCKER_HUB


def means_docker_hub(address: str) -> bool:
    """Whether an address is meant for Docker Hub and never matches an image without a registry."""
    host = address.strip().lower().partition("://")[2] or address.strip().lower()
    return address.lower() != DOCKER_HUB and host.partition("/")[0] in _LIKE_DOCKER_HUB


def arm_word(image: str) -> str:
    """The part of a reference that indicates an ARM processor: not the registry or digest; `arm` only in a tag."""
    image = image.partition("@")[0]
    host, slash, path = image.partition("/")
    name = path if slash and ("." in host or ":" in host) else image
    found = _ARM.search(name) or _IN_TAG.search(name)
    return "" if found is None or _AMD.search(name) else found["word"]
