"""How the engine grows, as ratios to `json.loads` + `json.dumps` of the same text."""

from __future__ import annotations

import json
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest

from core.manifest.read import read
from core.migration.migrate import migrate
from core.model.decisions import Decisions
from core.model.device import Device, Share

SIZES = (20, 200, 2000)


def site(modules: int) -> bytes:
    """A site of so many modules, each with a bind, a port, an FPGA and a log configuration."""
    options = {
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
            "settings": {"image": f"registry.example/cam:{n}", "createOptions": json.dumps(options)},
        }
        for n in range(modules)
    }
    system = {"edgeHub": {"type": "docker", "settings": {"image": "h:1", "createOptions": "{}"}}}
    agent = {"schemaVersion": "1.1", "runtime": {"type": "docker"}, "systemModules": system, "modules": entries}
    hub = {"schemaVersion": "1.1", "routes": {"up": "FROM /messages/* INTO $upstream"}}
    content = {"$edgeAgent": {"properties.desired": agent}, "$edgeHub": {"properties.desired": hub}}
    return json.dumps({"modulesContent": content}, indent=2).encode()


def floor(data: bytes) -> float:
    """Seconds of one `json.loads` + `json.dumps`, the best of seven."""
    return best(lambda: json.dumps(json.loads(data)))


def best(work: Callable[[], Any], times: int = 7) -> float:
    """The shortest of several runs, in seconds."""
    runs = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        runs.append(time.perf_counter() - start)
    return min(runs)


@pytest.mark.parametrize("modules", SIZES)
def test_migrate(modules: int, benchmark: Any) -> None:
    """migrate() and its output, against the floor; growth is read off the three sizes."""
    data = site(modules)
    manifest = read(data, "site.json", limit=max(SIZES) + 1)
    device = Device(gpus=1, shares=(Share(name="in"),))
    benchmark(lambda: migrate(manifest, device, Decisions()))
    benchmark.extra_info["ratio to json"] = round(benchmark.stats["min"] / floor(data), 1)


def test_open_a_large_file(benchmark: Any) -> None:
    """Opening a file of over 1 MB, against `json.loads` alone (at most 15), and its memory (at most 15 x)."""
    data = site(2000)
    assert len(data) > 1_000_000
    benchmark(lambda: read(data, "site.json", limit=max(SIZES) + 1))
    benchmark.extra_info["ratio to json.loads"] = round(benchmark.stats["min"] / best(lambda: json.loads(data)), 1)
    tracemalloc.start()
    kept = read(data, "site.json", limit=max(SIZES) + 1)
    benchmark.extra_info["memory / file size"] = round(tracemalloc.get_traced_memory()[1] / len(data), 1)
    tracemalloc.stop()
    assert kept.modules


def test_preview_and_checks(benchmark: Any) -> None:
    """What Kubernetes will run of 200 modules, with all checks, against the floor (at most 100)."""
    from core.migration.verify import verify

    data = site(200)
    device = Device(gpus=1, shares=(Share(name="in"),))

    def fresh() -> tuple[tuple[Any, ...], dict[str, Any]]:
        return (read(data, "site.json"), device), {}

    benchmark.pedantic(verify, setup=fresh, rounds=20)
    benchmark.extra_info["ratio to json"] = round(benchmark.stats["min"] / floor(data), 1)
