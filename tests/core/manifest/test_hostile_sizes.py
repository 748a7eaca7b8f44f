"""Files within the limits, made to be as slow and as large as can be: each is answered within two seconds."""

from __future__ import annotations

import json
import sys
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.manifest.file import MAX_BYTES
from tests import limited
from tests.golden_cases import expand

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits on processor time are those of POSIX")
SECONDS = 2.0
ALLOWED = 64_000_000
"""Bytes of memory that are always allowed; beyond them three times what `json.loads` takes."""
MANY = 100_000
UNITS = {
    "letters": "a",
    "equals": "=",
    "colons": ":",
    "quotes": '"',
    "single quotes": "'",
    "backslashes": "\\",
    "spaces": " ",
    "slashes": "/",
    "dollars": "${",
    "braces": "{",
    "base64": "QUJD",
    "pairs": "a=b;",
    "passwords": "password=a ",
    "addresses": "://a:b",
    "accounts": "a@",
    "tags": "<a>",
    "underscores": "_",
    "tokens": "eyJ-",
    "armor": "-----BEGIN A-----",
}


def filled(make: Callable[[str], Any], unit: str, size: int = MAX_BYTES - 10_000) -> bytes:
    """A manifest with one text of so many units that the file is as large as it may be."""
    one, two = (len(json.dumps(make(unit * count))) for count in (1, 2))
    return json.dumps(make(unit * ((size - one) // (two - one)))).encode()


def module(**body: Any) -> dict[str, Any]:
    return expand({"cam": body})


def with_text(options: str) -> dict[str, Any]:
    """A module whose create options are this very text."""
    tree = module()
    tree["modulesContent"]["$edgeAgent"]["properties.desired"]["modules"]["cam"]["settings"]["createOptions"] = options
    return tree


def keys(**found: Any) -> bytes:
    return json.dumps(module(**found)).encode()


def chunks() -> bytes:
    text = json.dumps({"Env": ["A=" + "v" * (99 * 512 - 40)]})
    pieces = [text[start : start + 512] for start in range(0, len(text), 512)]
    assert len(pieces) == 99
    tree = module()
    settings = tree["modulesContent"]["$edgeAgent"]["properties.desired"]["modules"]["cam"]["settings"]
    settings.pop("createOptions", None)
    settings |= {f"createOptions{index:02d}" if index else "createOptions": piece for index, piece in enumerate(pieces)}
    return json.dumps(tree).encode()


LARGE: dict[str, Callable[[], bytes]] = {
    **{
        f"one variable of {name}": lambda unit=unit: filled(lambda text: module(env={"X": {"value": text}}), unit)
        for name, unit in UNITS.items()
    },
    **{
        f"one {place} of {name}": lambda make=make, name=name: filled(make, UNITS[name])
        for name in ("letters", "equals", "colons", "quotes")
        for place, make in {
            "password": lambda text: module(env={"PASSWORD": {"value": text}}),
            "string of create options": lambda text: with_text(json.dumps({"Env": ["X=" + text]})),
            "argument": lambda text: module(createOptions={"Cmd": [text]}),
            "key": lambda text: module(createOptions={text: 1}),
            "bind": lambda text: module(createOptions={"HostConfig": {"Binds": [text]}}),
            "module name": lambda text: expand({text: {}}),
        }.items()
    },
    **{
        f"nothing but {name}": lambda unit=unit: (unit * (MAX_BYTES // len(unit))).encode()
        for name, unit in UNITS.items()
    },
    "variables": lambda: keys(env={f"K{index}": {"value": "v"} for index in range(MANY)}),
    "variables in create options": lambda: keys(createOptions={"Env": [f"K{index}=v" for index in range(MANY)]}),
    "create options": lambda: keys(createOptions={f"K{index}": "v" for index in range(MANY)}),
    "create options in a string": lambda: json.dumps(
        with_text(json.dumps({f"K{index}": 1 for index in range(MANY)}))
    ).encode(),
    "labels": lambda: keys(createOptions={"Labels": {f"K{index}": "v" for index in range(MANY)}}),
    "binds": lambda: keys(createOptions={"HostConfig": {"Binds": [f"/a{index}:/b{index}" for index in range(MANY)]}}),
    "keys beside the manifest": lambda: json.dumps(module() | {f"K{index}": 1 for index in range(MANY)}).encode(),
    "keys and no manifest": lambda: json.dumps({f"K{index}": 1 for index in range(MANY)}).encode(),
    "equal keys": lambda: ('{"modulesContent":{' + ",".join(['"a":1'] * 600_000) + "}}").encode(),
    "equal keys at the end": lambda: (
        "{" + ",".join(f'"k{index}":1' for index in range(300_000)) + ',"k299999":2}'
    ).encode(),
    "chunks": chunks,
    "comments": lambda: b'{"a": ' + b"//x\n" * 1_200_000,
    "a comment without an end": lambda: b'{"a": /*' + b"*" * 4_900_000,
    "brackets": lambda: b"[" * 4_900_000,
    "placeholders": lambda: b"${A}" * 1_200_000,
    "one image of escapes": lambda: filled(lambda text: module(image=text), "%41", 1_500_000),
    "commas": lambda: b'{"a": [' + b",\n" * 2_400_000,
    "digits": lambda: b'{"a": ' + b"1" * 4_900_000 + b"}",
}


def each(make: Callable[[int], Any]) -> bytes:
    """As many modules as may be, each with these create options."""
    return json.dumps(expand({f"m{index}": {"createOptions": make(index)} for index in range(500)})).encode()


LARGE |= {
    **{
        f"as much text in one {place} as may be, {name}": lambda make=make, name=name: filled(
            make, UNITS[name], 490_000
        )
        for name in ("letters", "equals", "colons", "quotes", "dollars")
        for place, make in {
            "string of create options": lambda text: with_text(json.dumps({"Env": ["X=" + text]})),
            "argument": lambda text: module(createOptions={"Cmd": [text]}),
            "bind": lambda text: module(createOptions={"HostConfig": {"Binds": [text]}}),
            "label": lambda text: module(createOptions={"Labels": {"a": text}}),
        }.items()
    },
    "as many variables as may be": lambda: keys(env={f"K{index}": {"value": "v"} for index in range(4_000)}),
    "modules with variables": lambda: json.dumps(
        expand({f"m{index}": {"env": {f"K{at}": {"value": f"v{at}"} for at in range(19)}} for index in range(500)})
    ).encode(),
    "modules with variables in create options": lambda: each(lambda n: {"Env": [f"K{at}=v{n}" for at in range(18)]}),
    "modules with labels": lambda: each(lambda n: {"Labels": {f"k{at}": f"v{n}" for at in range(18)}}),
    "as many options as may be": lambda: keys(createOptions={f"K{index}": "v" for index in range(4_000)}),
    "as many binds as may be": lambda: keys(
        createOptions={"HostConfig": {"Binds": [f"/home/hcsshares/a{index}:/b{index}" for index in range(3_000)]}}
    ),
    "as many mounts as may be": lambda: keys(
        createOptions={
            "HostConfig": {"Mounts": [{"Type": "bind", "Source": f"/a{n}", "Target": f"/b{n}"} for n in range(2_400)]}
        }
    ),
    "as many folders in memory as may be": lambda: keys(
        createOptions={"HostConfig": {"Tmpfs": {f"/run/{index}": "" for index in range(3_000)}}}
    ),
    "as many ports as may be": lambda: keys(
        createOptions={"HostConfig": {"PortBindings": {f"{n}/tcp": [{"HostPort": str(n)}] for n in range(1, 3_000)}}}
    ),
    "modules with options": lambda: each(lambda _: {f"K{index}": "v" for index in range(19)}),
    "modules with binds": lambda: each(lambda n: {"HostConfig": {"Binds": [f"/a{n}-{at}:/b{at}" for at in range(6)]}}),
    "modules with options at the wrong level": lambda: each(
        lambda _: {"Binds": ["/a:/b"], "Privileged": True, "Memory": 1, "HostConfig": {"Env": ["a=b"], "Cmd": ["x"]}}
    ),
    "modules with variables that are renamed": lambda: json.dumps(
        expand({f"m{n}": {"env": {f"K{at}:b": {"value": "1"} for at in range(19)}} for n in range(500)})
    ).encode(),
    "modules with sections in other letters": lambda: each(
        lambda _: {"hostconfig": {"Memory": 5, "Binds": ["/a:/b"]}, "env": ["A=b"], "K8s-Experimental": {"a": {}}}
    ),
    "modules that call renamed modules": lambda: json.dumps(
        expand(
            {
                f"C_{n}": {"createOptions": {"Env": [f"K{at}=C_{(n + at) % 500}:8" for at in range(18)]}}
                for n in range(500)
            }
        )
    ).encode(),
    "one variable that calls a renamed module": lambda: json.dumps(
        expand({"C_1": {}, "cam": {"env": {"X": {"value": "C_1:8 " * 25_000}}}})
    ).encode(),
    "modules with options of another type": lambda: each(
        lambda _: {
            "Env": "A=b",
            "HostConfig": {"Privileged": "yes", "RestartPolicy": {"Name": ""}, "Memory": "5m", "Devices": "x"},
        }
    ),
}
RUNS = {
    "options of a command": "-p a1!b -u c:d ",
    "attached passwords": "-pabc!1 ",
    "elements of XML": '<add key="a" value="b"/>\n',
    "lines of a configuration": "[a]\nkey = value ; c\n",
    "addresses with a login": "http://a:b@c/ ",
    "query parameters": "?key=a",
    "addresses of a module": "http://cam/",
    "placeholders": "{{",
    "ends of keys": "-----END A-----",
}
LARGE |= {
    f"one variable of {name}": lambda unit=unit: filled(lambda text: module(env={"X": {"value": text}}), unit)
    for name, unit in RUNS.items()
}
LARGE |= {
    f"as many {name} as may be": lambda unit=unit: filled(
        lambda text: module(env={"X": {"value": text}}), unit, 350_000
    )
    for name, unit in RUNS.items()
}


def twin(content: Any) -> bytes:
    return json.dumps(expand({"cam": {}, "$twins": {"cam": {"a": content}}})).encode()


def base64_of(text: str) -> str:
    return b64encode(text.encode()).decode()


LARGE |= {
    "short texts in a twin": lambda: twin([f"x{index}" for index in range(400_000)]),
    "as many short texts in a twin as may be": lambda: twin([f"-p x{index}" for index in range(29_900)]),
    "lists in lists in a twin": lambda: twin([[[[[index]]]] for index in range(250_000)]),
    "placeholders in a twin": lambda: twin(["${PORT}"] * 28_000),
    "passwords in a twin": lambda: twin({f"password{n}": f"aB3!{n * 7919}" for n in range(29_000)}),
    "logins in base64": lambda: keys(
        createOptions={"Cmd": ["".join(f"{base64_of(f'user:{n * 7919}')} " for n in range(19_000))]}
    ),
    "equal objects": lambda: ('{"modulesContent":{' + ",".join(['"cam":{"a":{"b":"c"}}'] * 180_000) + "}}").encode(),
    "placeholders without quotes": lambda: ('{"a":[' + ",".join(["${X}"] * 900_000) + "]}").encode(),
    "a secret over and over": lambda: keys(env={"PASSWORD": {"value": "aaaaaa"}, "X": {"value": "a" * 1_900_000}}),
    "secrets that begin alike": lambda: keys(
        env={
            **{f"PASSWORD{index}": {"value": "a" * (index + 6) + "1"} for index in range(70)},
            "X": {"value": "a" * 1_900_000},
        }
    ),
    "a secret over and over in each variable": lambda: keys(
        env={
            "PASSWORD": {"value": "aaaaaa"},
            **{f"X{index}": {"value": f"aaaaaa{index}" * 40} for index in range(3_900)},
        }
    ),
    "lists in lists in a variable": lambda: keys(env={"X": {"value": "[" * 900 + "]" * 900}}),
    "long names of images": lambda: json.dumps(
        expand({f"m{n}": {"settings": {"image": f"r.io/{'a/' * 80}{'x' * 2800}{n}"}} for n in range(500)})
    ).encode(),
    "passwords of programs in a command": lambda: keys(
        createOptions={"Entrypoint": ["sh", "-c", "redis-cli -a xy12 ; " * 900]}
    ),
    "letters with a longer small form": lambda: keys(env={"X_PASSWORD": {"value": "İ" * 800_000}}),
}
SMOKE = (
    "long names of images",
    "secrets that begin alike",
    "lists in lists in a variable",
    "equal keys",
    "modules with options at the wrong level",
)


def answered(path: Path, name: str) -> limited.Ended:
    path.write_bytes(LARGE[name]())
    assert path.stat().st_size <= MAX_BYTES
    ended = limited.inspect(path)
    assert ended.code in (0, 2), ended.err[-2000:]
    assert "internal error" not in ended.err
    assert limited.in_time(ended, SECONDS)
    return ended


@pytest.mark.parametrize("name", SMOKE)
def test_a_large_file_is_answered_at_once(tmp_path: Path, name: str) -> None:
    answered(tmp_path / "site.json", name)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, int]:
    """The memory that a small file takes: to be inspected, and to be loaded by Python alone."""
    path = tmp_path_factory.mktemp("small") / "small.json"
    path.write_text(json.dumps(module()))
    return limited.inspect(path).memory, limited.python("-c", _LOADS, str(path)).memory


@pytest.mark.long
@pytest.mark.parametrize("name", LARGE)
def test_a_large_file_takes_little_time_and_memory(tmp_path: Path, name: str, small: tuple[int, int]) -> None:
    path = tmp_path / "site.json"
    ours = answered(path, name).memory - small[0]
    plain = limited.python("-c", _LOADS, str(path)).memory - small[1]
    assert ours <= max(ALLOWED, 3 * plain)


_LOADS = """
import contextlib, json, pathlib, sys
with contextlib.suppress(ValueError, RecursionError):
    tree = json.loads(pathlib.Path(sys.argv[1]).read_text())
"""
