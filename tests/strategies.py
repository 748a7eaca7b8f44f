"""Manifests for property tests: every shape, every form of create options, many styles of text.

Names and values are invented, as a bottling line might use them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,12}", fullmatch=True)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12) | st.sampled_from(
    ["a/b", "tab\t", 'quote"', "back\\slash", "snö", "😀", "${VAR}", "x=y", "$$"]
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS
)
PORTS = st.integers(1, 65535)


def port_bindings() -> st.SearchStrategy[dict[str, Any]]:
    """`PortBindings`, some of them TCP with UDP, some on the sidecar's ports."""
    key = st.builds(
        lambda port, proto: f"{port}/{proto}",
        PORTS | st.sampled_from([35000, 35001, 8080]),
        st.sampled_from(["tcp", "udp"]),
    )
    return st.dictionaries(
        key, st.lists(st.builds(lambda p: {"HostPort": str(p)}, PORTS), min_size=1, max_size=2), max_size=3
    )


def binds() -> st.SearchStrategy[str]:
    """Bind strings of every form."""
    source = st.sampled_from(
        [
            "/home/hcsshares/input",
            "/home/hcsshares/input/models",
            "/data",
            "/etc/localtime",
            "/var/run/docker.sock",
            "vol",
            "./x",
            "C:\\x",
        ]
    )
    return st.builds(lambda s, t, m: f"{s}:/{t}{m}", source, NAMES, st.sampled_from(["", ":ro", ":rw", ":z"]))


def host_config() -> st.SearchStrategy[dict[str, Any]]:
    """`HostConfig` with relevant options and some irrelevant ones."""
    return st.fixed_dictionaries(
        {},
        optional={
            "Binds": st.lists(binds(), max_size=3),
            "Mounts": st.lists(
                st.fixed_dictionaries({"Target": st.just("/m"), "Source": NAMES, "Type": st.just("volume")}), max_size=2
            ),
            "PortBindings": port_bindings(),
            "Privileged": st.booleans(),
            "NetworkMode": st.sampled_from(["host", "Host", "bridge"]),
            "Memory": st.integers(0, 2**40),
            "LogConfig": st.dictionaries(NAMES, SCALARS, max_size=2),
        },
    )


def create_options() -> st.SearchStrategy[dict[str, Any]]:
    """Decoded create options."""
    fpga = st.fixed_dictionaries({"microsoft.com/fpga_catapult": st.integers(1, 2)})
    return st.fixed_dictionaries(
        {},
        optional={
            "HostConfig": host_config(),
            "Env": st.lists(
                st.sampled_from(["A=1", "B:C=x", "WIRESERVER_ADDRESS=10.0.0.1", "NOVALUE", "https_proxy=http://p:1"]),
                max_size=3,
            ),
            "Labels": st.dictionaries(NAMES, TEXTS, max_size=2),
            "k8s-experimental": st.fixed_dictionaries(
                {}, optional={"resources": st.fixed_dictionaries({"limits": fpga, "requests": fpga})}
            ),
            "Other": SCALARS,
        },
    )


def modules() -> st.SearchStrategy[dict[str, Any]]:
    """A module entry whose create options are still decoded, under the key `createOptions`."""
    env = st.dictionaries(NAMES, st.fixed_dictionaries({"value": TEXTS | st.integers() | st.booleans()}), max_size=3)
    return st.fixed_dictionaries(
        {
            "type": st.just("docker"),
            "status": st.sampled_from(["running", "stopped"]),
            "restartPolicy": st.just("always"),
            "settings": st.fixed_dictionaries(
                {"image": st.just("registry.example/cam:1"), "createOptions": create_options()}
            ),
        },
        optional={"env": env, "version": st.just("1.0")},
    )


