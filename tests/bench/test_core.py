"""How the engine grows, as ratios to `json.loads` + `json.dumps` of the same text."""

from __future__ import annotations

import json
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest

from core.manifest.manifest import Manifest
from core.manifest.read import read
from core.migration.migrate import migrate
from core.model.decisions import Decisions
from core.model.device import Device, Share
from tests.bench.measure import note, ratio, seconds

pytestmark = pytest.mark.benchmark(timer=time.process_time)
SIZES = (20, 200, 2000)
DEVICE = Device(gpus=1, shares=(Share(name="in"),))


def site(modules: int, *, alike: bool = True) -> bytes:
    """A site of so many modules, each with a bind, a port, an FPGA and a log configuration.

    Their create options are equal, as of cameras, or each has a value of its own.
    """
    options: dict[str, Any] = {
        "HostConfig": {
            "Binds": ["/home/hcsshares/in:/data"],
            "PortBindings": {"50051/tcp": [{"HostPort": "50051"}]},
            "LogConfig": {"Type": "json-file", "Config": {"max-size": "10m"}},
        },
        "k8s-experimental": {"resources": {"limits": {"microsoft.com/fpga_catapult": 2}}},
        "Env": ["WIRESERVER_ADDRESS=10.0.0.1", "LINE=7"],
    }
    entries = {
        f"cam{n}": {
            "type": "docker",
            "status": "running",
            "restartPolicy": "always",
            "env": {"RATE": {"value": 5}},
            "settings": {
                "image": f"registry.example/cam:{n}",
                "createOptions": json.dumps(options if alike else options | {"Hostname": f"cam{n}"}),
            },
        }
        for n in range(modules)
    }
    system = {"edgeHub": {"type": "docker", "settings": {"image": "h:1", "createOptions": "{}"}}}
    agent = {"schemaVersion": "1.1", "runtime": {"type": "docker"}, "systemModules": system, "modules": entries}
    hub = {"schemaVersion": "1.1", "routes": {"up": "FROM /messages/* INTO $upstream"}}
    content = {"$edgeAgent": {"properties.desired": agent}, "$edgeHub": {"properties.desired": hub}}
    return json.dumps({"modulesContent": content}, indent=2).encode()


def again(data: bytes) -> Callable[[], str]:
    """The baseline of the comparison: one `json.loads` and `json.dumps`."""
    return lambda: json.dumps(json.loads(data))


ALIKE = pytest.mark.parametrize("alike", [True, False], ids=["equal create options", "each of its own"])


@ALIKE
@pytest.mark.parametrize("modules", SIZES)
def test_migrate_first(modules: int, alike: bool, benchmark: Any) -> None:
    """The first migrate() of a file; the three sizes show how its time grows."""
    data = site(modules, alike=alike)

    def fresh() -> tuple[Any, ...]:
        return read(data, "site.json", limit=max(SIZES) + 1), DEVICE, Decisions()

    found = ratio(benchmark, migrate, again(data), fresh, rounds=7 if modules > 200 else 15)
    note(benchmark, "ratio to json", found, 20)


@ALIKE
@pytest.mark.parametrize("modules", SIZES)
def test_migrate_again(modules: int, alike: bool, benchmark: Any) -> None:
    """migrate() of a file whose findings are known, as after every answer; then with its output."""
    data = site(modules, alike=alike)
    manifest = read(data, "site.json", limit=max(SIZES) + 1)
    given = (manifest, DEVICE, Decisions())
    done = migrate(*given)
    assert done.output() and done.changes
    found = ratio(benchmark, migrate, again(data), lambda: given, rounds=7 if modules > 200 else 25)
    note(benchmark, "ratio to json", found, 10)
    whole = seconds(lambda: migrate(*given).output()) / seconds(again(data), 25)
    note(benchmark, "ratio to json, with the output", round(whole, 1))


@ALIKE
def test_open_a_large_file(benchmark: Any, alike: bool) -> None:
    """Opening a file of over 1 MB, against `json.loads` alone, and its memory."""
    data = site(2000, alike=alike)
    assert len(data) > 1_000_000

    def opened() -> Manifest:
        return read(data, "site.json", limit=max(SIZES) + 1)

    note(benchmark, "ratio to json.loads", ratio(benchmark, opened, lambda: json.loads(data), rounds=10), 6)
    tracemalloc.start()
    kept = opened()
    note(benchmark, "memory to file size", round(tracemalloc.get_traced_memory()[1] / len(data), 1), 5)
    tracemalloc.stop()
    assert kept.modules


@ALIKE
def test_preview_and_checks(benchmark: Any, alike: bool) -> None:
    """What Kubernetes will run of 200 modules, with all checks."""
    from core.migration.verify import verify

    data = site(200, alike=alike)
    note(
        benchmark, "ratio to json", ratio(benchmark, verify, again(data), lambda: (read(data, "site.json"), DEVICE)), 25
    )
