"""One hostile text as every name and value of a manifest: nothing fails, nothing runs, nothing leaves its folder."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from core.bundle.export import bundle
from core.bundle.write import write
from core.cli.main import main
from core.manifest.read import read
from core.migration.migrate import migrate
from core.migration.verify import verify_migration
from core.model.decisions import About, Decisions
from core.model.device import Device, Platform, Share
from tests.golden_cases import expand

LINE = (
    *("__proto__", "constructor", "{0}", "{module}", "%s%n", "{{7*7}}", "{% for x in y %}", "{#c#}", "#{x}#"),
    *("<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>", "<!--", "]]>", "&lt;b&gt;"),
    *("`id`", "$(touch pwned)", "${touch}", "'; touch pwned; '", '"; touch pwned; "', "‘;calc;‘", "-rf", "--help", "~"),
    *("/etc/passwd", "../../x", "C:\\x", "con", "nul.txt", "a:b", "a#b", "a|b|c", " lead", "trail ", "a" * 200),
    *("- x", "? y", "!!python/object:os.system", "&anchor", "*alias", "@at", "%YAML", "key: value", "null", "1e400"),
    *("[a](javascript:alert(1))", "![i](http://x/y)", "**bold**", "# head", "```", "~1", "a~1b", "$edgeAgent2"),
)
CONTROL = ("a\nb", "a\r\nb", "a\u2028b", "a\u202eb", "\u200b", "\ufeffx", "\ud800", "\t", "\x07bell", "\x1b[31mred")
SMOKE = ("{{7*7}}", "\ud800", "$edgeAgent2", "a\u202eb")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def site(text: str) -> bytes:
    options: dict[str, Any] = {
        "HostConfig": {
            "Binds": [f"/data/{text}:/d{text}", f"/home/hcsshares/{text}:/s"],
            "PortBindings": {f"{text}/tcp": [{"HostPort": text}], "80/tcp": [{"HostPort": "80", "HostIp": text}]},
            "Mounts": [{"Type": "bind", "Source": text, "Target": text}],
            "LogConfig": {"Type": text, "Config": {text: text}},
            "Tmpfs": {text: text},
            "Sysctls": {text: text},
            text: text,
        },
        "Env": [f"{text}={text}", text, f"A={text}"],
        "Cmd": [text],
        "Labels": {text: text},
        text: {text: [text]},
        "k8s-experimental": {"resources": {"limits": {"microsoft.com/fpga_catapult": 1, text: text}}, text: text},
    }
    env = {text: {"value": text}, "CALL": {"value": f"http://{text}:80/"}}
    tree = expand(
        {
            text: {"image": text, "version": text, "createOptions": options, "env": env, text: text},
            "$routes": {
                text: f'FROM /messages/modules/{text}/* INTO BrokeredEndpoint("/modules/{text}/inputs/{text}")'
            },
            "$twins": {text: {text: text}},
        }
    )
    agent = tree["modulesContent"]["$edgeAgent"]["properties.desired"]
    credentials = {text: {"username": text, "password": "pw", "address": text}}
    agent["runtime"]["settings"] = {"registryCredentials": credentials}
    return json.dumps(tree).encode()


def examine(text: str, platform: Platform, folder: Path) -> None:
    device = Device(gpus=1, shares=(Share(name="input"),), platform=platform)
    migration = migrate(read(site(text), "site.json"), device, Decisions(device=device))
    verify_migration(migration)
    files = bundle(migration)
    write(folder / "out", files)
    assert [path.name for path in folder.iterdir() if not path.name.startswith(".")] == ["out"]
    for name, data in files.items():
        content = data.decode("utf-8", "surrogatepass")
        if name.endswith(".yaml"):
            list(yaml.safe_load_all(content))
        if name.endswith(".html"):
            assert not re.search(r"<img src=x|<script>alert|href=\"javascript", content), name
        if not name.startswith("original/") and not name.endswith(".json"):
            assert _FORBIDDEN.search(content) is None, name


@pytest.mark.parametrize("platform", ["kubernetes", "linux-vm"])
@pytest.mark.parametrize("text", SMOKE, ids=ascii)
def test_a_hostile_name_is_only_a_name(text: str, platform: Platform, tmp_path: Path) -> None:
    examine(text, platform, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("platform", ["kubernetes", "linux-vm"])
@pytest.mark.parametrize("text", [text for text in (*LINE, *CONTROL) if text not in SMOKE], ids=ascii)
def test_every_hostile_name_is_only_a_name(text: str, platform: Platform, tmp_path: Path) -> None:
    examine(text, platform, tmp_path)


def test_documents_of_json_hide_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A program reads the same text, a person on a terminal or in an editor sees what is there."""
    name = "a\u202egnp\x9b31mb\u2066"
    path = tmp_path / "site.json"
    path.write_text(json.dumps(expand({"cam": {"env": {name: {"value": "x"}}, "createOptions": {name: 1}}})))
    for command in ("inspect", "verify"):
        main([command, str(path), "--json"])
        printed = capsys.readouterr().out
        assert not set(name) & set(printed) - set("agnp31mb") and name in json.dumps(
            json.loads(printed), ensure_ascii=False
        )
    migration = migrate(
        read(path.read_bytes(), "site.json"), Device(), Decisions(about=About(ticket="a\u202egnp\u2066"))
    )
    files = bundle(migration)
    for written in ("report.json", "decisions.json"):
        text = files[written].decode()
        assert not set("\u202e\x9b\u2066") & set(text) and "a\u202egnp\u2066" in json.loads(text)["about"]["ticket"]
