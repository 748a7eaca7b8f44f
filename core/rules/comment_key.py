"""A comment written as a key, where the published schema or the agent accepts no other keys."""

from __future__ import annotations

from collections.abc import Iterator

from core.manifest import pointer as ptr
from core.manifest import schemas
from core.manifest.comment_keys import is_comment
from core.manifest.equal_modules import where
from core.manifest.excerpt import shell
from core.manifest.manifest import Manifest, Module, Place
from core.model.questions import choice, option
from core.rules.base import (
    EVERYWHERE,
    Area,
    Device,
    Findings,
    Json,
    Rule,
    Verdict,
    removing,
)
from core.text.catalogue import N_

_QUESTION = choice(
    option("drop", N_("Remove it"), N_("The comment is removed from the result. The original file keeps it.")),
    option("leave", N_("Keep it"), N_("The deployment is refused.")),
    default="drop",
    reason=N_("it is a comment and sets nothing"),
)
_OPEN = "1.0"
"""The schema version whose published schema accepts any other key."""


def detect(manifest: Manifest, device: Device) -> Findings:
    """Yields one finding for each such key of the sections of the runtime, not of the create options."""
    for place in (*_of_agent(manifest), *_of_hub(manifest)):
        owner = _owner(manifest, place)
        yield RULE.finding(
            owner, _subject(place, owner), place.pointer, Verdict.ASK, question=_QUESTION, key=place.key, owner=owner
        )


def _of_agent(manifest: Manifest) -> Iterator[Place]:
    agent = manifest.agent
    if agent is None or not isinstance(agent.value, dict):
        return
    strict = _is_strict("$edgeAgent", agent.value)
    holders = [agent, agent.below("runtime"), agent.below("runtime", "settings")] if strict else []
    for part in ("systemModules", "modules"):
        modules = agent.below(part)
        yield from (place for place in _comments(modules) if not isinstance(place.value, dict))
    for module in where(manifest, _is_commented):
        entry = Place(module.pointer, module.body)
        env = entry.below("env")
        yield from (place for place in _comments(env) if not isinstance(place.value, dict))
        if strict and module.pointer.startswith(agent.pointer):
            holders += [entry, entry.below("settings"), *env.members()]
    for holder in holders:
        yield from _comments(holder)


def _is_commented(module: Module) -> bool:
    """Whether there is any comment in the entry of a module: hardly any has one."""
    entry = shell(module)
    env = entry.get("env")
    variables = env.values() if isinstance(env, dict) else ()
    levels = (entry, entry.get("settings"), env, *variables)
    return any(is_comment(key) for level in levels if isinstance(level, dict) for key in level)


def _of_hub(manifest: Manifest) -> Iterator[Place]:
    hub = manifest.hub
    if hub is None or not isinstance(hub.value, dict):
        return
    yield from _comments(hub.below("routes"))
    if _is_strict("$edgeHub", hub.value):
        yield from _comments(hub)
        yield from _comments(hub.below("storeAndForwardConfiguration"))


def _is_strict(section: str, desired: Json) -> bool:
    used = schemas.schema_used(section, desired)
    return used is not None and not used.endswith(f"-{_OPEN}.json")


def _comments(holder: Place) -> Iterator[Place]:
    keys = filter(is_comment, holder.value) if isinstance(holder.value, dict) else ()
    return map(holder.below, keys)


def _owner(manifest: Manifest, place: Place) -> str:
    """The module whose entry holds the comment; empty for a comment of the deployment."""
    return next((module.name for module in manifest.modules if place.pointer.startswith(module.pointer + "/")), "")


def _subject(place: Place, owner: str) -> str:
    """The path to the comment from the section or the module."""
    tokens = ptr.split(place.pointer)
    first = (
        tokens.index(owner) if owner in tokens else next(i for i, token in enumerate(tokens) if token[:5] == "$edge")
    )
    return ".".join(token for token in tokens[first + 1 if owner else first :] if token != "properties.desired")


RULE = Rule(
    id="comment-key",
    area=Area.RUNTIME,
    source=("MAN-comment",),
    detect=detect,
    apply=removing("drop"),
    targets=EVERYWHERE,
)
