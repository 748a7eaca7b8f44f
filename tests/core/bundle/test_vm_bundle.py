"""The bundle for a Linux VM: run sheet, way back, preview and confirmation, from the sample and by command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from core.cli.main import main
from core.report import data
from tests.golden_cases import expand
from tests.paths import ROOT

SAMPLE = ROOT / "resources" / "samples" / "fpga-site.json"
SHARES = ("--share", "models", "--share", "camera-in:nfs", "--share", "camera-out")
OPTIONS = ("--platform", "linux-vm", "--vm-size", "Standard_NC4as_T4_v3", "--hub", "plant", "--edge-device", "vm1")


def convert(out: Path, *more: str) -> int:
    return main(["convert", str(SAMPLE), "--out", str(out), "--defaults", *SHARES, *OPTIONS, *more])


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("vm") / "out"
    assert convert(out) == 0
    return out


def text(bundle: Path, name: str) -> str:
    return (bundle / name).read_text(encoding="utf-8")


def blocks(sheet: str) -> list[str]:
    return re.findall(r"```\n(.*?)```", sheet, re.DOTALL)


def test_report_decisions_and_run_sheet_say_which_runtime(bundle: Path) -> None:
    report = json.loads(text(bundle, "report.json"))
    assert report["device"]["platform"] == "linux-vm"
    assert data.fault(report) is None
    assert json.loads(text(bundle, "decisions.json"))["device"]["vm_size"] == "Standard_NC4as_T4_v3"
    for name in ("report.md", "report.html", "runsheet.md", "runsheet.html"):
        assert "Runtime: IoT Edge on a Linux VM of the device" in text(bundle, name), name
        assert "Kubernetes will run" not in text(bundle, name), name
    assert not (bundle / "kubernetes").exists()


def test_a_module_on_the_host_network_is_named_so(tmp_path: Path) -> None:
    site, out = tmp_path / "site.json", tmp_path / "out"
    site.write_text(json.dumps(expand({"trap": {"createOptions": {"HostConfig": {"NetworkMode": "host"}}}})))
    assert main(["convert", str(site), "--out", str(out), "--defaults", *OPTIONS]) == 0
    assert "| trap | host network | – |" in text(out, "report.md")
    assert "| trap | `sudo iotedge logs trap --tail 50` | host network |" in text(out, "runsheet.md")


def test_its_own_decisions_make_it_again(bundle: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    assert main(["convert", str(SAMPLE), "--out", str(again), "--decisions", str(bundle / "decisions.json")]) == 0
    for path in bundle.rglob("*"):
        if path.is_file():
            assert (again / path.relative_to(bundle)).read_bytes() == path.read_bytes(), path.name


def test_the_compose_file_says_that_it_is_a_preview(bundle: Path) -> None:
    file = text(bundle, "containers/compose.yaml")
    assert file.startswith("# Preview, not for deployment")
    services = yaml.safe_load(file)["services"]
    scorer = services["weldScorer"]
    assert scorer["deploy"]["resources"]["reservations"]["devices"][0]["device_ids"] == ["0"]
    assert scorer["volumes"][0]["source"] == "/mnt/ase/models"
    assert services["edgeHub"]["environment"]["IOTEDGE_MODULEID"] == "edgeHub"


def test_the_run_sheet_mounts_each_share_before_it_deploys(bundle: Path) -> None:
    sheet = text(bundle, "runsheet.md")
    assert "sudo mount -t nfs -o vers=3,nolock,sec=sys DEVICE-ADDRESS:/camera-in '/mnt/ase/camera-in'" in sheet
    assert "sudo mount -t cifs //DEVICE-NAME/models '/mnt/ase/models'" in sheet
    assert "DEVICE-NAME is the name of the GPU device. /etc/ase.credentials" in sheet
    assert sheet.index("/mnt/ase/models") < sheet.index("az iot edge set-modules -n plant -d vm1")
    assert "No document describes whether a VM can reach the shares of its own device" in sheet
    assert "GPU (0): in DeviceRequests of docker inspect, and in nvidia-smi." in sheet
    assert sheet.index("sudo chattr +i /mnt/ase/*") < sheet.index("sudo mount -t")
    assert "--tail 50` | 8554/tcp, 8000/udp |" in sheet


def test_the_irreversible_step_is_red_and_has_a_line_to_sign(bundle: Path) -> None:
    sheet, page = text(bundle, "runsheet.md"), text(bundle, "runsheet.html")
    assert "> **Irreversible.**" in sheet
    assert re.search(r"> Decided by: (\\_){10,}", sheet)
    assert "<blockquote>" in page and "color: #c62828" in page


def test_the_way_back_starts_the_old_modules_and_stops_the_vm(bundle: Path) -> None:
    steps = text(bundle, "rollback/steps.md")
    assert "set-modules -n plant -d OLD-DEVICE --content rollback/fpga-site.rollback.json" in steps
    assert "stop the VM" in steps


@pytest.mark.parametrize(
    ("command", "unseen"), [("iotedge list", {"ports"}), ("docker ps", set[str]())], ids=["iotedge list", "docker ps"]
)
def test_what_the_run_sheet_expects_is_confirmed(
    command: str, unseen: set[str], bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Published ports are in the list of Docker only."""
    paste = tmp_path / "paste.txt"
    paste.write_text(
        next(block for block in blocks(text(bundle, "runsheet.md")) if f"sudo {command}\n" in block), "utf-8"
    )
    copy = tmp_path / "copy"
    assert convert(copy) == 0
    capsys.readouterr()
    code = main(["confirm", str(copy), str(paste), "--when", "2026-11-27T14:30:00+00:00", "--json"])
    result = json.loads(capsys.readouterr().out)
    assert {line["kind"] for line in result["lines"] if line["state"] != "confirmed"} == unseen
    assert {line["state"] for line in result["lines"]} <= {"confirmed", "not seen"}
    assert (code, result["running"], result["modules"]) == (int(bool(unseen)), 7, 7)


