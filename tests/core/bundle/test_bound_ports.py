"""A port that is bound to one address of a VM: compared with it, and for clients only if they reach the address."""

from __future__ import annotations

import pytest

from core.bundle import expected_output
from core.bundle.confirmation import compare
from core.bundle.confirmation.expected import Module
from core.bundle.confirmation.result import joined_ports
from core.device_outputs.document import document
from core.device_outputs.reading import read
from core.docker.published import is_public
from core.report.model import ModuleObjects, PortFacts
from core.targets.linux_vm.target import LinuxVm

CAM = ModuleObjects(
    module="cam",
    name="cam",
    objects=(),
    service="LoadBalancer",
    ports=(
        PortFacts(port=80, protocol="TCP", target=80, address="127.0.0.1"),
        PortFacts(port=8080, protocol="TCP", target=80),
        PortFacts(port=9090, protocol="TCP", target=80),
        PortFacts(port=82, protocol="TCP", target=82, address="::1"),
    ),
    shares=(),
    folders=(),
    gpus="",
)
LISTED = """CONTAINER ID   IMAGE   COMMAND   CREATED         STATUS         PORTS{gap}   NAMES
000000000001   x       "…"       2 minutes ago   Up 2 minutes   {ports}   cam
"""


@pytest.mark.parametrize(("loopback", "state"), [("127.0.0.1", "confirmed"), ("0.0.0.0", "wrong"), ("[::]", "wrong")])
def test_a_port_that_is_open_to_everyone_by_mistake_is_wrong(loopback: str, state: str) -> None:
    ports = f"{loopback}:80->80/tcp, 0.0.0.0:8080->80/tcp, :::8080->80/tcp, 0.0.0.0:9090->80/tcp, [::1]:82->82/tcp"
    paste = LISTED.format(ports=ports, gap=" " * (len(ports) - 5)).encode()
    facts = document(read([("paste", paste)]))["observed"]
    lines = compare.lines([Module(CAM, image="", stopped=False, old={})], facts, LinuxVm())
    assert next(line for line in lines if line.kind == "ports").state == state


def test_the_run_sheet_shows_the_addresses() -> None:
    shown = expected_output.containers([CAM])
    assert "127.0.0.1:80->80/tcp, 0.0.0.0:8080->80/tcp, 0.0.0.0:9090->80/tcp, [::1]:82->82/tcp" in shown


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("", True),
        ("192.168.1.5", True),
        ("127.0.0.1", False),
        ("::ffff:127.0.0.1", False),
        ("localhost", False),
        ("::1", False),
        ("172.17.0.1", False),
        ("x", True),
    ],
)
def test_clients_do_not_reach_the_loopback_and_bridges(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_the_same_host_port_is_one_line() -> None:

    module = Module(CAM, image="", stopped=False, old={(80, "tcp"): (7070, 8080), (5, "udp"): (5,)})
    assert list(joined_ports(module)) == [("tcp", 8080, 8080), ("tcp", 7070, 9090), ("udp", 5, 0)]
