"""What needs no change on a Linux VM stays byte for byte: ports (V-N6), names of variables (V-O3), options."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.manifest.read import read
from core.migration.migrate import migrate
from core.migration.verify import verify
from core.model.decisions import Decisions
from core.model.device import Device
from core.model.findings import Verdict
from tests.golden_cases import expand

VM = Device(platform="linux-vm")


@pytest.mark.parametrize(
    "options",
    [
        {"HostConfig": {"PortBindings": {"53/tcp": [{"HostPort": "53"}], "53/udp": [{"HostPort": "53"}]}}},
        {"HostConfig": {"PortBindings": {"80/tcp": [{"HostPort": "8000-8010"}]}}},
        {"HostConfig": {"PortBindings": {"80/tcp": [{"HostPort": "80"}, {"HostPort": "8080"}]}}},
        {
            "HostConfig": {
                "PortBindings": {
                    "80/tcp": [{"HostPort": "80", "HostIp": "127.0.0.1"}, {"HostPort": "80", "HostIp": "10.0.0.4"}]
                }
            }
        },
        {"Env": ["Logging:Level=Debug", "Logging__Level2=Debug", "A"]},
        {
            "HostConfig": {
                "ShmSize": 2**30,
                "IpcMode": "shareable",
                "Ulimits": [{"Name": "memlock", "Soft": -1, "Hard": -1}],
            }
        },
        {"HostConfig": {"Tmpfs": {"/run": "size=64m"}, "Sysctls": {"net.core.somaxconn": "1024"}}, "User": "1000:1000"},
        {
            "HostConfig": {
                "Memory": 2**28,
                "NanoCpus": 500000000,
                "LogConfig": {"Type": "json-file", "Config": {"max-size": "4m"}},
            }
        },
    ],
    ids=["protocols", "range", "several", "addresses", "variables", "memory", "tmpfs", "limits"],
)
def test_stays_as_it_is(options: dict[str, Any]) -> None:
    data = json.dumps(expand({"My_Module": {"createOptions": options}})).encode()
    manifest = read(data, "site.json")
    migration = migrate(manifest, VM, Decisions())
    assert migration.output() == data
    assert [finding.id for finding in verify(manifest, VM).findings if finding.verdict is Verdict.BLOCK] == []
