"""`edgeshift confirm`: the run sheet of a bundle against what the device prints, and what is kept of it."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from core.bundle import checksums
from core.bundle.confirmation import causes
from core.cli.main import main
from core.model import rule_ids
from core.report import data
from tests.golden_cases import expand
from tests.paste_noise import utf16
from tests.paths import ROOT

GIVEN = ROOT / "tests" / "golden" / "bundle" / "given"
WHEN = "2026-11-27T14:30:00+00:00"

DEVICES = (GIVEN / "devices.txt").read_text(encoding="utf-8")
PODS, SERVICES, CLAIMS = ("[10.57.48.10]: PS>" + part for part in DEVICES.split("[10.57.48.10]: PS>")[1:])
ALL = PODS + SERVICES + CLAIMS


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("confirmed") / "out"
    code = main(
        ["convert", str(GIVEN / "bottling.json"), "--decisions", str(GIVEN / "decisions.json"), "--out", str(out)]
    )
    assert code == 0
    return out


@pytest.fixture
def bundle(exported: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(exported, tmp_path / "bundle"))


def confirmed(bundle: Path, text: str, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, dict[str, Any]]:
    paste = bundle.parent / "paste.txt"
    paste.write_bytes(text.encode())
    capsys.readouterr()
    code = main(["confirm", str(bundle), str(paste), "--when", WHEN, "--json", *options])
    return code, json.loads(capsys.readouterr().out)


def states(result: dict[str, Any]) -> dict[tuple[str, str], str]:
    return {(line["kind"], line["name"]): line["state"] for line in result["lines"]}


def true_hashes(bundle: Path) -> bool:
    listed = checksums.listed(bundle)
    there = {path.relative_to(bundle).as_posix() for path in bundle.rglob("*") if path.is_file()} - {checksums.NAME}
    return listed == {name: hashlib.sha256((bundle / name).read_bytes()).hexdigest() for name in there}


def test_all_confirmed(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, result = confirmed(bundle, ALL, capsys, "--old-address", "10.57.48.20")
    assert code == 0
    assert result["next"] == "All confirmed. Configure the clients to use these addresses"
    assert {line["state"] for line in result["lines"]} == {"confirmed"}
    moved = {line["old"]: line["new"] for line in result["addresses"]}
    assert moved["10.57.48.20:5671"] == "10.57.48.61:5671"
    report = (bundle / "report.md").read_text(encoding="utf-8")
    assert "## Confirmed on the device, 2026-11-27 14:30 UTC, by Mara Lind: 4 of 4 modules running" in report
    assert "4 of 4 modules running" in (bundle / "report.html").read_text(encoding="utf-8")
    assert "10.57.48.61:5671" in (bundle / "addresses.csv").read_text(encoding="utf-8-sig")
    assert json.loads((bundle / "confirmation.json").read_text(encoding="utf-8")) == result
    assert true_hashes(bundle)


def test_confirming_again_replaces_the_chapter(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    confirmed(bundle, PODS, capsys)
    first = (bundle / "report.html").read_text(encoding="utf-8")
    confirmed(bundle, ALL, capsys)
    second = (bundle / "report.html").read_text(encoding="utf-8")
    assert "Not confirmed yet" in first
    assert "Not confirmed yet" not in second
    assert true_hashes(bundle)


def test_an_output_in_the_bundle_is_not_written_over(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where somebody kept it under a name of ours."""
    paste = bundle / "confirmation.md"
    paste.write_text(ALL, encoding="utf-8")
    assert main(["confirm", str(bundle), str(paste), "--when", WHEN]) == 2
    assert "an input of this run" in capsys.readouterr().err
    assert paste.read_text(encoding="utf-8") == ALL and not (bundle / "confirmation.json").exists()


