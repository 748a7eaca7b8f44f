"""Of equal modules the first is looked at: the same is said of all of them as if each had been looked at."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from inspect import unwrap
from typing import Any

import pytest

from core.manifest import equal_modules, excerpt
from core.manifest import pointer as ptr
from core.manifest.equal_modules import each_module, groups, shared, where
from core.manifest.errors import ManifestError
from core.manifest.excerpt import shell
from core.manifest.manifest import Encoding, Manifest, Module
from core.manifest.read import read
from core.migration.verify import Verification, verify
from core.model.device import Device
from core.model.findings import Finding, Verdict
from core.rules import RULES
from tests.bench.test_core import site
from tests.golden_cases import Case, cases_of
from tests.golden_page import GOLDEN, KINDS
from tests.sampling import sampled

ALONE = tuple(rule for rule in RULES if unwrap(rule.detect) is not rule.detect)
PAGES = [(kind, path.stem) for kind in KINDS for path in sorted((GOLDEN / kind).glob("*.md"))]


def differing(options: Any, number: int) -> None:
    """Makes create options differ from others in a member or two, by number: added, changed or removed."""
    host = options.setdefault("HostConfig", {})
    if number == 1 and isinstance(host, dict):
        host["PortBindings" if "Binds" in host else "Binds"] = {"1/tcp": [{"HostPort": "1"}]} if "Binds" in host else []
        options["Hostname"] = "other"
    elif number == 2 and isinstance(options.get("Env", []), list):
        options["Env"] = [*options.get("Env", []), "OTHER=2", "ADDRESS=http://cam:80"]
    elif number == 3:
        for holder in (options, host):
            if isinstance(holder, dict) and holder:
                holder.pop(sorted(holder)[0])


def copied(manifest: Manifest) -> bytes | None:
    """The manifest with copies of each custom module under other names, with other images; None if unreadable.

    Two have the same create options, the others differ from them in a few members.
    """
    if manifest.root:
        return None
    try:
        tree = json.loads(manifest.source.text)
        for module in manifest.custom:
            holder, key = ptr.resolve(tree, ptr.parent(module.pointer)), ptr.last(module.pointer)
            for number in range(5):
                copy = json.loads(json.dumps(holder[key]))
                if module.image:
                    copy["settings"]["image"] = f"{module.image}{'x' * number}"
                options = json.loads(json.dumps(module.options))
                if number and isinstance(copy.get("settings"), dict) and module.encoding is not Encoding.CHUNKS:
                    differing(options, number)
                    copy["settings"]["createOptions"] = json.dumps(options) if number % 2 else options
                holder[f"{key}c{number}"] = copy
        data = json.dumps(tree).encode()
        read(data, "site.json", limit=1_000)
        return data
    except (ValueError, ManifestError):  # a template that is no plain JSON, or no manifest any longer
        return None


def said(case: Case, data: bytes) -> tuple[list[Finding], Verification, str]:
    """What rules and checks find and what the target runs, the last also as text: the order of members counts."""
    manifest, device = read(data, "site.json", limit=1_000).with_source(case.section.setting("source")), case.device()
    rules = (rule for rule in RULES if device.platform in rule.targets)
    found = [finding for rule in rules for finding in rule.detect(manifest, device)]
    verified = verify(manifest, device)
    return found, verified, json.dumps([each.body for each in verified.preview.objects])


def cases(kind: str, page: str) -> Iterator[tuple[Case, bytes]]:
    for case in cases_of(kind, page):
        data = copied(case.manifest()) if case.section.setting("repair") is None else None
        if data is not None:
            yield case, data


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two modules are compared, too."""
    monkeypatch.setattr(excerpt, "FEW", 2)


