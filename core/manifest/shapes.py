"""Where modules, routes and twins are located in each shape of file."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.manifest import foreign, jsonc, spelling
from core.manifest import pointer as ptr
from core.manifest.comment_keys import is_comment
from core.manifest.manifest import Kind, Place
from core.manifest.spelling import Fail
from core.model.base import Json
from core.text.catalogue import _

DESIRED = spelling.DESIRED
CONTENT_KEYS = ("modulesContent", "moduleContent")
STRONG = ("hostconfig", "k8s-experimental", "exposedports")
"""Create options that nothing else has."""
WEAK = (
    *("Env", "Cmd", "Entrypoint", "Labels", "WorkingDir", "NetworkingConfig", "User", "Image", "Volumes", "Hostname"),
    *("Domainname", "Healthcheck", "Tty", "StopSignal", "Binds", "Mounts", "PortBindings", "NetworkMode", "Privileged"),
)
"""Create options whose names other files have, too: one of them says nothing."""
_ALONE: dict[str, type] = {
    **dict.fromkeys(("Env", "Cmd", "Entrypoint", "Binds", "Mounts"), list),
    **dict.fromkeys(("PortBindings", "Healthcheck", "NetworkingConfig"), dict),
    "WorkingDir": str,
}
"""Those of them that may be the only option of a module, with their type."""


@dataclass(slots=True)
class Entry:
    """One module entry before its create options are decoded."""

    name: str
    pointer: str
    kind: Kind
    body: dict[str, Json]


@dataclass(slots=True)
class Layout:
    """The structure of a tree; `shape` is the id that the Import page shows.

    `tree` is the logical tree if it is not the file's own value, which is then located at `root` in it.
    """

    shape: str
    entries: list[Entry] = field(default_factory=list)
    agent: Place | None = None
    hub: Place | None = None
    routes: list[Place] = field(default_factory=list)
    parts: list[Place] = field(default_factory=list)
    twins: dict[str, Place] = field(default_factory=dict)
    tree: Json = None
    root: str = ""


def layout(tree: Json, fail: Fail, module: str, options: bool = False) -> Layout:
    """Recognizes the shape of a tree and locates its parts; `options` says that it is known to be create options.

    Raises what `fail` makes if it is no manifest, or if a part has the wrong type.
    """
    if options:
        return _options_alone(tree, module)
    if isinstance(tree, dict):
        spelling.check(tree, fail)
        for base, holder in (("", tree), ("/content", tree.get("content"))):
            for key in CONTENT_KEYS:
                if isinstance(holder, dict) and key in holder:
                    return _content(tree, base, key, holder[key], fail)
        if "$edgeAgent" in tree:
            return _sections(Layout("sections"), "", tree, fail)
        if _is_twin(tree):
            return _twin(Layout("twin"), Place("", tree), fail)
        if are_options(tree):
            return _options_alone(tree, module)
    if isinstance(tree, str) and tree.lstrip().startswith("{") and _may_be_options(tree):
        return _options_alone(tree, module)
    if isinstance(tree, list) and tree and all(isinstance(item, dict) and _is_twin(item) for item in tree):
        found = Layout("twins")
        for index, item in enumerate(tree):
            _twin(found, Place(f"/{index}", item), fail)
        return found
    raise fail("", _describe(tree), _('a deployment manifest: an object with "modulesContent"'))


def are_options(tree: dict[str, Json]) -> bool:
    """Whether an object holds create options: one distinctive key, two usual ones, or one usual key alone.

    A key that is alone must have the form that Docker gives it, such as an array of `NAME=value`; labels alone are not
    enough.
    """
    if any(key.lower() in STRONG for key in tree):
        return True
    weak = [key for key in WEAK if key in tree]
    return len(weak) > 1 or (len(tree) == 1 and bool(weak) and isinstance(tree[weak[0]], _ALONE.get(weak[0], ())))


def _may_be_options(text: str) -> bool:
    """Whether a JSON string holds create options, or nothing that says otherwise: its faults are reported later."""
    try:
        value, _blanked = jsonc.loads(text, comments=False)
    except (ValueError, RecursionError):
        return True
    return not isinstance(value, dict) or not value or are_options(value)


def _content(tree: dict[str, Json], base: str, key: str, content: Json, fail: Fail) -> Layout:
    where = ptr.join(base, key)
    if not isinstance(content, dict):
        raise fail(where, _("{key} is not an object").format(key=key), _("an object with $edgeAgent and $edgeHub"))
    dotted = any(
        name.startswith(DESIRED + ".") for section in content.values() if isinstance(section, dict) for name in section
    )
    shape = "layered" if dotted else "template" if "$schema-template" in tree else "content" if base else "manifest"
    return _sections(Layout(shape), where, content, fail)


def _sections(found: Layout, base: str, content: dict[str, Json], fail: Fail) -> Layout:
    for name, section in content.items():
        where = ptr.join(base, name)
        if name not in ("$edgeAgent", "$edgeHub"):
            if isinstance(section, dict) and isinstance(section.get(DESIRED), dict):
                found.twins[name] = Place(ptr.join(where, DESIRED), section[DESIRED])
            continue
        if not isinstance(section, dict):
            raise fail(
                where,
                _("{name} is not an object").format(name=name),
                _('an object with "{desired}"').format(desired=DESIRED),
            )
        _check_wrapped(section, where, fail)
        for key, value in section.items():
            if key == DESIRED or key.startswith(DESIRED + "."):
                path = key[len(DESIRED) + 1 :].split(".", 2) if key != DESIRED else []
                _part(found, name, path, Place(ptr.join(where, key), value), fail)
    return found


def _check_wrapped(section: dict[str, Json], where: str, fail: Fail) -> None:
    """Refuses desired properties in another place: IoT Hub would not find them."""
    if spelling.unwrapped(section) is not None:
        raise fail(
            where,
            _("{name} has its desired properties outside {desired}").format(name=ptr.last(where), desired=DESIRED),
            _('an object with "{desired}"').format(desired=DESIRED),
        )


def _part(found: Layout, section: str, path: list[str], place: Place, fail: Fail) -> None:
    """One member of a section: all desired properties (no path), or a dotted part of them."""
    if not path:
        if not isinstance(place.value, dict):
            raise fail(place.pointer, _("the desired properties are not an object"), _("an object"))
        _desired(found, section, place, fail)
    elif section == "$edgeAgent" and path[0] in ("modules", "systemModules"):
        kind = Kind.CUSTOM if path[0] == "modules" else Kind.SYSTEM
        if len(path) == 1:
            _modules(found, kind, place, fail)
        elif len(path) == 2:
            _entry(found, kind, path[1], place, fail)
        else:
            found.parts.append(place)
    elif section == "$edgeHub" and path[0] == "routes" and len(path) < 3:
        found.routes += place.members() if len(path) == 1 else [place]
    else:
        found.parts.append(place)


def _desired(found: Layout, section: str, place: Place, fail: Fail) -> None:
    if section == "$edgeAgent":
        found.agent = place
        for key, kind in (("systemModules", Kind.SYSTEM), ("modules", Kind.CUSTOM)):
            _modules(found, kind, place.below(key), fail)
    else:
        found.hub = place
        found.routes += place.below("routes").members()


def _modules(found: Layout, kind: Kind, place: Place, fail: Fail) -> None:
    if place.value is None:
        return
    if not isinstance(place.value, dict):
        raise fail(place.pointer, _("the modules are not an object"), _("an object with module names as keys"))
    for entry in place.members():
        if isinstance(entry.value, dict) or not is_comment(entry.key):
            _entry(found, kind, entry.key, entry, fail)


def _entry(found: Layout, kind: Kind, name: str, place: Place, fail: Fail) -> None:
    if not isinstance(place.value, dict):
        raise fail(
            place.pointer,
            _('the module "{name}" is not an object').format(name=name),
            _("an object with type, status and settings"),
        )
    settings = place.value.get("settings")
    if settings is not None and not isinstance(settings, dict):
        raise fail(
            ptr.join(place.pointer, "settings"),
            _("the settings are not an object"),
            _("an object with image and createOptions"),
        )
    found.entries.append(Entry(name, place.pointer, kind, place.value))


def _is_twin(tree: dict[str, Json]) -> bool:
    """A module twin: `moduleId` and desired properties, as `az iot hub module-twin show` prints it."""
    properties = tree.get("properties")
    desired = properties.get("desired") if isinstance(properties, dict) else None
    return isinstance(desired, dict) and ("moduleId" in tree or "systemModules" in desired)


def _twin(found: Layout, twin: Place, fail: Fail) -> Layout:
    place = twin.below("properties", "desired")
    name = twin.value.get("moduleId", "$edgeAgent")
    if name in ("$edgeAgent", "$edgeHub"):
        _desired(found, name, place, fail)
    else:
        found.twins[str(name)] = place
    return found


def _options_alone(value: Json, module: str) -> Layout:
    """Create options of one module, as pasted from the portal: an object, or a JSON string that holds one."""
    body: dict[str, Json] = {"settings": {"createOptions": value}}
    found = Layout("options", [Entry(module, "", Kind.CUSTOM, body)])
    found.tree, found.root = body, "/settings/createOptions"
    return found


def _describe(tree: Json) -> str:
    known = foreign.of_tree(tree)
    if known is not None:
        return known
    keys = ", ".join(f'"{key}"' for key in list(tree)[:5])
    return _("an object with {keys}").format(keys=keys) if keys else _("an object without keys")
