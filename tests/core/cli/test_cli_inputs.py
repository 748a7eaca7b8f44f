"""Other inputs of the command line: twins, create options alone, broken samples, the strict form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.cli.main import main
from core.manifest.read import read
from core.model import rule_ids

OPTIONS = {"HostConfig": {"Binds": ["/home/hcsshares/input:/data"]}}
BROKEN_GPU = """{
    "HostConfig": {"Privileged": true},
    "k8s-experimental": {
    "resources": {
        "limits": {
        "nvidia.com/gpu": 2
        }
    }
}
"""
BROKEN_MEMORY = """    "k8s-experimental": {
    "resources": {
        "limits": {
            "memory": "128Mi"
        }
}
"""


def save(folder: Path, name: str, content: Any) -> Path:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content, indent=2), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "ids", [("cam", "cam"), ("c a", "c/a"), ("cam", "CAM", "Cam"), ("a" * 300, "a" * 301), ("con", "CON")]
)
def test_every_twin_is_written_whatever_its_id(ids: tuple[str, ...], tmp_path: Path) -> None:
    """Of several devices, with ids that give one file name, or one that differs by case alone."""
    files = [
        save(tmp_path, f"{number}.json", {"moduleId": name, "properties": {"desired": {"number": number}}})
        for number, name in enumerate(ids)
    ]
    out = tmp_path / "out"
    assert main(["convert", *map(str, files), "--out", str(out), "--defaults"]) == 0
    written = [json.loads(path.read_text(encoding="utf-8")) for path in (out / "twins").iterdir()]
    assert sorted(twin["properties"]["desired"]["number"] for twin in written) == list(range(len(ids)))
    names = [path.name.casefold() for path in (out / "twins").iterdir()]
    assert len(set(names)) == len(ids) and "con.json" not in names


def test_several_twins_are_one_migration(tmp_path: Path) -> None:
    module = {
        "type": "docker",
        "status": "running",
        "restartPolicy": "always",
        "settings": {"image": "i:1", "createOptions": json.dumps(OPTIONS)},
    }
    agent = {"schemaVersion": "1.1", "runtime": {"type": "docker"}, "systemModules": {}, "modules": {"cam": module}}
    files = [
        save(tmp_path, "agent.json", {"moduleId": "$edgeAgent", "properties": {"desired": agent, "reported": {}}}),
        save(
            tmp_path,
            "hub.json",
            {"moduleId": "$edgeHub", "properties": {"desired": {"schemaVersion": "1.1", "routes": {}}}},
        ),
        save(tmp_path, "cam.json", {"moduleId": "cam", "properties": {"desired": {"rate": 5}}}),
    ]
    out = tmp_path / "out"
    assert main(["convert", *map(str, files), "--out", str(out), "--defaults", "--share", "input"]) == 0
    assert {path.name for path in (out / "twins").iterdir()} == {"$edgeAgent.json", "$edgeHub.json", "cam.json"}
    written = json.loads((out / "twins" / "$edgeAgent.json").read_text(encoding="utf-8"))
    options = json.loads(written["properties"]["desired"]["modules"]["cam"]["settings"]["createOptions"])
    assert options["HostConfig"]["Mounts"][0]["Source"] == "input"


def test_a_file_that_is_no_twin_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    twin = save(tmp_path, "a.json", {"moduleId": "cam", "properties": {"desired": {}}})
    other = save(tmp_path, "b.json", {"modulesContent": {}})
    assert main(["inspect", str(twin), str(other)]) == 2
    assert "b.json" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["object", "string"])
def test_create_options_alone_return_in_their_form(form: str, tmp_path: Path) -> None:
    path = save(tmp_path, "options.json", OPTIONS if form == "object" else json.dumps(OPTIONS))
    if form == "string":
        path.write_text(json.dumps(json.dumps(OPTIONS)), encoding="utf-8")
    out = tmp_path / "out"
    assert main(["convert", str(path), "--module", "cam", "--out", str(out), "--defaults", "--share", "input"]) == 0
    written = json.loads((out / "options.gpu.json").read_text(encoding="utf-8"))
    options = json.loads(written) if form == "string" else written
    assert isinstance(written, str) == (form == "string")
    assert options["HostConfig"] == {"Mounts": [{"Target": "/data", "Source": "input", "Type": "volume"}]}


@pytest.mark.parametrize(("text", "what"), [(BROKEN_GPU, "} at the end"), (BROKEN_MEMORY, "before and")])
def test_the_guides_broken_samples_are_repaired_on_request(
    text: str, what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = save(tmp_path, "sample.json", text)
    assert main(["inspect", str(path)]) == 2
    result = capsys.readouterr().err
    assert what in result and "line" in result
    assert main(["inspect", str(path), "--repair"]) == 0
    assert path.read_text(encoding="utf-8") == text


def test_the_strict_form(tmp_path: Path) -> None:
    module = {"type": "docker", "settings": {"image": "i:1", "createOptions": {"Labels": {"note": "x" * 600}}}}
    tree = {"modulesContent": {"$edgeAgent": {"properties.desired": {"modules": {"cam": module}}}}}
    text = "// site 4\n" + json.dumps(tree, indent=2)
    path = save(tmp_path, "site.json", "")
    path.write_text(text, encoding="utf-16")
    out = tmp_path / "out"
    assert main(["convert", str(path), "--out", str(out), "--defaults", "--strict", "--accept-risk", "test"]) == 0
    data = (out / "site.gpu.json").read_bytes()
    settings = json.loads(data)["modulesContent"]["$edgeAgent"]["properties.desired"]["modules"]["cam"]["settings"]
    assert list(settings) == ["image", "createOptions", "createOptions01"]
    assert read(data, "site.gpu.json").modules[0].options["Labels"] == {"note": "x" * 600}
    assert json.loads((out / "report.json").read_text(encoding="utf-8"))["output"]["bytes"] == len(data)


def test_an_answer_on_the_form_is_carried_out_whatever_the_count(tmp_path: Path) -> None:
    options = {"k8s-experimental": {"resources": {"limits": {"microsoft.com/fpga_catapult": 2}}}}
    module = {"type": "docker", "settings": {"image": "i:1", "createOptions": options}}
    tree = {"modulesContent": {"$edgeAgent": {"properties.desired": {"modules": {"cam": module}}}}}
    answers = {f"{rule_ids.FPGA_BY_RESOURCE}/cam/gpu": 0, "refused-key/cam/createOptions": "string"}
    items = [{"finding": finding, "answer": answer} for finding, answer in answers.items()]
    decisions = save(tmp_path, "answers.json", {"format": "edgeshift-decisions/1", "items": items})
    path, out = save(tmp_path, "site.json", tree), tmp_path / "out"
    assert main(["convert", str(path), "--decisions", str(decisions), "--out", str(out), "--accept-risk", "test"]) == 0
    written = read((out / "site.gpu.json").read_bytes(), "site.gpu.json")
    assert written.modules[0].encoding.value == "string"


@pytest.mark.parametrize("address", ["=HYPERLINK(1)", "not an address", "-x", "a" * 300])
def test_an_old_address_is_an_address(address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["confirm", str(tmp_path), str(tmp_path / "paste.txt"), f"--old-address={address}"]) == 2
    assert "neither an IP address nor a host name" in capsys.readouterr().err