@pytest.mark.parametrize(("kind", "page"), sampled(PAGES, 8), ids=lambda word: word)
def test_the_same_is_said_of_every_equal_module(kind: str, page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for case, data in cases(kind, page):
        found, verified, objects = said(case, data)
        with monkeypatch.context() as patch:
            patch.setattr(equal_modules, "compared", lambda modules: ([None] * len(modules), set()))
            found_apart, apart, objects_apart = said(case, data)
        assert found == found_apart, case.name
        assert (verified.preview, verified.findings) == (apart.preview, apart.findings), case.name
        assert objects == objects_apart, case.name


def test_most_rules_look_at_each_module_alone() -> None:
    assert len(ALONE) > len(RULES) / 3


def looked_at(manifest: Manifest, look: Callable[[Module], object] = lambda module: None) -> list[str]:
    """The modules of which a rule looked at something, as it was not known of another yet."""
    names: list[str] = []

    def find(module: Module, device: Device) -> Iterator[Finding]:
        look(module)
        names.append(module.name)
        yield Finding("rule", module.name, "subject", module.pointer, Verdict.NOTE, {"module": module.name})

    assert [finding.module for finding in each_module(find)(manifest, Device())] == [m.name for m in manifest.modules]
    return sorted({*names})


def test_equal_modules_are_looked_at_once() -> None:
    assert looked_at(read(site(40), "site.json"), lambda module: (module.options, shell(module))) == ["cam0", "edgeHub"]


ALL = ["cam0", "cam1", "cam2", "edgeHub"]
ALONE_READ: dict[str, Callable[[Module], object]] = {
    "options": lambda module: module.options,
    "find": lambda module: module.find("hostname"),
    "below": lambda module: module.get("HOSTNAME", "x"),
    "members": lambda module: module.members_at(),
    "image": lambda module: module.image,
    "body": lambda module: module.body,
    "settings": lambda module: module.entry("settings"),
}
TOGETHER_READ: dict[str, Callable[[Module], object]] = {
    "nothing": lambda module: None,
    "other options": lambda module: (module.get("HostConfig"), module.find("HostConfig", "Binds"), module.env()),
    "absent": lambda module: module.find("User"),
    "keys": lambda module: (module.keys_at(), module.keys_at("HostConfig"), module.has_options),
    "entry": lambda module: (module.entry("status"), shell(module), module.encoding, module.size, module.most),
    "places": lambda module: (module.where(), module.where("HostConfig", "Binds"), module.to("HostConfig", "Init")),
}


@pytest.mark.parametrize("look", ALONE_READ.values(), ids=ALONE_READ)
def test_modules_are_looked_at_one_by_one_where_they_differ_in_what_is_read(look: Callable[[Module], object]) -> None:
    assert looked_at(read(site(3, alike=False), "site.json"), look) == ALL


@pytest.mark.parametrize("look", TOGETHER_READ.values(), ids=TOGETHER_READ)
def test_modules_are_looked_at_once_where_they_differ_elsewhere(look: Callable[[Module], object]) -> None:
    assert looked_at(read(site(3, alike=False), "site.json"), look) == ["cam0", "edgeHub"]


def entries(manifest_tree: Any) -> Any:
    return manifest_tree["modulesContent"]["$edgeAgent"]["properties.desired"]["modules"]


Reads = Callable[[Module], object]


@pytest.mark.parametrize(
    ("change", "look"),
    [
        ({"env": {"RATE": {"value": 6}}}, lambda module: module.env()),
        ({"env": {"RATE": {"value": True}}}, lambda module: module.entry("env")),
        ({"env": {"RATE": {"value": 5.0}}}, shell),
        ({"restartPolicy": "never"}, lambda module: module.entry("restartPolicy")),
        ({"version": "1"}, lambda module: module.entry("version")),
        ({"version": None}, shell),
        ({"settings": {"image": "x", "createOptions": "{}"}}, lambda module: module.has_options),
        ({"settings": {"image": "x", "createOptions": "{}"}}, lambda module: module.keys_at("HostConfig")),
        ({"settings": {"image": "x"}}, lambda module: module.encoding),
        ({"settings": {"image": "x", "env": {"RATE": {"value": 5}}}}, shell),
    ],
)
def test_an_entry_that_differs_is_looked_at(change: dict[str, Any], look: Reads) -> None:
    tree = json.loads(site(3))
    entries(tree)["cam2"] |= change
    assert looked_at(read(json.dumps(tree).encode(), "site.json"), look) == ["cam0", "cam2", "edgeHub"]


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ({"User": 1}, {"User": True}, ("User",)),
        ({"User": "a"}, {"user": "a"}, ("User",)),
        ({"User": "a", "user": "b"}, {"user": "b", "User": "a"}, ("USER",)),
        ({"HostConfig": {"Init": 1}}, {"HostConfig": {"Init": 1.0}}, ("hostconfig", "init")),
        ({"HostConfig": {"A": 1, "B": 2}}, {"HostConfig": {"B": 2, "A": 1}}, ("HostConfig",)),
        ({"HostConfig": {"A": 1}}, {"HostConfig": {}}, ("HostConfig", "A")),
        ({"HostConfig": {"A": 1}, "hostconfig": {}}, {"HostConfig": {}, "hostconfig": {"A": 1}}, ("HostConfig", "A")),
        ({"HostConfig": {"A": {"B": 1}}}, {"HostConfig": {"A": {"B": 2}}}, ("HostConfig", "A", "B")),
        ({"HostConfig": {"A": 1}}, {"HostConfig": None}, ("HostConfig", "A")),
        ({"HostConfig": {}}, {"HostConfig": []}, ("HostConfig",)),
        ({"": 1}, {"": 2}, ("",)),
        ({"HostConfig": {"": 1}}, {"HostConfig": {"": 2}}, ("HostConfig", "")),
        ({"Env": ["${A}"]}, {"Env": ["${A}x"]}, ("Env",)),
    ],
)
def test_an_option_that_differs_is_looked_at(old: Any, new: Any, path: tuple[str, ...]) -> None:
    tree = json.loads(site(4))
    for name, options in zip(entries(tree), (old, old, new, new), strict=True):
        entries(tree)[name]["settings"]["createOptions"] = json.dumps(options | {"Hostname": name})
    manifest = read(json.dumps(tree).encode(), "site.json")
    assert looked_at(manifest, lambda module: module.find(*path)) == ["cam0", "cam2", "edgeHub"]
    assert looked_at(manifest, lambda module: module.find("Tty")) == ["cam0", "edgeHub"]


