"""One output is used in every line about it: a described pod, the log of the agent, the ports of a service."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from core.cli.main import main
from tests.golden_cases import expand
from tests.paths import ROOT

OUTPUTS = ROOT / "tests" / "golden" / "device_outputs"
IMAGE = "plant7registry.azurecr.io/dashboard:2.1"
SERVICES = """[10.57.48.10]: PS>kubectl get svc -n iotedge
NAME        TYPE           CLUSTER-IP       EXTERNAL-IP   PORT(S)                        AGE
dashboard   LoadBalancer   172.28.132.131   10.57.48.62   {ports}   16h
"""


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(tmp_path_factory.mktemp("evidence"), IMAGE)


def export(folder: Path, image: str, device: dict[str, str] | None = None) -> Path:
    ports = {"3000/tcp": [{"HostPort": "3000"}], "8443/tcp": [{"HostPort": "8443"}]}
    dashboard = {"image": image, "createOptions": {"HostConfig": {"PortBindings": ports}}}
    (folder / "site.json").write_text(json.dumps(expand({"dashboard": dashboard, "weldScorer": {}})), encoding="utf-8")
    (folder / "device.json").write_text(json.dumps(device or {}), encoding="utf-8")
    given = [str(folder / "site.json"), "--defaults", "--device", str(folder / "device.json")]
    assert main(["convert", *given, "--out", str(folder / "out"), "--accept-risk", "a test"]) == 0
    return folder / "out"


def confirmed(bundle: Path, text: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    paste = bundle.parent / "paste.txt"
    paste.write_text(text, encoding="utf-8")
    capsys.readouterr()
    main(["confirm", str(bundle), str(paste), "--json"])
    return dict(json.loads(capsys.readouterr().out))


def line(result: dict[str, Any], kind: str, module: str = "dashboard") -> dict[str, Any]:
    return next(each for each in result["lines"] if (each["kind"], each["module"]) == (kind, module))


def new_addresses(result: dict[str, Any]) -> dict[str, str]:
    return {row["old"]: row["new"] for row in result["addresses"] if row["module"] == "dashboard"}


@pytest.fixture
def bundle(exported: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(exported, tmp_path / "bundle"))


@pytest.mark.parametrize(
    ("ports", "found"),
    [
        (
            "3000:31761/TCP,8443:31762/TCP",
            {"OLD-DEVICE:3000": "10.57.48.62:3000", "OLD-DEVICE:8443": "10.57.48.62:8443"},
        ),
        ("8080:31761/TCP", {"OLD-DEVICE:3000": "", "OLD-DEVICE:8443": ""}),
        ("3000:31761/TCP,9443:31762/TCP", {"OLD-DEVICE:3000": "10.57.48.62:3000", "OLD-DEVICE:8443": ""}),
        ("3000:31761/UDP", {"OLD-DEVICE:3000": "", "OLD-DEVICE:8443": ""}),
    ],
)
def test_clients_get_no_address_where_nothing_listens(
    bundle: Path, capsys: pytest.CaptureFixture[str], ports: str, found: dict[str, str]
) -> None:
    result = confirmed(bundle, SERVICES.format(ports=ports), capsys)
    assert new_addresses(result) == found
    table = (bundle / "addresses.csv").read_text(encoding="utf-8-sig")
    assert [f"{old},{new}" in table for old, new in found.items()] == [True, True]


@pytest.mark.parametrize(
    ("containers", "found"),
    [
        ("0.0.0.0:3000->3000/tcp, 0.0.0.0:8443->8443/tcp", {"3000", "8443"}),
        ("0.0.0.0:3000->3000/tcp, 0.0.0.0:9443->8443/tcp", {"3000"}),
    ],
)
def test_the_same_holds_for_containers_of_a_virtual_machine(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], containers: str, found: set[str]
) -> None:
    out = export(tmp_path, IMAGE, {"platform": "linux-vm"})
    listed = (
        "CONTAINER ID   IMAGE   COMMAND   CREATED       STATUS       PORTS   NAMES\n"
        f'ab12ab12ab12   {IMAGE}   "./run"   3 hours ago   Up 3 hours   {containers}   dashboard\n'
    )
    new = new_addresses(confirmed(out, listed, capsys)).values()
    assert {address.rpartition(":")[2] for address in new if address} == found


def test_a_described_pod_is_judged_without_a_list_of_pods(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (OUTPUTS / "describe-imagepull.txt").read_text(encoding="utf-8")
    result = confirmed(bundle, text, capsys)
    module = line(result, "module")
    assert (module["state"], module["seen"]) == ("wrong", "Pending")
    assert "credentials" in module["meaning"] and "credentials" in module["todo"]
    assert line(result, "image")["state"] == "confirmed" and "credentials" in result["next"]
    well = text.replace("ImagePullBackOff", "Running").replace("Ready:          False", "Ready:          True")
    assert line(confirmed(bundle, well.partition("Conditions:")[0], capsys), "module")["state"] == "not seen"


def test_a_pod_of_another_deployment_needs_this_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing runs, so that no text may say that another image runs; correcting credentials would not help."""
    result = confirmed(
        export(tmp_path, "plant7registry.azurecr.io/dashboard:3.0"),
        (OUTPUTS / "describe-imagepull.txt").read_text(encoding="utf-8"),
        capsys,
    )
    assert line(result, "module")["todo"] == line(result, "image")["todo"] == "Deploy the migrated manifest again."
    assert result["next"] == "dashboard: Deploy the migrated manifest again."
    assert " runs" not in line(result, "image")["meaning"]


