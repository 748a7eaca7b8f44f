"""Facts in words, facts put into a device, and facts against a manifest."""

from __future__ import annotations

import json
import re
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.device_outputs.document import document, observed
from core.device_outputs.merge import merged, typed_fields
from core.device_outputs.reading import read
from core.device_outputs.shown import facts
from core.manifest.read import read as read_manifest
from core.migration.observed import contradictions, left_out, proxies_used, shares_used
from core.model.device import Device, Share
from tests.golden_cases import expand
from tests.paste_noise import EXPECTED, SAMPLES, sample
from tests.sampling import sampled

SHARES = {
    "shares": [
        {"name": "Models", "protocol": "nfs", "mounted": True},
        {"name": "out", "protocol": "smb", "kind": "cloud"},
    ]
}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_every_sample_has_facts_in_words_and_no_secret_in_them(name: str) -> None:
    found = facts(read([(name, (SAMPLES / name).read_bytes())]))
    assert found and all(fact.title and fact.text and fact.source == name for fact in found)
    assert "REDACT-ME" not in str(found)


def test_facts_name_the_field_they_fill_and_their_place() -> None:
    found = facts(read([("paste 1", ("lorem\n\n" + sample("gpu-two-idle.txt")).encode())]))
    gpus = next(fact for fact in found if fact.field == "gpus")
    assert (gpus.text, gpus.command, gpus.source) == ("2", "Get-HcsGpuNvidiaSmi", "paste 1")
    assert gpus.line > 2


def test_a_typed_value_wins_and_gains_what_cannot_be_typed() -> None:
    typed = Device(gpus=3, shares=(Share(name="models"), Share(name="mine")))
    said = {"gpus": 1, "proxy": "http://p.example:80", "profile": "beta8", **SHARES}
    device = merged(typed, said, typed_fields(typed, Device()))
    assert (device.gpus, device.proxy, device.profile) == (3, "http://p.example:80", "beta8")
    assert device.shares == (
        Share(name="models", mounted=True),
        Share(name="mine"),
        Share(name="out", kind="cloud"),
    )
    assert merged(Device(), said, ()).shares[0] == Share(name="Models", protocol="nfs", mounted=True)


def test_fields_are_typed_where_a_device_was_changed() -> None:
    before = Device(shares=(Share(name="models"),))
    after = Device(gpus=0, shares=(Share(name="models", protocol="nfs"), Share(name="New")))
    assert typed_fields(after, before) == {"gpus", "shares/models", "shares/new"}
    assert typed_fields(before, before) == frozenset()


def manifest(*modules: tuple[str, dict[str, Any]]) -> Any:
    entries = {
        name: {"settings": {"image": f"{name}:1", "createOptions": json.dumps(options)}} for name, options in modules
    }
    tree = {"modulesContent": {"$edgeAgent": {"properties.desired": {"modules": entries}}}}
    return read_manifest(json.dumps(tree).encode(), "site.json")


def test_shares_and_proxies_that_a_manifest_uses() -> None:
    claim = {"volumes": [{"volume": {"name": "v", "persistentVolumeClaim": {"claimName": "archive"}}}]}
    site = manifest(
        ("a", {"HostConfig": {"Binds": ["/home/hcsshares/models:/m", "/home/hcsshares/models/x:/x"]}}),
        ("b", {"k8s-experimental": claim, "Env": ["https_proxy=http://p.example:80", "http_proxy=${PROXY}"]}),
    )
    assert shares_used(site) == ("models", "archive")
    assert proxies_used(site) == ("http://p.example:80",)


@pytest.mark.parametrize("name", ["Cam_1", "ab", "${SHARE}", "a--b"])
def test_a_name_that_no_share_can_have_is_not_offered(name: str) -> None:
    site = manifest(("a", {"HostConfig": {"Binds": [f"/home/hcsshares/{name}:/m", "/home/hcsshares/models:/x"]}}))
    assert shares_used(site) == ("models",)


def against(site: Any, device: Device, *names: str) -> str:
    seen = document(read([(name, (SAMPLES / name).read_bytes()) for name in names]))["observed"]
    return "\n".join(contradictions(site, device, seen))


def test_what_contradicts_is_named() -> None:
    fpga = {"HostConfig": {"Binds": ["/home/hcsshares/pictures:/p", "/home/hcsshares/camera-out:/o"]}}
    site = manifest(("score", fpga))
    text = against(site, Device(gpus=1, shares=(Share(name="camera-in"),)), "az-share-list.json", "gpu-two-idle.txt")
    assert "uses the share “pictures”, but the device lists no share with this name" in text
    assert "uses the share “camera-out”, but it is not enabled for Edge compute" in text
    assert "share “camera-in” was entered as SMB, but the device lists it as NFS" in text
    assert "The number of GPUs was entered as 1, but the device reports 2" in text
    assert against(site, Device(), "pods-ansi.txt") == ""


def test_what_ran_on_the_old_device_is_compared() -> None:
    text = against(manifest(("Historian", {})), Device(), "fpga-dkrdbe-ps.txt")
    assert "runs on the old device but is not in the manifest" in text


@given(st.binary(max_size=200), st.sampled_from(sorted(EXPECTED)))
def test_it_never_raises(noise: bytes, name: str) -> None:
    data = (SAMPLES / name).read_bytes() + b"\n" + noise
    reading = read([("paste", data)])
    facts(reading)
    said = document(reading)
    merged(Device(), said["device"], ())
    contradictions(manifest(("a", {})), Device(), said["observed"])


