"""The deployment of the GPU device as second input: what it answers, what is kept of it, where it goes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.bundle.export import saved
from core.bundle.reopen import from_folder
from core.cli.main import main
from core.device_outputs.deployment import target as read_target
from core.manifest.errors import ManifestError
from core.manifest.read import read
from core.migration.decisions_file import DecisionsError
from core.migration.migrate import migrate
from core.model import rule_ids
from core.model.decisions import Decision, Decisions
from core.model.device import Device
from gui.state.loading import Opened, open_both, open_folder
from tests.golden_cases import expand

PASSWORD = "Kork-und-Flasche-9"
SYSTEM = ("edgeAgent", "edgeHub")
HUB_ONLY = '{"modulesContent": {"$edgeHub": {"properties.desired": {}}}}'
COMMAND = "PS C:\\> az iot edge export-modules -n hub -d gpu\n"


def images(tag: str) -> dict[str, Any]:
    return {name: {"image": f"registry.example/{name.lower()}:{tag}"} for name in SYSTEM}


def deployment(short: dict[str, Any]) -> dict[str, Any]:
    tree = expand({**images("gpu"), **short})
    agent = tree["modulesContent"]["$edgeAgent"]["properties.desired"]
    known = {"site": {"address": "site.example", "username": "line7", "password": PASSWORD}}
    agent["runtime"] = {"type": "docker", "settings": {"minDockerVersion": "v1.25", "registryCredentials": known}}
    return {"content": tree}


HEART = {"image": "site.example/heart:1", "createOptions": {"Env": ["B=1"], "HostConfig": {}}}
BEAT = "FROM /messages/modules/heart/* INTO $upstream"
TARGET = deployment({"heart": HEART, "$routes": {"beat": BEAT}, "$twins": {"heart": {"rate": 2}}})
SITE = expand({**images("old"), "cam": {}})


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    site, target = tmp_path / "site.json", tmp_path / "gpu.json"
    site.write_text(json.dumps(SITE, indent=2), encoding="utf-8")
    target.write_text(json.dumps(TARGET, indent=2), encoding="utf-8")
    return site, target, tmp_path / "out"


def convert(files: tuple[Path, Path, Path], *options: str) -> int:
    site, target, out = files
    return main(["convert", str(site), "--target", str(target), "--out", str(out), *options])


def result(out: Path) -> dict[str, Any]:
    tree: dict[str, Any] = json.loads((out / "site.gpu.json").read_text(encoding="utf-8"))["modulesContent"]
    return tree


def test_what_runs_there_is_kept_verbatim(files: tuple[Path, Path, Path]) -> None:
    assert convert(files, "--defaults") == 0
    migrated, there = result(files[2]), TARGET["content"]["modulesContent"]
    agent, theirs = migrated["$edgeAgent"]["properties.desired"], there["$edgeAgent"]["properties.desired"]
    assert agent["modules"]["heart"] == theirs["modules"]["heart"]
    assert migrated["heart"] == there["heart"]
    assert agent["runtime"]["settings"]["registryCredentials"]["site"]["password"] == PASSWORD
    assert migrated["$edgeHub"]["properties.desired"]["routes"]["beat"] == BEAT
    assert agent["systemModules"]["edgeAgent"]["settings"]["image"] == "registry.example/edgeagent:gpu"
    assert agent["systemModules"]["edgeHub"]["settings"]["image"] == "registry.example/edgehub:gpu"


def test_the_merged_deployment_is_verified(files: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    convert(files, "--defaults")
    capsys.readouterr()
    assert main(["verify", str(files[2] / "site.gpu.json"), "--objects", str(files[2].parent / "objects")]) == 0
    assert (files[2].parent / "objects" / "heart.yaml").is_file()
    assert (files[2] / "kubernetes" / "heart.yaml").is_file()


def test_the_bundle_holds_the_deployment_and_the_way_back(files: tuple[Path, Path, Path]) -> None:
    convert(files, "--defaults")
    out = files[2]
    assert (out / "original" / "target.json").read_bytes() == files[1].read_bytes()
    assert (out / "rollback" / "target.json").read_bytes() == files[1].read_bytes()
    assert "rollback/target.json" in (out / "rollback" / "steps.md").read_text(encoding="utf-8")
    decisions = json.loads((out / "decisions.json").read_text(encoding="utf-8"))
    assert decisions["target"]["name"] == "gpu.json"
    assert from_folder(out).target == files[1].read_bytes()
    written = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    holding = {name for name, data in written.items() if PASSWORD.encode() in data}
    assert holding == {"original/target.json", "rollback/forward.patch.json", "rollback/target.json", "site.gpu.json"}


def test_its_own_decisions_make_it_again(files: tuple[Path, Path, Path]) -> None:
    convert(files, "--defaults")
    site, target, out = files
    again = out.parent / "again"
    assert convert((site, target, again), "--decisions", str(out / "decisions.json")) == 0
    assert {p.name: p.read_bytes() for p in out.rglob("*") if p.is_file()} == {
        p.name: p.read_bytes() for p in again.rglob("*") if p.is_file()
    }


def test_without_the_deployment_its_decisions_stop(
    files: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    convert(files, "--defaults")
    capsys.readouterr()
    answers, again = str(files[2] / "decisions.json"), str(files[2].parent / "again")
    assert main(["convert", str(files[0]), "--decisions", answers, "--out", again]) == 2
    assert "Specify it with --target" in capsys.readouterr().err
    files[1].write_text(json.dumps(TARGET), encoding="utf-8")
    assert convert((files[0], files[1], files[2].parent / "again"), "--decisions", answers) == 0
    assert "another deployment" in capsys.readouterr().err


def test_converting_the_result_beside_itself_finds_nothing_of_the_device(files: tuple[Path, Path, Path]) -> None:
    convert(files, "--defaults")
    data = (files[2] / "site.gpu.json").read_bytes()
    again = migrate(read(data, "site.json").with_target(read(data, "gpu.json")), Device(), Decisions())
    rules = {rule_ids.AGENT_OR_HUB_IMAGE, rule_ids.COPY_ON_KUBERNETES, "module-on-both", "route-on-target"}
    assert [finding.id for finding in again.findings if finding.rule in rules] == []
    assert again.output() == data


def test_rules_do_not_run_on_what_was_kept_when_the_result_is_migrated_again(files: tuple[Path, Path, Path]) -> None:
    """A module that the rules would change is kept as it is, again and again."""
    there = {**HEART, "createOptions": {"HostConfig": {"PortBindings": {"80/tcp": [{"HostPort": "80"}]}}}}
    memory = {"createOptions": {"HostConfig": {"ShmSize": 2**30, "Memory": 2**30}}}
    files[1].write_text(json.dumps(deployment({"heart": there, "log": memory})), encoding="utf-8")
    assert convert(files, "--defaults") == 0
    data, target = (files[2] / "site.gpu.json").read_bytes(), read(files[1].read_bytes(), "gpu.json")
    again = migrate(read(data, "site.json").with_target(target), Device(), Decisions())
    assert again.output() == data
    assert {finding.module for finding in again.findings}.isdisjoint({"heart", "log"})
    alone = migrate(read(data, "site.json"), Device(), Decisions())
    assert {"heart", "log"} <= {alone.finding(change.finding).module for change in alone.changes}


@pytest.mark.parametrize(
    "image", ["mcr.microsoft.com/azureiotedge-agent:1.0", "mcr.microsoft.com/azureiotedge-agent:1.1.4"]
)
def test_the_deployment_of_the_old_device_as_target_hides_nothing(image: str) -> None:
    tree = json.dumps(expand({"edgeAgent": {"image": image}, "cam": {"createOptions": {"Env": ["A:B=1"]}}})).encode()
    manifest = read(tree, "site.json").with_target(read(tree, "gpu.json"))
    assert "cam" in {finding.module for finding in migrate(manifest, Device(), Decisions()).findings}


def test_a_fault_among_other_lines_is_named_at_its_place_in_the_file() -> None:
    tree = json.dumps(deployment({"heart": HEART}), indent=1)
    broken = tree.replace('"createOptions": "', '"createOptions": "no json ', 1)
    assert broken != tree
    for before in (COMMAND, "some text\n\nmore\n" + COMMAND.replace("\n", "\r\n")):
        paste = f"{before}{broken}\nPS C:\\> \n"
        with pytest.raises(ManifestError) as caught:
            read_target(paste.encode(), "gpu.json")
        line = paste.replace("\r\n", "\n").split("\n")[caught.value.line - 1]
        assert '"createOptions": "no json ' in line and line.index('"no json') == caught.value.column - 2
    wrapped = f"{json.dumps(json.loads(broken))}\nPS C:\\> \n"
    folded = COMMAND + "\n".join(wrapped[at : at + 120] for at in range(0, len(wrapped), 120))
    with pytest.raises(ManifestError, match='module "heart"') as caught:
        read_target(folded.encode(), "gpu.json")
    assert caught.value.line == 0 and caught.value.pointer.endswith("/heart/settings/createOptions")


def test_a_removed_module_takes_its_route_and_credential_along(files: tuple[Path, Path, Path]) -> None:
    manifest = read(files[0].read_bytes(), "site.json").with_target(read(files[1].read_bytes(), "gpu.json"))
    drop = Decisions(items=(Decision(finding=f"{rule_ids.COPY_ON_KUBERNETES}//heart", answer="drop"),))
    migrated = migrate(manifest, Device(), drop).after()
    assert migrated.module("heart") is None
    assert "heart" not in migrated.twins
    assert [route.key for route in migrated.routes] == []
    assert PASSWORD not in migrated.source.text


def test_one_credential_for_two_kept_modules(files: tuple[Path, Path, Path]) -> None:
    two = deployment({"heart": HEART, "pulse": {"image": "SITE.example/pulse:1"}})
    manifest = read(files[0].read_bytes(), "site.json").with_target(read(json.dumps(two).encode(), "gpu.json"))
    migrated = migrate(manifest, Device(), Decisions())
    assert migrated.problems == ()
    assert migrated.after().source.text.count(PASSWORD) == 1


@pytest.mark.parametrize(
    ("before", "after", "encoding"), [(COMMAND, "\nPS C:\\> ", "utf-16"), ("", "", "utf-8-sig"), ("", "", "utf-16")]
)
def test_a_pasted_export_will_do(files: tuple[Path, Path, Path], before: str, after: str, encoding: str) -> None:
    files[1].write_bytes((before + json.dumps(TARGET, indent=2) + after).encode(encoding))
    assert convert(files, "--defaults") == 0
    assert "heart" in result(files[2])["$edgeAgent"]["properties.desired"]["modules"]


def test_the_twin_of_the_agent_will_do(files: tuple[Path, Path, Path]) -> None:
    desired = TARGET["content"]["modulesContent"]["$edgeAgent"]["properties.desired"]
    twin = {"moduleId": "$edgeAgent", "properties": {"desired": {**desired, "$version": 4}, "reported": {}}}
    files[1].write_text(json.dumps(twin), encoding="utf-8")
    assert convert(files, "--defaults") == 0
    back = json.loads((files[2] / "rollback" / "target.json").read_text(encoding="utf-8"))
    assert "$version" not in back["modulesContent"]["$edgeAgent"]["properties.desired"]


@pytest.mark.parametrize("text", ["nonsense", "[]", '{"HostConfig": {}}', HUB_ONLY])
def test_what_is_no_deployment_is_refused(
    files: tuple[Path, Path, Path], text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    files[1].write_text(text, encoding="utf-8")
    assert convert(files, "--defaults") == 2
    assert not files[2].exists()
    assert "gpu.json" in capsys.readouterr().err


def test_an_original_called_as_the_deployment(files: tuple[Path, Path, Path], tmp_path: Path) -> None:
    site = files[0].rename(tmp_path / "target.json")
    assert convert((site, files[1], files[2]), "--defaults") == 0
    found = from_folder(files[2])
    assert (found.name, found.target) == ("target.json", files[1].read_bytes())


def test_a_layered_deployment_replaces_nothing(files: tuple[Path, Path, Path]) -> None:
    section = {"properties.desired.modules.cam": {"settings": {"image": "registry.example/cam:1"}}}
    layered = {"content": {"modulesContent": {"$edgeAgent": section}}}
    manifest = read(json.dumps(layered).encode(), "site.json").with_target(read(files[1].read_bytes(), "gpu.json"))
    assert [f.id for f in migrate(manifest, Device(), Decisions()).findings if "target" in f.rule] == []


def test_the_window_goes_on_beside_the_same_deployment(files: tuple[Path, Path, Path]) -> None:
    convert(files, "--defaults")
    opened = open_folder(files[2], Device())
    assert isinstance(opened, Opened) and opened.decisions is not None
    again = migrate(opened.migration.before, Device(), opened.decisions)
    assert again.output() == (files[2] / "site.gpu.json").read_bytes()
    assert saved(again).target == opened.decisions.target
    with pytest.raises(DecisionsError, match="Open the exported folder"):
        open_both(files[0], files[2] / "decisions.json", Device())


def test_verify_names_what_a_deployment_would_remove(
    files: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["verify", str(files[0]), "--target", str(files[1])])
    assert "heart runs on the GPU device but is not in this manifest" in capsys.readouterr().err
    convert(files, "--defaults")
    capsys.readouterr()
    main(["verify", str(files[2] / "site.gpu.json"), "--target", str(files[1])])
    assert "is not in this manifest" not in capsys.readouterr().err


def test_what_the_hub_adds_to_a_twin_is_not_kept(files: tuple[Path, Path, Path]) -> None:
    target = json.loads(json.dumps(TARGET))
    section = target["content"]["modulesContent"]["heart"]["properties.desired"]
    section.update({"$version": 3, "$metadata": {"$lastUpdated": "2026-11-27T10:00:00Z"}})
    files[1].write_text(json.dumps(target), encoding="utf-8")
    assert convert(files, "--defaults") == 0
    assert result(files[2])["heart"] == {"properties.desired": {"rate": 2}}
    assert main(["verify", str(files[2] / "site.gpu.json")]) == 0
    data = (files[2] / "site.gpu.json").read_bytes()
    again = migrate(read(data, "site.json").with_target(read(data, "gpu.json")), Device(), Decisions())
    assert again.output() == data


def test_a_kept_module_that_a_check_blocks_names_the_answer_that_removes_it(
    files: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    there = {"createOptions": {"HostConfig": {"PortBindings": {"35000/tcp": [{"HostPort": "35000"}]}}}}
    files[1].write_text(json.dumps(deployment({"heart": there})), encoding="utf-8")
    assert convert(files, "--defaults") == 1
    assert f"this answer resolves it: {rule_ids.COPY_ON_KUBERNETES}//heart = drop" in capsys.readouterr().err