def _encoded(module: dict[str, Any], form: str, indent: int | None) -> dict[str, Any]:
    settings = dict(module["settings"])
    options = settings.pop("createOptions")
    text = json.dumps(options, indent=indent, ensure_ascii=False)
    if form == "object":
        settings["createOptions"] = options
    elif form == "string":
        settings["createOptions"] = text
    elif form == "chunks":
        units = text.encode("utf-16-le")
        parts = _chunks(text) if len(units) else [text]
        settings |= {"createOptions" + (f"{n:02d}" if n else ""): part for n, part in enumerate(parts)}
    elif form == "empty":
        settings["createOptions"] = ""
    return {**module, "settings": settings}


def _chunks(text: str) -> list[str]:
    return [text[at : at + 100] for at in range(0, len(text), 100)]


@dataclass(frozen=True)
class Sample:
    """A generated file: its bytes and the form of each module's create options."""

    data: bytes
    forms: dict[str, str]


@st.composite
def samples(draw: st.DrawFn) -> Sample:
    """A whole file in some shape and style."""
    entries = draw(st.dictionaries(NAMES, modules(), min_size=1, max_size=3))
    forms = {name: draw(st.sampled_from(["object", "string", "chunks", "empty", "absent"])) for name in entries}
    indent = draw(st.sampled_from([None, None, 2]))
    encoded = {name: _encoded(module, forms[name], indent) for name, module in entries.items()}
    hub = draw(st.sampled_from([{}, {"env": {"https_proxy": {"value": "http://proxy.example:3128"}}}]))
    agent = {
        "schemaVersion": "1.1",
        "runtime": {"type": "docker", "settings": {"registryCredentials": {}}},
        "systemModules": {
            "edgeAgent": {"type": "docker", "settings": {"image": "a:1"}},
            "edgeHub": {
                "type": "docker",
                "status": "running",
                "restartPolicy": "always",
                "settings": {"image": "h:1"},
                **hub,
            },
        },
        "modules": encoded,
    }
    routes = {"r1": "FROM /messages/* INTO $upstream"}
    content: dict[str, Any] = {
        "$edgeAgent": {"properties.desired": agent},
        "$edgeHub": {"properties.desired": {"schemaVersion": "1.1", "routes": routes}},
    }
    if draw(st.booleans()):
        content["$edgeAgent"] = {f"properties.desired.modules.{name}": module for name, module in encoded.items()}
    return Sample(draw(texts(draw(st.sampled_from(_shapes(content, agent, encoded))))), forms)


def _shapes(content: dict[str, Any], agent: dict[str, Any], encoded: dict[str, Any]) -> list[Any]:
    """The same modules in every shape of file."""
    twin = {"moduleId": "$edgeAgent", "properties": {"desired": {**agent, "$version": 3}, "reported": {"a": 1}}}
    name, module = next(iter(encoded.items()))
    own = {"moduleId": name, "properties": {"desired": {"rate": 5}}}
    options = module["settings"].get("createOptions")
    alone = [options] if isinstance(options, dict) and "HostConfig" in options else []
    return [
        {"modulesContent": content},
        {"moduleContent": content},
        {"content": {"modulesContent": content}},
        {"id": "d", "priority": 10, "content": {"modulesContent": content}},
        {"$schema-template": "2.0.0", "modulesContent": content},
        content,
        twin,
        [twin, own],
        *alone,
        *(json.dumps(options) for options in alone),
    ]


@st.composite
def texts(draw: st.DrawFn, tree: Any) -> bytes:
    """A tree as bytes: indent, newline, escapes, byte order mark, comments and trailing commas vary."""
    indent = draw(st.sampled_from([None, 1, 2, 4, "\t"]))
    separators = draw(st.sampled_from([None, (",", ":"), (", ", " : ")])) if indent is None else None
    text = json.dumps(tree, indent=indent, separators=separators, ensure_ascii=draw(st.booleans()))
    if indent is not None and draw(st.booleans()):
        text = text.replace("{\n", "{ // here, {too}\n").replace("\n}", "\n/* end */}")
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    text += draw(st.sampled_from(["", "\n", "\r\n"]))
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
    return text.encode(encoding)


def seeds() -> st.SearchStrategy[bytes]:
    """Small files with every form of create options, to be damaged."""
    return samples().map(lambda sample: sample.data)
