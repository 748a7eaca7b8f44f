"""Image references and pull secrets, as the agent reads them.

Source: Azure/iotedge, DockerConfig.cs, DockerUtil.cs, ImagePullSecretName.cs (reference section 3).
"""

from __future__ import annotations

from dataclasses import dataclass

from core.docker import engine, placeholders
from core.docker.images import image_tag, registry
from core.manifest.manifest import Manifest, Module
from core.targets.kubernetes import names
from core.targets.kubernetes.model import Log
from core.targets.kubernetes.profile import Settings


@dataclass(frozen=True, slots=True)
class Credential:
    """One entry of `registryCredentials`. `secret` is the name of its Secret, None where the agent cannot make one."""

    pointer: str
    address: str
    secret: str | None


def image_of(module: Module, log: Log) -> str:
    """The image as the agent sends it: trimmed, `:latest` where there is no tag; empty where it is refused."""
    where = module.image_pointer
    image = module.image.strip()
    if not image:
        log.refuse("image-missing", where)
        return ""
    tag = image_tag(image)
    if tag is None:
        log.refuse("image-format", where, image=image)
        return image
    if not engine.takes_image(image) and not placeholders.holds(image):
        log.refuse("image-name", where, image=image)
    return image if tag else f"{image}:latest"


def credentials(manifest: Manifest, settings: Settings) -> tuple[Credential, ...]:
    """The registry credentials in document order; entries without user or address are left to the schema."""
    result = []
    for place in manifest.credentials.members():
        members = {member.key.lower(): member.value for member in place.members()}
        user, address = members.get("username"), members.get("address")
        if isinstance(user, str) and isinstance(address, str) and user and address:
            name = names.secret_name(user, address, settings.profile)
            result.append(Credential(place.pointer, address, name))
    return tuple(result)


def credential_for(image: str, known: tuple[Credential, ...]) -> Credential | None:
    """The first credential whose address is that of the image's registry, in any case."""
    address = registry(image) if known and image else ""
    return next((credential for credential in known if address and credential.address.lower() == address), None)
