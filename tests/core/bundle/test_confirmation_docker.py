"""What `docker ps` and `docker inspect` leave open is never wrong, and no step asks for an output that was given."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.bundle import expected_output
from core.bundle.confirmation import compare, runtime
from core.bundle.confirmation.expected import Module
from core.cli.main import main
from core.device_outputs.document import document
from core.device_outputs.reading import read
from core.report.confirmation import Line
from core.report.model import ModuleObjects, PortFacts
from core.targets.linux_vm.target import LinuxVm
from core.targets.registry import TARGETS
from tests.core.bundle.test_runsheet import migrated, sheet, short
from tests.golden_cases import expand

HEAD = "CONTAINER ID   IMAGE   COMMAND   CREATED         STATUS         PORTS{gap}NAMES\n"
ROW = '00000000000{n}   {image:<8}"…"       2 minutes ago   Up 2 minutes   {ports:<30}{name}\n'
LISTED = """NAME             STATUS           DESCRIPTION      Config
cam              running          Up 2 minutes     x:1
"""
INSPECTED = [
    {"Name": "/dam", "State": {"Status": "running"}, "Config": {"Image": "x:1"}, "NetworkSettings": {"Ports": {}}}
]


def module(name: str, address: str = "", port: int = 80) -> Module:
    ports = (PortFacts(port=port, protocol="TCP", target=port, address=address),)
    objects = ModuleObjects(
        module=name, name=name, objects=(), service="LoadBalancer", ports=ports, shares=(), folders=(), gpus=""
    )
    return Module(objects, image="x:1", stopped=False, old={})


def containers(**ports: str) -> str:
    rows = (ROW.format(n=n, image="x:1", ports=text, name=name) for n, (name, text) in enumerate(ports.items()))
    return HEAD.format(gap=" " * 25) + "".join(rows)


def found(*pastes: str, address: str = "") -> dict[tuple[str, str], Line]:
    facts = document(read([("paste", paste.encode()) for paste in pastes]))["observed"]
    lines = compare.lines([module("cam", address), module("dam", port=90)], facts, LinuxVm())
    return {(line.kind, line.module): line for line in lines}


def test_a_module_without_a_container_publishes_no_ports() -> None:
    lines = found(containers(dam="0.0.0.0:90->90/tcp"))
    running, ports = lines["module", "cam"], lines["ports", "cam"]
    assert (running.state, running.seen) == ("wrong", "no such module")
    assert "sudo iotedge list" in running.todo and "twin" not in running.todo
    assert (ports.state, ports.seen, ports.todo) == ("not yet", "none", "Start the module first.")


def test_a_list_of_containers_that_is_older_than_the_list_of_modules_is_asked_for_again() -> None:
    ports = found(LISTED, containers(dam="0.0.0.0:90->90/tcp"))["ports", "cam"]
    assert (ports.state, ports.todo) == ("not seen", "Run sudo docker ps again and add its output.")
    assert found(LISTED)["ports", "cam"].todo == "Run sudo docker ps and add its output."


def test_a_list_of_modules_still_shows_that_the_agent_has_not_created_one() -> None:
    listed = LISTED.replace("cam", "dam")
    assert "twin" in found(listed, containers(dam="0.0.0.0:90->90/tcp"))["module", "cam"].todo


def test_an_inspected_container_says_nothing_of_the_others() -> None:
    lines = found(json.dumps(INSPECTED))
    assert lines["module", "dam"].state == "confirmed"
    assert (lines["module", "cam"].state, lines["ports", "cam"].state) == ("not seen", "not seen")


def test_docker_shows_another_image() -> None:
    lines = found(containers(cam="0.0.0.0:80->80/tcp").replace("x:1", "x:2"))
    assert lines["image", "cam"].state == "wrong"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("::", "[::]"),
        ("0:0:0:0:0:0:0:0", "[::]"),
        ("0.0.0.0", "0.0.0.0"),
        ("", "0.0.0.0"),
        ("0:0:0:0:0:0:0:1", "[::1]"),
        ("::ffff:127.0.0.1", "127.0.0.1"),
        ("::FFFF:7F00:1", "127.0.0.1"),
        ("127.0.0.9", "127.0.0.9"),
    ],
)
def test_an_address_is_spelled_as_docker_prints_it(address: str, shown: str) -> None:
    manifest = {
        "cam": {"createOptions": {"HostConfig": {"PortBindings": {"80/tcp": [{"HostIp": address, "HostPort": "80"}]}}}}
    }
    text = sheet(migrated(short(**manifest), platform="linux-vm"))
    assert f" {shown}:80->80/tcp" in text
    assert found(containers(cam=f"{shown}:80->80/tcp"), address=address)["ports", "cam"].state == "confirmed"


def test_the_image_that_the_run_sheet_leaves_out_is_not_compared() -> None:
    lines = found(expected_output.containers([module("cam").objects]))
    assert lines["module", "cam"].state == "confirmed" and ("image", "cam") not in lines


PODS = "NAME   READY   STATUS    RESTARTS   AGE\ncam-7d9f6c5b8-abcde   2/2     Running   0          2m\n"


@pytest.mark.parametrize(
    ("platform", "paste", "seen"),
    [
        ("linux-vm", PODS, "IoT Edge on Kubernetes"),
        ("kubernetes", LISTED, "IoT Edge on a Linux VM"),
        ("kubernetes", containers(cam="0.0.0.0:80->80/tcp"), "IoT Edge on a Linux VM"),
    ],
)
def test_output_of_the_other_runtime_is_named_as_such(
    platform: str, paste: str, seen: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given, output, out = tmp_path / "m.json", tmp_path / "paste.txt", tmp_path / "out"
    given.write_text(json.dumps(expand({"cam": {}})), encoding="utf-8")
    output.write_text(paste, encoding="utf-8")
    assert main(["convert", str(given), "--platform", platform, "--defaults", "--out", str(out)]) == 0
    before = sorted(path.name for path in out.iterdir())
    capsys.readouterr()
    assert main(["confirm", str(out), str(output)]) == 2
    said = capsys.readouterr().err
    assert f"The output is from {seen}, but this export is for" in said and "no such module" not in said
    assert sorted(path.name for path in out.iterdir()) == before


def test_output_of_both_runtimes_is_compared_with_that_of_the_export() -> None:
    both = read([("a", PODS.encode()), ("b", LISTED.encode())])
    for target in TARGETS.values():
        runtime.require(both, target)


HUB, AGENT = "mcr.microsoft.com/azureiotedge-hub", "mcr.microsoft.com/azureiotedge-agent"
OLD_LIST = f"""NAME             STATUS           DESCRIPTION      CONFIG
cam              running          Up 45 days       x:1
edgeAgent        running          Up 45 days       {AGENT}:1.0
edgeHub          running          Up 45 days       {HUB}:1.0
"""
OLD_CONTAINERS = "[10.0.0.1]: PS>dkrdbe ps\n" + containers(cam="")


@pytest.fixture
def old_export(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """An export for the platform that the test names, of a manifest with the runtime of the old device."""
    given, out = tmp_path / "m.json", tmp_path / "out"
    modules = {"edgeAgent": {"image": f"{AGENT}:1.0"}, "edgeHub": {"image": f"{HUB}:1.0"}, "cam": {}}
    given.write_text(json.dumps(expand(modules)), encoding="utf-8")
    assert main(["convert", str(given), "--platform", request.param, "--defaults", "--out", str(out)]) == 0
    return out


@pytest.mark.parametrize("old_export", ["linux-vm", "kubernetes"], indirect=True)
@pytest.mark.parametrize(
    "paste", [OLD_LIST, OLD_CONTAINERS, OLD_CONTAINERS + "\n" + LISTED], ids=["list", "containers", "both"]
)
def test_output_of_the_old_device_is_no_proof(
    old_export: Path, paste: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "paste.txt"
    output.write_text(paste, encoding="utf-8")
    before = sorted(path.name for path in old_export.iterdir())
    capsys.readouterr()
    assert main(["confirm", str(old_export), str(output)]) == 2
    said = capsys.readouterr()
    assert "Nothing was compared. Omit this output" in said.err and not said.out
    assert "FPGA device" in said.err or f"({AGENT}:1.0, {HUB}:1.0)" in said.err
    assert sorted(path.name for path in old_export.iterdir()) == before


@pytest.mark.parametrize("old_export", ["linux-vm"], indirect=True)
def test_the_images_of_the_runtime_are_compared_on_a_vm(
    old_export: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "paste.txt"
    output.write_text(OLD_LIST.replace(f"{AGENT}:1.0", f"{AGENT}:1.6"), encoding="utf-8")
    capsys.readouterr()
    assert main(["confirm", str(old_export), str(output)]) == 1
    said = capsys.readouterr().out
    assert f"[confirmed] edgeAgent image: {AGENT}:1.6" in said
    assert "[wrong] edgeHub image" in said and "the output is from another device" in said


def test_a_missing_edge_agent_is_not_said_to_create_itself() -> None:
    facts = document(read([("paste", LISTED.encode())]))["observed"]
    (line, *_others) = compare.lines([module("edgeAgent")], facts, LinuxVm())
    assert (line.state, line.meaning) == ("wrong", "The edge agent does not run.")