LOG = "<6> 2021-03-09 09:12:16.331 +00:00 [INF] - "
PLAN = f"{LOG}Plan execution started for deployment 8\n"


@pytest.mark.parametrize(
    ("modules", "status", "state", "meaning"),
    [
        ("weldscorer, edgeAgent, edgeHub, dashboard", "Success", "confirmed", ""),
        ("weldscorer, edgeAgent, edgeHub", "Success", "wrong", "missing from it: dashboard."),
        ("weldscorer, edgeAgent, edgeHub, dashboard, cam", "Success", "wrong", "not in the manifest: cam."),
        ("weldscorer, edgeAgent, edgeHub, dashboard", "Failure", "wrong", "Failure"),
    ],
)
def test_the_log_of_the_agent_is_a_line(
    bundle: Path, capsys: pytest.CaptureFixture[str], modules: str, status: str, state: str, meaning: str
) -> None:
    created = f'{LOG}Executing command: "Create an EdgeDeployment with modules: [{modules}]"\n'
    reported = f'{LOG}Executing command: "Report EdgeDeployment status: [{status}]"\n'
    result = confirmed(bundle, PLAN + created + reported, capsys)
    deployment = line(result, "deployment", "")
    assert (deployment["state"], deployment["seen"]) == (state, f"deployment 8: {modules}")
    assert line(confirmed(bundle, created + reported, capsys), "deployment", "")["seen"] == modules
    assert meaning in deployment["meaning"]


def test_the_last_line_of_the_log_keeps_no_confirmation_open(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is a command of the run sheet, and names only the number of the deployment."""
    result = confirmed(bundle, PLAN.replace("started", "ended"), capsys)
    assert "deployment" not in {each["kind"] for each in result["lines"]}


@pytest.mark.parametrize(
    ("name", "reason", "step"),
    [
        ("gpu-driver-dead.txt", "nvidia-smi reports a failure", ""),
        ("session-denied-sv.txt", "the device session was refused", "run Enter-PSSession again."),
        ("role-wrong-machine-de.txt", "it was run on the laptop", "with Enter-PSSession, then run the command"),
        ("pods-forbidden.txt", "the user may not list pods", "Ask a cluster administrator"),
    ],
)
def test_output_without_facts_is_refused_with_its_reason_and_the_next_step(
    bundle: Path, capsys: pytest.CaptureFixture[str], name: str, reason: str, step: str
) -> None:
    assert main(["confirm", str(bundle), str(OUTPUTS / name)]) == 2
    message = capsys.readouterr().err
    assert reason in message and step in message and "No known output" not in message
    assert main(["device", str(OUTPUTS / name)]) == 1
    assert step in capsys.readouterr().out