def test_a_module_that_does_not_run_is_found(bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = next(block for block in blocks(text(bundle, "runsheet.md")) if "iotedge list\n" in block)
    lines = [line for line in listed.splitlines() if not line.startswith("dashboard")]
    failed = [line.replace("running", "failed ") if line.startswith("historian") else line for line in lines]
    paste, copy = tmp_path / "paste.txt", tmp_path / "copy"
    paste.write_text("\n".join([*failed, "other            running          Up a minute      x:1"]), "utf-8")
    assert convert(copy) == 0
    capsys.readouterr()
    assert main(["confirm", str(copy), str(paste), "--when", "2026-11-27T14:30:00+00:00", "--json"]) == 1
    lines_of = {(line["kind"], line["name"]): line for line in json.loads(capsys.readouterr().out)["lines"]}
    assert lines_of["module", "dashboard"]["state"] == "wrong"
    assert lines_of["module", "historian"]["state"] != "confirmed"
    assert lines_of["extra", "other"]["state"] == "wrong"


@pytest.mark.parametrize("size", ["Standard_NC99", "Standard_NC16as_T4_v3", "Standard_NC4as_A2"])
def test_a_size_that_the_device_cannot_hold_is_refused(
    size: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert convert(tmp_path / "out", "--vm-size", size) == 2
    error = capsys.readouterr().err
    assert "--vm-size" in error and "Standard_NC4as_T4_v3" in error


def test_inspect_says_what_the_file_was_written_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(SAMPLE), "--platform", "linux-vm"]) == 0
    assert "Written for Docker" in capsys.readouterr().out
    assert main(["inspect", str(SAMPLE), "--source", "kubernetes", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["source"]["platform"] == "kubernetes"


def test_verify_writes_the_compose_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(SAMPLE), "--platform", "linux-vm", "--objects", str(tmp_path / "o")]) == 1
    assert "vm-share-path-left" in capsys.readouterr().out
    assert (tmp_path / "o" / "compose.yaml").is_file()


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of a manifest that runs on the Kubernetes of the same device, with a GPU."""
    folder = tmp_path_factory.mktemp("moved")
    limits = {"limits": {"nvidia.com/gpu": 1, "memory": "1Gi"}}
    options = {
        "HostConfig": {"Mounts": [{"Type": "volume", "Source": "models", "Target": "/models"}]},
        "k8s-experimental": {"resources": limits, "strategy": {"type": "Recreate"}},
    }
    (folder / "site.json").write_text(json.dumps(expand({"edgeHub": {}, "cam": {"createOptions": options}})), "utf-8")
    arguments = ["convert", str(folder / "site.json"), "--out", str(folder / "out"), "--defaults", "--share", "models"]
    assert main([*arguments, *OPTIONS]) == 0
    return folder / "out"


def test_a_manifest_of_kubernetes_is_recognized_and_moved(moved: Path) -> None:
    settings = json.loads(text(moved, "site.gpu.json"))["modulesContent"]["$edgeAgent"]["properties.desired"]
    options = json.loads(settings["modules"]["cam"]["settings"]["createOptions"])["HostConfig"]
    assert options["Mounts"] == [{"Type": "bind", "Source": "/mnt/ase/models", "Target": "/models"}]
    assert options["DeviceRequests"][0]["DeviceIDs"] == ["0"] and options["Memory"] == 2**30
    assert "From Kubernetes to a Linux VM" in text(moved, "report.md")
    assert "Before, on Kubernetes" in text(moved, "report.html")


def test_its_run_sheet_says_when_the_modules_are_down(moved: Path) -> None:
    sheet = text(moved, "runsheet.md")
    assert "FPGA" not in sheet
    assert "The modules are down from this step until step 8" in sheet
    assert sheet.index("export-modules -n plant -d OLD-DEVICE") < sheet.index("Irreversible")
    steps = text(moved, "rollback/steps.md")
    assert "FPGA" not in steps
    assert "you cannot restore the cluster" in steps


def test_no_line_swallows_the_next_and_no_word_is_of_kubernetes(bundle: Path) -> None:
    sheet = text(bundle, "runsheet.md").replace("[DEVICE-ADDRESS]: PS>", "")
    assert not re.search(r"[^\s>|`-]>$", sheet, re.MULTILINE)
    assert "LoadBalancer" not in text(bundle, "report.md") + text(bundle, "report.html")
    assert "| published | " in text(bundle, "report.md")


def test_shares_of_the_same_device_stay(bundle: Path, moved: Path) -> None:
    kinds = {
        name: {entry["kind"] for entry in json.loads(text(name, "report.json"))["outside"]} for name in (bundle, moved)
    }
    assert {"space", "users"} <= kinds[bundle] and not {"space", "users"} & kinds[moved]
    assert "Allow the VM as a client of the share “models”" in text(moved, "report.md")
    assert list(json.loads(text(moved, "report.json"))).count("linux_vm") == 1
    assert "kubernetes" not in json.loads(text(moved, "report.json"))


def test_the_preview_names_the_driver_of_a_volume_and_masks_its_options(tmp_path: Path) -> None:
    options = {"type": "cifs", "device": "//10.0.0.4/data", "o": "username=line7,password=Ge7eim"}
    volume = {"DriverConfig": {"Name": "local", "Options": options}}
    mount = {"Type": "volume", "Source": "data", "Target": "/data", "VolumeOptions": volume}
    site = tmp_path / "site.json"
    site.write_text(json.dumps(expand({"cam": {"createOptions": {"HostConfig": {"Mounts": [mount]}}}})), "utf-8")
    main(["verify", str(site), "--platform", "linux-vm", "--objects", str(tmp_path / "o")])
    file = (tmp_path / "o" / "compose.yaml").read_text(encoding="utf-8")
    assert "Ge7eim" not in file and yaml.safe_load(file)["volumes"]["data"]["driver"] == "local"


def test_verify_says_that_a_manifest_was_written_for_a_vm(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert (
        main(["convert", str(SAMPLE), "--platform", "linux-vm", "--out", str(out), "--defaults", "--accept-risk", "x"])
        == 0
    )
    result = next(out.glob("*.gpu.json"))
    moved = tmp_path / "moved.json"
    moved.write_bytes(result.read_bytes())
    hint = "was written for a Linux VM"
    for path in (result, moved):
        capsys.readouterr()
        main(["verify", str(path)])
        assert hint in capsys.readouterr().err
        main(["verify", str(path), "--platform", "linux-vm"])
        assert hint not in capsys.readouterr().err
    main(["verify", str(SAMPLE)])
    assert hint not in capsys.readouterr().err


@pytest.mark.parametrize(("ports", "state"), [("8080->80/tcp", "wrong"), ("443/tcp", "")], ids=["published", "exposed"])
def test_a_port_of_a_module_that_should_publish_none_is_found(
    ports: str, state: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site, out, paste = tmp_path / "site.json", tmp_path / "out", tmp_path / "paste.txt"
    site.write_text(json.dumps(expand({"cam": {}})), encoding="utf-8")
    assert main(["convert", str(site), "--out", str(out), "--defaults", *OPTIONS]) == 0
    heads = "CONTAINER ID   IMAGE   COMMAND   CREATED       STATUS       PORTS                  NAMES\n"
    row = f'0123456789ab   x/y:1   "/run"    2 hours ago   Up 2 hours   0.0.0.0:{ports:14} cam\n'
    paste.write_text(f"$ sudo docker ps\n{heads}{row}", encoding="utf-8")
    capsys.readouterr()
    assert main(["confirm", str(out), str(paste), "--when", "2026-11-27T14:30:00+00:00", "--json"]) == 1
    lines = {(line["kind"], line["module"]): line for line in json.loads(capsys.readouterr().out)["lines"]}
    assert lines["module", "cam"]["state"] == "confirmed"
    found = lines.get(("ports", "cam"), {"state": "", "expected": "none", "seen": "8080->80/tcp"})
    assert (found["state"], found["expected"], found["seen"]) == (state, "none", "8080->80/tcp")
