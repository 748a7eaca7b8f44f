"""How much a manifest may hold: what is beyond every use is refused at once, so that no one waits for it."""

from __future__ import annotations

from collections.abc import Iterable

from core.manifest import pointer as ptr
from core.manifest.manifest import Module
from core.manifest.shapes import Fail, Layout
from core.text.catalogue import _

MAX_MODULES = 500
MAX_NAME = 1_000
"""Characters of a module name; IoT Hub takes 128."""
MAX_MEMBERS = 4_000
"""Members of one object or array among create options and credentials; more than fit into the 32 KB of IoT Hub."""
MEMBERS_A_MODULE = 20
"""Members of all create options together, for each module that a manifest may hold: each of them may be a finding."""
FOLDERS_A_MODULE = 8
"""Binds, mounts and folders in memory together, likewise: each of them may be a question with several answers."""
_FOLDERS = frozenset(("binds", "mounts", "tmpfs", "volumes"))
_PLENTY = frozenset(("env", "labels"))
"""Create options with as many members as there are: none of them is a finding by itself."""


def check_layout(layout: Layout, fail: Fail, limit: int) -> None:
    """Refuse more modules than `limit`, more routes or credentials than can be, and names without end."""
    if len(layout.entries) > limit:
        found = _("the manifest holds {count} modules").format(count=len(layout.entries))
        raise fail("", found, _("at most {limit} (IoT Hub itself takes 50)").format(limit=limit))
    for entry in layout.entries:
        if len(entry.name) > MAX_NAME:
            found = _('the module name "{name}…" has {count} characters')
            found = found.format(name=entry.name[:20], count=f"{len(entry.name):,}")
            raise fail(ptr.parent(entry.pointer), found, _("at most 128, which is what IoT Hub takes"))
    if len(layout.routes) > MAX_MEMBERS:
        found = _("the manifest holds {count} routes").format(count=f"{len(layout.routes):,}")
        raise fail("", found, _("at most {limit}").format(limit=f"{MAX_MEMBERS:,}"))
    if layout.agent is not None:
        _members(layout.agent.value.get("runtime"), ptr.join(layout.agent.pointer, "runtime"), fail)


def check_options(modules: Iterable[Module], fail: Fail, limit: int) -> None:
    """Refuse create options with more parts than IoT Hub takes; `limit` is the number of modules that may be."""
    total = folders = 0
    for module in modules:
        total += _members(module.options, module.pointer, fail)
        folders += _folders(module)
        if total > MEMBERS_A_MODULE * limit:
            found = _("create options with more than {limit} members in all").format(
                limit=f"{MEMBERS_A_MODULE * limit:,}"
            )
            raise fail(module.pointer, found, _("at most as many as fit into 32 KB, which is what IoT Hub takes"))
        if folders > FOLDERS_A_MODULE * limit:
            found = _("more than {limit} binds, mounts and folders in memory").format(
                limit=f"{FOLDERS_A_MODULE * limit:,}"
            )
            raise fail(module.pointer, found, _("at most as many as fit into 32 KB, which is what IoT Hub takes"))


def _folders(module: Module) -> int:
    """How many folders the options of a module name, at any level."""
    host = module.get("HostConfig") if module.options else None
    levels = (level for level in (module.options, host) if isinstance(level, dict))
    lists = (value for level in levels for key, value in level.items() if key.lower() in _FOLDERS)
    return sum(len(value) for value in lists if isinstance(value, (dict, list)))


def _members(value: object, pointer: str, fail: Fail) -> int:
    """How many members a value and everything in it have. Raises what `fail` makes where one has too many itself."""
    stack, count = [value], 0
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            stack += [member for key, member in item.items() if key.lower() not in _PLENTY]
        elif isinstance(item, list):
            stack += item
        else:
            continue
        count += len(item)
        if len(item) > MAX_MEMBERS:
            found = _("an object with {count} members") if isinstance(item, dict) else _("an array of {count} members")
            expected = _("at most {limit}").format(limit=f"{MAX_MEMBERS:,}")
            raise fail(pointer, found.format(count=f"{len(item):,}"), expected)
    return count
