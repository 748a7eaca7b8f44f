"""What a manifest was written for: signs of Kubernetes, signs of Docker, and paths that EdgeShift chose on a VM."""

from __future__ import annotations

import json

import pytest

from core.docker.written_for import source_of
from core.manifest.read import read
from core.model.base import Json
from core.model.device import Device, Share
from tests.golden_cases import expand

CLAIM: Json = {"Type": "volume", "Source": "data", "Target": "/m"}


@pytest.mark.parametrize(
    ("host_config", "source"),
    [
        ({}, "docker"),
        ({"Mounts": [CLAIM]}, "kubernetes"),
        ({"Mounts": [CLAIM], "Binds": ["/home/hcsshares/data:/b"]}, "docker"),
        # the bind above as it is after a migration for a VM: a second one may not take the rest for Kubernetes
        ({"Mounts": [CLAIM], "Binds": ["/mnt/ase/data:/b"]}, "docker"),
        ({"Mounts": [CLAIM], "Runtime": "nvidia"}, "docker"),
    ],
)
def test_signs_of_docker_outweigh_a_volume_named_like_a_share(host_config: Json, source: str) -> None:
    manifest = read(json.dumps(expand({"cam": {"createOptions": {"HostConfig": host_config}}})).encode(), "site.json")
    assert source_of(manifest, Device(shares=(Share(name="data"),))) == source
