"""Answers for an image reference that is missing or refused: what was surely meant, or one that is typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.docker import engine
from core.docker.module_places import named_places
from core.manifest import pointer as ptr
from core.manifest.manifest import Kind, Manifest, Module
from core.model.base import Json
from core.model.changes import Change, giving_up
from core.model.questions import Choice, Option, Text, choice, option
from core.text.catalogue import N_

PATTERN = rf"(?!(?:[^/@]*+/)*+[^/@:]*+:[^/@]*+@){engine.IMAGE}"
"""An image reference that both Docker and edgeAgent read: with a tag or with a digest, not with both."""
HINT = N_("An image as name:tag or name@sha256:….")
_DROP = option("drop", N_("Remove the module"), N_("{module} is no longer part of the deployment."))
_DIGEST = N_("The digest selects exactly one image.")
_TAG = N_("The registry decides which image the tag refers to.")
_LOWER = N_("The same name in lowercase, the only form that Docker accepts.")


def question(manifest: Manifest, module: Module, *, drop: bool) -> Choice | Text:
    """What was meant, and any other reference; `drop` offers to remove a module that nothing else refers to."""
    alone = drop and module.kind is not Kind.SYSTEM and _is_alone(manifest, module)
    options = (*_meant(module.image.strip()), *((_DROP,) if alone else ()))
    if not options:
        return Text(pattern=PATTERN)
    return choice(*options, other=PATTERN)


def _is_alone(manifest: Manifest, module: Module) -> bool:
    """Whether no route and no policy names a module, so that its key and its section can be removed."""
    return all(place.op == "rename" for place in named_places(manifest, module.name))


def _meant(image: str) -> Iterator[Option]:
    name, at, digest = image.partition("@")
    path, colon, tag = name.rpartition(":") if ":" in name.rpartition("/")[2] else (name, "", "")
    if colon and at:
        forms = [(f"{path}@{digest}", _DIGEST), (f"{path}:{tag}", _TAG)]
    else:
        host, slash, rest = path.rpartition("/") if "/" not in path else path.partition("/")
        named = slash and ("." in host or ":" in host or host == "localhost")
        lower = f"{host}/{rest.lower()}" if named else path.lower()
        forms = [(f"{lower}{colon}{tag}{at}{digest}", _LOWER)]
    for text, consequence in forms:
        if text != image and re.fullmatch(PATTERN, text):
            yield option(text, N_("Image {image}"), consequence, image=text)


def changes(manifest: Manifest, module: Module, finding: str, answer: Json) -> list[Change]:
    """Writes the reference that was chosen or typed, or removes the module with its own section."""
    if answer == "drop":
        places = [place.pointer for place in named_places(manifest, module.name)]
        return giving_up(Change("remove", pointer, finding) for pointer in places)
    settings = ptr.resolve(manifest.tree, ptr.parent(module.image_pointer))
    there = "image" in settings
    return [Change("replace" if there else "add", module.image_pointer, finding, answer, gives_up=True)]