def with_own_keys(modules: int) -> Manifest:
    tree = json.loads(site(modules))
    for number, name in enumerate(entries(tree)):
        options = {"HostConfig": {f"K{number}-{index}": 0 for index in range(90)}}
        entries(tree)[name]["settings"]["createOptions"] = json.dumps(options)
    return read(json.dumps(tree).encode(), "site.json")


def test_objects_with_very_many_members_are_compared_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    assert looked_at(with_own_keys(2), lambda module: module.find("HostConfig", "Init")) == ["cam0", "edgeHub"]
    monkeypatch.setattr(excerpt, "_MOST", 100)
    assert looked_at(with_own_keys(2), lambda module: module.find("HostConfig", "Init")) == ["cam0", "cam1", "edgeHub"]
    assert looked_at(with_own_keys(2), lambda module: module.find("Init")) == ["cam0", "edgeHub"]


def test_create_options_that_differ_in_very_many_places_are_compared_as_a_whole() -> None:
    assert looked_at(with_own_keys(3), lambda module: module.find("Init")) == ALL
    assert looked_at(with_own_keys(3), lambda module: module.keys_at()) == ALL
    assert looked_at(with_own_keys(3), lambda module: module.entry("status")) == ["cam0", "edgeHub"]


def test_what_is_read_may_follow_from_what_was_read() -> None:
    tree = json.loads(site(4))
    for number, name in enumerate(entries(tree)):
        options = {"User": "root" if number < 2 else "app", "Hostname": name, "Tty": number == 3}
        entries(tree)[name]["settings"]["createOptions"] = json.dumps(options)
    manifest = read(json.dumps(tree).encode(), "site.json")

    def tty_of_app(module: Module) -> object:
        return module.get("User") == "app" and module.get("Tty")

    assert looked_at(manifest, tty_of_app) == ["cam0", "cam2", "cam3", "edgeHub"]


def test_what_is_shared_is_computed_for_what_is_read_of_it() -> None:
    manifest = read(site(3, alike=False), "site.json")
    asked: list[str] = []

    @shared
    def binds(module: Module) -> int:
        asked.append(module.name)
        return len(module.list_at("HostConfig", "Binds"))

    @shared
    def host_name(module: Module) -> str:
        return f"{module.get('Hostname')} {binds(module)}"

    groups(manifest)
    assert [host_name(module) for module in manifest.custom] == ["cam0 1", "cam1 1", "cam2 1"]
    assert [*where(manifest, lambda module: host_name(module) == "cam1 1")] == [manifest.module("cam1")]
    assert [*where(manifest, binds)] == [*manifest.custom]
