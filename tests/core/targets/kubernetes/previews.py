"""Previews of small manifests: module names with what matters of them, as in golden cases."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from core.docker.profiles import PROFILES
from core.manifest.manifest import Manifest
from core.manifest.read import read
from core.targets.kubernetes import ModulePreview, Preview, Settings, preview
from tests.golden_cases import expand

BETA8, BETA12, BETA15 = "beta8", "beta12", "beta15"
ALL = (BETA8, BETA12, BETA15)


def manifest(short: dict[str, Any], **desired: Any) -> Manifest:
    """A manifest from its short form; `desired` replaces members of $edgeAgent's desired properties."""
    tree = expand(short)
    tree["modulesContent"]["$edgeAgent"]["properties.desired"] |= desired
    return read(json.dumps(tree).encode(), "site.json")


def show(short: dict[str, Any], profile: str = BETA15, **settings: Any) -> Preview:
    """What a profile makes of a manifest in short form."""
    return preview(manifest(short), replace(Settings(PROFILES[profile]), **settings))


def one(options: Any = None, profile: str = BETA15, *, name: str = "cam", settings: Any = None, **body: Any) -> Any:
    """What a profile makes of one module with these create options; `body` are members of the module entry."""
    entry = {**body, **({} if options is None else {"createOptions": options})}
    result = show({name: entry}, profile, **(settings or {})).module(name)
    assert result is not None
    return result


def dropped(result: Preview | ModulePreview) -> dict[str, str]:
    """Code of what is dropped by the end of its pointer; fields that every entry has are left out."""
    drops = result.all_drops if isinstance(result, Preview) else result.drops
    return {_end(drop.pointer): drop.code for drop in drops if drop.code != "ignored-field"}


def refused(result: Preview | ModulePreview) -> list[str]:
    """Codes of what is refused."""
    refusals = result.all_refusals if isinstance(result, Preview) else result.refusals
    return [refusal.code for refusal in refusals]


def _end(pointer: str) -> str:
    return pointer.partition("/createOptions/")[2] or pointer.rpartition("/")[2]


def env(result: ModulePreview) -> list[tuple[str, str]]:
    """Name and value of each variable, in order."""
    return [(variable["name"], variable["value"]) for variable in result.container["env"]]


def user_env(result: ModulePreview) -> list[tuple[str, str]]:
    """The variables before the agent's own."""
    names = [name for name, _ in env(result)]
    return env(result)[: len(names) - 1 - names[::-1].index("IOTEDGE_IOTHUBHOSTNAME")]
