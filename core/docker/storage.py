"""Binds and mounts of a module, each with the kind of place it refers to."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from core.docker import host_paths, placeholders, volumes
from core.docker.facts import SHARE_ROOT
from core.docker.names import volume_name
from core.manifest.equal_modules import shared
from core.manifest.manifest import Module, member, text_of
from core.model import rule_ids
from core.model.base import Json
from core.model.findings import finding_id
from core.model.remembered import remembered

_ROOT = SHARE_ROOT.rstrip("/")
_BIND = re.compile(r"(?P<source>[A-Za-z]:[\\/][^:]*|[^:]*):(?P<target>[A-Za-z]:[\\/][^:]*|[^:]*)(?::(?P<mode>.*))?")
_WINDOWS = re.compile(r"[A-Za-z]:[\\/]|\\")
_NAMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


class Bind(NamedTuple):
    """One element of `HostConfig.Binds`. `form` says what kind of place the source is (see `form_of`).

    `share` and `folder` are filled for paths of shares; `mode` is the third part, empty without one.
    `id` is that of its finding, for rules that depend on it.
    """

    pointer: str
    text: str
    source: str
    target: str
    mode: str
    form: str
    share: str
    folder: str
    id: str

    @property
    def read_only(self) -> bool:
        """Whether the mode holds `ro`."""
        return "ro" in self.mode.split(",")

    @property
    def unfilled(self) -> bool:
        """Whether a placeholder is left in its source or mode: nothing can be said of such a bind."""
        return placeholders.holds(self.source or self.text) or placeholders.holds(self.mode)


@dataclass(frozen=True, slots=True)
class Mount:
    """One object of `HostConfig.Mounts`; `kind` is its type in lower case, texts are empty where absent."""

    pointer: str
    value: Json
    kind: str
    source: str
    target: str
    read_only: bool

    @property
    def unfilled(self) -> bool:
        """Whether a placeholder is left in its type or source: nothing can be said of such a mount."""
        return placeholders.holds(self.kind.upper()) or placeholders.holds(self.source)


@remembered
def binds(module: Module) -> tuple[Bind, ...]:
    """The binds of a module in document order; elements that are no text are left to other rules.

    A single text instead of a list is read as the one bind that was intended: every answer replaces it.
    """
    return tuple(
        bind._replace(
            pointer=module.options_pointer + bind.pointer,
            id=finding_id(rule_ids.BIND, module.name, bind.target) + bind.id,
        )
        for bind in _binds(module)
    )


@shared
def _binds(module: Module) -> list[Bind]:
    """The same by their places below the create options, each with the end of its id."""
    taken = {mount.target for mount in mounts(module)} | {path for path, _ in volumes.mounted(module)}
    seen: dict[str, int] = {}
    found: list[Bind] = []
    alone = module.find("HostConfig", "Binds") if module.has_options else None
    for place in [alone] if alone is not None and is_alone(alone.value) else module.list_at("HostConfig", "Binds"):
        if isinstance(place.value, str):
            bind = _bind(place.pointer.removeprefix(module.options_pointer), place.value, taken)
            count = seen[bind.target] = seen.get(bind.target, 0) + 1
            found.append(bind if count == 1 else bind._replace(id=f"~{count}"))
    return found


@remembered
def binds_by_pointer(module: Module) -> Mapping[str, Bind]:
    """The binds of a module by their pointers: a module may have thousands."""
    return {bind.pointer: bind for bind in binds(module)}


@remembered
def mounts_by_pointer(module: Module) -> Mapping[str, Mount]:
    """The mounts of a module by their pointers."""
    return {mount.pointer: mount for mount in mounts(module)}


def unfilled(module: Module, pointer: str) -> bool:
    """Whether a bind or mount has a placeholder on which its place depends."""
    place = binds_by_pointer(module).get(pointer) or mounts_by_pointer(module).get(pointer)
    return place is not None and place.unfilled


def can_mount_at(target: str) -> bool:
    """Whether Docker mounts anything at a path: it must be absolute. One that is filled in later may be."""
    return target.startswith("/") or placeholders.holds(target)


def is_alone(value: Json) -> bool:
    """Whether `Binds` is a single bind instead of a list."""
    return isinstance(value, str) and bool(value)


@remembered
def mounts(module: Module) -> tuple[Mount, ...]:
    """The mounts of a module in document order; elements that are no object are left to other rules."""
    return tuple(
        Mount(
            place.pointer,
            place.value,
            text_of(place.value, "Type").lower(),
            text_of(place.value, "Source"),
            text_of(place.value, "Target"),
            member(place.value, "ReadOnly") in (True, "true", "True"),
        )
        for place in module.list_at("HostConfig", "Mounts")
        if isinstance(place.value, dict)
    )


def form_of(source: str) -> str:
    """What kind of place a source is.

    `share`, `sub-folder`, `share-root`, `unnameable` (a directory without a name the agent accepts), `windows`,
    `named-volume`, `relative`, or what `host_paths.kind` says of an absolute path.
    """
    if _WINDOWS.match(source):
        return "windows"
    if below_share_root(source):
        return ("share-root", "share", "sub-folder")[min(2, len(_below_root(source)))]
    if not source.startswith("/"):
        return "named-volume" if _NAMED.fullmatch(source) else "relative"
    found = host_paths.kind(source)
    return found if found not in ("directory", "system", "common") or volume_name(source) else "unnameable"


def same_folder(source: str) -> str:
    """A path without a final slash or dots, for comparison."""
    return host_paths.normal(source) if source.startswith("/") else source


def below_share_root(source: str) -> bool:
    """Whether a path is the old device's root of shares, or below it."""
    return f"{same_folder(source)}/".startswith(SHARE_ROOT)


def share_of_path(source: str) -> str:
    """The share of a path below the old root; empty for other paths and for the root itself."""
    return share_of(source) if below_share_root(source) else ""


def folder_of_path(source: str) -> str:
    """The folder within its share of a path below the old root; empty for the whole share."""
    return "/".join(_below_root(source)[1:]) if below_share_root(source) else ""


def share_of(source: str) -> str:
    """The share a path below the old device's root of shares belongs to; empty for the root itself."""
    return next(iter(_below_root(source)), "")


def _below_root(source: str) -> list[str]:
    return [part for part in same_folder(source)[len(_ROOT) :].split("/") if part]


def _bind(pointer: str, text: str, taken: Collection[str]) -> Bind:
    match = _BIND.fullmatch(text)
    source, target, mode = (match["source"], match["target"], match["mode"] or "") if match else ("", text, "")
    if match is None or target.startswith("\\"):
        form = "windows" if "\\" in text else "one-part"
        source, target = (text, "") if form == "windows" else ("", text)
    else:
        form = form_of(source)
    below = _below_root(source) if form in ("share", "sub-folder") else []
    if not target:
        form = "no-target"
    elif target in taken:
        form = "already-mounted"
    return Bind(
        pointer,
        text,
        source,
        target,
        mode,
        form,
        share=below[0] if below else "",
        folder="/".join(below[1:]),
        id="",
    )