def test_what_was_not_seen_is_asked_for(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, result = confirmed(bundle, PODS + SERVICES, capsys)
    assert code == 1
    assert states(result)["claim", "labels"] == "not seen"
    assert result["next"] == "Run kubectl get pvc -n iotedge and add its output."


@pytest.mark.parametrize(
    ("old", "new", "line", "state", "step"),
    [
        (
            "Running   0          41m\nedgeagent",
            "ContainerCreating   0   41m\nedgeagent",
            ("module", "archiver"),
            "not yet",
            "Wait: 1 image is being pulled",
        ),
        (
            "archive   Bound    archive   32Ti       RWO,RWX                       16h",
            "archive   Pending" + " " * 54 + "4m",
            ("claim", "archive"),
            "wrong",
            "Create share “archive”, then run kubectl get pvc again",
        ),
        (
            "archive   Bound    archive   32Ti       RWO,RWX                       16h\n",
            "",
            ("claim", "archive"),
            "wrong",
            "archive: Check that this deployment was applied",
        ),
        (
            "10.57.48.61   5671",
            "<pending>     5671",
            ("service", "edgehub"),
            "not yet",
            "edgeHub: Enlarge the external",
        ),
        ("8080/TCP ", "8081/TCP ", ("service", "label-reader"), "wrong", "label-reader: Check that"),
        (
            "archiver-5b8f7c9d64-qm4tz       2/2     Running   0 ",
            "archiver-5b8f7c9d64-qm4tz       1/2     CrashLoopBackOff   7 ",
            ("module", "archiver"),
            "wrong",
            "archiver: Check the end of its log: kubectl logs archiver-5b8f7c9d64-qm4tz -n iotedge",
        ),
        (
            "archiver-5b8f7c9d64-qm4tz       2/2     Running   0 ",
            "archiver-5b8f7c9d64-qm4tz       1/2     Running   0 ",
            ("module", "archiver"),
            "not yet",
            "archiver: Wait a minute",
        ),
        (
            "archiver-5b8f7c9d64-qm4tz       2/2     Running   0 ",
            "archiver-5b8f7c9d64-qm4tz       0/2     Pending   0 ",
            ("module", "archiver"),
            "wrong",
            "archiver: Run kubectl describe pod archiver-5b8f7c9d64-qm4tz -n iotedge and add its output.",
        ),
        (
            "archiver-5b8f7c9d64-qm4tz       2/2     Running   0 ",
            "archiver-5b8f7c9d64-qm4tz       1/2     ImagePullBackOff   0 ",
            ("module", "archiver"),
            "wrong",
            "archiver: Check the name of the image",
        ),
        (
            "archiver-5b8f7c9d64-qm4tz       2/2     Running   0          41m\n",
            "",
            ("module", "archiver"),
            "wrong",
            "archiver: Check the twin",
        ),
        (
            "iotedged-7b8c9d6f54-m2m2m       1/1     Running   1          9d\n",
            "stranger-7b8c9d6f54-m2m2m       2/2     Running   1          9d\n",
            ("extra", "stranger"),
            "wrong",
            "stranger: Check whether an automatic deployment",
        ),
    ],
)
def test_faults_are_named_with_what_to_do(
    bundle: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, line: tuple[str, str], state: str, step: str
) -> None:
    assert old in ALL
    code, result = confirmed(bundle, ALL.replace(old, new), capsys)
    assert code == 1
    assert states(result)[line] == state
    assert [name for name, other in states(result).items() if other != "confirmed"] == [line]
    assert result["next"].startswith(step)
    assert all(entry["meaning"] or entry["todo"] for entry in result["lines"] if entry["state"] != "confirmed")


@pytest.mark.parametrize(
    ("status", "pods", "state"),
    [
        ("backoff", True, "not yet"),
        ("backoff", False, "wrong"),
        ("unhealthy", True, "wrong"),
        ("running", False, "confirmed"),
    ],
)
def test_a_container_that_pauses_after_its_end_is_no_pull(status: str, pods: bool, state: str) -> None:
    judged, cause = causes.listed(status, [], False, pods)
    assert judged == state
    assert cause is None or (cause.meaning == causes.pulling().meaning) == (state == "not yet")


def test_a_person_reads_where_the_addresses_are_and_what_was_not_understood(
    bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paste = bundle.parent / "paste.txt"
    paste.write_text(ALL + "[10.57.48.10]: PS>date\nlorem ipsum\n", encoding="utf-8")
    command = ["confirm", str(bundle), str(paste), "--when", WHEN]
    assert main(command) == 0
    said = capsys.readouterr().out
    assert "1 line was not understood; edgeshift device FILE shows it." in said
    assert "OLD-DEVICE is unknown: specify its address with --old-address ADDRESS." in said
    assert said.index("addresses.csv") < said.index("OLD-DEVICE:5671")
    assert main([*command, "--old-address", "10.57.48.20"]) == 0
    assert "OLD-DEVICE" not in capsys.readouterr().out


def test_a_gpu_that_is_missing_explains_the_pending_pod(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = ALL.replace(
        "label-reader-7d9c6b5f48-k2x9m   2/2     Running", "label-reader-7d9c6b5f48-k2x9m   0/2     Pending"
    )
    described = (ROOT / "tests" / "golden" / "device_outputs" / "describe-gpu-insufficient.txt").read_text(
        encoding="utf-8"
    )
    described = described.replace("weldscorer", "label-reader").replace("WeldScorer", "label-reader")
    _code, result = confirmed(bundle, text + described, capsys)
    line = next(line for line in result["lines"] if line["kind"] == "module" and line["name"] == "label-reader")
    assert (line["state"], line["meaning"]) == ("wrong", "No GPU is free for the module.")


def test_iotedge_list_will_do_for_modules(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = """NAME         STATUS  DESCRIPTION CONFIG                      EXTERNAL-IP PORT(S)
----         ------  ----------- ------                      ----------- -------
archiver     Running Up 1 days   reg.example/archiver:1
edgeagent    Running Up 7 days   azureiotedge/agent:1
edgehub      Running Up 5 days   azureiotedge/hub:1          10.57.48.62 5671:31457/TCP,8883:30883/TCP,443:30443/TCP
label-reader Running Up 1 days   reg.example/label-reader:1  <none>      8080/TCP
"""
    _code, result = confirmed(bundle, listed + CLAIMS, capsys)
    assert {state for (kind, _name), state in states(result).items() if kind != "image"} == {"confirmed"}


def test_a_deployment_that_was_not_taken(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    twin = (ROOT / "tests" / "golden" / "device_outputs" / "az-twin-agent-offline.json").read_text(encoding="utf-8")
    code, result = confirmed(bundle, ALL + twin, capsys)
    assert code == 1
    assert states(result)["deployment", "edgeagent"] == "not yet"
    assert result["next"].startswith("Wait until the edge agent is connected")


def test_another_export_turns_it_into_an_earlier_one(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    confirmed(bundle, ALL, capsys)
    again = ["convert", str(GIVEN / "bottling.json"), "--decisions", str(GIVEN / "decisions.json"), "--force", "--out"]
    assert main([*again, str(bundle)]) == 0
    assert json.loads((bundle / "confirmation.json").read_text(encoding="utf-8"))["earlier"] is False
    assert "Confirmed on the device" in (bundle / "report.md").read_text(encoding="utf-8")
    assert main([*again, str(bundle), "--strict"]) == 0
    assert json.loads((bundle / "confirmation.json").read_text(encoding="utf-8"))["earlier"] is True
    assert "Confirmed for an earlier export" in (bundle / "report.md").read_text(encoding="utf-8")
    assert "is not valid" in (bundle / "confirmation.md").read_text(encoding="utf-8")
    assert true_hashes(bundle)


def test_a_file_that_was_changed_is_not_approved(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (bundle / "runsheet.md").write_text("changed", encoding="utf-8")
    confirmed(bundle, ALL, capsys)
    assert not true_hashes(bundle)


def test_what_cannot_be_used_is_2_and_writes_nothing(
    bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paste = tmp_path / "paste.txt"
    paste.write_text("nothing of this is known", encoding="utf-8")
    assert main(["confirm", str(bundle), str(paste)]) == 2
    assert main(["confirm", str(tmp_path), str(paste)]) == 2
    assert main(["confirm", str(bundle), str(tmp_path / "missing.txt")]) == 2
    paste.write_text(ALL, encoding="utf-8")
    (bundle / "bottling.gpu.json").write_text("{}", encoding="utf-8")
    assert main(["confirm", str(bundle), str(paste)]) == 2
    assert not (bundle / "confirmation.json").exists()
    capsys.readouterr()


def test_noise_changes_nothing(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paste = bundle.parent / "paste.txt"
    paste.write_bytes(utf16(ALL))
    assert main(["confirm", str(bundle), str(paste)]) == 0
    assert "All confirmed" in capsys.readouterr().out


def test_the_chapter_is_in_every_form_of_the_report(exported: Path, tmp_path: Path) -> None:
    from gui.printing.pdf import print_in_child

    out, paste = tmp_path / "out", tmp_path / "paste.txt"
    given = ["convert", str(GIVEN / "bottling.json"), "--decisions", str(GIVEN / "decisions.json"), "--out", str(out)]
    assert main([*given, "--pdf"], print_in_child) == 0
    before = json.loads((out / "report.json").read_text(encoding="utf-8"))
    paste.write_bytes(ALL.encode())
    printed: list[str] = []

    def printer(html: str) -> bytes:
        printed.append(html)
        return print_in_child(html)

    assert main(["confirm", str(out), str(paste), "--when", WHEN], printer) == 0
    assert len(printed) == 1 and "Confirmed on the device, 2026-11-27" in printed[0]
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    chapter = json.loads((out / "confirmation.json").read_text(encoding="utf-8"))
    assert report.pop("confirmation") == chapter and report == before
    assert data.fault({**report, "confirmation": chapter}) is None
    assert chapter["sources"][0]["sha256"] in (out / "report.html").read_text(encoding="utf-8")
    assert true_hashes(out)
    printed.clear()
    assert main([*given, "--pdf", "--force", "--site", "another"], printer) == 0
    assert "Confirmed on the device" in printed[-1]
    assert json.loads((out / "report.json").read_text(encoding="utf-8"))["confirmation"]["earlier"] is False
    assert true_hashes(out)


@pytest.mark.parametrize("content", [b"", "<h2>x</h2>".encode("utf-16")], ids=["empty", "another encoding"])
def test_a_page_that_was_changed_is_named_and_stays(
    bundle: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    (bundle / "report.html").write_bytes(content)
    code, result = confirmed(bundle, ALL, capsys)
    assert code == 0 and result["without"] == ["report.html"]
    assert (bundle / "report.html").read_bytes() == content
    assert "report.html does not contain this chapter" in (bundle / "confirmation.md").read_text(encoding="utf-8")


def test_what_is_missing_or_in_the_way_is_named(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paste = bundle.parent / "paste.txt"
    paste.write_text(ALL, encoding="utf-8")
    (bundle / "confirmation.json").mkdir()
    assert main(["confirm", str(bundle), str(paste)]) == 2
    assert "confirmation.json: Is a directory" in capsys.readouterr().err
    (bundle / "report.json").unlink()
    assert main(["confirm", str(bundle), str(paste)]) == 2
    assert "report.json cannot be read: " in capsys.readouterr().err  # the reason is in the words of the system


def test_a_pdf_that_cannot_be_printed_again_is_named(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where another version wrote the report, this one cannot make the same page."""
    (bundle / "report.pdf").write_bytes(b"%PDF as it was")
    page = bundle / "report.html"
    page.write_text(page.read_text(encoding="utf-8").replace("</body>", "<!-- older --></body>"), encoding="utf-8")
    paste = bundle.parent / "paste.txt"
    paste.write_bytes(ALL.encode())
    capsys.readouterr()
    assert main(["confirm", str(bundle), str(paste), "--when", WHEN], lambda html: b"%PDF new") == 0
    assert "report.pdf does not contain this chapter" in capsys.readouterr().out
    assert (bundle / "report.pdf").read_bytes() == b"%PDF as it was"
    assert json.loads((bundle / "confirmation.json").read_text(encoding="utf-8"))["without"] == ["report.pdf"]
    for name in ("confirmation.md", "report.md", "report.html"):
        assert "report.pdf does not contain this chapter" in (bundle / name).read_text(encoding="utf-8")


def test_modules_of_a_virtual_machine_are_confirmed_by_its_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, device, paste = tmp_path / "out", tmp_path / "device.json", tmp_path / "paste.txt"
    device.write_text(json.dumps({"platform": "linux-vm"}), encoding="utf-8")
    given = ["convert", str(GIVEN / "bottling.json"), "--device", str(device), "--defaults", "--accept-risk", "a test"]
    assert main([*given, "--out", str(out)]) == 0
    sheet = (out / "runsheet.md").read_text(encoding="utf-8")
    listed = next(block for block in sheet.split("```") if "edgeAgent" in block and "DESCRIPTION" in block)
    containers = next(block for block in sheet.split("```") if "CONTAINER ID" in block)
    paste.write_text(listed + containers, encoding="utf-8")
    capsys.readouterr()
    assert main(["confirm", str(out), str(paste), "--when", WHEN, "--json", "--old-address", "10.57.48.20"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["confirmed"] and {line["kind"] for line in result["lines"]} == {"module", "image", "ports"}
    assert ("ports", "Label_Reader", "8080->8080/tcp") in [
        (line["kind"], line["name"], line["seen"]) for line in result["lines"]
    ]
    assert {"old": "10.57.48.20:8080", "new": "VM-ADDRESS:8080"}.items() <= result["addresses"][-1].items()
    again = ["confirm", str(out), str(paste), "--when", WHEN, "--json"]
    assert main([*again, "--vm-address", "10.57.48.80"]) == 0
    addresses = json.loads(capsys.readouterr().out)["addresses"]
    assert {"old": "10.57.48.20:8080", "new": "10.57.48.80:8080"}.items() <= addresses[-1].items()
    assert main(again) == 0  # neither is given again
    assert json.loads(capsys.readouterr().out)["addresses"] == addresses
    paste.write_text(listed, encoding="utf-8")
    assert main(["confirm", str(out), str(paste), "--when", WHEN, "--json"]) == 1
    unseen = [line for line in json.loads(capsys.readouterr().out)["lines"] if line["state"] != "confirmed"]
    assert {(line["kind"], line["state"], line["command"]) for line in unseen} == {
        ("ports", "not seen", "sudo docker ps")
    }
    paste.write_text(listed + containers.replace(":8080->8080", ":8081->8080"), encoding="utf-8")
    assert main(["confirm", str(out), str(paste), "--when", WHEN, "--json"]) == 1
    wrong = [line for line in json.loads(capsys.readouterr().out)["lines"] if line["state"] == "wrong"]
    assert [(line["kind"], line["expected"], line["seen"]) for line in wrong] == [
        ("ports", "8080->8080/tcp", "8081->8080/tcp")
    ]
    paste.write_text(listed.replace("label-reader:2.3", "label-reader:2.2"), encoding="utf-8")
    assert main(["confirm", str(out), str(paste), "--when", WHEN, "--json"]) == 1
    wrong = [line for line in json.loads(capsys.readouterr().out)["lines"] if line["state"] == "wrong"]
    assert [(line["kind"], line["name"]) for line in wrong] == [("image", "Label_Reader")]
    paste.write_text(re.sub(r"(?m)^(Label_Reader +)running", r"\1failed ", listed), encoding="utf-8")
    assert main(["confirm", str(out), str(paste), "--when", WHEN, "--json"]) == 1
    assert "sudo iotedge logs Label_Reader" in json.loads(capsys.readouterr().out)["next"]


def test_no_secret_of_an_output_is_kept_or_printed(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    twin = {"same": {"runtimeStatus": "failed", "statusDescription": "key hunter2SECRETG"}}
    described = (
        "kubectl describe pod label-reader-6b8f77f8c8-qwert -n iotedge\nName: label-reader-6b8f77f8c8-qwert\n"
        "Namespace: iotedge\nStatus: Pending\nContainers:\n  label-reader:\n"
        "    Image:          user:hunter2SECRET1@registry.bottling.example/label-reader:1\n"
    )
    text = described + json.dumps({"properties": {"desired": {}, "reported": {"modules": twin}}})
    _code, result = confirmed(bundle, text, capsys)
    seen = next(line["seen"] for line in result["lines"] if line["kind"] == "image")
    assert re.fullmatch(r"user:••• secret \d+@registry\.bottling\.example/label-reader:1", seen)
    assert main(["confirm", str(bundle), str(bundle.parent / "paste.txt")]) == 1
    assert "hunter2" not in capsys.readouterr().out
    assert not [path for path in bundle.rglob("*") if path.is_file() and b"hunter2" in path.read_bytes()]


def test_a_module_no_one_expects_is_named(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paste = bundle.parent / "paste.txt"
    paste.write_text(ALL.replace("archiver-", "stranger-"), encoding="utf-8")
    main(["confirm", str(bundle), str(paste)])
    assert "[wrong] not expected stranger\n      expected: no such module; found: running\n" in capsys.readouterr().out


def test_a_port_that_clients_lose_is_in_the_list_without_a_new_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, paste, answers = tmp_path / "out", tmp_path / "paste.txt", tmp_path / "decisions.json"
    decided = json.loads((GIVEN / "decisions.json").read_text(encoding="utf-8"))
    exposure = {"finding": f"{rule_ids.SERVICE}/edgeHub/service", "answer": "cluster", "by": "operator"}
    items = [item for item in decided["items"] if item["finding"] != exposure["finding"]]
    answers.write_text(json.dumps({**decided, "items": [*items, exposure]}), encoding="utf-8")
    given = ["convert", str(GIVEN / "bottling.json"), "--decisions", str(answers), "--out", str(out)]
    assert main([*given, "--accept-risk", "a test"]) == 0
    paste.write_bytes(ALL.encode())
    capsys.readouterr()
    main(["confirm", str(out), str(paste), "--when", WHEN, "--json", "--old-address", "10.57.48.20"])
    rows = json.loads(capsys.readouterr().out)["addresses"]
    assert {"module": "edgeHub", "protocol": "tcp", "old": "10.57.48.20:5671", "new": ""} in rows


def test_beside_a_layered_deployment_others_run_rightly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entry = {"settings": {"image": "x/cam:1", "createOptions": ""}, "type": "docker", "status": "running"}
    agent = {"properties.desired.modules.cam": {**entry, "restartPolicy": "always"}}
    site, out, paste = tmp_path / "site.json", tmp_path / "out", tmp_path / "paste.txt"
    site.write_text(json.dumps({"modulesContent": {"$edgeAgent": agent}}), encoding="utf-8")
    assert main(["convert", str(site), "--out", str(out), "--defaults"]) == 0
    rows = [f"{name}-5b8f7c9d64-qm4tz   2/2     Running   0          41m" for name in ("cam", "base", "edgeagent")]
    paste.write_text("NAME   READY   STATUS    RESTARTS   AGE\n" + "\n".join(rows), encoding="utf-8")
    capsys.readouterr()
    assert main(["confirm", str(out), str(paste), "--when", WHEN, "--json"]) == 0
    assert [line["name"] for line in json.loads(capsys.readouterr().out)["lines"]] == ["cam"]


STOPPED = """NAME             STATUS           DESCRIPTION            CONFIG
archiver         stopped          Stopped 2 minutes ago  x/archiver:1
"""


@pytest.mark.parametrize(
    ("seen", "state"),
    [
        (PODS.replace("archiver-", "stranger-"), "confirmed"),
        (SERVICES, "not seen"),
        (STOPPED, "confirmed"),
        (PODS, "wrong"),
    ],
    ids=["no pod", "nothing seen", "listed", "it runs"],
)
def test_a_stopped_module_is_confirmed_by_what_was_seen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], seen: str, state: str
) -> None:
    site, out, paste = tmp_path / "site.json", tmp_path / "out", tmp_path / "paste.txt"
    site.write_text(json.dumps(expand({"archiver": {"status": "stopped"}})), encoding="utf-8")
    assert main(["convert", str(site), "--out", str(out), "--defaults"]) == 0
    paste.write_text(seen, encoding="utf-8")
    capsys.readouterr()
    main(["confirm", str(out), str(paste), "--when", WHEN, "--json"])
    lines = json.loads(capsys.readouterr().out)["lines"]
    assert [line["state"] for line in lines if (line["kind"], line["module"]) == ("module", "archiver")] == [state]


def test_expected_and_found_are_beside_each_other(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paste = bundle.parent / "paste.txt"
    pods = "\n".join(line for line in PODS.splitlines() if not line.startswith("archiver"))
    paste.write_text(
        f"{pods.rstrip()}\nstranger-5b8f7c9d64-qm4tz   2/2     Running   0          41m\n", encoding="utf-8"
    )
    capsys.readouterr()
    assert main(["confirm", str(bundle), str(paste), "--when", WHEN]) == 1
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    after = dict(pairwise(lines))
    assert after["[wrong] archiver module"] == "expected: 2/2 Running; found: no such module"
    assert after["[wrong] not expected stranger"] == "expected: no such module; found: running"
    unseen = [compared for line, compared in after.items() if line.startswith("[no data]")]
    assert unseen and all(text.startswith("expected: ") and "found" not in text for text in unseen)
