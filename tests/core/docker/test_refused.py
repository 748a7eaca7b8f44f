"""What Docker refuses: every kind is found where it is, and nothing that Docker takes raises an alarm."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.docker import engine
from core.docker.refused import refusals
from core.manifest.manifest import Module
from core.manifest.read import read
from tests.golden_cases import _text as text_of
from tests.test_corpus import opened

GOOD_IMAGES = (
    *(
        "a",
        "ubuntu",
        "library/ubuntu:22.04",
        "mcr.microsoft.com/azureiotedge-agent:1.6",
        "localhost/x",
        "host:5000/a/b",
    ),
    *("10.0.0.5:31001/web:1", "[fe80::1]:5000/x", "a__b/c--d.e:_T-1.0", "Registry.example/a", "x@sha256:" + "0" * 64),
    "intelligentedge/nginxmodule:0.35.0-amd64",
)
BAD_IMAGES = (
    "A",
    "a/B",
    "a:",
    ":1",
    "a b",
    "a:-1",
    "a//b",
    "-a",
    "a_",
    "a/",
    "http://a/b",
    "a:" + "1" * 129,
    "x@sha256:12",
)
GOOD_PORTS = ("1", "80/tcp", "80/UDP", "65535/sctp", "00080/tcp", "80/")
BAD_PORTS = ("", "0/tcp", "65536", "80-81/tcp", "80/http", "+80/tcp", " 80/tcp", "tcp", "-1", "٨٠/tcp", "9" * 30)
GOOD_HOSTS = (None, "", 0, 8080, "0", "8080", "8000-8010", "80-80", "8080/tcp")
BAD_HOSTS = (-1, 65536, "65536", "8010-8000", "8000-", "-", "80a", " 80", True, 1.5, [], "9" * 30)
MODES = ("", "ro", "rw,z", "Z,rshared,nocopy,cached")
BAD_MODES = ("fast", "ro,rw", "z,Z", "RO", "ro,", "slave,shared")


@pytest.mark.parametrize("text", GOOD_IMAGES)
def test_image_references(text: str) -> None:
    assert engine.takes_image(text)


@pytest.mark.parametrize("text", BAD_IMAGES)
def test_what_is_no_image_reference(text: str) -> None:
    assert not engine.takes_image(text)


@pytest.mark.parametrize(("takes", "good", "bad"), [
    (engine.takes_port, GOOD_PORTS, BAD_PORTS),
    (engine.takes_host_port, GOOD_HOSTS, BAD_HOSTS),
    (engine.takes_mode, MODES, BAD_MODES),
    (engine.takes_target, ("/a", "/a/", "\\a", "//a"), ("", "/", "a", "./a", "/..", "/a/..", "//")),
    (engine.takes_signal, ("TERM", "sigterm", "SIGRTMIN+15", "RTMAX-14", "9", "-1"), ("0", "", "SIGX", "RTMIN+16")),
    (engine.takes_capability, ("ALL", "net_admin", "CAP_SYS_PTRACE"), ("", "CAP_", "ADMIN", "CAP_ALLX")),
    (
        engine.takes_security,
        ("no-new-privileges", "no-new-privileges:true", "seccomp=unconfined", "label:disable", "apparmor="),
        ("", "unconfined", "no-new-privileges=maybe", "seccomps=x", "seccomp"),
    ),
])  # fmt: skip
def test_single_values(takes: Any, good: tuple[Any, ...], bad: tuple[Any, ...]) -> None:
    assert [value for value in good if not takes(value)] == []
    assert [value for value in bad if takes(value)] == []


def module(body: dict[str, Any]) -> Module:
    return read(text_of({"cam": body}), "site.json").modules[0]


NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)


@given(st.recursive(st.none() | st.booleans() | NUMBERS | st.text(max_size=8) | st.sampled_from(
    ("HostConfig", "Binds", "a:b", "/a:/b", "80/tcp", "host", "container:", "${X}")
), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from((
    "HostConfig", "Binds", "Mounts", "Tmpfs", "PortBindings", "Env", "NetworkMode", "IpcMode", "RestartPolicy", "Name",
    "Ulimits", "CapAdd", "ExtraHosts", "StopSignal", "Healthcheck", "Interval", "Type", "Source", "Target", "Links",
    "MaximumRetryCount", "SecurityOpt", "UTSMode", "Hostname", "CpuPeriod", "NanoCpus", "HostPort", "80/tcp",
)), inner, max_size=4)))  # fmt: skip
def test_any_values_are_judged_without_an_error(value: Any) -> None:
    for options in (value, {"HostConfig": value}):
        for refusal in refusals(module({"createOptions": options if isinstance(options, dict) else {}})):
            assert refusal.pointer.startswith("/modules") and refusal.code and refusal.facts["key"]


KNOWN = {
    "testModule": "image",
    "__AML_REGISTRY_IMAGE_LOCATION": "image",
    "c:\\data\\avrofiles": "bind-mode",
    "/https/": "volume-name",
    "CpuPeriod": "conflict",
    "CpuQuota": "conflict",
}
"""What Docker does refuse of the real manifests: by a part of the value, and the kind."""


def test_of_real_manifests_only_what_docker_refuses_is_found(corpus: Path) -> None:
    for manifest in opened(corpus):
        for each in manifest.modules:
            for refusal in refusals(each):
                kinds = {code for part, code in KNOWN.items() if part in refusal.value}
                assert kinds == {refusal.code} or refusal.code == "no-image", (manifest.source.name, refusal)
