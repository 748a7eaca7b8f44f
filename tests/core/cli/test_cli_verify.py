"""`edgeshift verify` as a program uses it, and verify() as the Check page does."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from core.bundle.exported import read_export
from core.cli.main import main
from core.manifest.read import read
from core.migration import verify as engine
from core.migration.migrate import migrate
from core.migration.verify import fixes, joined, verify, verify_migration
from core.model import rule_ids
from core.model.decisions import Decision, Decisions
from core.model.device import Device, Share
from core.model.findings import Verdict
from core.redaction.redactor import Redactor
from core.report.texts import manual_steps
from core.targets.registry import target_of
from tests.golden_cases import expand

DESIRED = "/modulesContent/$edgeAgent/properties.desired"
PASSWORD = "Geheim!Pa55wort"
GOOD = {
    "edgeAgent": {},
    "edgeHub": {
        "createOptions": {
            "ExposedPorts": {"5671/tcp": {}, "8883/tcp": {}},
            "HostConfig": {"PortBindings": {"443/tcp": [{"HostPort": "443"}]}},
        }
    },
    "cam": {"env": {"DB_PASSWORD": {"value": PASSWORD}}, "createOptions": {"ExposedPorts": {"80/tcp": {}}}},
}
BAD = {"cam": {"createOptions": {"HostConfig": {"Binds": ["/home/hcsshares/in:/in"]}}}}


@pytest.fixture
def write(tmp_path: Path) -> Any:
    def make(short: dict[str, Any], name: str = "site.json") -> Path:
        path = tmp_path / name
        path.write_text(json.dumps(expand(short)))
        return path

    return make


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main(["verify", *map(str, arguments)])
    result = capsys.readouterr()
    return code, result.out, result.err


def test_a_sound_manifest_ends_with_0(write: Any, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, error = run(capsys, write(GOOD))
    assert (code, error) == (0, "")
    assert out.startswith("site.json: will deploy\n")


def test_a_block_ends_with_1(write: Any, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, write(BAD))
    assert code == 1
    assert "cam: a bind of /in was not migrated" in out


def test_manual_steps_alone_do_not_block(write: Any, capsys: pytest.CaptureFixture[str]) -> None:
    short = {"cam": {"createOptions": {"HostConfig": {"Mounts": [{"Type": "volume", "Source": "a", "Target": "/a"}]}}}}
    code, out, _ = run(capsys, write(short), "--share", "other")
    assert code == 0
    assert out.startswith("site.json: will deploy, with warnings\n")


def test_json_is_one_document(write: Any, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, write(BAD), "--json")
    result = json.loads(out)
    assert code == 1
    assert result["verdict"] == "refused"
    assert set(result) == {"verdict", "findings"}
    assert result["findings"][0] == {
        "id": "check/bind-left/cam//in",
        "check": "bind-left",
        "module": "cam",
        "verdict": "block",
        "pointer": f"{DESIRED}/modules/cam/settings/createOptions/HostConfig/Binds/0",
        "title": "cam: a bind of /in was not migrated",
    }


@pytest.mark.parametrize(("gpus", "code"), [("1", 1), ("2", 0)])
def test_the_device_counts(gpus: str, code: int, write: Any, capsys: pytest.CaptureFixture[str]) -> None:
    gpu = {"resources": {"limits": {"nvidia.com/gpu": 2}}, "strategy": {"type": "Recreate"}}
    assert run(capsys, write({"cam": {"createOptions": {"k8s-experimental": gpu}}}), "--gpus", gpus)[0] == code


def test_the_profile_counts(write: Any, capsys: pytest.CaptureFixture[str]) -> None:
    path = write({"cam": {"createOptions": {"HostConfig": {"Binds": ["/a:/x", "/a:/y"]}}}})
    old = json.loads(run(capsys, path, "--json", "--profile", "beta12")[1])
    new = json.loads(run(capsys, path, "--json", "--profile", "beta15")[1])
    assert {"volume-refused"} == {f["check"] for f in old["findings"]} - {f["check"] for f in new["findings"]} - {
        "consequences"
    }


def test_objects_are_written_as_yaml_without_secrets(
    write: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, folder = write(GOOD), tmp_path / "objects"
    assert run(capsys, path, "--objects", folder)[0] == 0
    files = {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}
    assert set(files) == {"edgeagent.yaml", "edgehub.yaml", "cam.yaml"}
    assert not any(PASSWORD in text for text in files.values())
    kinds = [document["kind"] for document in yaml.safe_load_all(files["cam.yaml"])]
    assert kinds == ["ServiceAccount", "Service", "Deployment"]


def test_objects_never_replace_files_unasked(write: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, folder = write(GOOD), tmp_path / "objects"
    folder.mkdir()
    (folder / "cam.yaml").write_text("mine")
    code, _, error = run(capsys, path, "--objects", folder)
    assert code == 2 and error and (folder / "cam.yaml").read_text() == "mine"
    assert run(capsys, path, "--objects", folder, "--force")[0] == 0


def test_an_unreadable_file_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "site.json"
    path.write_text("{")
    code, out, error = run(capsys, path)
    assert code == 2 and not out and "Traceback" not in error
    assert run(capsys, tmp_path / "none.json")[0] == 2


def test_no_secret_in_what_is_printed(write: Any, capsys: pytest.CaptureFixture[str]) -> None:
    short = {"cam": {"createOptions": {"Env": [f"DB_PASSWORD={PASSWORD}"], "Labels": {"_": PASSWORD}}, **GOOD["cam"]}}
    for option in ("--json", "--repair"):
        out = run(capsys, write(short), option)[1]
        assert PASSWORD not in out


def test_a_masked_body_masks_by_the_name_of_the_variable() -> None:
    manifest = read(json.dumps(expand({"cam": {"env": {"PASSWORD": {"value": "abc"}}}})).encode(), "s")
    verification = verify(manifest, Device())
    body = target_of(Device()).masked(verification.preview.modules[0].deployment, Redactor(manifest))
    env = body["spec"]["template"]["spec"]["containers"][1]["env"]
    assert env[0]["name"] == "PASSWORD" and "abc" not in env[0]["value"]


def test_module_names_that_clash_get_files_of_their_own() -> None:
    manifest = read(json.dumps(expand({"my_mod": {}, "mymod": {}, "...": {}})).encode(), "s")
    files = engine.object_files(verify(manifest, Device()), Redactor(manifest))
    assert set(files) == {"mymod.yaml", "mymod-2.yaml", "module.yaml"}


# --- with a migration ------------------------------------------------------------------------------------------------

DEVICE = Device(gpus=1, shares=(Share(name="in"),))


def test_a_migrated_bind_is_no_bind_any_more() -> None:
    migration = migrate(read(json.dumps(expand(BAD)).encode(), "site.json"), DEVICE, Decisions())
    verification = verify_migration(migration)
    assert [f.rule for f in verification.findings if f.verdict is Verdict.BLOCK] == []
    assert verify_migration(migration) is verification


def test_a_finding_that_still_speaks_is_reported_once() -> None:
    short = {"cam": {"createOptions": {"HostConfig": {"Binds": ["/etc/localtime:/etc/localtime"]}}}}
    migration = migrate(read(json.dumps(expand(short)).encode(), "site.json"), DEVICE, Decisions())
    rule = f"{rule_ids.BIND}/cam//etc/localtime"
    assert migration.resolution(rule) == "open"
    verification = verify_migration(migration)
    assert joined(migration, verification)["bind-left/cam//etc/localtime"] == rule


def test_a_finding_that_was_kept_is_reported_by_the_check_and_can_be_fixed_there() -> None:
    kept = Decisions(items=(Decision(finding=f"{rule_ids.BIND}/cam//in", answer=None, note="later"),))
    migration = migrate(read(json.dumps(expand(BAD)).encode(), "site.json"), DEVICE, kept)
    verification = verify_migration(migration)
    assert "bind-left/cam//in" not in joined(migration, verification)
    assert fixes(migration, verification)["bind-left/cam//in"] == f"{rule_ids.BIND}/cam//in"


def test_repeated_subjects_get_ranks() -> None:
    options = {"HostConfig": {"Binds": ["/a:/x", "/b:/x"]}}
    manifest = read(json.dumps(expand({"cam": {"createOptions": options}})).encode(), "s")
    ids = [f.id for f in verify(manifest, Device()).findings if f.rule == "bind-left"]
    assert ids == ["bind-left/cam//x", "bind-left/cam//x~2"]


def test_reasons_can_be_said() -> None:
    manifest = read(json.dumps(expand({"cam": {"createOptions": {"Cmd": "x", "Tty": True}}})).encode(), "s")
    workload = verify(manifest, Device()).preview.modules[0]
    assert engine.why(workload.refusals[0]) == "Cmd must be an array."
    assert "The edge agent does not apply Tty." in [engine.why(drop) for drop in workload.drops]


@pytest.mark.parametrize("platform", ["kubernetes", "linux-vm"])
def test_a_placeholder_in_any_key_is_named_once_by_convert_and_verify(
    platform: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = {
        "ExposedPorts": {"${KEY1}/tcp": {}},
        "Labels": {"${KEY2}": "a"},
        "HostConfig": {"PortBindings": {"${KEY3}/tcp": [{"HostPort": "80"}]}, "Sysctls": {"${KEY4}": "1"}},
    }
    modules = {
        "edgeAgent": {},
        "edgeHub": {},
        "cam${KEY5}": {"env": {"${KEY6}": {"value": "1"}}, "createOptions": options},
        "$routes": {"${KEY7}": "FROM /messages/* INTO $upstream"},
    }
    whole = expand(modules)
    whole["modulesContent"]["cam${KEY5}"] = {"properties.desired": {"${KEY8}": 1}}
    path, out = tmp_path / "keys.json", tmp_path / "out"
    path.write_text(json.dumps(whole), encoding="utf-8")
    main(["verify", str(path), "--platform", platform])
    said = capsys.readouterr().out
    named = re.findall(r"check/placeholder-left/\S*(\$\{KEY\d\}(?!/image)\S*)\n", said)
    assert sorted(re.findall(r"KEY\d", "".join(named))) == [f"KEY{number}" for number in range(1, 9)]
    assert main(["convert", str(path), "--platform", platform, "--defaults", "--out", str(out)]) == 0
    tasks = manual_steps(read_export(out).report)
    rules = [
        task.finding
        for task in tasks
        if task.finding.startswith((f"{rule_ids.KEY_OF_TEMPLATE}/", f"{rule_ids.FILLED_IN_LATER}/"))
    ]
    places = [name for name in rules if not name.endswith("/image")]
    assert len(places) == len(set(places)) == 8
    assert not [task.finding for task in tasks if task.finding.startswith("check/placeholder-left")]
