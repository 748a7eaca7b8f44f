"""A number of any size is judged and written on both platforms; none of them ends the migration or takes all memory."""

from __future__ import annotations

import json
from typing import get_args

import pytest

from core.bundle.export import bundle
from core.docker import quantities
from core.manifest.read import read
from core.migration.migrate import migrate
from core.model.base import Json
from core.model.decisions import Decisions
from core.model.device import Device, Platform
from core.targets.linux_vm.model import GpuRequest
from tests.golden_cases import expand
from tests.sampling import sampled

NUMBERS: list[Json] = [0, -1, 10**9, 2**63, -(2**63) - 1, 10**400, -(10**400), 10**4200, 1e308, -1e308]
TEXTS = ["1e400", "-1e400", "1e999999", "1e-999999", "9" * 5000, "0." + "9" * 5000, "9" * 5000 + "Ei", "9" * 5000 + "m"]
AMOUNTS: list[Json] = [*NUMBERS, *TEXTS]


def _options(value: Json) -> list[Json]:
    host = dict.fromkeys(("Memory", "MemoryReservation", "NanoCpus", "CpuShares", "ShmSize", "PidsLimit"), value)
    gpu = {"Driver": "nvidia", "Capabilities": [["gpu"]]}
    port = {"80/tcp": [{"HostPort": str(value) if isinstance(value, str) else value}]}
    requests = [{**gpu, "Count": value}, {**gpu, "DeviceIDs": [value]}]
    experimental = {
        part: {"cpu": value, "memory": value, "nvidia.com/gpu": value, "fpga_catapult": value}
        for part in ("limits", "requests")
    }
    visible = f"NVIDIA_VISIBLE_DEVICES={value}"
    return [
        *({"HostConfig": {key: number}} for key, number in host.items()),
        *({"HostConfig": {"DeviceRequests": [request]}} for request in requests),
        {"HostConfig": {"PortBindings": port}},
        {"HostConfig": {"Runtime": "nvidia"}, "Env": [visible]},
        *({"k8s-experimental": {"resources": {part: {key: amount}}}}
          for part, amounts in experimental.items() for key, amount in amounts.items()),
    ]  # fmt: skip


@pytest.mark.parametrize("platform", get_args(Platform))
@pytest.mark.parametrize("value", sampled(AMOUNTS, every=5), ids=lambda value: repr(value)[:12])
def test_no_number_ends_the_migration(value: Json, platform: str) -> None:
    """Every place that takes a number, each in a module of its own, and all of them in one bundle."""
    modules = {f"m{number}": {"createOptions": options} for number, options in enumerate(_options(value))}
    for source in ("docker", "kubernetes"):
        device = Device.model_validate({"platform": platform, "gpus": 2})
        manifest = read(json.dumps(expand(modules)).encode(), "site.json").with_source(source)
        assert bundle(migrate(manifest, device, Decisions()))["report.json"]


@pytest.mark.parametrize("text", TEXTS)
def test_every_amount_can_be_written(text: str) -> None:
    amount = quantities.parse(text)
    assert amount is None or len(str(int(amount * 10**9))) < 4300


def test_a_fraction_of_many_digits_is_no_large_number() -> None:
    assert quantities.parse("1." + "0" * 5000) == 1


def test_gpus_beyond_those_of_the_vm_are_seen_as_such() -> None:
    assert GpuRequest("", count=10**9).uses(2) == (0, 1, 2)
    assert GpuRequest("", ids=("1", "9" * 5000)).uses(2) == (1, quantities.LARGEST)
    assert GpuRequest("", ids=("007",)).uses(2) == (7,)