LOGINS = (
    "user:p4ssw0rdA@acr.example/same:1",
    "user:p4/w:x@y4z@acr.example/same:1",
    "https://user:p4ssw0rdB@acr.example/same:1",
)
SAID = ("key hunter2SECRETG", "the password is hunter2SECRETG", "bad: password=hunter2SECRETG")


@pytest.mark.parametrize("image", LOGINS)
def test_a_login_in_front_of_an_image_is_masked(image: str) -> None:
    twin = {
        "properties": {
            "desired": {},
            "reported": {"modules": {"same": {"runtimeStatus": "running", "settings": {"image": image}}}},
        }
    }
    reading = read([("twin.json", json.dumps(twin).encode())])
    for said in (document(reading)["observed"], document(reading)["target"]):
        assert said["images"]["same"].endswith("user:••• secret 1@acr.example/same:1")
    assert observed(reading)["images"] == {"same": image}  # what is compared is as it came


@pytest.mark.parametrize(
    "digest", ["acr.example/same@sha256:" + "0a" * 32, "acr.example:5000/same:1@sha256:" + "0a" * 32]
)
def test_the_digest_of_an_image_is_no_login(digest: str) -> None:
    reported = {"modules": {"same": {"runtimeStatus": "running", "settings": {"image": digest}}}}
    twin = json.dumps({"properties": {"desired": {}, "reported": reported}})
    assert document(read([("twin.json", twin.encode())]))["observed"]["images"] == {"same": digest}


@pytest.mark.parametrize("description", SAID)
def test_a_secret_in_the_description_of_a_state_is_masked(description: str) -> None:
    reported = {"modules": {"same": {"runtimeStatus": "failed", "statusDescription": description}}}
    reading = read([("twin.json", json.dumps({"properties": {"desired": {}, "reported": reported}}).encode())])
    shown = json.dumps(document(reading)) + "".join(fact.text for fact in facts(reading))
    assert "is failed: " in shown and "SECRETG" not in shown


def test_the_registry_of_credentials_is_no_secret() -> None:
    credentials = {"a": {"username": "plant", "password": "hunter2SECRET", "address": "plant.example"}}
    modules = {"same": {"settings": {"image": "plant.example/same:1"}}}
    desired = {"runtime": {"settings": {"registryCredentials": credentials}}, "modules": modules}
    said = document(read([("twin", json.dumps({"properties": {"desired": desired, "reported": {}}}).encode())]))
    assert said["observed"]["images"] == {"same": "plant.example/same:1"}


UNREADABLE = (
    "hunter",
    "the passphrase of the vault: correcthorse",
    "curl -u me:tiger https://x.example.com/a",
    "https://me:tiger@x.example.com/a",
    "//me:tiger@x.example.com/a",
    '    "comment": "tiger",',
    "- name: tiger",
    "tiger   running   Up 2 days",
    "key=running",
    "DB_PASSWORD:  running",
    "Username: LAP7\\tiger",
)


@pytest.mark.parametrize("line", UNREADABLE)
def test_a_line_no_one_understands_shows_only_what_is_recognizably_harmless(line: str) -> None:
    shown = document(read([("paste", f"lorem\n{line}\n".encode())]))["unread"]
    assert [entry["line"] for entry in shown] == [1, 2]
    assert not re.search("tiger|hunter|correcthorse|(?<=key=)running|(?<=:  )running", json.dumps(shown))


@pytest.mark.parametrize(
    "line",
    [
        "The command is not supported. Only list, logs and restart are.",
        "Warning   BackOff   Back-off restarting failed container",
        "iotedge 1.5",
        "10.57.48.10   443/TCP   2021-03-09T09:12:55Z   /var/lib/data",
    ],
)
def test_a_line_of_plain_words_stays_readable(line: str) -> None:
    assert [entry["text"] for entry in document(read([("paste", line.encode())]))["unread"]] == [line]


def test_free_text_that_a_module_reported_is_hidden_too() -> None:
    twin = {"cam": {"runtimeStatus": "failed", "statusDescription": "Module failed: wrong word tiger"}}
    text = json.dumps({"properties": {"desired": {}, "reported": {"modules": twin}}})
    problems = document(read([("paste", text.encode())]))["observed"]["problems"]
    assert problems == {"cam": "is failed: Module failed: wrong ••• •••"}


def test_what_the_manifest_leaves_out_of_another_deployment() -> None:
    manifest = read_manifest(json.dumps(expand({"cam": {}})).encode(), "site.json")
    old = read_manifest(json.dumps(expand({"Cam": {}, "Historian": {}, "meter": {}})).encode(), "old.json")
    assert left_out(manifest, old) == "It runs these modules, which are not in the manifest: Historian, meter."
    assert left_out(old, manifest) == ""


HOSTILE = {
    "names": "a: " * 5000,
    "signs": "x a" + "!" * 9000 + "a" + "!" * 9000 + "b",
    "errors": "z\n" + "  (Abc) x\n" * 30_000,
    "frames": "**********\nx: 20261127143158\n" * 15_000,
}


@pytest.mark.parametrize("name", sampled(HOSTILE, every=4))
def test_hostile_lines_are_masked_in_linear_time(name: str) -> None:
    text = HOSTILE[name]
    start = time.process_time()
    json.dumps(document(read([("paste", text.encode())])))
    assert time.process_time() - start < 8  # less than two seconds on a machine that does nothing else
