"""The ports of a service are compared with their protocols: one number may be TCP and UDP."""

from __future__ import annotations

import pytest

from core.bundle.confirmation import compare
from core.bundle.confirmation.expected import Module
from core.device_outputs.document import document
from core.device_outputs.reading import read
from core.report.model import ModuleObjects, PortFacts
from core.targets.kubernetes.target import Kubernetes

SYSLOG = ModuleObjects(
    module="Syslog",
    name="syslog",
    objects=(),
    service="LoadBalancer",
    ports=(PortFacts(port=514, protocol="TCP", target=514), PortFacts(port=514, protocol="UDP", target=514)),
    shares=(),
    folders=(),
    gpus="",
)
SERVICES = """NAME     TYPE           CLUSTER-IP   EXTERNAL-IP   PORT(S)               AGE
syslog   LoadBalancer   172.28.0.9   10.57.48.61   {ports:<21} 34h
"""
LISTED = """NAME   STATUS  DESCRIPTION CONFIG           EXTERNAL-IP PORT(S)
----   ------  ----------- ------           ----------- -------
syslog Running Up 5 days   acr.io/syslog:1  10.57.48.61 {ports}
"""


@pytest.mark.parametrize("output", [SERVICES, LISTED], ids=["kubectl", "iotedge"])
@pytest.mark.parametrize(
    ("ports", "state"),
    [
        ("514:3/TCP,514:3/UDP", "confirmed"),
        ("514:3/UDP,514:4/TCP", "confirmed"),
        ("514:3/TCP", "wrong"),
        ("514:3/UDP", "wrong"),
    ],
)
def test_a_port_of_the_other_protocol_is_wrong(output: str, ports: str, state: str) -> None:
    facts = document(read([("paste", output.format(ports=ports).encode())]))["observed"]
    module = Module(SYSLOG, image="", stopped=False, old={})
    lines = compare.lines([module], facts, Kubernetes())
    service = next(line for line in lines if line.kind == "service")
    assert (service.state, service.expected) == (state, "LoadBalancer 514, 514/UDP")
