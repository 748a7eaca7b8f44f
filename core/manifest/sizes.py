"""Limits the size of a manifest, so that an absurd file is refused at once instead of blocking the operator."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import chain

from core.manifest import pointer as ptr
from core.manifest.create_options import MAX_TEXT, too_much_text
from core.manifest.errors import ManifestError
from core.manifest.file import MAX_BYTES
from core.manifest.manifest import Module, member
from core.manifest.shapes import Layout
from core.manifest.spelling import Fail
from core.model.base import Json
from core.text.catalogue import _

MAX_MODULES = 500
MAX_NAME = 1_000
"""Characters of a module name; IoT Hub takes 128."""
MAX_KEY = 1_000
"""Characters of a key among create options; IoT Hub takes 1 KB (azure-docs, iot-hub-devguide-device-twins)."""
MAX_MEMBERS = 4_000
"""Members of one object or array among variables, create options and credentials; IoT Hub takes 32 KB for them all."""
MEMBERS_A_MODULE = 20
"""Variables and members of all create options, for each module that a manifest may hold: each may be a finding."""
FOLDERS_A_MODULE = 6
"""Binds, mounts and folders in memory together, likewise: each of them may be a question with several answers."""
TEXTS_A_MODULE = 60
"""Values that are texts, in all, for each module that a manifest may hold."""
VALUES_A_MODULE = 90
"""Values of a manifest in all, twins included, for each module that it may hold."""
LENGTH_A_MODULE = 4_000
"""Characters of all keys and values together, likewise; the largest manifest known has 39,000."""
WORDS_A_MODULE = 300
"""Words of all keys and values together, likewise: each is looked at for secrets."""
_SIGNS = " =:-/@<.,;&?"
"""What separates words of values: sentences, options of commands, pairs, addresses, XML."""
_PIECE = 65_536
"""Bytes of a file that are looked through at once, so that no copy of the whole is made."""
_FOLDERS = frozenset(("binds", "mounts", "tmpfs", "volumes"))


def _expected() -> str:
    return _("at most 32 KB for each twin, the limit of IoT Hub")


@dataclass(slots=True)
class _Count:
    """What the modules looked at so far hold."""

    members: int = 0
    folders: int = 0

    def add(self, other: _Count) -> None:
        self.members += other.members
        self.folders += other.folders


def check_layout(layout: Layout, fail: Fail, limit: int) -> None:
    """Refuses more modules than `limit`, too many routes or credentials, and names of excessive length."""
    if len(layout.entries) > limit:
        found = _("the manifest contains {count} modules").format(count=len(layout.entries))
        raise fail("", found, _("at most {limit} (IoT Hub accepts 50)").format(limit=limit))
    for entry in layout.entries:
        if len(entry.name) > MAX_NAME:
            found = _('the module name "{name}…" has {count} characters')
            found = found.format(name=entry.name[:20], count=f"{len(entry.name):,}")
            raise fail(ptr.parent(entry.pointer), found, _("at most 128, the limit of IoT Hub"))
    if len(layout.routes) > MAX_MEMBERS:
        found = _("the manifest contains {count} routes").format(count=f"{len(layout.routes):,}")
        raise fail("", found, _("at most {limit}").format(limit=f"{MAX_MEMBERS:,}"))
    if layout.agent is not None:
        _members(layout.agent.value.get("runtime"), ptr.join(layout.agent.pointer, "runtime"), fail)


def check_parts(data: bytes, name: str, limit: int) -> None:
    """Refuse a file before it is parsed where its signs say that it holds many times the values that may be.

    Raises ManifestError.
    """
    most = VALUES_A_MODULE * limit
    if 4 * most < len(data) <= MAX_BYTES and any(_has_more(data, sign, 4 * most) for sign in (b",", b'":')):
        found = _("more than {limit} values in total").format(limit=f"{most:,}")
        raise ManifestError(found, expected=_expected(), remedy=_("export the manifest again from IoT Hub"), file=name)


def _has_more(data: bytes, sign: bytes, most: int) -> bool:
    """Whether a sign occurs more often; its last character alone is counted first, which is faster."""
    return data.count(sign[-1:]) > most and data.count(sign) > most


def check_values(tree: Json, data: bytes, fail: Fail, limit: int) -> None:
    """Refuse more values, or more text in keys and values, than IoT Hub takes; `data` are the bytes of the file."""
    if not _may_be_too_much(data, limit):
        return
    values, strings, texts = 0, 0, list[str]()
    level: list[Json] = [tree]
    while level and values <= VALUES_A_MODULE * limit:
        values += len(level)
        found = [value for value in level if type(value) is str]
        strings += len(found)
        texts += found
        objects = [value for value in level if type(value) is dict]
        lists = [value for value in level if type(value) is list]
        level = [*chain.from_iterable(lists), *chain.from_iterable(map(dict.values, objects))]
        texts += chain.from_iterable(objects)
    length = sum(map(len, texts))
    words = sum(map("\0".join(texts).count, _SIGNS)) if length <= LENGTH_A_MODULE * limit else 0
    for count, most, text in (
        (values, VALUES_A_MODULE, _("more than {limit} values in total")),
        (strings, TEXTS_A_MODULE, _("more than {limit} strings in total")),
        (length, LENGTH_A_MODULE, _("more than {limit} characters in keys and values")),
        (words, WORDS_A_MODULE, _("more than {limit} words in keys and values")),
    ):
        if count > most * limit:
            raise fail("", text.format(limit=f"{most * limit:,}"), _expected())


def _may_be_too_much(data: bytes, limit: int) -> bool:
    """Whether a file can hold too much at all, by its signs alone: quick, for every file that is opened."""
    if len(data) > LENGTH_A_MODULE * limit or _count_of(data, b",{[") > TEXTS_A_MODULE * limit:
        return True
    signs, most = _count_of(data, _SIGNS.encode()), WORDS_A_MODULE * limit
    return signs > most and signs - 2 * data.count(b"  ") - 2 * data.count(b'": ') > most


def _count_of(data: bytes, signs: bytes) -> int:
    pieces = (data[start : start + _PIECE].translate(None, signs) for start in range(0, len(data), _PIECE))
    return len(data) - sum(map(len, pieces))


def check_options(modules: Iterable[Module], fail: Fail, limit: int) -> None:
    """Refuses create options with more members than IoT Hub accepts; `limit` is the largest number of modules."""
    modules = tuple(modules)
    if _are_small(modules, limit):
        return
    total = _Count()
    known: dict[int, _Count] = {}
    for module in modules:
        counted = known.get(id(module.options))  # equal options are read once
        if counted is None:
            counted = known[id(module.options)] = _count(module, fail)
        total.add(counted)
        total.members += _variables(module, fail)
        for count, most, text in (
            (total.members, MEMBERS_A_MODULE, _("more than {limit} variables and members of create options in total")),
            (total.folders, FOLDERS_A_MODULE, _("more than {limit} binds, mounts and folders in memory")),
        ):
            if count > most * limit:
                expected = _("at most as many as fit into 32 KB, the limit of IoT Hub")
                raise fail(module.pointer, text.format(limit=f"{most * limit:,}"), expected)


def _are_small(modules: Collection[Module], limit: int) -> bool:
    """Whether no limit is reached, by the length of the texts and the signs in them: quick, true for most files."""
    members = variables = 0
    known: dict[int, int] = {}
    for module in modules:
        env = module.body.get("env")
        variables += len(env) if isinstance(env, dict) else 0
        members += module.most
        if module.options and not 0 < module.size <= MAX_KEY:
            return False
    return (
        variables <= MAX_MEMBERS
        and members + variables <= MEMBERS_A_MODULE * limit
        and (
            members <= FOLDERS_A_MODULE * limit
            or sum(_folders(module, known) for module in modules) <= FOLDERS_A_MODULE * limit
        )
    )


def _variables(module: Module, fail: Fail) -> int:
    env = module.body.get("env")
    count = len(env) if isinstance(env, dict) else 0
    if count > MAX_MEMBERS:
        found = _("the module has {count} variables").format(count=f"{count:,}")
        raise fail(ptr.join(module.pointer, "env"), found, _("at most {limit}").format(limit=f"{MAX_MEMBERS:,}"))
    return count


def _count(module: Module, fail: Fail) -> _Count:
    """What the create options of a module hold. Raises what `fail` makes where a part of them is beyond every use."""
    short = 0 < module.size <= MAX_KEY  # so is every key in it
    return _Count(_members(module.options, module.pointer, fail, keys=not short), _folders(module, {}))


def _folders(module: Module, known: dict[int, int]) -> int:
    """How many folders the options of a module name, at any level; `known` has those of objects seen before."""
    host = member(module.options, "HostConfig")
    if id(host) not in known:  # many modules share it
        known[id(host)] = _folders_in(host)
    return _folders_in(module.options) + known[id(host)]


def _folders_in(level: Json) -> int:
    members = level.items() if isinstance(level, dict) else ()
    found = (value for key, value in members if 5 <= len(key) <= 7 and key.lower() in _FOLDERS)
    return sum(len(value) for value in found if isinstance(value, (dict, list)))


def _members(value: object, pointer: str, fail: Fail, *, keys: bool = True) -> int:
    """How many members a value and everything in it have; `keys` says to look at the length of keys, too.

    Raises what `fail` makes where a part has too many members itself, a key is too long, or there is too much text.
    """
    stack, count, size = [value], 0, 0
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            size += len(item)
            if size > MAX_TEXT:
                raise fail(pointer, *too_much_text(size))
            continue
        if isinstance(item, dict):
            if keys and item and len(longest := max(item, key=len)) > MAX_KEY:
                found = _('a key with {count} characters, "{key}…"')
                found = found.format(count=f"{len(longest):,}", key=longest[:20])
                raise fail(pointer, found, _("at most 1 KB, the limit of IoT Hub"))
            stack += item.values()
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
